/// Cuts text into words as treebanks of English do: what the language model was trained on.
///
/// A word is a range of scalars; `don't` is two, `well-known` three. Linear in the length of the
/// text.
public struct TreebankTokenizer: Sendable {
    let words: TreebankWords

    /// Longest word, in scalars; what is longer is cut.
    public static let wordLimit = 200

    /// A tokenizer that knows `words`.
    public init(_ words: TreebankWords) { self.words = words }

    /// The words of `scalars` in `range`.
    public func tokens(of scalars: [Unicode.Scalar], in range: Range<Int>) -> [Range<Int>] {
        var tokens: [Range<Int>] = []
        tokens.reserveCapacity(range.count / 5)
        var position = range.lowerBound
        while position < range.upperBound {
            if Scalars.isSpace(scalars[position]) {
                position += 1
                continue
            }
            let bound = min(range.upperBound, position + TreebankTokenizer.wordLimit)
            var end = position
            while end < bound, Scalars.isPlainLetter(scalars[end]) { end += 1 }
            let letters = end
            while end < bound, !Scalars.isSpace(scalars[end]) { end += 1 }
            // Most pieces are a plain word, or one with a comma.
            let isPlain = end == letters || end == letters + 1 && scalars[letters] == ","
            if isPlain, letters > position,
                !words.mayContract(scalars[position], count: letters - position)
            {
                tokens.append(position..<letters)
                if end > letters { tokens.append(letters..<end) }
            } else {
                append(scalars, position..<end, to: &tokens)
            }
            position = end
        }
        return tokens
    }

    /// The words of a piece of text without white space.
    private func append(
        _ scalars: [Unicode.Scalar], _ chunk: Range<Int>, to tokens: inout [Range<Int>]
    ) {
        var position = chunk.lowerBound
        let mayHoldAddress = scalars[chunk].contains { $0 == "@" || $0 == "/" || $0 == "." }
        while position < chunk.upperBound {
            let rest = position..<chunk.upperBound
            let scalar = scalars[position]
            var end: Int
            if mayHoldAddress, let address = addressEnd(scalars, rest) {
                end = address
                tokens.append(position..<end)
            } else if let face = faceEnd(scalars, rest, chunk) {
                end = face
                tokens.append(position..<end)
            } else if Scalars.isWordly(scalar) || startsElision(scalars, rest) {
                end = wordEnd(scalars, rest)
                appendWord(scalars, position..<end, to: &tokens)
            } else if let clitic = cliticEnd(scalars, rest, chunk) {
                end = clitic
                tokens.append(position..<end)
            } else {
                end = markEnd(scalars, rest)
                tokens.append(position..<end)
            }
            position = end
        }
    }

    // Marks.

    /// The end of a mark: those that come in rows stay together.
    private func markEnd(_ scalars: [Unicode.Scalar], _ rest: Range<Int>) -> Int {
        let first = scalars[rest.lowerBound]
        var end = rest.lowerBound + 1
        func run(_ marks: String) {
            while end < rest.upperBound, marks.unicodeScalars.contains(scalars[end]) { end += 1 }
        }
        switch first {
        case "!", "?": run("!?")
        case ".": run(".")
        case "-", "*", "=", "_", "~", "#", "+", "<", ">", "^", "|":
            while end < rest.upperBound, scalars[end] == first { end += 1 }
            // A hashtag is one word.
            if first == "#", end == rest.lowerBound + 1, end < rest.upperBound,
                Scalars.isWordly(scalars[end])
            {
                while end < rest.upperBound, Scalars.isWordly(scalars[end]) || scalars[end] == "_" {
                    end += 1
                }
            }
        case "`", "'":
            if end < rest.upperBound, scalars[end] == first { end += 1 }
        case "@":
            // A name after it belongs to it.
            while end < rest.upperBound, Scalars.isWordly(scalars[end]) || scalars[end] == "_" {
                end += 1
            }
        default:
            // A flag, or a face with what changes it, is one mark.
            while end < rest.upperBound,
                Scalars.continuesMark(scalars[end], after: scalars[end - 1])
            {
                end += 1
            }
        }
        return end
    }

    /// The end of a smiley that is a whole piece of text, or its end.
    private func faceEnd(
        _ scalars: [Unicode.Scalar], _ rest: Range<Int>, _ chunk: Range<Int>
    ) -> Int? {
        guard (2...3).contains(rest.count), ":;=".unicodeScalars.contains(scalars[rest.lowerBound])
        else { return nil }
        var end = rest.lowerBound + 1
        if scalars[end] == "-" || scalars[end] == "'" { end += 1 }
        guard end + 1 == rest.upperBound, ")(DPp|/*]".unicodeScalars.contains(scalars[end]) else {
            return nil
        }
        return rest.upperBound
    }

