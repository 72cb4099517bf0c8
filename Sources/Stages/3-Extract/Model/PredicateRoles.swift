public import Messages
internal import Model

/// A predicate of a sentence and who plays which role in it, for people who want to see it.
public struct PredicateRoles: Sendable, Hashable, Encodable {
    /// A phrase in a role.
    public struct Argument: Sendable, Hashable, Encodable {
        /// PropBank's name of the role.
        public var role: String
        /// Where the phrase stands in the article's text.
        public var span: Span
        /// Its words.
        public var text: String
    }

    /// The number of the sentence.
    public var sentence: Int
    /// Where its word stands in the article's text.
    public var span: Span
    /// Its meaning, as PropBank numbers it: `sign.01`.
    public var roleset: String
    /// Who plays which role.
    public var arguments: [Argument]

    init(_ predicate: Reading.Predicate, _ view: SentenceView, _ read: SentenceReading) {
        sentence = view.number
        span = read.span(predicate.word...predicate.word)
        roleset = predicate.roleset
        let phrases = Phrases(read.reading)
        arguments = predicate.arguments.map { argument in
            let span = read.span(phrases.phrase(of: argument.word, without: predicate.word))
            return Argument(
                role: read.grammar.labels.roles[argument.role], span: span, text: view.text[span])
        }
    }
}

extension Extractor {
    /// The candidates of an article, with the predicates and roles that the language model read; none
    /// without a model.
    public func explained(_ article: Article) throws -> (Candidates, [PredicateRoles]) {
        var roles: [PredicateRoles] = []
        let candidates = try read(article) { view, _, reading in
            guard let reading else { return }
            roles += reading.reading.predicates.map { PredicateRoles($0, view, reading) }
        }
        return (candidates, roles)
    }
}
