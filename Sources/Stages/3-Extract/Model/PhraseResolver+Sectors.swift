internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// What somebody of a country is, by the noun alone.
extension PhraseResolver {
    /// Whether a mention tells what somebody's ally or rival himself is ("Omani allies"), and not whose
    /// he is ("Oman's allies", "US allies", "a Nato ally").
    func isOfWhat(_ found: FoundMention, _ head: Int, _ read: SentenceReading) -> Bool {
        guard let words = read.words(of: found.first...found.last) else { return false }
        let word = read.head(of: words)
        // "adversaries in the Front"
        if found.mention.resolvedBy == "lexicon:organisation" { return word > head }
        if read.grammar.possessors.contains(read.relation(of: word)) { return false }
        let label = read.label(word)
        return found.mention.kind == .description || label == "amod" || words.contains(head)
            || found.mention.resolvedBy == "lexicon:country+agent"
    }

    /// Nouns for what one is to another, who is not the other.
    static let relatives: Set<String> = [
        "ally", "allies", "backer", "backers", "partner", "partners", "rival", "rivals", "enemy",
        "enemies", "foe", "foes", "adversary", "adversaries", "opponent", "opponents", "supporter",
        "supporters", "sponsor", "sponsors", "patron", "patrons", "neighbour", "neighbours",
        "neighbor", "neighbors", "proxy", "proxies", "nemesis", "arch-nemesis", "arch-enemy",
    ]

    static let counts: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    /// What somebody of a country is by the noun alone: people, who lives in a place, who has joined
    /// for something; else the government.
    func guessedSector(of head: Int, _ read: SentenceReading) -> String {
        let word = read.form(head)
        if PhraseResolver.areas.contains(word) { return "CVL" }
        if PhraseResolver.societies.contains(word) { return "SOC" }
        if PhraseResolver.military.contains(word) { return "MIL" }
        if ["position", "positions"].contains(word), isStruck(head, read) { return "MIL" }
        return read.mention(headedBy: head)?.type == read.grammar.persons ? "CVL" : "GOV"
    }

    /// Whether something is where soldiers stand, and not what a side thinks: its words, or those it
    /// hangs from, tell of arms ("army positions", "shelled Omani positions").
    private func isStruck(_ head: Int, _ read: SentenceReading) -> Bool {
        var words = read.dependents(of: head)
        var word = head
        for _ in 0..<2 {
            guard let governor = read.governor(of: word) else { break }
            words.append(governor)
            word = governor
        }
        return words.contains { word in
            let form = read.form(word)
            return PhraseResolver.arms.contains(where: form.hasPrefix)
        }
    }

    /// Beginnings of words that tell of arms.
    private static let arms = [
        "arm", "artiller", "militar", "militia", "troop", "soldier", "front", "mortar", "rocket",
        "shell", "bomb", "pound", "hit", "struck", "strik", "attack", "assault", "storm", "raid",
        "target", "seiz", "captur", "overr", "destroy", "fire", "firing", "fortif", "reinforc",
        "airstrike", "drone",
    ]

    /// What those are whom a town or region stands for: the people who live there; nobody where it only
    /// tells where a thing is ("an assault on the town").
    func residents(
        _ sector: String, of head: Int, in place: ClosedRange<Int>, _ read: SentenceReading
    ) -> String? {
        guard sector == "GOV" else { return sector }
        if place.contains(read.tokenOf[head]) {
            let isWhere = read.dependents(of: head, read.grammar.cases).contains {
                ["at", "near"].contains(read.form($0))
            }
            return isWhere ? nil : "CVL"
        }
        guard let words = read.words(of: place) else { return sector }
        let isOnlyThere = read.dependents(of: read.head(of: words), read.grammar.cases).contains {
            PhraseResolver.aims.contains(read.form($0))
        }
        return isOnlyThere ? nil : sector
    }

    /// The state right behind a creed or a people that only tells what kind it is: "Sunni Oman".
    func believing(_ own: Int, _ view: SentenceView) -> FoundMention? {
        guard own >= 0, !view.mentions[own].isPlural, own + 1 < view.mentions.count else {
            return nil
        }
        let state = view.mentions[own + 1]
        let creed = view.mentions[own]
        guard state.first == creed.last + 1, creed.mention.kind == .description,
            state.mention.resolvedBy == "lexicon:country", state.mention.sectors == ["GOV"],
            view.tags[state.last] == .name
        else { return nil }
        return state
    }

    private static let areas: Set<String> = [
        "town", "towns", "city", "cities", "village", "villages", "province", "district", "area",
        "areas", "region", "enclave", "canton", "cantons", "neighbourhood", "neighborhood", "camp",
        "suburb", "valley",
    ]
    static let parts: Set<String> = [
        "much", "many", "some", "most", "several", "all", "members", "part", "parts", "majority",
        "dozens", "hundreds", "thousands", "none", "both", "each",
    ]
    static let military: Set<String> = [
        "forces", "troops",
        "unit", "units", "base", "bases", "brass", "outpost", "outposts",
    ]
    private static let societies: Set<String> = [
        "organisations", "organizations", "charities", "charity", "agencies", "ngos",
        "associations",
    ]

    func guess(
        _ country: String, _ sector: String, _ range: ClosedRange<Int>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Int {
        memory.append(
            ActorMention(
                sentence: view.number, span: read.span(range), kind: .description,
                entity: "\(country)/\(sector)", country: country, sectors: [sector],
                resolvedBy: "phrase:country", score: 0.5))
    }
}
