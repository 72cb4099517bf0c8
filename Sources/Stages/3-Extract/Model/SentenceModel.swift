public import Language
public import Model

/// The language model with what its words are cut by. Loaded once; all instances of a process share
/// it.
public struct SentenceModel: Sendable {
    /// The model.
    public let model: LanguageModel
    /// The words that its tokens are cut by.
    public let words: TreebankWords

    /// A model whose training texts were cut by `words`.
    public init(_ model: LanguageModel, _ words: TreebankWords) {
        self.model = model
        self.words = words
    }
}
