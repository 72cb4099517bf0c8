public import Messages
public import Ontology

/// Codes texts, so that it can be measured: whatever codes events conforms in one place.
public protocol EventCoder {
    /// The events of an article, as the pipeline would publish them.
    func events(in article: Article) throws -> [Event]

    /// The sentences of an article, in order, headings included.
    func sentences(of article: Article) throws -> [String]

    /// What a sentence tells that actors do, also such actors as make no event because nobody knows
    /// them; nothing if it tells nothing. Told on `today`, unless it names a year.
    func acts(in sentence: ScalarText, today: Day) throws -> [RelationCoding]

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
    /// Where those stand who do it; all parties of a symmetric act.
    public var sources: [Span]
    /// Where those stand whom it is done to.
    public var targets: [Span]

    /// A coding; see the properties.
    public init(
        act: Act, trigger: Span?, score: Double, sources: [Span] = [], targets: [Span] = []
    ) {
        self.act = act
        self.trigger = trigger
        self.score = score
        self.sources = sources
        self.targets = targets
    }

    /// The coding of an event that stands in `sentence`, which begins at `offset` of its article.
    public init(_ event: Event, in sentence: ScalarText, offset: Int = 0) {
        self.init(
            act: ActReader.act(of: event, in: sentence, offset: offset),
            trigger: event.evidence.triggerSpan.shifted(by: -offset), score: event.confidence,
            sources: event.sources.map { $0.span.shifted(by: -offset) },
            targets: event.targets.map { $0.span.shifted(by: -offset) })
        turnToHost(event)
    }
}

extension RelationCoding {
    /// In CAMEO he who hosts a visit (043) acts; in an event the guest does.
    mutating func turnToHost(_ event: Event) {
        guard event.cameo == "043", !sources.isEmpty, !targets.isEmpty else { return }
        swap(&sources, &targets)
    }
}

extension EventCoder {
    /// The acts of the sentence's events.
    public func acts(in sentence: ScalarText, today: Day) throws -> [RelationCoding] {
        try events(in: .lone(sentence[Span(0, sentence.count)], today: today)).map {
            RelationCoding($0, in: sentence)
        }
    }
}
