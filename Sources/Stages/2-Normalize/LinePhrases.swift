import Language

/// Tells lines that stand inside articles and are none of them: offers, labels, credits.
struct LinePhrases: Sendable {
    private struct Kinds: OptionSet {
        let rawValue: UInt8
        static let line = Kinds(rawValue: 1)
        static let offer = Kinds(rawValue: 2)
        static let start = Kinds(rawValue: 4)
        static let anywhere = Kinds(rawValue: 8)
        static let by = Kinds(rawValue: 16)
        static let fault = Kinds(rawValue: 32)
    }

    private var kinds: [UInt64: Kinds] = [:]
    private var longest = 1

    /// Longest line that a phrase can tell, in UTF-8 bytes.
    static let lengthLimit = 260

    init(_ table: Table) throws(LanguageError) {
        let named: [String: Kinds] = [
            "line": .line, "offer": .offer, "start": .start, "anywhere": .anywhere, "by": .by,
            "fault": .fault,
        ]
        for row in table.rows {
            guard let kind = named[try row.text(0)] else {
                throw row.error("\(row.fields[0]) is no kind of phrase")
            }
            for phrase in row.list(2) {
                let words = Words(phrase)
                guard words.count > 0 else { throw row.error("\"\(phrase)\" has no word") }
                longest = max(longest, words.count)
                kinds[Self.hash(words, 0..<words.count), default: []].insert(kind)
            }
        }
    }

    /// Whether `text` is such a line.
    ///
    /// - Parameters:
    ///   - linked: the part of it that is a link, from 0 to 1.
    ///   - endsSentence: whether it ends as a sentence does.
    func tells(_ text: String, linked: Double, endsSentence: Bool) -> Bool {
        // No phrase has fewer than two bytes, and a hostile page has very many such lines.
        guard (2...Self.lengthLimit).contains(text.utf8.count) else { return false }
        let words = Words(text)
        guard words.count > 0 else { return false }
        var hash: UInt64 = 0
        let isLoose = linked >= 0.3 || (!endsSentence && text.utf8.count <= 120)
        for index in 0..<min(words.count, longest) {
            hash = Self.joined(hash, words.hash(index))
            guard let found = kinds[hash] else { continue }
            if found.contains(.offer) { return true }
            if found.contains(.line), index == words.count - 1 { return true }
            if found.contains(.start) {
                if index > 0 && isLoose { return true }
                if Self.hasColon(text, after: index + 1) { return true }
            }
        }
        guard text.utf8.count <= 200 else { return false }
        for start in words.indices {
            var hash: UInt64 = 0
            for index in start..<min(words.count, start + longest) {
                hash = Self.joined(hash, words.hash(index))
                if let found = kinds[hash], found.contains(.anywhere) { return true }
            }
        }
        return false
    }

    /// Whether a page with this title has no article but says that something is wrong, or that one
    /// must log in.
    func namesFault(_ title: String) -> Bool {
        guard title.utf8.count <= Self.lengthLimit else { return false }
        let words = Words(title)
        guard words.count > 0, words.count <= longest else { return false }
        return kinds[Self.hash(words, words.indices)]?.contains(.fault) ?? false
    }

    /// The writer's name without the words that stand before it: `Ana Roe` of `By Ana Roe`.
    func withoutBy(_ byline: String) -> String {
        let pieces = byline.split(separator: " ")
        let words = pieces.map { Words(String($0)) }
        var hash: UInt64 = 0
        var end = 0
        for (index, word) in words.prefix(4).enumerated() {
            guard word.count == 1 else { break }
            hash = Self.joined(hash, word.hash(0))
            if kinds[hash]?.contains(.by) == true { end = index + 1 }
        }
        // A name may begin like that, but no name is only that.
        guard end > 0, end < pieces.count else { return byline }
        return pieces[end...].joined(separator: " ")
    }

    /// Whether a colon, a stroke or a copyright sign stands right after the first `count` words.
    private static func hasColon(_ text: String, after count: Int) -> Bool {
        var seen = 0
        var isInside = false
        for scalar in text.unicodeScalars {
            let isWord =
                scalar.isASCII
                ? (0x61...0x7A).contains(scalar.value | 0x20)
                    || (0x30...0x39).contains(scalar.value)
                : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isInside && !isWord { seen += 1 }
            isInside = isWord
            if seen == count, !isWord, scalar != " " {
                return scalar == ":" || scalar == "|" || scalar == "/" || scalar == "©"
                    || scalar == "："
            }
            if seen >= count && isWord { return false }
        }
        return false
    }

    private static func hash(_ words: Words, _ range: Range<Int>) -> UInt64 {
        range.reduce(0) { joined($0, words.hash($1)) }
    }

    private static func joined(_ hash: UInt64, _ next: UInt64) -> UInt64 {
        (hash &* 0x9E37_79B9_7F4A_7C15 &+ next) ^ hash >> 29
    }
}
