public import Messages
public import Ontology

/// Codes texts, so that it can be measured: whatever codes events conforms in one place.
public protocol EventCoder: Sendable {
    /// The events of an article, as the pipeline would publish them.
    func events(in article: Article) throws -> [Event]

    /// What `source` does to `target`. There is always an answer, however weak.
    ///
    /// - Parameters:
    ///   - sentence: the text; spans count its Unicode scalars.
    ///   - source: where the actor's words stand; nil if the text does not name it.
    ///   - target: where the words of the one acted upon stand, or nil.
    func relation(
        in sentence: ScalarText, source: Span?, target: Span?
    ) throws -> RelationCoding
}

/// What one actor does to another in a sentence.
public struct RelationCoding: Sendable, Hashable {
    /// The act.
    public var act: Act
    /// Where its trigger stands; nil if no word tells it.
    public var trigger: Span?
    /// How likely it is right, 0 to 1.
    public var score: Double

    /// A coding; see the properties.
    public init(act: Act, trigger: Span?, score: Double) {
        self.act = act
        self.trigger = trigger
        self.score = score
    }
}
