internal import Classify
internal import Extract
public import Knowledge
public import Messages
internal import Ontology

/// The coder by rules: what Extract and Classify make of a text.
public struct RuleCoder: EventCoder {
    private let data: LanguageData
    private let extractor: Extractor
    private let classifier: Classifier
    private let today: Day

    /// How much worse a relation fits that is not the sentence's first.
    private static let later = 0.15
    private static let leastFit = 0.01

    /// A coder that knows `data`; texts of no date are taken for news of `today`.
    public init(data: LanguageData, today: Day) {
        self.data = data
        self.today = today
        extractor = Extractor(data: data)
        classifier = Classifier(data: data, version: "evaluate")
    }

    public func events(in article: Article) throws -> [Event] {
        try classifier.coded(extractor.candidates(from: article)).events
    }

    public func sentences(of article: Article) throws -> [String] {
        let text = ScalarText(article.text)
        return try extractor.candidates(from: article).sentences.map { text[$0.span] }
    }

    /// Those of the events; if there are none, those of the candidates whose actors nobody knows.
    public func acts(in sentence: ScalarText, today: Day) throws -> [RelationCoding] {
        let article = Article.lone(sentence[Span(0, sentence.count)], today: today)
        let candidates = try extractor.candidates(from: article)
        let events = try classifier.coded(candidates).events
        guard events.isEmpty else { return events.map { RelationCoding($0, in: sentence) } }
        func codings(_ relations: [Relation]) throws -> [RelationCoding] {
            try relations.flatMap { relation in
                try given(relation, candidates, nil, nil).map { event in
                    var coding = RelationCoding(event, in: sentence)
                    coding.sources = relation.sources.map { candidates.mentions[$0].span }
                    coding.targets = relation.targets.map { candidates.mentions[$0].span }
                    return coding
                }
            }
        }
        let found = try codings(candidates.relations)
        guard found.isEmpty else { return found }
        return try codings(
            Array(LexiconSearch(data: data).relations(in: sentence, nil, nil).prefix(1)))
    }

    /// The relation whose actors overlap the spans best; if none does, the predicate of the lexicon
    /// that stands best to the spans; if there is none, any relation; else a meeting, the most
    /// frequent event of news.
    public func relation(
        in sentence: ScalarText, source: Span?, target: Span?
    ) throws -> RelationCoding {
        let article = Article.lone(sentence[Span(0, sentence.count)], today: today)
        let candidates = try extractor.candidates(from: article)
        let fits = candidates.relations.enumerated().map { number, relation in
            // What is told first is what the sentence is about: "protested, demanding a vote".
            let fit = fit(relation, candidates, source, target)
            return fit > 0 && number > 0 ? max(RuleCoder.leastFit, fit - RuleCoder.later) : fit
        }
        var ranked = zip(candidates.relations, fits).filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
            .map(\.0)
        ranked += LexiconSearch(data: data).relations(in: sentence, source, target)
        ranked += zip(candidates.relations, fits).filter { $0.1 <= 0 }.map(\.0)
        for relation in ranked {
            guard
                let event = try given(relation, candidates, source, target).first
            else { continue }
            return RelationCoding(event, in: sentence)
        }
        return RelationCoding(act: Act(type: .consult), trigger: nil, score: 0)
    }

    /// How well a relation's actors fit the spans: its source counts most.
    private func fit(
        _ relation: Relation, _ candidates: Candidates, _ source: Span?, _ target: Span?
    ) -> Double {
        func overlap(_ numbers: [Int], _ span: Span?) -> Double {
            guard let span else { return 0 }
            return numbers.contains { candidates.mentions[$0].span.overlaps(span) } ? 1 : 0
        }
        var fit = 2 * overlap(relation.sources, source) + 1.5 * overlap(relation.targets, target)
        fit += 0.5 * overlap(relation.targets, source) + 0.7 * overlap(relation.sources, target)
        guard fit > 0, let predicate = relation.predicate.flatMap(data.predicates.predicate)
        else {
            return 0
        }
        // Words of an actor's own phrase ("the coalition fighting rebels") tell who it is.
        if let source, source.contains(relation.trigger) { fit *= 0.5 }
        // What is said in a meeting tells more than the meeting.
        return fit + 0.4 * predicate.reliability - (predicate.type == .consult ? 0.2 : 0)
    }

    /// The events of one relation, told that its actors are those at the spans, and of today.
    private func given(
        _ relation: Relation, _ candidates: Candidates, _ source: Span?, _ target: Span?
    ) throws -> [Event] {
        func mention(_ span: Span?, _ entity: String) -> ActorMention {
            ActorMention(
                sentence: relation.sentence, span: span ?? Span(0, 0), kind: .name, entity: entity,
                country: nil, sectors: ["UNK"], resolvedBy: "given", score: 1)
        }
        var relation = relation
        let symmetric = relation.predicate.flatMap(data.predicates.predicate)?.symmetric == true
        relation.sources = symmetric ? [0, 1] : [0]
        relation.targets = symmetric ? [] : [1]
        relation.mediators = []
        relation.date = nil
        relation.place = nil
        relation.cues.removeAll { $0.hasPrefix("against:") }
        if relation.modality == .habitual { relation.modality = .fact }
        var given = candidates
        given.mentions = [mention(source, "ONE/UNK"), mention(target, "TWO/UNK")]
        given.relations = [relation]
        given.dates = []
        given.places = []
        return try classifier.coded(given).events
    }
}
