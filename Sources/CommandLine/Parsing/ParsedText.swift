import Language
import Model

/// A text, its sentences and what was read in them.
struct ParsedText {
    struct Sentence {
        /// Where its words stand in the text.
        var tokens: [Range<Int>]
        var reading: Reading
        /// Whether a paragraph begins with it.
        var beginsParagraph: Bool
    }

    let scalars: [Unicode.Scalar]
    private(set) var sentences: [Sentence] = []

    /// Reads `text`; empty lines divide paragraphs.
    init(_ text: String, _ reader: Reader, _ words: TreebankWords) {
        scalars = Array(text.unicodeScalars)
        let tokenizer = TreebankTokenizer(words)
        let splitter = TreebankSentences(words)
        for paragraph in Self.paragraphs(scalars) {
            let tokens = tokenizer.tokens(of: scalars, in: paragraph)
            for (order, sentence) in splitter.sentences(tokens, in: scalars).enumerated() {
                sentences.append(
                    Sentence(
                        tokens: Array(tokens[sentence]), reading: Reading(),
                        beginsParagraph: order == 0))
            }
        }
        let readings = reader.read(sentences.map { $0.tokens.map(string) })
        for (number, reading) in readings.enumerated() { sentences[number].reading = reading }
    }

    /// The text in `range`.
    func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// A sentence as it stands in the text, on one line.
    func string(_ sentence: Sentence) -> String {
        guard let first = sentence.tokens.first, let last = sentence.tokens.last else { return "" }
        var view = String.UnicodeScalarView()
        for scalar in scalars[first.lowerBound..<last.upperBound] {
            let isSpace = scalar.properties.isWhitespace || scalar.value < 32
            if !isSpace { view.append(scalar) } else if view.last != " " { view.append(" ") }
        }
        return String(view)
    }

    /// Whether no space follows a word of a sentence.
    func isJoined(_ sentence: Sentence, _ word: Int) -> Bool {
        let end = sentence.tokens[word].upperBound
        return end < scalars.count && !scalars[end].properties.isWhitespace
    }

    private static func paragraphs(_ scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var paragraphs: [Range<Int>] = []
        var start = 0
        var lineIsEmpty = true
        for (place, scalar) in scalars.enumerated() {
            if scalar == "\n" {
                if lineIsEmpty, place > start {
                    paragraphs.append(start..<place)
                    start = place
                }
                lineIsEmpty = true
            } else if scalar != "\r", scalar != " ", scalar != "\t" {
                lineIsEmpty = false
            }
        }
        if start < scalars.count { paragraphs.append(start..<scalars.count) }
        return paragraphs
    }
}
