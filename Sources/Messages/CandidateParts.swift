/// One sentence of an article.
public struct Sentence: Codable, Hashable, Sendable {
    /// Where it stands in the article's text.
    public var span: Span
    /// The number of its paragraph, from 0.
    public var paragraph: Int
    /// What its paragraph is for.
    public var kind: Article.Paragraph.Kind

    /// A sentence; see the properties.
    public init(span: Span, paragraph: Int, kind: Article.Paragraph.Kind) {
        self.span = span
        self.paragraph = paragraph
        self.kind = kind
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case span, paragraph, kind }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        span = try fields.value(.span)
        paragraph = try fields.value(.paragraph)
        kind = try fields.value(.kind)
        try fields.check(paragraph, least: 0, .paragraph)
    }
}

/// Words that name or stand for an actor.
public struct ActorMention: Codable, Hashable, Sendable {
    /// The number of the sentence.
    public var sentence: Int
    /// Where the words stand in the article's text.
    public var span: Span
    /// What kind of words they are.
    public var kind: Kind
    /// `<organisation id or country>/<sector>`; absent if unknown.
    public var entity: String?
    /// The name the actor is known by.
    public var name: String?
    /// The country code, as in ``ActorReference/country``.
    public var country: String?
    /// PLOVER sector codes, the main one first.
    public var sectors: [String]
    /// What resolved the words.
    public var resolvedBy: String?
    /// How sure the resolution is, 0 to 1.
    public var score: Double?
    /// The number of the earlier mention these words refer back to.
    public var antecedent: Int?

    /// What resolved who was guessed from the rest of the article.
    public static let guessed = "article:counterpart"

    /// What kind of words name an actor; those of a `place` only tell where ("soldiers in Chad"), and do
    /// nothing.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case name, description, metonym, pronoun, place
    }

    /// A mention; see the properties.
    public init(
        sentence: Int, span: Span, kind: Kind, entity: String? = nil, name: String? = nil,
        country: String? = nil, sectors: [String] = [], resolvedBy: String? = nil,
        score: Double? = nil, antecedent: Int? = nil
    ) {
        self.sentence = sentence
        self.span = span
        self.kind = kind
        self.entity = entity
        self.name = name
        self.country = country
        self.sectors = sectors
        self.resolvedBy = resolvedBy
        self.score = score
        self.antecedent = antecedent
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sentence, span, kind, entity, name, country, sectors, resolvedBy, score, antecedent
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        sentence = try fields.value(.sentence)
        span = try fields.value(.span)
        kind = try fields.value(.kind)
        entity = try fields.optional(.entity)
        name = try fields.optional(.name)
        country = try fields.optional(.country)
        sectors = try fields.value(.sectors)
        resolvedBy = try fields.optional(.resolvedBy)
        score = try fields.optional(.score)
        antecedent = try fields.optional(.antecedent)
        try fields.check(score, in: 0...1, .score)
    }
}

/// Words that name a place.
public struct PlaceMention: Codable, Hashable, Sendable {
    /// The number of the sentence.
    public var sentence: Int
    /// Where the words stand in the article's text.
    public var span: Span
    /// The place they name.
    public var place: Place

    /// A mention; see the properties.
    public init(sentence: Int, span: Span, place: Place) {
        self.sentence = sentence
        self.span = span
        self.place = place
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case sentence, span, place }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        sentence = try fields.value(.sentence)
        span = try fields.value(.span)
        place = try fields.value(.place)
    }
}

/// Words that tell a date.
public struct DateMention: Codable, Hashable, Sendable {
    /// The number of the sentence.
    public var sentence: Int
    /// Where the words stand in the article's text.
    public var span: Span
    /// The date they tell.
    public var date: EventDate

    /// A mention; see the properties.
    public init(sentence: Int, span: Span, date: EventDate) {
        self.sentence = sentence
        self.span = span
        self.date = date
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case sentence, span, date }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        sentence = try fields.value(.sentence)
        span = try fields.value(.span)
        date = try fields.value(.date)
    }
}

