/// Characters out of markup.
enum PlainText {
    /// `text` with white space run together, none at the ends.
    static func collapsed(_ text: String) -> String {
        String(decoding: collapsed(Array(text.utf8)), as: UTF8.self)
    }

    static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isSpaceDue = false
        for byte in bytes {
            if Ascii.isSpace(byte) {
                isSpaceDue = !result.isEmpty
            } else {
                if isSpaceDue { result.append(0x20) }
                isSpaceDue = false
                result.append(byte)
            }
        }
        return result
    }

    /// The characters of `html`, white space run together; what is laid out apart is kept apart.
    static func of(html: String) -> String {
        var scanner = MarkupScanner(Array(html.utf8), isHTML: true)
        var result: [UInt8] = []
        while let token = scanner.next() {
            switch token {
            case .text: result.append(contentsOf: scanner.text)
            case .start, .end:
                if !inline.contains(Ascii.lowercased(scanner.tagName)) { result.append(0x20) }
            }
        }
        return String(decoding: collapsed(result), as: UTF8.self)
    }

    /// Elements that do not break words.
    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
        "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
}
