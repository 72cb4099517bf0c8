/// Whom words name, as `chancery resolve` tells it. What is unknown is absent.
public struct Resolution: Hashable, Sendable {
    /// The words.
    public var text: String
    /// `<organisation id or country>/<sector>`.
    public var entity: String?
    /// The name the actor is known by.
    public var name: String?
    /// ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, IMG, MNC, ISM.
    public var country: String?
    /// PLOVER sector codes, the main one first.
    public var sectors: [String] = []
    /// Who it is, if it is one person.
    public var person: String?
    /// The office that the person holds on the day.
    public var office: String?
    /// How sure it is, 0 to 1.
    public var score: Double?
    /// What resolved the words, as `lexicon:country+agent`.
    public var resolvedBy: String?

    /// Words of which nothing is known.
    public init(text: String) { self.text = text }
}

extension Resolution: Encodable {
    private enum CodingKeys: String, CodingKey {
        case text, entity, name, country, sectors, person, office, score, resolvedBy
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(text, forKey: .text)
        try fields.encodeIfPresent(entity, forKey: .entity)
        try fields.encodeIfPresent(name, forKey: .name)
        try fields.encodeIfPresent(country, forKey: .country)
        if !sectors.isEmpty { try fields.encode(sectors, forKey: .sectors) }
        try fields.encodeIfPresent(person, forKey: .person)
        try fields.encodeIfPresent(office, forKey: .office)
        try fields.encodeIfPresent(score, forKey: .score)
        try fields.encodeIfPresent(resolvedBy, forKey: .resolvedBy)
    }
}
