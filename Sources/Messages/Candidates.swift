/// What Extract hands on: sentences, who and what they mention, and the relations that may be
/// events. Classify decides which are.
public struct Candidates: Message {
    public static let schema = "chancery.candidates/2"

    /// What is known about the article.
    public var info: ArticleInfo
    /// The outcome, if it is settled already.
    public var outcome: Outcome?
    /// The sentences, in order.
    public var sentences: [Sentence]
    /// Mentions of actors, in order.
    public var mentions: [ActorMention]
    /// Mentions of places.
    public var places: [PlaceMention]
    /// Mentions of dates.
    public var dates: [DateMention]
    /// Candidate relations, in order of their triggers.
    public var relations: [Relation]
    /// The extraction model or rule set, with its version.
    public var model: String
    /// The lexicon, with its version.
    public var lexicon: String
    /// The article's text, as in ``Article/text``.
    public var text: String

    /// Candidates; see the properties.
    public init(
        info: ArticleInfo, outcome: Outcome? = nil, sentences: [Sentence] = [],
        mentions: [ActorMention] = [], places: [PlaceMention] = [], dates: [DateMention] = [],
        relations: [Relation] = [], model: String, lexicon: String, text: String
    ) {
        self.info = info
        self.outcome = outcome
        self.sentences = sentences
        self.mentions = mentions
        self.places = places
        self.dates = dates
        self.relations = relations
        self.model = model
        self.lexicon = lexicon
        self.text = text
    }

    public static let bodyLimit = Limits.articleText

    public var body: [UInt8] { Array(text.utf8) }

    public mutating func adopt(body: [UInt8]) throws(MessageError) {
        text = try Article.text(of: body)
        try CandidatesCheck(self, length: text.scalarCount).run()
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, info, outcome, sentences, mentions, places, dates, relations, model, lexicon
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Self.schema)
        info = try fields.value(.info)
        outcome = try fields.optional(.outcome)
        sentences = try fields.value(.sentences)
        mentions = try fields.value(.mentions)
        places = try fields.value(.places)
        dates = try fields.value(.dates)
        relations = try fields.value(.relations)
        model = try fields.value(.model)
        lexicon = try fields.value(.lexicon)
        text = ""
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(info, forKey: .info)
        try fields.encodeIfPresent(outcome, forKey: .outcome)
        try fields.encode(sentences, forKey: .sentences)
        try fields.encode(mentions, forKey: .mentions)
        try fields.encode(places, forKey: .places)
        try fields.encode(dates, forKey: .dates)
        try fields.encode(relations, forKey: .relations)
        try fields.encode(model, forKey: .model)
        try fields.encode(lexicon, forKey: .lexicon)
    }
}

/// Checks that every span lies in the text and every index names an entry.
private struct CandidatesCheck {
    let candidates: Candidates
    let length: Int

    init(_ candidates: Candidates, length: Int) {
        self.candidates = candidates
        self.length = length
    }

    func run() throws(MessageError) {
        for (number, sentence) in candidates.sentences.enumerated() {
            try check(sentence.span, "sentences[\(number)].span")
        }
        for (number, mention) in candidates.mentions.enumerated() {
            try check(mention.span, "mentions[\(number)].span")
            try check(mention.sentence, candidates.sentences.count, "mentions[\(number)].sentence")
            if let antecedent = mention.antecedent {
                try check(antecedent, number, "mentions[\(number)].antecedent")
            }
        }
        for (number, place) in candidates.places.enumerated() {
            try check(place.span, "places[\(number)].span")
            try check(place.sentence, candidates.sentences.count, "places[\(number)].sentence")
        }
        for (number, date) in candidates.dates.enumerated() {
            try check(date.span, "dates[\(number)].span")
            try check(date.sentence, candidates.sentences.count, "dates[\(number)].sentence")
        }
        for (number, relation) in candidates.relations.enumerated() {
            try check(relation, "relations[\(number)]")
        }
    }

    private func check(_ relation: Relation, _ path: String) throws(MessageError) {
        try check(relation.trigger, path + ".trigger")
        try check(relation.sentence, candidates.sentences.count, path + ".sentence")
        try check(relation.sources, path + ".sources")
        try check(relation.targets, path + ".targets")
        try check(relation.mediators, path + ".mediators")
        if let topic = relation.topic { try check(topic, path + ".topic") }
        if let place = relation.place { try check(place, candidates.places.count, path + ".place") }
        if let date = relation.date { try check(date, candidates.dates.count, path + ".date") }
    }

    private func check(_ actors: [Int], _ path: String) throws(MessageError) {
        for (number, actor) in actors.enumerated() {
            try check(actor, candidates.mentions.count, path + "[\(number)]")
        }
    }

    private func check(_ span: Span, _ path: String) throws(MessageError) {
        guard span.end <= length else {
            throw MessageError(
                .invalidValue, at: "header." + path,
                "\(span) ends outside the text of \(length) scalars")
        }
    }

    private func check(_ index: Int, _ count: Int, _ path: String) throws(MessageError) {
        guard (0..<count).contains(index) else {
            throw MessageError(
                .invalidValue, at: "header." + path, "there is no entry \(index) of \(count)")
        }
    }
}
