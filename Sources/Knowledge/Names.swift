public import Messages

/// A country.
public struct Country: Sendable, Hashable {
    /// ISO 3166-1 alpha-3, or `KOS`.
    public var code: String
    /// Its English name.
    public var name: String
    /// The sector it acts with: `GOV`, or `PRE` for a territory that few recognise.
    public var sector = "GOV"
    /// Whether it is a dependency or a partly recognised territory, whose code is another's.
    public var isTerritory = false
    /// Its last day, if the state is gone; later its name is history.
    public var until: Day?
    /// Where it stands.
    public var origin: Origin
}

/// A noun for those who act: "ministry", "troops".
public struct Agent: Sendable, Hashable {
    /// What the noun names.
    public enum Kind: String, Sendable {
        /// An office, or one person.
        case person
        /// An institution.
        case body
        /// A crowd or force.
        case group
        /// Somebody of the same office as the one told before: "his counterpart".
        case peer
    }

    /// The phrase in the singular.
    public var phrase: String
    /// The sector.
    public var sector: String
    /// What it names.
    public var kind: Kind
    /// Whether it may act without a country named.
    public var alone: Bool
    /// Whether it is only of whom its own words name, never of whom the text tells else: "critics".
    public var isKin = false
    /// Whether it is of the armed group of which the text tells beside it: "militants".
    public var isBand = false
    /// The number of its last word.
    public var head: Int32
    /// The country or organisation whose it always is, with its country: "carabinieri" are Italy's.
    public var owner: Owner?
    /// Where it stands.
    public var origin: Origin

    /// A country's code or an organisation's id, and the country.
    public struct Owner: Sendable, Hashable {
        /// The first part of the entity.
        public var body: String
        /// The country code.
        public var country: String
    }
}

/// What a phrase of the lexicon names.
public enum Name: Sendable, Hashable {
    /// How it must be written: `any` also small.
    public enum Case: Sendable { case any, capital, capitals }

    /// The country with that number.
    case country(Int, Case)
    /// The adjective of a country.
    case adjective(Int)
    /// The people of a country.
    case nationals(Int)
    /// Words that stand for a government: its capital, a palace.
    case metonym(Int, isCapital: Bool)
    /// A city that does not stand for a government.
    case city(Int)
    /// The organisation with that number.
    case organisation(Int, Case)
    /// The organisation with that number, if the text has named its country, a member or itself before.
    case shared(Int, Case)
    /// A name that must not code: a region, a sea, a treaty; and where it stands.
    case region(Origin)
    /// The person with that number.
    case person(Int)
    /// The agent noun with that number; whether it is the plural.
    case agent(Int, plural: Bool)
}
