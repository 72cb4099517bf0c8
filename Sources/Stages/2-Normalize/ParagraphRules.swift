/// What a single paragraph looks like.
enum ParagraphRules {
    /// Whether the paragraph is an entry of a list: `- `, `• `, `* `, `1. `, `1) `.
    static func isItem(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first else { return false }
        if bullets.contains(first) {
            let rest = scalars.dropFirst()
            return rest.isEmpty || rest.first == " "
        }
        let digits = scalars.prefix(4).prefix { ("0"..."9").contains($0) }
        guard (1...3).contains(digits.count) else { return false }
        let rest = scalars.dropFirst(digits.count).prefix(2)
        return rest.elementsEqual(". ".unicodeScalars) || rest.elementsEqual(") ".unicodeScalars)
    }

    /// The entry without its bullets; numbers stay.
    static func withoutBullet(_ text: String) -> String {
        var rest = text.unicodeScalars[...]
        while let first = rest.first, bullets.contains(first) {
            let after = rest.dropFirst()
            guard after.isEmpty || after.first == " " else { break }
            rest = after.drop { $0 == " " }
        }
        return String(rest)
    }

    /// Whether the paragraph is a heading: short, without a final punctuation mark.
    static func isHeading(_ text: String) -> Bool {
        guard text.utf8.count <= 160 else { return false }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return false }
        if first.properties.isLowercase || finals.contains(last) { return false }
        guard scalars.contains(where: \.properties.isAlphabetic) else { return false }
        return scalars.split(separator: " ").count <= 12
    }

    /// Whether the whole paragraph stands in one pair of quotation marks.
    static func isQuotation(_ text: String) -> Bool {
        var scalars = text.unicodeScalars[...]
        while let last = scalars.last, last == "." || last == "," { scalars.removeLast() }
        guard scalars.count > 2, let first = scalars.first, let last = scalars.last else {
            return false
        }
        let inner = scalars.dropFirst().dropLast()
        switch (first, last) {
        case ("\"", "\""): return !inner.contains("\"")
        case ("“", "”"): return !inner.contains("”")
        case ("„", "“"), ("„", "”"): return !inner.contains(last)
        case ("«", "»"): return !inner.contains("»")
        default: return false
        }
    }

    private static let bullets: Set<Unicode.Scalar> = ["-", "•", "*", "‣", "▪", "·", "◦", "●"]
    private static let finals: Set<Unicode.Scalar> = [
        ".", "!", "?", "…", ",", ";", ":", "\"", "”", "»", "。", "-",
    ]
}
