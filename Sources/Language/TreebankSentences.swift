/// Groups the words of a paragraph into sentences.
public struct TreebankSentences: Sendable {
    let words: TreebankWords

    /// A splitter that knows `words`.
    public init(_ words: TreebankWords) { self.words = words }

    /// The ranges of `tokens` that are sentences; together they cover all of them.
    public func sentences(
        _ tokens: [Range<Int>], in scalars: [Unicode.Scalar]
    ) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        var index = 0
        var quoted = false
        while index < tokens.count {
            let token = tokens[index]
            if scalars[token.lowerBound] == "\"" { quoted.toggle() }
            var end = index + 1
            if let certain = ending(token, scalars) {
                while end < tokens.count, closes(tokens, end, scalars, quoted: quoted) {
                    if scalars[tokens[end].lowerBound] == "\"" { quoted = false }
                    end += 1
                }
                end = trailing(tokens, end, scalars)
                if end >= tokens.count
                    || starts(tokens, end, scalars, after: index, certain: certain)
                {
                    sentences.append(start..<end)
                    start = end
                    quoted = false
                }
            } else if breaks(tokens, index, from: start, scalars) {
                sentences.append(start..<end)
                start = end
                quoted = false
            }
            index = end
        }
        if start < tokens.count { sentences.append(start..<tokens.count) }
        return sentences
    }

    /// Whether a sentence may end here: true if it does unless a small letter follows, false if
    /// only a typical first word says so.
    private func ending(_ token: Range<Int>, _ scalars: [Unicode.Scalar]) -> Bool? {
        let last = scalars[token.upperBound - 1]
        guard last == "." || last == "!" || last == "?" || last.value == 0x2026 else { return nil }
        let first = scalars[token.lowerBound]
        if !Scalars.isLetter(first) { return Scalars.isDigit(first) ? nil : true }
        guard last == "." else { return nil }
        let lowered = Scalars.lowered(scalars[token].dropLast())
        if words.titles.contains(lowered) || token.count == 2 { return nil }
        return false
    }

    private func closes(
        _ tokens: [Range<Int>], _ place: Int, _ scalars: [Unicode.Scalar], quoted: Bool
    ) -> Bool {
        let token = tokens[place]
        let first = scalars[token.lowerBound]
        guard !Scalars.isWordly(first) else { return false }
        let touches = token.lowerBound == tokens[place - 1].upperBound
        switch first {
        case ")", "]", "\u{201D}", "}", "\u{BB}": return true
        case "'", "\u{2019}": return touches
        case "\"":
            // Apart from what is before it and close to what comes, it opens.
            let opens =
                !touches && place + 1 < tokens.count
                && tokens[place + 1].lowerBound == token.upperBound
            return !opens && (touches || quoted)
        case ".", "!", "?", "\u{2026}": return touches
        default: return false
        }
    }

    private func starts(
        _ tokens: [Range<Int>], _ next: Int, _ scalars: [Unicode.Scalar], after end: Int,
        certain: Bool
    ) -> Bool {
        let token = tokens[next]
        let first = scalars[token.lowerBound]
        if !certain {
            return Scalars.isCapital(first)
                && words.openers.contains(Scalars.lowered(scalars[token]))
        }
        if Scalars.isCapital(first) { return true }
        if Scalars.isLetter(first) {
            // A letter without case begins one; "said" after a question in quotes does not.
            guard first.properties.isLowercase else { return true }
            // Straight after a full stop even a small letter does: so people write to each other.
            let stop = scalars[tokens[end]]
            return next == end + 1 && token.lowerBound > tokens[end].upperBound
                && (stop.elementsEqual(["."]) || stop.allSatisfy { $0 == "!" || $0 == "?" })
        }
        if token.lowerBound == tokens[next - 1].upperBound { return false }
        if ",;:)".unicodeScalars.contains(first) { return false }
        if first == "-" || first.value == 0x2013 || first.value == 0x2014 {
            return next + 1 < tokens.count
                && Scalars.isCapital(scalars[tokens[next + 1].lowerBound])
        }
        return true
    }
}
