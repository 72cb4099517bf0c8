internal import Language

/// Words that tell of two or three without naming them: "the two countries", "both armies", "the
/// sides", "the envoys of the three capitals".
struct PairPhrase {
    /// What they are said to be.
    enum Kind {
        case states
        /// Parties to talks or to a war, who need not be states.
        case sides
        /// Persons who stand for states.
        case persons
        case forces
    }

    /// The first token.
    let start: Int
    /// The token of the noun.
    let noun: Int
    let kind: Kind
    /// How many they are.
    let count: Int
    /// Whether "both" tells their number.
    let isBoth: Bool
    /// Whether no number is told: "the sides".
    let isBare: Bool
    /// The noun, folded.
    let word: String

    /// Whether any two people may be called so: they are only persons told right before.
    var isAnyones: Bool { PairPhrase.people.contains(word) }

    /// The phrase whose number stands at `number`; `start` is where the words before it begin that
    /// belong to it.
    init?(at number: Int, from start: Int, _ view: SentenceView) {
        let first = view.folded(number)
        let isBare = ["sides", "parties"].contains(first)
        var next = isBare ? number : number + 1
        let isDefinite =
            first == "both"
            || number > 0 && ["the", "these", "those", "all"].contains(view.folded(number - 1))
        var hasModifier = false
        while !isBare, next < view.tokens.count, next - number <= 2,
            PairPhrase.modifiers.contains(view.folded(next))
        {
            hasModifier = true
            next += 1
        }
        guard next < view.tokens.count, isBare || ["two", "both", "three"].contains(first),
            let kind = PairPhrase.kind(of: view.folded(next))
        else { return nil }
        let isPlain = PairPhrase.plain.contains(view.folded(next)) && !hasModifier
        guard isDefinite || isPlain && first == "two" else { return nil }
        // "two leaders of the movement" are others.
        let after = next + 1 < view.tokens.count ? view.folded(next + 1) : ""
        guard after != "of", !isBare || after != "to" else { return nil }
        self.start = start
        self.isBare = isBare
        noun = next
        word = view.folded(next)
        self.kind = kind
        count = first == "three" ? 3 : 2
        isBoth = first == "both"
    }

    private static func kind(of noun: String) -> Kind? {
        if states.contains(noun) { return .states }
        if sides.contains(noun) { return .sides }
        if persons.contains(noun) { return .persons }
        return forces.contains(noun) ? .forces : nil
    }

    private static let states: Set<String> = [
        "countries", "nations", "governments", "states", "neighbours", "neighbors", "capitals",
        "allies", "powers", "republics", "kingdoms", "rivals", "foes", "adversaries", "juntas",
        "koreas", "administrations",
    ]
    private static let sides: Set<String> = ["sides", "parties", "camps", "delegations"]
    private static let persons: Set<String> = people.union([
        "leaders", "ministers", "presidents", "premiers", "ministries",
    ])
    private static let people: Set<String> = [
        "men", "women", "diplomats", "envoys", "negotiators", "politicians", "statesmen", "chiefs",
        "officials", "generals", "commanders",
    ]
    private static let forces: Set<String> = ["armies", "militaries", "navies"]
    /// Nouns that need no "the" before their number.
    private static let plain: Set<String> = [
        "countries", "sides", "leaders", "ministers", "nations", "presidents", "governments",
        "states", "parties", "neighbours", "neighbors", "capitals", "allies", "powers",
    ]
    /// Words between number and noun that do not tell which two are meant.
    private static let modifiers: Set<String> = [
        "foreign", "defence", "defense", "prime", "interior", "finance", "security", "intelligence",
        "neighbouring", "neighboring", "brotherly", "fraternal", "friendly", "rival", "warring",
        "feuding", "hostile", "nuclear-armed", "opposing", "military", "armed", "army", "trade",
        "conflicting", "old",
    ]
}
