internal import Language

/// Fills a vocabulary while the files are read.
struct VocabularyBuilder {
    var vocabulary = Vocabulary()
    private var irregular: [String: Inflection.Irregular] = [:]

    init(directory: String) throws(LanguageError) {
        // The grammar knows the agent of a passive by this number.
        let by = vocabulary.intern("by")
        precondition(by == VerbGroup.agentPreposition, "\"by\" is the first word")
        for row in try Table(path: directory + "/irregular-verbs.tsv", columns: 3...3).rows {
            irregular[try row.text(0)] = Inflection.Irregular(
                past: row.list(1), participles: row.list(2))
        }
        for row in try Table(path: directory + "/words.tsv", columns: 2...2).rows {
            guard let wordClass = WordClass(name: try row.text(0)) else {
                throw row.error("\"\(row.fields[0])\" is not a word class")
            }
            for word in row.list(1, separator: " ") {
                vocabulary.add(wordClass, to: vocabulary.intern(word))
            }
        }
        for row in try Table(path: directory + "/verbs.tsv", columns: 2...2).rows {
            let speech = try row.text(0) == "speech"
            for word in row.list(1, separator: " ") {
                let lemma = verb(word)
                if speech { vocabulary.add(.speech, to: lemma) }
            }
        }
        let be = vocabulary.intern("be")
        for form in ["is", "are", "am", "was", "were", "been", "being"] {
            vocabulary.addForm(form, of: be)
        }
    }

    /// The number of the verb `base`, all its forms known.
    mutating func verb(_ base: String) -> Int32 { vocabulary.addVerb(base, irregular[base]) }

    /// The numbers of a word of a pattern: `talk^` is singular and plural.
    mutating func nouns(_ text: String) -> [Int32] {
        guard text.hasSuffix("^") else { return [vocabulary.intern(text)] }
        let singular = String(text.dropLast())
        let numbers = [
            vocabulary.intern(singular), vocabulary.intern(Inflection.plural(singular)),
        ]
        for number in numbers { vocabulary.add(.noun, to: number) }
        return numbers
    }

    /// The numbers of a phrase's words.
    mutating func phrase(_ text: String) -> [Int32] {
        if let words = VocabularyBuilder.plainWords(text) {
            return words.map { vocabulary.intern($0) }
        }
        return Tokenizer.words(text).map { vocabulary.intern($0.text) }
    }

    /// The folded words of a phrase of ASCII letters, spaces and hyphens between letters, where
    /// they are what the tokenizer cuts; nil for other phrases.
    private static func plainWords(_ text: String) -> [String]? {
        var small: [UInt8] = []
        small.reserveCapacity(text.utf8.count)
        var isAfterLetter = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                small.append(byte)
                isAfterLetter = true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                small.append(byte + 32)
                isAfterLetter = true
            case UInt8(ascii: " "), UInt8(ascii: "-"):
                guard isAfterLetter else { return nil }
                small.append(byte)
                isAfterLetter = false
            default: return nil
            }
        }
        guard isAfterLetter, small.count <= 80 else { return nil }
        return small.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
}
