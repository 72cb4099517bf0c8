/// HTML inside of feeds.
enum HTMLText {
    /// Whether `text`, of which nobody says what it is, is HTML: it has a tag or a reference.
    static func isLikely(_ text: String) -> Bool { isLikely(Array(text.utf8)[...]) }

    static func isLikely(_ bytes: ArraySlice<UInt8>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "<"): if isTag(bytes[index...].prefix(400)) { return true }
            case UInt8(ascii: "&"): if isReference(bytes[index...].prefix(40)) { return true }
            default: break
            }
            index += 1
        }
        return false
    }

    private static func isTag(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes.dropFirst()
        if rest.starts(with: "!--".utf8) { return true }
        if rest.first == UInt8(ascii: "/") { rest.removeFirst() }
        let name = rest.prefix { Ascii.isAlphanumeric($0) }
        guard !name.isEmpty, name.count <= 10 else { return false }
        let next = rest.dropFirst(name.count).first
        guard let next, Ascii.isSpace(next) || next == 0x3E || next == 0x2F else { return false }
        return elements.contains(Ascii.lowercased(name))
    }

    private static func isReference(_ bytes: ArraySlice<UInt8>) -> Bool {
        var references = CharacterReferences()
        var output: [UInt8] = []
        return references.append(at: bytes.startIndex, of: bytes, to: &output) != nil
    }

    /// Appends `bytes` as text of HTML.
    static func append(escaping bytes: some Sequence<UInt8>, to output: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            default: output.append(byte)
            }
        }
    }

    /// Appends `text` as a value in double quotes.
    static func append(quoting text: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            if byte == UInt8(ascii: "\"") {
                output.append(contentsOf: "&quot;".utf8)
            } else {
                append(escaping: CollectionOfOne(byte), to: &output)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Whether an attribute's value is an address.
    static func isAddress(attribute: String) -> Bool { addresses.contains(attribute) }

    /// `html` with the addresses in it resolved against `base`; all else stays byte for byte.
    static func resolved(_ html: [UInt8], against base: String) -> [UInt8] {
        var scanner = MarkupScanner(html, isHTML: true)
        var result: [UInt8] = []
        var copied = 0
        while let token = scanner.next() {
            guard case .start = token else { continue }
            for attribute in scanner.attributes
            where isAddress(attribute: Ascii.lowercased(html[attribute.name])) {
                let value = String(decoding: scanner.values[attribute.value], as: UTF8.self)
                let absolute = URLReference.resolve(value, against: base)
                guard absolute != value else { continue }
                var start = attribute.raw.lowerBound
                var end = attribute.raw.upperBound
                // The quotation marks, if there are any, are written again.
                if start > 0, html[start - 1] == 0x22 || html[start - 1] == 0x27, end < html.count,
                    html[end] == html[start - 1]
                {
                    start -= 1
                    end += 1
                }
                guard start >= copied else { continue }
                result.append(contentsOf: html[copied..<start])
                append(quoting: absolute.utf8, to: &result)
                copied = end
            }
        }
        result.append(contentsOf: html[copied...])
        return result
    }

    /// Elements without content.
    static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ]

    private static let addresses: Set<String> = [
        "action", "background", "cite", "data", "href", "longdesc", "poster", "src", "usemap",
    ]

    /// Elements by which HTML is known.
    private static let elements: Set<String> = [
        "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "body", "br",
        "caption", "center", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em", "embed",
        "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "i", "iframe", "img", "ins", "kbd", "li", "main", "mark",
        "nav", "object", "ol", "p", "picture", "pre", "q", "s", "samp", "script", "section",
        "small", "span", "strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "tfoot",
        "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video",
    ]
}
