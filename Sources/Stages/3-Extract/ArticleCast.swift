internal import Glibc
internal import Knowledge
internal import Messages

/// Who an article is about: its actors, how often and where each is named, and who acts upon whom.
struct ArticleCast {
    typealias Feature = CounterpartWeights.Feature

    /// An act with those of its parties who are known.
    struct Act {
        var type: EventType?
        var sentence: Int
        var start: Int
        var sources: Set<String>
        var sectors: Set<String>
        var targets: Set<String>
        /// How likely it is an event; 0 if it tells nothing of who acts upon whom.
        var chance: Double

        /// Whether it was told before another.
        func isBefore(_ other: Act) -> Bool { (sentence, start) < (other.sentence, other.start) }
    }

    /// The acts, one for each relation.
    let acts: [Act]
    private let mentions: [ActorMention]
    /// The numbers of the mentions of each actor, in order of the text.
    private let named: [String: [Int]]
    /// The actors, those named most first.
    private let ranked: [String]
    /// The chances of all acts together.
    private let weight: Double

    /// Acts less likely are not looked at.
    private static let leastChance = 0.1
    /// How likely acts are of which the model says nothing.
    private static let usualChance = 0.3
    /// Codes of kinds of bodies, which are nobody.
    private static let kinds: Set<String> = ["IGO", "NGO"]
    private static let hostile: Set<EventType> = [
        .accuse, .reject, .threaten, .sanction, .assault, .coerce, .mobilize, .protest,
    ]
    private static let police: Set<String> = ["COP", "JUD", "LEG"]
    private static let people: Set<String> = [
        "CVL", "OPP", "PTY", "SOC", "REB", "AGR", "LAB", "EDU", "REL", "JRN", "UAF", "PRE", "ELI",
        "NGO", "BUS", "MED", "REF",
    ]

    /// The cast of an article; `type` tells the types of its relations.
    init(_ candidates: Candidates, type: (Relation) -> EventType?) {
        let mentions = candidates.mentions
        func owners(_ numbers: [Int]) -> Set<String> {
            Set(numbers.compactMap { ArticleCast.owner(mentions[$0]) })
        }
        self.mentions = mentions
        acts = candidates.relations.map { relation in
            let sources = owners(relation.sources)
            let chance = relation.act?.chance ?? ArticleCast.usualChance
            return Act(
                type: type(relation), sentence: relation.sentence, start: relation.trigger.start,
                sources: sources,
                sectors: Set(relation.sources.flatMap { mentions[$0].sectors.prefix(1) }),
                targets: owners(relation.targets),
                chance: sources.isEmpty || chance < ArticleCast.leastChance ? 0 : chance)
        }
        weight = acts.reduce(0) { $0 + $1.chance }
        var named: [String: [Int]] = [:]
        var seen: Set<String> = []
        let order = mentions.indices.sorted { mentions[$0].span < mentions[$1].span }
        for number in order {
            guard let entity = mentions[number].entity,
                let owner = ArticleCast.owner(mentions[number]),
                seen.insert("\(mentions[number].span.start) \(entity)").inserted
            else { continue }
            named[owner, default: []].append(number)
        }
        self.named = named
        ranked = named.keys.filter { !ArticleCast.kinds.contains($0) }
            .sorted { left, right in
                let counts = (named[left]?.count ?? 0, named[right]?.count ?? 0)
                return counts.0 == counts.1 ? left < right : counts.0 > counts.1
            }
    }

    /// The code of the state or organisation that somebody belongs to.
    static func owner(_ mention: ActorMention) -> String? {
        mention.entity.map { String($0.prefix { $0 != "/" }) }
    }

    /// Whom an act of some can be done to.
    func others(than sources: Set<String>) -> [String] {
        ranked + sources.filter { named[$0] == nil }.sorted()
    }

    /// The mentions of an actor, in order of the text.
    func mentions(of actor: String) -> [Int] { named[actor] ?? [] }

