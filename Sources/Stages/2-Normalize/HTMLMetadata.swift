import CXML

/// What a page's head and its marked-up elements say about the article, as it stands there.
struct HTMLMetadata {
    /// A date that an element states.
    struct DateMark {
        /// The element's place in the tree.
        var node: Int
        /// The value of an attribute that is meant for programs; else the text counts.
        var value: String?
        /// How sure it is that this is the article's date: 3 says so, 2 is marked up, 1 is named so.
        var weight: Int
        /// Whether it says when the article was changed.
        var isUpdate: Bool
    }

    /// Values of `<meta>`, by lower-cased name or property; the first one wins.
    private(set) var meta: [String: String] = [:]
    /// All authors that `<meta>` names.
    private(set) var authors: [String] = []
    private(set) var canonical: String?
    private(set) var language: String?
    private(set) var pageTitle: String?
    private(set) var firstHeading: String?
    private(set) var dates: [DateMark] = []
    /// Elements that name the writer.
    private(set) var bylines: [Int] = []
    /// The scripts with linked data.
    private(set) var linkedData: [[UInt8]] = []
    private var linkedSize = 0

    private static let metaLimit = 300
    private static let markLimit = 400
    private static let scriptLimit = 32

    /// Takes one element of a live document, whose place in the tree is `index`.
    mutating func take(
        _ name: UnsafePointer<xmlChar>, _ attributes: HTMLAttributes, _ node: xmlNodePtr,
        _ role: ElementRole, _ index: Int
    ) {
        if !role.isDisjoint(with: [.date, .byline]) { take(mark: role, attributes, index) }
        guard Self.initials.contains(name[0]) else { return }
        switch String(cString: name) {
        case "html": language = language ?? attributes["lang"] ?? attributes["xml:lang"]
        case "title": pageTitle = pageTitle ?? Self.text(inside: node)
        case "h1":
            if firstHeading?.utf8.contains(where: { $0 > 0x20 }) != true {
                firstHeading = Self.text(inside: node)
            }
        case "a":
            if attributes["rel"]?.lowercased().contains("author") == true, bylines.count < 20 {
                bylines.append(index)
            }
        case "time", "abbr":
            if role.contains(.date) { break }
            if name[0] == UInt8(ascii: "a"), attributes["title"] == nil { break }
            if name[0] == UInt8(ascii: "a"), role.isEmpty { break }
            add(index, attributes["datetime"], weight: 2, isUpdate: false)
        case "link":
            if canonical == nil, attributes["rel"]?.lowercased() == "canonical" {
                canonical = attributes["href"]
            }
        case "meta":
            let key = attributes["property"] ?? attributes["name"] ?? attributes["itemprop"]
            guard let key, let content = attributes["content"], meta.count < Self.metaLimit else {
                break
            }
            let lower = key.lowercased()
            if meta[lower] == nil { meta[lower] = content }
            if lower == "author" || lower == "citation_author" || lower == "dc.creator",
                authors.count < 20, !authors.contains(content)
            {
                authors.append(content)
            }
        case "script":
            guard attributes["type"]?.lowercased().contains("ld+json") == true,
                linkedData.count < Self.scriptLimit, linkedSize < 2 * LinkedData.sizeLimit
            else { break }
            let script = Self.bytes(inside: node, limit: LinkedData.sizeLimit)
            linkedSize += script.count
            linkedData.append(script)
        default: break
        }
    }

    private mutating func take(mark role: ElementRole, _ attributes: HTMLAttributes, _ index: Int) {
        if role.contains(.byline), bylines.count < 20 { bylines.append(index) }
        guard role.contains(.date) else { return }
        let said = ((attributes["itemprop"] ?? "") + " " + (attributes["class"] ?? "")).lowercased()
        let isUpdate =
            said.contains("modif") || (said.contains("updated") && !said.contains("publ"))
        let isSure = said.contains("datepublished") || said.contains("dt-published")
        let value = attributes["datetime"] ?? attributes["content"] ?? attributes["title"]
        add(
            index, value, weight: isSure || attributes["pubdate"] != nil ? 3 : value != nil ? 2 : 1,
            isUpdate: isUpdate)
    }

    private mutating func add(_ node: Int, _ value: String?, weight: Int, isUpdate: Bool) {
        guard dates.count < Self.markLimit else { return }
        dates.append(DateMark(node: node, value: value, weight: weight, isUpdate: isUpdate))
    }

    private static let initials = Set("haltms".utf8)

    /// The text below `node`, up to `limit` bytes.
    private static func text(inside node: xmlNodePtr) -> String {
        String(decoding: bytes(inside: node, limit: 2048), as: UTF8.self)
    }

    /// The text below `node`, without recursion.
    private static func bytes(inside node: xmlNodePtr, limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = node.pointee.children
        // Bounded, since a heading can hold a whole hostile page.
        for _ in 0..<256 {
            guard let current = next, bytes.count < limit else { break }
            if current.pointee.type == XML_TEXT_NODE
                || current.pointee.type == XML_CDATA_SECTION_NODE,
                let content = current.pointee.content
            {
                var count = 0
                while bytes.count + count < limit, content[count] != 0 { count += 1 }
                bytes.append(contentsOf: UnsafeBufferPointer(start: content, count: count))
            }
            if let child = current.pointee.children, current.pointee.type == XML_ELEMENT_NODE {
                next = child
                continue
            }
            var climbing = current
            while climbing.pointee.next == nil, let above = climbing.pointee.parent, above != node {
                climbing = above
            }
            next = climbing.pointee.next
        }
        return bytes
    }
}
