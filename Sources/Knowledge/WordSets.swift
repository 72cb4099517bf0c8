public import Language

/// Phrases of a kind each: words of blame, words of a mode, words that show a context.
public struct PhraseSet: Sendable {
    private var tree = PhraseTree<Int32>()
    /// The kinds, by number.
    public private(set) var kinds: [String] = []
    private var numbers: [String: Int32] = [:]

    init() {}

    mutating func add(_ kind: String, _ phrases: [String], _ builder: inout VocabularyBuilder) {
        let number: Int32
        if let known = numbers[kind] {
            number = known
        } else {
            number = Int32(kinds.count)
            numbers[kind] = number
            kinds.append(kind)
        }
        for phrase in phrases { tree.insert(builder.phrase(phrase), number) }
    }

    /// Every phrase in `tokens`, with its kind, position and length.
    public func matches(in tokens: ArraySlice<Token>) -> [(kind: String, index: Int, length: Int)] {
        var found: [(kind: String, index: Int, length: Int)] = []
        let start = tokens.startIndex
        for index in 0..<tokens.count {
            let matches = tree.matches(at: index, count: tokens.count) { tokens[start + $0].word }
            for match in matches {
                for entry in match.entries {
                    found.append((kinds[Int(entry)], index, match.length))
                }
            }
        }
        return found
    }
}
