internal import Classify
public import Extract
public import Knowledge
public import Messages

/// What one phrase of a sentence does to another.
public struct PairCoding: Sendable, Hashable {
    /// The event type.
    public var type: EventType
    /// Its modes, the likeliest first.
    public var modes: [String]
    /// Whether it happened.
    public var status: EventStatus
    /// The CAMEO code, if there is one.
    public var cameo: String?
    /// The words that tell it.
    public var trigger: String
    /// Where they stand in the sentence, in Unicode scalars.
    public var triggerSpan: Span
    /// How likely the type is, 0 to 1.
    public var score: Double
    /// The other types with their chances, the likeliest first, `type` among them.
    public var types: [LabelChance]
}

/// Codes what given phrases of sentences do to each other. One an instance: the language model reads
/// with memory of its own.
public final class PairCoder {
    private let extractor: PairExtractor
    private let classifier: Classifier

    /// A coder that knows `data`.
    public init(data: LanguageData, model: SentenceModel) {
        extractor = PairExtractor(data: data, model: model)
        classifier = Classifier(data: data, version: Version.current)
    }

    /// The coding of each question; nil where the sentence has neither phrase.
    public func code(_ queries: [PairQuery]) -> [PairCoding?] {
        extractor.candidates(queries).map { candidates in
            guard let relation = candidates.relations.first, let act = relation.act,
                let event = classifier.judgements(of: candidates).first?.event
            else { return nil }
            let score = act.types.first { $0.label == event.type.rawValue }?.chance ?? 0
            return PairCoding(
                type: event.type,
                modes: event.modes.isEmpty ? event.mode.map { [$0] } ?? [] : event.modes,
                status: event.status, cameo: event.cameo, trigger: event.evidence.trigger,
                triggerSpan: event.evidence.triggerSpan, score: score, types: act.types)
        }
    }
}
