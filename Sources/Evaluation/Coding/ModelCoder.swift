internal import Classify
public import Extract
public import Knowledge
public import Messages
internal import Ontology

/// The coder of the pipeline where there is a language model: what it reads, with the lexicon's
/// opinion. One a thread, because the model reads with memory of its own.
public struct ModelCoder: EventCoder {
    private let rules: RuleCoder
    private let extractor: Extractor
    private let pairs: PairExtractor
    private let classifier: Classifier
    private let today: Day

    /// How many times as likely a type becomes that the lexicon finds between the actors: the
    /// middle of what did equally well on the development file.
    private static let emphasis = 16.0
    /// How likely an event must be that the model alone sees, to count.
    private static let leastChance = 0.6

    /// A coder that knows `data`.
    public init(data: LanguageData, model: SentenceModel, today: Day) {
        rules = RuleCoder(data: data, today: today)
        extractor = Extractor(data: data, model: model)
        pairs = PairExtractor(data: data, model: model)
        classifier = Classifier(data: data, version: "evaluate")
        self.today = today
    }

    public func events(in article: Article) throws -> [Event] {
        try classifier.coded(extractor.candidates(from: article)).events
    }

    public func sentences(of article: Article) throws -> [String] {
        try rules.sentences(of: article)
    }

    /// All that the sentence tells, also of actors whom nobody knows: what the lexicon finds, with
    /// the actors that the model sees there, and what the model alone is sure of.
    public func acts(in sentence: ScalarText, today: Day) throws -> [RelationCoding] {
        let article = Article.lone(sentence[Span(0, sentence.count)], today: today)
        let candidates = try extractor.candidates(from: article)
        let read = classifier.judgements(of: candidates).compactMap {
            judgement -> (coding: RelationCoding, chance: Double)? in
            guard let event = judgement.event, event.type != .statement else { return nil }
            let relation = candidates.relations[judgement.relation]
            guard relation.act?.types.isEmpty == false else { return nil }
            var coding = RelationCoding(event, in: sentence)
            coding.sources = relation.sources.map { candidates.mentions[$0].span }
            coding.targets = relation.targets.map { candidates.mentions[$0].span }
            coding.turnToHost(event)
            return (coding, relation.act?.chance ?? 0)
        }
        func overlap(_ left: RelationCoding, _ right: RelationCoding) -> Bool {
            guard let left = left.trigger, let right = right.trigger else { return false }
            return left.overlaps(right)
        }
        var acts = try rules.acts(in: sentence, today: today)
        let lexical = acts
        for number in acts.indices {
            guard let same = read.first(where: { overlap($0.coding, lexical[number]) }) else {
                continue
            }
            if !same.coding.sources.isEmpty { acts[number].sources = same.coding.sources }
            if !same.coding.targets.isEmpty { acts[number].targets = same.coding.targets }
        }
        for item in read where item.chance > ModelCoder.leastChance {
            if !lexical.contains(where: { overlap($0, item.coding) }) { acts.append(item.coding) }
        }
        return acts
    }

    /// The likeliest of the types that the model sees between the two, where one that the lexicon
    /// finds there counts for more.
    public func relation(
        in sentence: ScalarText, source: Span?, target: Span?
    ) throws -> RelationCoding {
        let lexical = try rules.relation(in: sentence, source: source, target: target)
        let query = PairQuery(
            sentence: sentence[Span(0, sentence.count)], source: source, target: target)
        guard let candidates = pairs.candidates([query]).first,
            let act = candidates.relations.first?.act,
            let event = classifier.judgements(of: candidates).first?.event
        else { return lexical }
        func chance(_ type: EventType) -> Double {
            act.types.first { $0.label == type.rawValue }?.chance ?? 0
        }
        var coding = RelationCoding(event, in: sentence)
        coding.score = chance(event.type)
        guard lexical.trigger != nil else { return coding }
        if chance(lexical.act.type) * ModelCoder.emphasis > chance(event.type) {
            coding = lexical
            coding.score = min(1, chance(lexical.act.type) * ModelCoder.emphasis)
        }
        return coding
    }
}
