internal import Messages
internal import Model

/// Whom an act is done to where no words name somebody: whoever lives in or holds the place that is
/// struck, and whoever must not do what a threat is tied to.
struct ImpliedTarget {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading

    /// Who is meant, before it has words of its own.
    enum Found: Hashable {
        /// Somebody of a country, named by the phrase of these words.
        case people(country: String, sector: String, ClosedRange<Int>)
        /// A mention that stands elsewhere in the sentence.
        case mention(Int)
    }

    private static let strikes: Set<String> = [
        "at", "on", "against", "in", "inside", "into", "near", "of",
    ]
    private static let fights: Set<String> = ["fight", "battle", "clash"]
    private static let wheres: Set<String> = ["in", "inside", "near", "at"]
    /// What soldiers hold.
    private static let military: Set<String> = [
        "position", "positions", "base", "bases", "outpost", "outposts", "airbase", "airbases",
        "airfield", "airfields", "barracks", "garrison", "depot", "depots", "bunker", "bunkers",
        "convoy", "convoys", "checkpoint", "checkpoints", "radar", "batteries",
    ]
    /// Where people live and work.
    private static let civilian: Set<String> = [
        "town", "towns", "city", "cities", "village", "villages", "area", "areas", "district",
        "districts", "province", "region", "enclave", "suburb", "suburbs", "neighbourhood",
        "neighbourhoods", "neighborhood", "neighborhoods", "quarter", "quarters", "camp",
        "hospital", "hospitals", "clinic", "clinics", "school", "schools", "market", "markets",
        "mosque",
        "mosques", "church", "churches", "houses", "homes", "prison", "building", "buildings",
        "site", "sites", "target", "targets", "facility", "facilities", "airport", "port",
        "territory", "bakery", "shelter", "hotel", "hotels", "restaurant", "restaurants", "bar",
        "bars", "cafe", "civilians", "residents", "villagers", "bridge", "bridges", "bus", "train",
        "refinery", "stadium", "square",
    ]
    /// Words before it that tell who holds it: "rebel-held", "a Kurdish enclave".
    private static let holders: Set<String> = [
        "rebel", "rebels", "opposition", "militant", "militants", "insurgent", "insurgents",
        "jihadist", "jihadi", "separatist", "guerrilla", "militia", "kurdish",
    ]
    private static let conditions: Set<String> = ["if", "unless", "should", "until"]

    /// Whose place is struck: by the phrase's own words, the place it names, the one place that the
    /// sentence names, or the theatre. `unknown` are phrases that the model takes for whom it is done to.
    func struck(
        _ unknown: [Int], _ view: SentenceView, theatre: String?
    ) -> Found? {
        // "fighting inside Chad" tells where, not whom.
        let isFight = trigger.contains { ImpliedTarget.fights.contains(read.lemma($0)) }
        let obliques = obliques(
            isFight
                ? ImpliedTarget.strikes.subtracting(ImpliedTarget.wheres) : ImpliedTarget.strikes)
        let objects = trigger.flatMap { read.dependents(of: $0, read.grammar.objects) }
        let harmed = harmed
        let places = Set(view.places.compactMap(\.country))
        let only = places.count == 1 ? places.first : nil
        for head in unknown + objects + obliques + harmed where !trigger.contains(head) {
            let range = read.nounPhrase(of: head)
            let covering = view.mentionAt[read.tokenOf[head]]
            if harmed.contains(head), covering >= 0, view.mentions[covering].mention.entity != nil {
                return .mention(view.mentions[covering].number)
            }
            let place = country(in: range, view)
            let isPeoples = names(head, view) || ImpliedTarget.civilian.contains(read.form(head))
            guard isPeoples || ImpliedTarget.military.contains(read.form(head)) else { continue }
            let near = obliques.lazy.compactMap { country(in: read.nounPhrase(of: $0), view) }.first
            guard let country = place ?? near ?? only ?? theatre else { continue }
            let sector = isHeld(range) ? "REB" : isPeoples ? "CVL" : "MIL"
            return .people(country: country, sector: sector, range)
        }
        return nil
    }

