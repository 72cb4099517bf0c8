/// Groups the tokens of a paragraph into sentences.
public struct SentenceSplitter: Sendable {
    private let vocabulary: Vocabulary
    /// Longest sentence in tokens; what is longer is cut, so that no later pass sees more.
    public static let tokenLimit = 220

    /// A splitter that knows the classes of words from `vocabulary`.
    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The ranges of `tokens` that are sentences; together they cover all tokens.
    public func sentences(_ tokens: [Token], in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < tokens.count {
            var end = index + 1
            if endsSentence(tokens, index, scalars) {
                // Closing quotes and brackets belong to the sentence they close.
                while end < tokens.count, closes(tokens[end], scalars),
                    tokens[end].start == tokens[end - 1].end
                {
                    end += 1
                }
                if end >= tokens.count || startsSentence(tokens, index, end, scalars) {
                    sentences.append(start..<end)
                    start = end
                }
            } else if index - start + 1 >= SentenceSplitter.tokenLimit {
                sentences.append(start..<end)
                start = end
            }
            index = end
        }
        if start < tokens.count { sentences.append(start..<tokens.count) }
        return sentences
    }

    private func endsSentence(_ tokens: [Token], _ index: Int, _ scalars: [Unicode.Scalar]) -> Bool
    {
        let token = tokens[index]
        if token.shape.contains(.mark) {
            let scalar = scalars[token.start]
            return scalar == "." || scalar == "!" || scalar == "?" || scalar.value == 0x2026
        }
        // "U.S." or "Inc." may end a sentence; only a typical first word after it says so.
        guard token.shape.contains(.period), index + 1 < tokens.count, token.end - token.start > 2
        else { return false }
        let next = tokens[index + 1]
        let opener: WordClass = [.determiner, .subjectPronoun, .preposition, .subordinator]
        return next.shape.contains(.capital)
            && !vocabulary.classes(next.word).isDisjoint(with: opener)
            && !vocabulary.classes(token.word).contains(.abbreviation)
    }

    private func closes(_ token: Token, _ scalars: [Unicode.Scalar]) -> Bool {
        guard token.shape.contains(.mark) || token.shape.contains(.possessive) else { return false }
        if token.shape.contains(.closes) { return true }
        let scalar = scalars[token.start]
        return scalar == ")" || scalar == "]" || scalar == "'" || scalar.value == 0x2019
            || scalar == "." || scalar == "!" || scalar == "?"
    }

    private func startsSentence(
        _ tokens: [Token], _ index: Int, _ next: Int, _ scalars: [Unicode.Scalar]
    ) -> Bool {
        let token = tokens[next]
        if token.shape.contains(.opens) || token.shape.contains(.capital) { return true }
        if token.shape.contains(.number) || token.shape.contains(.mark) {
            // "No. 5" is an abbreviation; a period and then a number after a space is an end.
            return token.start > tokens[next - 1].end
        }
        return !token.shape.contains(.word)
    }
}
