/// Who takes part in an event, as written and as resolved.
public struct ActorReference: Codable, Hashable, Sendable {
    /// The words that name the actor.
    public var text: String
    /// Where they stand in the article's text.
    public var span: Span
    /// `<organisation id or country>/<sector>`, as `LBY/GOV`; absent if unknown.
    public var entity: String?
    /// The name the actor is known by.
    public var name: String?
    /// ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, IMG, MNC, ISM; absent if unknown.
    public var country: String?
    /// PLOVER sector codes, the main one first.
    public var sectors: [String]
    /// What resolved the words, as `lexicon:country+agent`; absent if nothing did.
    public var resolvedBy: String?
    /// How sure the resolution is, 0 to 1.
    public var score: Double?

    /// An actor reference; see the properties.
    public init(
        text: String, span: Span, entity: String? = nil, name: String? = nil,
        country: String? = nil, sectors: [String] = [], resolvedBy: String? = nil,
        score: Double? = nil
    ) {
        self.text = text
        self.span = span
        self.entity = entity
        self.name = name
        self.country = country
        self.sectors = sectors
        self.resolvedBy = resolvedBy
        self.score = score
    }

    /// What tells two actors apart in keys: the entity, else the words.
    public var key: String { entity ?? "text:" + text.lowercased() }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case text, span, entity, name, country, sectors, resolvedBy, score
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        text = try fields.value(.text)
        span = try fields.value(.span)
        entity = try fields.optional(.entity)
        name = try fields.optional(.name)
        country = try fields.optional(.country)
        sectors = try fields.value(.sectors)
        resolvedBy = try fields.optional(.resolvedBy)
        score = try fields.optional(.score)
        try fields.check(score, in: 0...1, .score)
    }
}

/// Where an event took place.
public struct Place: Codable, Hashable, Sendable {
    /// The name of the place in English.
    public var name: String
    /// ISO 3166-1 alpha-3.
    public var country: String?
    /// The first-level division.
    public var admin1: String?
    /// Degrees north.
    public var latitude: Double?
    /// Degrees east.
    public var longitude: Double?
    /// The id in GeoNames.
    public var geonameId: Int?
    /// How exact the coordinates are.
    public var precision: Precision
    /// The words that name the place.
    public var text: String

    /// How exact a place is known.
    public enum Precision: String, Codable, CaseIterable, Sendable {
        case site, city, district, province, country
    }

    /// A place; see the properties.
    public init(
        name: String, country: String? = nil, admin1: String? = nil, latitude: Double? = nil,
        longitude: Double? = nil, geonameId: Int? = nil, precision: Precision, text: String
    ) {
        self.name = name
        self.country = country
        self.admin1 = admin1
        self.latitude = latitude
        self.longitude = longitude
        self.geonameId = geonameId
        self.precision = precision
        self.text = text
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, country, admin1, latitude, longitude, geonameId, precision, text
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        name = try fields.value(.name)
        country = try fields.optional(.country)
        admin1 = try fields.optional(.admin1)
        latitude = try fields.optional(.latitude)
        longitude = try fields.optional(.longitude)
        geonameId = try fields.optional(.geonameId)
        precision = try fields.value(.precision)
        text = try fields.value(.text)
        try fields.check(latitude, in: -90...90, .latitude)
        try fields.check(longitude, in: -180...180, .longitude)
        try fields.check(geonameId, least: 1, .geonameId)
    }
}

/// When an event took place, or is to.
public struct EventDate: Codable, Hashable, Sendable {
    /// The first day.
    public var start: Day
    /// The last day.
    public var end: Day
    /// How exact the date is.
    public var granularity: Granularity
    /// The words that tell; absent if the article's date stands in.
    public var text: String?
    /// What the date rests on.
    public var basis: Basis

    /// How exact a date is.
    public enum Granularity: String, Codable, CaseIterable, Sendable {
        case day, week, month, quarter, year
    }

    /// What a date rests on.
    public enum Basis: String, Codable, CaseIterable, Sendable {
        /// A calendar date in the text.
        case stated
        /// Words counted from the publication date: "on Sunday".
        case relative
        /// No words: the publication date.
        case published
        /// No words and no publication date: the time the article was taken in.
        case fetched
    }

    /// A date; see the properties.
    public init(
        start: Day, end: Day, granularity: Granularity, text: String? = nil, basis: Basis
    ) {
        self.start = start
        self.end = end
        self.granularity = granularity
        self.text = text
        self.basis = basis
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case start, end, granularity, text, basis
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        start = try fields.value(.start)
        end = try fields.value(.end)
        granularity = try fields.value(.granularity)
        text = try fields.optional(.text)
        basis = try fields.value(.basis)
        guard start <= end else { throw fields.reject(.end, "before the start") }
    }
}

/// On whose word an event is reported.
public struct Attribution: Codable, Hashable, Sendable {
    /// Who says so.
    public var speaker: String
    /// In what form.
    public var kind: Kind
    /// Whether the words stand inside quotation marks.
    public var quoted: Bool

    /// The form a speaker's word takes.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case said, statement, report, letter, denial, allegation
        case socialMedia = "social-media"
    }

    /// An attribution; see the properties.
    public init(speaker: String, kind: Kind, quoted: Bool) {
        self.speaker = speaker
        self.kind = kind
        self.quoted = quoted
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case speaker, kind, quoted }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        speaker = try fields.value(.speaker)
        kind = try fields.value(.kind)
        quoted = try fields.value(.quoted)
    }
}

/// What an event is about, as written.
public struct Topic: Codable, Hashable, Sendable {
    /// The words.
    public var text: String
    /// Where they stand in the article's text.
    public var span: Span

    /// The topic `text` at `span`.
    public init(text: String, span: Span) {
        self.text = text
        self.span = span
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case text, span }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        text = try fields.value(.text)
        span = try fields.value(.span)
    }
}

/// Numbers of people harmed, where the text gives them.
public struct Casualties: Codable, Hashable, Sendable {
    /// People killed.
    public var killed: Int?
    /// People injured.
    public var injured: Int?
    /// People arrested.
    public var arrested: Int?

    /// Casualties; what is not told is absent.
    public init(killed: Int? = nil, injured: Int? = nil, arrested: Int? = nil) {
        self.killed = killed
        self.injured = injured
        self.arrested = arrested
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case killed, injured, arrested }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        killed = try fields.optional(.killed)
        injured = try fields.optional(.injured)
        arrested = try fields.optional(.arrested)
        try fields.check(killed, least: 0, .killed)
        try fields.check(injured, least: 0, .injured)
        try fields.check(arrested, least: 0, .arrested)
    }
}

/// Which versions made an event.
public struct Coder: Codable, Hashable, Sendable {
    /// The version of Chancery.
    public var version: String
    /// The extraction model or rule set, with its version.
    public var model: String
    /// The lexicon, with its version.
    public var lexicon: String

    /// A coder; see the properties.
    public init(version: String, model: String, lexicon: String) {
        self.version = version
        self.model = model
        self.lexicon = lexicon
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case version, model, lexicon }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        version = try fields.value(.version)
        model = try fields.value(.model)
        lexicon = try fields.value(.lexicon)
    }
}
