extension FeedPerson {
    /// The person written as `text`: `Name`, `me@example.com (Name)`, `Name <me@example.com>`.
    init(_ text: String) {
        self.init()
        let text = PlainText.of(html: Self.looksTagged(text) ? text : Self.escaped(text))
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else {
            name = text.isEmpty ? nil : text
            return
        }
        let bytes = text.utf8
        var start = at
        while start > bytes.startIndex, Self.isAddress(bytes[bytes.index(before: start)]) {
            start = bytes.index(before: start)
        }
        var end = bytes.index(after: at)
        while end < bytes.endIndex, Self.isAddress(bytes[end]) { end = bytes.index(after: end) }
        guard start < at, end > bytes.index(after: at) else {
            name = text
            return
        }
        email = String(text[start..<end])
        let rest = (text[..<start] + text[end...]).replacing("mailto:", with: "")
        let kept = PlainText.collapsed(
            String(rest.unicodeScalars.filter { !"<>()[]\"".unicodeScalars.contains($0) }))
        name = kept.utf8.contains(where: { Ascii.isAlphanumeric($0) || $0 >= 0x80 }) ? kept : nil
    }

    /// Whether it says anything.
    var isKnown: Bool { name != nil || email != nil || url != nil }

    /// The names of several, each once; addresses where there are no names.
    static func line(_ people: [FeedPerson]) -> String? {
        let names = people.compactMap(\.name)
        var seen: Set<String> = []
        let addresses = people.compactMap { $0.email ?? $0.url }
        let kept = (names.isEmpty ? addresses : names).filter {
            seen.insert($0).inserted
        }
        return kept.isEmpty ? nil : kept.joined(separator: ", ")
    }

    private static func isAddress(_ byte: UInt8) -> Bool {
        Ascii.isAlphanumeric(byte) || "._%+-'".utf8.contains(byte)
    }

    private static func looksTagged(_ text: String) -> Bool {
        HTMLText.isLikely(text)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