/// Something that may be an event: a trigger and who stands around it.
public struct Relation: Codable, Hashable, Sendable {
    /// The number of the sentence.
    public var sentence: Int
    /// Where the trigger stands in the article's text.
    public var trigger: Span
    /// The entry of the predicate lexicon that matched, as `call.upon`; absent if none did.
    public var predicate: String?
    /// What the language model reads there; absent if there is no model that finds events.
    public var act: ActReading?
    /// Numbers of the mentions that act.
    public var sources: [Int]
    /// Numbers of the mentions that are acted upon.
    public var targets: [Int]
    /// Numbers of the mentions that mediate.
    public var mediators: [Int]
    /// What it is about.
    public var topic: Span?
    /// The number of the place mention.
    public var place: Int?
    /// The number of the date mention.
    public var date: Int?
    /// On whose word.
    public var attribution: Attribution?
    /// Whether it stands inside quotation marks.
    public var quoted: Bool
    /// Whether it is denied or negated.
    public var negated: Bool
    /// What the words say of its reality.
    public var modality: Modality
    /// Numbers of people harmed.
    public var casualties: Casualties?
    /// Words that bear on type or status, each with its kind: `mode:phone`, `status:postponed`.
    public var cues: [String]
    /// The steps that led here, for a person.
    public var explanation: [String]

    /// Among ``cues``: the lexicon alone found the act with all its actors, so that it counts as
    /// much as what the lexicon finds where there is no model.
    public static let wholeCue = "rule:whole"
    /// The cue that a word before the trigger tells its status: "a possible withdrawal".
    public static let toldCue = "rule:told"

    /// Among ``cues``, before the reason: what hangs from the trigger says that it tells no act.
    public static let noneCue = "none:"

    /// Among ``cues``, before type and mode: what those who act on whom and the words around the trigger
    /// tell the act to be ("type:ASSAULT/abduct").
    public static let typeCue = "type:"
    /// Before the mode that what somebody is asked to do tells; "none" if it tells that there is none.
    public static let modeCue = "told-mode:"

    /// Among ``cues``: the trigger is a verb in the present, which tells of a day to come what will be.
    public static let presentCue = "rule:present"

    /// Among ``cues``: a word with the trigger says that the act is only possible.
    public static let possibleCue = "rule:possible"

    /// Among ``cues``, before a status that undoes an act: the sentence has no word for it.
    public static let unsaidCue = "unsaid:"

    /// What the words say of a relation's reality.
    public enum Modality: String, Codable, CaseIterable, Sendable {
        case fact, ongoing, future, conditional, possible, habitual
    }

    /// A relation; see the properties.
    public init(
        sentence: Int, trigger: Span, predicate: String? = nil, act: ActReading? = nil,
        sources: [Int] = [], targets: [Int] = [], mediators: [Int] = [], topic: Span? = nil,
        place: Int? = nil,
        date: Int? = nil, attribution: Attribution? = nil, quoted: Bool = false,
        negated: Bool = false, modality: Modality = .fact, casualties: Casualties? = nil,
        cues: [String] = [], explanation: [String] = []
    ) {
        self.sentence = sentence
        self.trigger = trigger
        self.predicate = predicate
        self.act = act
        self.sources = sources
        self.targets = targets
        self.mediators = mediators
        self.topic = topic
        self.place = place
        self.date = date
        self.attribution = attribution
        self.quoted = quoted
        self.negated = negated
        self.modality = modality
        self.casualties = casualties
        self.cues = cues
        self.explanation = explanation
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sentence, trigger, predicate, act, sources, targets, mediators, topic, place, date
        case attribution, quoted, negated, modality, casualties, cues, explanation
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        sentence = try fields.value(.sentence)
        trigger = try fields.value(.trigger)
        predicate = try fields.optional(.predicate)
        act = try fields.optional(.act)
        sources = try fields.value(.sources)
        targets = try fields.value(.targets)
        mediators = try fields.value(.mediators)
        topic = try fields.optional(.topic)
        place = try fields.optional(.place)
        date = try fields.optional(.date)
        attribution = try fields.optional(.attribution)
        quoted = try fields.value(.quoted)
        negated = try fields.value(.negated)
        modality = try fields.value(.modality)
        casualties = try fields.optional(.casualties)
        cues = try fields.value(.cues)
        explanation = try fields.value(.explanation)
    }
}
