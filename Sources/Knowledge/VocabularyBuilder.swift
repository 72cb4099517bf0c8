internal import Language

/// Fills a vocabulary while the files are read.
struct VocabularyBuilder {
    var vocabulary = Vocabulary()
    /// The words of the phrase that was read last.
    private(set) var words: [Int32] = []
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
        var text = text
        text.withUTF8 { read($0) }
        return words
    }

    /// Reads a phrase into ``words``.
    mutating func read(_ phrase: UnsafeBufferPointer<UInt8>) {
        words.removeAll(keepingCapacity: true)
        if readPlain(phrase) { return }
        words.removeAll(keepingCapacity: true)
        for word in Tokenizer.phrase(String(decoding: phrase, as: UTF8.self)) {
            words.append(vocabulary.intern(word))
        }
    }

    /// Reads a phrase of Latin letters, digits, spaces, and hyphens between letters, where words are
    /// what the tokenizer cuts.
    ///
    /// - Returns: false for other phrases, and longer ones.
    private mutating func readPlain(_ phrase: UnsafeBufferPointer<UInt8>) -> Bool {
        guard phrase.count <= 80 else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * phrase.count + 1) {
            folded in
            var count = 0
            var start = 0
            var isAfterLetter = false
            var index = 0
            while index < phrase.count {
                let byte = phrase[index]
                index += 1
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    folded[count] = byte
                case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    folded[count] = byte + 32
                case UInt8(ascii: " "), UInt8(ascii: "-"):
                    guard isAfterLetter else { return false }
                    isAfterLetter = false
                    if byte == UInt8(ascii: "-") {
                        folded[count] = byte
                        count += 1
                    } else {
                        addWord(folded, start..<count)
                        start = count
                    }
                    continue
                case 0xC3...0xC9:
                    guard index < phrase.count else { return false }
                    let scalar = Int(byte & 0x1F) << 6 | Int(phrase[index] & 0x3F)
                    index += 1
                    let letters = PlainLetters.folded[scalar - PlainLetters.first]
                    guard letters.0 != 0 else { return false }
                    folded[count] = letters.0
                    if letters.1 != 0 {
                        count += 1
                        folded[count] = letters.1
                    }
                default: return false
                }
                count += 1
                isAfterLetter = true
            }
            guard isAfterLetter else { return false }
            addWord(folded, start..<count)
            return true
        }
    }

    private mutating func addWord(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>) {
        words.append(vocabulary.intern(UnsafeBufferPointer(rebasing: bytes[range])))
    }
}

extension Tokenizer {
    /// The words of a phrase as the tokens of a text have them, also the bare apostrophe of
    /// "Workers' Party", which is a possessive.
    static func phrase(_ text: String) -> [String] {
        words(text).map { $0.shape.contains(.possessive) ? "'s" : $0.text }
    }
}

/// What letters of two bytes in UTF-8 fold to, where that is one or two ASCII letters.
private enum PlainLetters {
    static let first = 0xC0

    /// Two bytes a letter, from U+00C0 on; 0 where there is none.
    static let folded: [(UInt8, UInt8)] = (first..<0x280).map { value in
        guard let scalar = Unicode.Scalar(value), scalar.properties.isAlphabetic else {
            return (0, 0)
        }
        let text = Array(Folding.fold(CollectionOfOne(scalar)).utf8)
        guard (1...2).contains(text.count), text.allSatisfy({ (97...122).contains($0) }) else {
            return (0, 0)
        }
        return (text[0], text.count == 2 ? text[1] : 0)
    }
}
