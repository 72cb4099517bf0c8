public import Messages

/// Sentences in which the words of sources and targets are marked, in the format IOB2.
public struct SpanSet: Sendable {
    /// What a span is for.
    public enum Side: Sendable, Hashable {
        /// Who does it.
        case source
        /// Whom it is done to.
        case target
        /// A party of a mutual act: source or target, whichever.
        case either
    }

    /// A sentence.
    public struct Item: Sendable {
        /// Its text, put together from its tokens.
        public var text: String
        /// What is marked in it.
        public var spans: [(side: Side, span: Span)]
    }

    /// The sentences.
    public let items: [Item]

    /// Reads the bytes of a file with a line for each token, `token<TAB>tag`, and an empty line after
    /// each sentence; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(DatasetError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatasetError(file, "is not UTF-8")
        }
        var items: [Item] = []
        var tokens: [String] = []
        var marks: [(side: Side, tokens: Range<Int>)] = []
        var number = 0
        func finish() {
            guard !tokens.isEmpty else { return }
            let text = TokenText(tokens)
            items.append(
                Item(
                    text: text.text,
                    spans: marks.map { mark in
                        let spans = text.spans[mark.tokens]
                        return (mark.side, Span(spans.first?.start ?? 0, spans.last?.end ?? 0))
                    }))
            tokens = []
            marks = []
        }
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty {
                finish()
                continue
            }
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            guard fields.count == 2, !fields[0].trimmingSpaces.isEmpty else {
                throw DatasetError(file, line: number, "is not a token, a tab and a tag")
            }
            let index = tokens.count
            tokens.append(fields[0].trimmingSpaces)
            guard tokens.count <= 10_000 else {
                throw DatasetError(
                    file, line: number,
                    "the sentence has more than 10000 tokens: an empty line ends a sentence")
            }
            if fields[1] == "O" { continue }
            let parts = fields[1].split(separator: "-", maxSplits: 1)
            guard parts.count == 2, let side = SpanSet.sides[String(parts[1])],
                ["B", "I"].contains(parts[0])
            else {
                throw DatasetError(
                    file, line: number,
                    "the tag \"\(fields[1])\" is none of O, B-SOURCE, I-SOURCE, B-TARGET, I-TARGET, "
                        + "B-R, I-R")
            }
            // An I that goes on with nothing begins a span, as the scorer of CoNLL has it.
            if parts[0] == "I", let last = marks.last, last.side == side,
                last.tokens.upperBound == index
            {
                marks[marks.count - 1].tokens = last.tokens.lowerBound..<index + 1
            } else {
                marks.append((side, index..<index + 1))
            }
        }
        finish()
        guard !items.isEmpty else { throw DatasetError(file, "has no sentence") }
        self.items = items
    }

    private static let sides: [String: Side] = [
        "SOURCE": .source, "TARGET": .target, "R": .either,
    ]
}

/// A text put together from tokens, with where each stands.
struct TokenText {
    private(set) var text = ""
    private(set) var spans: [Span] = []

    init(_ tokens: [String]) {
        var length = 0
        for (index, token) in tokens.enumerated() {
            if index > 0, TokenText.isSpaced(tokens, index) {
                text += " "
                length += 1
            }
            let count = token.unicodeScalars.count
            text += token
            spans.append(Span(length, length + count))
            length += count
        }
    }

    private static let closing: Set<String> = [
        ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "”", "...", "…", "'s", "’s", "n't", "n’t",
        "'re", "'ve", "'ll", "'d", "'m", "’", "'",
    ]
    private static let opening: Set<String> = ["(", "[", "{", "$", "€", "£", "“", "#"]
    private static let endings: Set<String> = ["s", "t", "re", "ve", "ll", "d", "m"]

    /// Whether a space stands before the token at `index`.
    private static func isSpaced(_ tokens: [String], _ index: Int) -> Bool {
        let token = tokens[index]
        let before = tokens[index - 1]
        if closing.contains(token) || opening.contains(before) { return false }
        func isNumber(_ token: String) -> Bool { token.first?.isNumber == true }
        // "1,000", "2.5".
        if isNumber(token), [",", "."].contains(before), index > 1, isNumber(tokens[index - 2]) {
            return false
        }
        // "Libya’s", of three tokens.
        if ["’", "'"].contains(before), endings.contains(token) { return false }
        // "rebel-held"; a dash behind a dateline stands apart.
        let isDateline = index < 6 && tokens[0].allSatisfy { !$0.isLowercase }
        if !isDateline, ["-", "/"].contains(token) || ["-", "/"].contains(before) { return false }
        return true
    }
}
