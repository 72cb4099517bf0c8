/// Cuts text into words and marks, in one pass.
public struct Tokenizer: Sendable {
    private let vocabulary: Vocabulary
    private static let wordLimit = 80

    /// A tokenizer that numbers words as `vocabulary` does.
    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The tokens of `scalars` in `range`, with offsets into all of `scalars`.
    public func tokens(of scalars: [Unicode.Scalar], in range: Range<Int>) -> [Token] {
        var tokens: [Token] = []
        tokens.reserveCapacity(range.count / 5)
        var quoteOpen = false
        var position = range.lowerBound
        while position < range.upperBound {
            let scalar = scalars[position]
            if Tokenizer.isSpace(scalar) {
                position += 1
                continue
            }
            let end: Int
            if Tokenizer.isLetter(scalar) || Tokenizer.isDigit(scalar) {
                end = wordEnd(scalars, position, range.upperBound)
                appendWord(scalars, position, end, quoteOpen, to: &tokens)
            } else if let length = clitic(scalars, position, range.upperBound) {
                end = position + length
                tokens.append(mark(scalars, position, end, [.possessive]))
            } else {
                end = position + 1
                var shape: Token.Shape = [.mark]
                switch scalar.value {
                case 0x22:
                    shape.insert(quoteOpen ? .closes : .opens)
                    quoteOpen.toggle()
                case 0x201C, 0xAB:
                    shape.insert(.opens)
                    quoteOpen = true
                case 0x201D, 0xBB:
                    shape.insert(.closes)
                    quoteOpen = false
                default:
                    if quoteOpen { shape.insert(.quoted) }
                }
                tokens.append(mark(scalars, position, end, shape))
            }
            position = end
        }
        return tokens
    }

    /// The folded words of a lexicon entry, as the tokens of a text would have them.
    public static func words(_ text: String) -> [(text: String, shape: Token.Shape)] {
        let scalars = Array(text.unicodeScalars)
        return Tokenizer(Vocabulary()).tokens(of: scalars, in: 0..<scalars.count).map { token in
            (Folding.fold(scalars[token.start..<token.end]), token.shape)
        }
    }

    private func mark(
        _ scalars: [Unicode.Scalar], _ start: Int, _ end: Int, _ shape: Token.Shape
    ) -> Token {
        let word =
            shape.contains(.possessive)
            ? vocabulary.number("'s") : vocabulary.number(String(scalars[start]))
        return Token(start: start, end: end, word: word, shape: shape)
    }

    private func appendWord(
        _ scalars: [Unicode.Scalar], _ start: Int, _ end: Int, _ quoted: Bool,
        to tokens: inout [Token]
    ) {
        var end = end
        var shape: Token.Shape = quoted ? [.quoted] : []
        var letters = 0
        var upper = 0
        for scalar in scalars[start..<end] where Tokenizer.isLetter(scalar) {
            letters += 1
            if Tokenizer.isUppercase(scalar) { upper += 1 }
        }
        if letters == 0 { shape.insert(.number) } else { shape.insert(.word) }
        if Tokenizer.isUppercase(scalars[start]) { shape.insert(.capital) }
        if letters >= 2 && upper == letters { shape.insert(.capitals) }
        if scalars[end - 1] == "." { shape.insert(.period) }
        // "didn't" → "did" and "n't": the negation must not hide in the verb.
        if end - start > 3, scalars[end - 1] == "t" || scalars[end - 1] == "T",
            Tokenizer.isApostrophe(scalars[end - 2]), scalars[end - 3].value | 32 == 0x6E
        {
            let cut = end - 3
            let stem = Folding.fold(scalars[start..<cut])
            tokens.append(
                Token(start: start, end: cut, word: vocabulary.number(stem), shape: shape))
            tokens.append(
                Token(start: cut, end: end, word: vocabulary.number("n't"), shape: [.word]))
            end = cut
            return
        }
        let folded = Folding.fold(scalars[start..<end])
        tokens.append(
            Token(start: start, end: end, word: vocabulary.number(folded), shape: shape))
    }

    private func wordEnd(_ scalars: [Unicode.Scalar], _ start: Int, _ limit: Int) -> Int {
        var end = start + 1
        var dots = false
        let bound = min(limit, start + Tokenizer.wordLimit)
        while end < bound {
            let scalar = scalars[end]
            if Tokenizer.isLetter(scalar) || Tokenizer.isDigit(scalar)
                || (0x300..<0x370).contains(scalar.value)
            {
                end += 1
                continue
            }
            guard end + 1 < limit else { break }
            let next = scalars[end + 1]
            if scalar == "-" || scalar.value == 0x2010 || scalar.value == 0x2011 {
                guard Tokenizer.isLetter(next) || Tokenizer.isDigit(next) else { break }
            } else if Tokenizer.isApostrophe(scalar) {
                guard Tokenizer.isLetter(next), clitic(scalars, end, limit) == nil else { break }
            } else if scalar == "." || scalar == "," {
                let numeric = Tokenizer.isDigit(scalars[end - 1]) && Tokenizer.isDigit(next)
                let initials =
                    scalar == "." && Tokenizer.isLetter(next)
                    && (end - start == 1 || dots) && (end < 2 || isInitial(scalars, end, start))
                guard numeric || initials else { break }
                if initials { dots = true }
            } else {
                break
            }
            end += 1
        }
        guard end < limit, scalars[end] == "." else { return end }
        let length = end - start
        let single = length == 1 && scalars[start].properties.isUppercase
        if dots || single { return end + 1 }
        if length <= 5 {
            let word = Folding.fold(scalars[start..<end])
            if vocabulary.classes(vocabulary.number(word)).contains(.abbreviation) {
                return end + 1
            }
        }
        return end
    }

    private func isInitial(_ scalars: [Unicode.Scalar], _ end: Int, _ start: Int) -> Bool {
        end - 1 == start || scalars[end - 2] == "."
    }

    /// The length of `'s` (or of the bare apostrophe after a plural) at `position`.
    private func clitic(_ scalars: [Unicode.Scalar], _ position: Int, _ limit: Int) -> Int? {
        guard Tokenizer.isApostrophe(scalars[position]), position > 0 else { return nil }
        let before = scalars[position - 1]
        guard Tokenizer.isLetter(before) || before == "." else { return nil }
        func isBoundary(_ index: Int) -> Bool {
            index >= limit || !(Tokenizer.isLetter(scalars[index]) || scalars[index] == "-")
        }
        if position + 1 < limit, scalars[position + 1].value | 32 == 0x73,
            isBoundary(position + 2)
        {
            return 2
        }
        return before.value | 32 == 0x73 && isBoundary(position + 1) ? 1 : nil
    }

    static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar.value == 0x2019 || scalar.value == 0x2BC
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 { return (65...90).contains(value) || (97...122).contains(value) }
        return scalar.properties.isAlphabetic
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? scalar.value <= 32 : scalar.properties.isWhitespace || scalar.value == 0x200B
    }

    static func isUppercase(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
}
