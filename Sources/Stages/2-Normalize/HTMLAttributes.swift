import CXML

/// The attributes of one element that matter, each cut to a sane length.
struct HTMLAttributes {
    private var values: [String: String] = [:]

    /// Attributes of one element that are looked at.
    private static let countLimit = 64
    private static let lengthLimit = 2048
    private static let wanted: Set<String> = [
        "class", "id", "role", "itemprop", "hidden", "aria-hidden", "style", "name", "property",
        "content", "rel", "href", "datetime", "lang", "type", "http-equiv", "charset",
    ]

    /// Reads the attributes of `node`, which must be an element of a live document.
    init(_ node: xmlNodePtr) {
        var next = node.pointee.properties
        var count = 0
        while let attribute = next, count < Self.countLimit {
            next = attribute.pointee.next
            count += 1
            let name = Self.text(attribute.pointee.name).lowercased()
            guard Self.wanted.contains(name), values[name] == nil else { continue }
            values[name] = Self.text(attribute.pointee.children?.pointee.content)
        }
    }

    subscript(name: String) -> String? { values[name] }

    var isFurniture: Bool {
        for name in ["role", "class", "id"] {
            if let value = values[name], HTMLRole.isFurniture(value) { return true }
        }
        return false
    }

    var isArticleBody: Bool { values["itemprop"]?.contains("articleBody") ?? false }

    var isMain: Bool { values["role"] == "main" }

    var isHidden: Bool {
        if values["hidden"] != nil || values["aria-hidden"] == "true" { return true }
        guard let style = values["style"] else { return false }
        return style.lowercased().filter { $0 != " " }.contains("display:none")
    }

    private static func text(_ text: UnsafePointer<xmlChar>?) -> String {
        guard let text else { return "" }
        // Counted by hand up to the limit: an attribute may be megabytes long.
        var count = 0
        while count < lengthLimit, text[count] != 0 { count += 1 }
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }
}
