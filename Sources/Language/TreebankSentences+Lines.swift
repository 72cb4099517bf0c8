// Where a sentence ends without a mark that says so: the ends of lines that are not kept in a text,
// such as those of captions, headers of letters, greetings and rules of dashes; and what stands
// behind the mark and belongs to it.
extension TreebankSentences {
    /// Marks of one kind in a row that make a rule across the page.
    private static let ruleLength = 5

    /// The end of a sentence with what follows its last mark: numbers of notes, `[12]`, and a face.
    func trailing(_ tokens: [Range<Int>], _ end: Int, _ scalars: [Unicode.Scalar]) -> Int {
        var end = end
        while end + 2 < tokens.count, scalars[tokens[end]].elementsEqual(["["]),
            tokens[end + 1].count <= 3, scalars[tokens[end + 1]].allSatisfy(Scalars.isDigit),
            scalars[tokens[end + 2]].elementsEqual(["]"])
        {
            end += 3
        }
        guard end < tokens.count, (2...3).contains(tokens[end].count) else { return end }
        let token = scalars[tokens[end]]
        let isFace =
            ":;=".unicodeScalars.contains(token[token.startIndex])
            && ")(DPp|/*]".unicodeScalars.contains(token[token.endIndex - 1])
        return isFace ? end + 1 : end
    }

    /// Whether a sentence that began at token `start` ends with token `index`, which is no mark of
    /// an end.
    func breaks(
        _ tokens: [Range<Int>], _ index: Int, from start: Int, _ scalars: [Unicode.Scalar]
    ) -> Bool {
        guard index + 1 < tokens.count else { return false }
        let token = tokens[index]
        let next = tokens[index + 1]
        let first = scalars[token.lowerBound]
        // Most words end no line, and what follows them begins none.
        if isRule(scalars[token]) != isRule(scalars[next]) { return true }
        let beginsCapital = Scalars.isCapital(scalars[next.lowerBound])
        if Scalars.isDigit(scalars[next.lowerBound]) {
            return isStamp(tokens, index + 1, scalars) && !leadsToDate(scalars[token])
        }
        if isLink(scalars[token]) { return beginsCapital || isLink(scalars[next]) }
        guard beginsCapital else { return false }
        if index >= start + 2, isStamp(tokens, index - 2, scalars) { return true }
        switch first {
        case ",", "-":
            return start == 0 && (1...3).contains(index)
                && words.greetings.contains(lowered(tokens[0], scalars))
                || first == "," && isFarewell(tokens[start..<index], scalars)
        case ">":
            // Behind an address in brackets.
            return index > start && scalars[tokens[index - 1]].dropFirst().contains("@")
        default: break
        }
        if start == 0, index == 1, Scalars.isDigit(first),
            words.figures.contains(lowered(tokens[0], scalars))
        {
            return true
        }
        // "Image: …" behind a caption.
        return index + 2 < tokens.count && scalars[tokens[index + 2]].elementsEqual([":"])
            && (Scalars.isWordly(scalars[token.upperBound - 1]) || first == ")" || first == "\"")
            && words.credits.contains(lowered(next, scalars))
    }

    private func lowered(_ token: Range<Int>, _ scalars: [Unicode.Scalar]) -> String {
        Scalars.lowered(scalars[token])
    }

    private func isRule(_ token: ArraySlice<Unicode.Scalar>) -> Bool {
        guard token.count >= Self.ruleLength, let first = token.first else { return false }
        return "*_=~-#".unicodeScalars.contains(first) && token.allSatisfy { $0 == first }
    }

    private func isLink(_ token: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = token.first, first == "h" || first == "w" else { return false }
        return ["http://", "https://", "www."].contains { token.starts(with: $0.unicodeScalars) }
    }

    /// Whether a day, an hour, and AM or PM stand there, as over a letter: `08/10/2000 08:28 AM`.
    private func isStamp(
        _ tokens: [Range<Int>], _ place: Int, _ scalars: [Unicode.Scalar]
    ) -> Bool {
        guard place + 2 < tokens.count, Scalars.isDigit(scalars[tokens[place].lowerBound]),
            isNumbers(scalars[tokens[place]], divided: "/", 3...3),
            isNumbers(scalars[tokens[place + 1]], divided: ":", 2...3)
        else { return false }
        return ["am", "pm"].contains(lowered(tokens[place + 2], scalars))
    }

    private func isNumbers(
        _ token: ArraySlice<Unicode.Scalar>, divided mark: Unicode.Scalar, _ count: ClosedRange<Int>
    ) -> Bool {
        let parts = token.split(separator: mark, omittingEmptySubsequences: false)
        return count.contains(parts.count)
            && parts.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(Scalars.isDigit) }
    }

    /// Whether a date behind the word belongs to it.
    private func leadsToDate(_ token: ArraySlice<Unicode.Scalar>) -> Bool {
        ["on", "at", "by", "of", "from", ":", "-"].contains(Scalars.lowered(token))
    }

    private func isFarewell(_ tokens: ArraySlice<Range<Int>>, _ scalars: [Unicode.Scalar]) -> Bool {
        guard (1...2).contains(tokens.count) else { return false }
        return words.farewells.contains(
            tokens.map { lowered($0, scalars) }.joined(separator: "_"))
    }
}
