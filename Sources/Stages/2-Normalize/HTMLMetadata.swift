import CXML
import Messages

/// What a page's head and its marked-up elements say about the article.
struct HTMLMetadata {
    /// Values of `<meta>`, by lower-cased name or property; the first one wins.
    private var meta: [String: String] = [:]
    private var canonical: String?
    private var language: String?
    private var pageTitle: String?
    private var firstHeading: String?
    private var firstTime: String?
    private var linkedData: String?

    private static let metaLimit = 200

    /// Takes one element of a live document.
    mutating func take(element name: String, _ attributes: HTMLAttributes, _ node: xmlNodePtr) {
        switch name {
        case "html": language = language ?? attributes["lang"]
        case "title": pageTitle = pageTitle ?? Self.text(inside: node)
        case "h1": firstHeading = firstHeading ?? Self.text(inside: node)
        case "time": firstTime = firstTime ?? attributes["datetime"]
        case "link":
            if canonical == nil, attributes["rel"]?.lowercased() == "canonical" {
                canonical = attributes["href"]
            }
        case "meta":
            let key = attributes["property"] ?? attributes["name"] ?? attributes["itemprop"]
            if let key, let content = attributes["content"], meta.count < Self.metaLimit {
                let key = key.lowercased()
                meta[key] = meta[key] ?? content
            }
        case "script":
            if attributes["type"]?.lowercased() == "application/ld+json", linkedData == nil {
                linkedData = Self.text(inside: node, limit: 64 << 10)
            }
        default: break
        }
    }

    /// What all of it amounts to.
    var findings: Findings {
        var found = Findings()
        let site = meta["og:site_name"]
        found.publisher = site
        found.title = nonEmpty(meta["og:title"]) ?? nonEmpty(firstHeading) ?? titleWithoutSite(site)
        found.byline = first("author", "article:author", "parsely-author").flatMap {
            $0.contains("://") ? nil : String($0.hasPrefix("By ") ? $0.dropFirst(3) : $0[...])
        }
        found.url = [canonical, meta["og:url"]].compactMap { $0 }.first {
            $0.hasPrefix("https://") || $0.hasPrefix("http://")
        }
        found.language = language
        let stated = [
            first("article:published_time", "datepublished", "parsely-pub-date", "date", "pubdate"),
            first("dc.date", "dc.date.issued", "dcterms.date", "sailthru.date", "publish-date"),
            linkedValue("datePublished"), firstTime,
        ]
        found.published = stated.compactMap { $0 }.lazy.compactMap(Self.timestamp).first
        found.updated =
            [
                first("article:modified_time", "og:updated_time", "datemodified"),
                linkedValue("dateModified"),
            ].compactMap { $0 }.lazy.compactMap(Self.timestamp).first
        return found
    }

    private func first(_ names: String...) -> String? {
        names.lazy.compactMap { nonEmpty(meta[$0]) }.first
    }

    private func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.utf8.allSatisfy { $0 <= 0x20 } ? nil : $0 }
    }

    /// `Talks end` of `Talks end | The Post`.
    private func titleWithoutSite(_ site: String?) -> String? {
        guard let title = nonEmpty(pageTitle) else { return nil }
        for separator in [" | ", " — ", " – ", " - ", " · ", " » "] {
            guard let range = title.utf8Ranges(of: separator).last else { continue }
            let head = String(title[..<range.lowerBound])
            let tail = title[range.upperBound...]
            if tail == site ?? "" || (tail.count < head.count && tail.count <= 40) { return head }
        }
        return title
    }

    /// The string at a key of the page's linked data, found without reading the rest of it.
    private func linkedValue(_ key: String) -> String? {
        guard let data = linkedData, let at = data.utf8Ranges(of: "\"\(key)\"").first else {
            return nil
        }
        let rest = data[at.upperBound...].prefix(80).drop { $0 == " " || $0 == ":" || $0.isNewline }
        guard rest.first == "\"" else { return nil }
        return String(rest.dropFirst().prefix { $0 != "\"" })
    }

    /// The time in `text`; a time that Chancery does not read leaves its day.
    private static func timestamp(_ text: String) -> Timestamp? {
        let trimmed = String(
            text.drop { $0 == " " || $0.isNewline }.reversed().drop { $0 == " " || $0.isNewline }
                .reversed())
        return Timestamp(trimmed) ?? Day(trimmed.prefix(10)).map { Timestamp($0) }
            ?? WrittenDate.read(trimmed)?.date
    }

    /// The text below `node`, up to `limit` bytes, without recursion.
    private static func text(inside node: xmlNodePtr, limit: Int = 2048) -> String {
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
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    /// Where `needle` occurs, without overlaps.
    fileprivate func utf8Ranges(of needle: String) -> [Range<Index>] {
        let (hay, sought) = (Array(utf8), Array(needle.utf8))
        var found: [Range<Index>] = []
        var position = 0
        while position + sought.count <= hay.count {
            if hay[position] == sought[0], hay[position...].starts(with: sought) {
                let start = utf8.index(startIndex, offsetBy: position)
                found.append(start..<utf8.index(start, offsetBy: sought.count))
                position += sought.count
            } else {
                position += 1
            }
        }
        return found
    }
}