    /// The end of `'s`, `'ll` and so on where a word ended just before.
    private func cliticEnd(
        _ scalars: [Unicode.Scalar], _ rest: Range<Int>, _ chunk: Range<Int>
    ) -> Int? {
        guard rest.lowerBound > chunk.lowerBound, Scalars.isApostrophe(scalars[rest.lowerBound]),
            Scalars.isWordly(scalars[rest.lowerBound - 1])
                || ".)]\"”".unicodeScalars.contains(scalars[rest.lowerBound - 1])
        else { return nil }
        var end = rest.lowerBound + 1
        while end < rest.upperBound, Scalars.isLetter(scalars[end]) { end += 1 }
        let tail = Scalars.lowered(scalars[rest.lowerBound + 1..<end])
        return ["s", "m", "d", "re", "ve", "ll"].contains(tail) ? end : nil
    }

    /// Whether an apostrophe begins a word: `'em`, `'s` at the beginning, `'90s`.
    private func startsElision(_ scalars: [Unicode.Scalar], _ rest: Range<Int>) -> Bool {
        guard Scalars.isApostrophe(scalars[rest.lowerBound]) else { return false }
        var end = rest.lowerBound + 1
        while end < rest.upperBound, Scalars.isWordly(scalars[end]) { end += 1 }
        let tail = Scalars.lowered(scalars[rest.lowerBound + 1..<end])
        if ["em", "tis", "twas", "cause", "til", "bout"].contains(tail) { return true }
        let digits = tail.unicodeScalars.prefix { Scalars.isDigit($0) }.count
        return digits == 2 && (tail.unicodeScalars.count == 2 || tail.hasSuffix("s"))
    }

    // Words.

    /// The end of a word, with what may stand inside it.
    private func wordEnd(_ scalars: [Unicode.Scalar], _ rest: Range<Int>) -> Int {
        var end = rest.lowerBound + 1
        while end < rest.upperBound {
            let scalar = scalars[end]
            if Scalars.isWordly(scalar) {
                end += 1
                continue
            }
            guard joins(scalars, rest.lowerBound, end, rest.upperBound) else { break }
            end += 1
        }
        guard end < rest.upperBound, scalars[end] == "." else { return end }
        return keepsPeriod(scalars, rest.lowerBound..<end, rest.upperBound) ? end + 1 : end
    }

    /// Whether the mark at `place` belongs into the word that began at `start`.
    private func joins(_ scalars: [Unicode.Scalar], _ start: Int, _ place: Int, _ limit: Int)
        -> Bool
    {
        guard place + 1 < limit else { return false }
        let before = scalars[place - 1]
        let next = scalars[place + 1]
        guard Scalars.isWordly(next) else { return false }
        switch scalars[place] {
        case "-", "\u{2011}":
            if Scalars.isDigit(before), Scalars.isDigit(next) {
                // Telephone numbers and dates have two of them; 10-20 is a range.
                return phoneLike(scalars, start, limit)
            }
            let left = Scalars.lowered(scalars[start..<place])
            return words.prefixes.contains(left)
        case ".":
            if Scalars.isDigit(before), Scalars.isDigit(next) { return true }
            // U.S., e.g., Ph.D.; not an end without a space after it.
            return Scalars.isLetter(next) && place - lastPeriod(scalars, start, place) <= 2
                || (place + 2 < limit && scalars[place + 2] == "." && place - start <= 2)
        case ",": return Scalars.isDigit(before) && Scalars.isDigit(next)
        case ":": return Scalars.isDigit(before) && Scalars.isDigit(next) && place - start <= 2
        case "/":
            return Scalars.isDigit(before) && Scalars.isDigit(next)
                || (place - start == 1 && place + 2 == limit)
        case "&":
            return Scalars.isCapital(before) && Scalars.isCapital(next)
        case "_", "@": return true
        case "'", "\u{2019}", "\u{02BC}":
            return Scalars.isLetter(before) && Scalars.isLetter(next)
        default: return false
        }
    }

    /// The place after the last period of the word, or its start.
    private func lastPeriod(_ scalars: [Unicode.Scalar], _ start: Int, _ place: Int) -> Int {
        var last = place
        while last > start, place - last < 3, scalars[last - 1] != "." { last -= 1 }
        return last
    }

    private func phoneLike(_ scalars: [Unicode.Scalar], _ start: Int, _ limit: Int) -> Bool {
        var end = start
        var hyphens = 0
        var digits = 0
        while end < limit, Scalars.isDigit(scalars[end]) || scalars[end] == "-" {
            if scalars[end] == "-" { hyphens += 1 } else { digits += 1 }
            end += 1
        }
        return hyphens >= 2 || digits == 7
    }