    /// Whether words tell that rebels hold a place.
    func isHeld(_ range: ClosedRange<Int>) -> Bool {
        range.contains { word in
            read.form(word).split(separator: "-").contains {
                ImpliedTarget.holders.contains(String($0))
            }
        }
    }

    /// What hangs from the trigger behind one of some prepositions.
    func obliques(_ prepositions: Set<String>) -> [Int] {
        trigger.flatMap { word in
            (read.dependents(of: word, read.grammar.obliques)
                + read.dependents(of: word, read.grammar.modifiers)).filter { oblique in
                    read.dependents(of: oblique, read.grammar.cases)
                        .contains { prepositions.contains(read.form($0)) }
                }
        }
    }

    private static let harming: Set<String> = [
        "kill", "wound", "injure", "maim", "hurt", "kidnap", "abduct", "displace", "slaughter",
    ]

    /// Clauses that tell what came of an act: "that killed", ", killing".
    private func outcomes(of word: Int) -> [Int] {
        read.dependents(of: word, read.grammar.relativeClauses)
            + read.dependents(of: word).filter {
                ["advcl", "acl", "parataxis"].contains(read.label($0)) && $0 > word
                    && ImpliedTarget.harming.contains(read.lemma($0))
                    && read.dependents(of: $0, read.grammar.subjects).isEmpty
                    && read.dependents(of: $0, read.grammar.marks).isEmpty
            }
    }

    /// Whom a strike is told to have harmed: "launched airstrikes that killed civilians", "dropped shells on
    /// the bridge, wounding two soldiers".
    private var harmed: [Int] {
        trigger.flatMap(outcomes)
            .flatMap { read.dependents(of: $0, read.grammar.objects) }
            .flatMap { object in
                [object]
                    + read.dependents(of: object, read.grammar.modifiers).filter {
                        read.dependents(of: $0, read.grammar.cases).contains {
                            read.form($0) == "of"
                        }
                    }
            }
    }

    /// Who must not do something, or must, in what a threat is tied to: "would answer if Chad sent
    /// troops", "a strike, should Chad not leave".
    func warned(_ view: SentenceView) -> Found? {
        for word in trigger {
            for clause in clauses(below: word, depth: 0) {
                let isCondition = read.dependents(of: clause).contains { mark in
                    ["mark", "aux"].contains(read.label(mark))
                        && ImpliedTarget.conditions.contains(read.form(mark))
                }
                guard isCondition,
                    let subject = read.dependents(of: clause, read.grammar.subjects).first
                else { continue }
                let covering = view.mentionAt[read.tokenOf[subject]]
                if covering >= 0, view.mentions[covering].mention.entity != nil,
                    view.mentions[covering].mention.kind != .pronoun
                {
                    return .mention(view.mentions[covering].number)
                }
            }
        }
        return nil
    }

    /// The adverbial clauses of a word and of what it says.
    private func clauses(below word: Int, depth: Int) -> [Int] {
        guard depth < 4 else { return [] }
        return read.dependents(of: word).flatMap { child -> [Int] in
            switch read.label(child) {
            case "advcl": [child] + clauses(below: child, depth: depth + 1)
            case "ccomp", "xcomp", "obj", "obl", "parataxis":
                clauses(below: child, depth: depth + 1)
            default: []
            }
        }
    }

    /// The country of a place or a state that a phrase names.
    func country(in range: ClosedRange<Int>, _ view: SentenceView) -> String? {
        let tokens = read.tokenOf[range.lowerBound]...read.tokenOf[range.upperBound]
        let place = view.places.first {
            tokens.contains($0.first) && tokens.contains($0.last) && $0.country != nil
        }
        if let place { return place.country }
        return view.mentions.first {
            tokens.contains($0.first) && tokens.contains($0.last)
                && $0.mention.sectors == ["GOV"] && $0.mention.kind != .pronoun
                && $0.mention.country?.count == 3
        }?.mention.country
    }

    /// Whether a word is the name of a place.
    private func names(_ word: Int, _ view: SentenceView) -> Bool {
        let token = read.tokenOf[word]
        return view.places.contains { ($0.first...$0.last).contains(token) && $0.country != nil }
    }
}
