internal import Language
internal import Messages
internal import Model

/// Reads the sentences of an article with the language model. One an instance: it owns the memory
/// that the model computes in.
final class TextReader {
    /// The model, with its version.
    let name: String
    private let reader: Reader
    private let tokenizer: TreebankTokenizer
    private let grammar: Grammar

    /// A reader with `model`; nil if there is none.
    init?(finding model: SentenceModel?) {
        guard let model else { return nil }
        name = model.model.name
        reader = Reader(model.model)
        tokenizer = TreebankTokenizer(model.words)
        grammar = Grammar(model.model.labels)
    }

    /// What is read in the sentences whose tokens are given, in their order. `progress` is called
    /// now and then and may throw to give up.
    func read(
        _ sentences: [ArraySlice<Token>], in text: ScalarText, progress: () throws -> Void
    ) throws -> [SentenceReading] {
        let spans = sentences.map { tokens -> [Range<Int>] in
            guard let first = tokens.first, let last = tokens.last else { return [] }
            return tokenizer.tokens(of: text.scalars, in: first.start..<last.end)
        }
        let forms = spans.map { $0.map { text[Span($0.lowerBound, $0.upperBound)] } }
        let readings = try reader.read(forms, progress: progress)
        return readings.indices.map {
            SentenceReading(readings[$0], spans[$0], sentences[$0], grammar)
        }
    }
}