    /// Whether the period after a word belongs to it.
    private func keepsPeriod(
        _ scalars: [Unicode.Scalar], _ word: Range<Int>, _ limit: Int
    ) -> Bool {
        // Before a second one it begins an ellipsis.
        if word.upperBound + 1 < limit, scalars[word.upperBound + 1] == "." { return false }
        let dots = scalars[word].contains(".")
        if dots { return Scalars.isLetter(scalars[word.upperBound - 1]) }
        if word.count == 1, Scalars.isCapital(scalars[word.lowerBound]) {
            return scalars[word.lowerBound] != "I"
        }
        guard word.count <= 7 else { return false }
        let lowered = Scalars.lowered(scalars[word])
        if words.abbreviations.contains(lowered) { return true }
        guard words.beforeNumbers.contains(lowered) else { return false }
        var next = word.upperBound + 1
        while next < scalars.count, next < word.upperBound + 3, Scalars.isSpace(scalars[next]) {
            next += 1
        }
        return next < scalars.count && Scalars.isDigit(scalars[next])
    }

    /// Adds a word, divided where it is several.
    private func appendWord(
        _ scalars: [Unicode.Scalar], _ word: Range<Int>, to tokens: inout [Range<Int>]
    ) {
        var parts: [Int] = []
        if words.mayContract(scalars[word.lowerBound], count: word.count),
            let cut = words.contractions[Scalars.lowered(scalars[word])], cut < word.count
        {
            parts = [word.lowerBound + cut]
        } else if let cut = negation(scalars, word) ?? clitic(scalars, word) {
            parts = [cut]
        } else if let cut = unit(scalars, word) {
            parts = [cut]
        }
        var start = word.lowerBound
        for part in parts where part > start {
            tokens.append(start..<part)
            start = part
        }
        tokens.append(start..<word.upperBound)
    }

    /// Where `n't` begins.
    private func negation(_ scalars: [Unicode.Scalar], _ word: Range<Int>) -> Int? {
        let end = word.upperBound
        guard word.count > 3, scalars[end - 1].value | 32 == 0x74,
            Scalars.isApostrophe(scalars[end - 2]), scalars[end - 3].value | 32 == 0x6E
        else { return nil }
        return end - 3
    }

    /// Where `'s`, `'re` and so on begin inside a word.
    private func clitic(_ scalars: [Unicode.Scalar], _ word: Range<Int>) -> Int? {
        guard let place = scalars[word].lastIndex(where: Scalars.isApostrophe),
            place > word.lowerBound
        else { return nil }
        let tail = Scalars.lowered(scalars[place + 1..<word.upperBound])
        return ["s", "m", "d", "re", "ve", "ll"].contains(tail) ? place : nil
    }

    /// Where a unit begins after digits.
    private func unit(_ scalars: [Unicode.Scalar], _ word: Range<Int>) -> Int? {
        guard Scalars.isDigit(scalars[word.lowerBound]),
            let place = scalars[word].firstIndex(where: Scalars.isLetter),
            Scalars.isDigit(scalars[place - 1])
        else { return nil }
        let tail = Scalars.lowered(scalars[place..<word.upperBound].filter { $0 != "." })
        return words.units.contains(tail) ? place : nil
    }

    // Addresses.

    private func endsAddress(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "\"", "“", "”", "(", ")", "[", "]", "{", "}", ",", ";": true
        default: false
        }
    }

    /// The end of an address of the web or of mail that begins here.
    private func addressEnd(_ scalars: [Unicode.Scalar], _ rest: Range<Int>) -> Int? {
        guard Scalars.isWordly(scalars[rest.lowerBound]) else { return nil }
        var end = rest.lowerBound
        var at = 0
        var isAddress = false
        while end < rest.upperBound, !endsAddress(scalars[end]) {
            if scalars[end] == "@" { at = end }
            if scalars[end] == ":", end + 2 < rest.upperBound, scalars[end + 1] == "/",
                scalars[end + 2] == "/"
            {
                isAddress = true
            }
            end += 1
        }
        let www: [Unicode.Scalar] = ["w", "w", "w", "."]
        if scalars[rest.lowerBound..<end].starts(with: www) { isAddress = true }
        if at > rest.lowerBound, scalars[at..<end].contains(".") { isAddress = true }
        guard isAddress else { return nil }
        while end > rest.lowerBound + 1, ".:!?'’*".unicodeScalars.contains(scalars[end - 1]) {
            end -= 1
        }
        return end
    }
}