    /// The part of an actor among the mentions of all but those who act.
    func share(of actor: String, beside sources: Set<String>) -> Double {
        let others = named.filter { !sources.contains($0.key) }.reduce(0) { $0 + $1.value.count }
        return others == 0 ? 0 : Double(mentions(of: actor).count) / Double(others)
    }

    /// What speaks for nobody.
    func nobody(_ act: Act) -> [Feature: Double] {
        [
            .nobody: 1, .nobodyOfSeveral: act.sources.count > 1 ? 1 : 0,
            .nobodyAsked: act.type == .request ? 1 : 0,
        ]
    }

    /// What speaks for an actor.
    func features(of other: String, _ act: Act) -> [Feature: Double] {
        if act.sources.contains(other) {
            return [
                .own: 1, .ownOfPolice: act.sectors.isDisjoint(with: ArticleCast.police) ? 0 : 1,
                .ownOfPeople: act.sectors.isDisjoint(with: ArticleCast.people) ? 0 : 1,
                .ownOfArmy: act.sectors.contains("MIL") ? 1 : 0,
            ]
        }
        return placed(other, act).merging(acted(other, act)) { $1 }
    }

    /// Where an actor is named.
    private func placed(_ other: String, _ act: Act) -> [Feature: Double] {
        let places = mentions(of: other).map { mentions[$0] }
        let same = places.filter { $0.sentence == act.sentence }
        let distance = places.map { place in
            place.sentence > act.sentence
                ? place.sentence - act.sentence + 1 : act.sentence - place.sentence
        }.min()
        func flag(_ isTrue: Bool) -> Double { isTrue ? 1 : 0 }
        return [
            .before: flag(same.contains { $0.span.start < act.start }),
            .behind: flag(same.contains { $0.span.start >= act.start }),
            .distance: log(1 + Double(distance ?? 100)),
            .sentenceBefore: flag(places.contains { $0.sentence == act.sentence - 1 }),
            .first: flag(places.contains { $0.sentence == 0 }),
            .foremost: flag(ranked.first { !act.sources.contains($0) } == other),
            .stateless: flag(other.count != 3 || other == "UNO" || other == "EUR"),
        ]
    }

    /// What an actor did, and what was done to it.
    private func acted(_ other: String, _ act: Act) -> [Feature: Double] {
        var (acted, suffered, quarrel, party) = (0.0, 0.0, 0.0, 0.0)
        var (isAnswered, hasActed, isStruck) = (false, false, false)
        for earlier in acts where earlier.chance > 0 {
            let isSource = earlier.sources.contains(other)
            let isTarget = earlier.targets.contains(other)
            guard isSource || isTarget else { continue }
            let isUpon = isTarget && !earlier.sources.isDisjoint(with: act.sources)
            let isBy = isSource && !earlier.targets.isDisjoint(with: act.sources)
            party += earlier.chance
            if isUpon, (earlier.sentence, earlier.start) != (act.sentence, act.start) {
                acted += earlier.chance
            }
            if isBy { suffered += earlier.chance }
            if isUpon || isBy, earlier.type.map(ArticleCast.hostile.contains) ?? false {
                quarrel += earlier.chance
            }
            let isLast = earlier.sentence == act.sentence - 1
            hasActed = hasActed || isSource && isLast
            isStruck = isStruck || isTarget && isLast
            isAnswered =
                isAnswered
                || isBy && earlier.sentence >= act.sentence - 2 && earlier.isBefore(act)
        }
        let isHostile = act.type.map(ArticleCast.hostile.contains) ?? false
        return [
            .acted: log(1 + acted), .suffered: log(1 + suffered),
            .quarrel: isHostile ? log(1 + quarrel) : 0,
            .party: log((party + 0.3) / (weight + 1)), .answered: isAnswered ? 1 : 0,
            .actedBefore: hasActed ? 1 : 0, .struckBefore: isStruck ? 1 : 0,
        ]
    }
}
