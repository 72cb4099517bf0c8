internal import Messages

/// Who is told of beside an act, and so is not acted upon.
extension ActorRule {
    /// Prepositions and conjunctions before what goes on beside an act that does not answer it.
    private static let meanwhile: Set<String> = [
        "while", "until", "though", "although", "whereas", "despite", "amid", "during",
    ]
    /// Types that are words about what goes on.
    private static let words: Set<EventType> = [
        .accuse, .threaten, .reject, .support, .request, .protest,
    ]

    /// Whether somebody stands in what goes on beside a deed: "held exercises despite warnings from
    /// Oman".
    func isBeside(_ link: ActorLink) -> Bool {
        guard let type, !ActorRule.words.contains(type) else { return false }
        return link.up.enumerated().contains { place, step in
            step.relation == "advcl" && ActorRule.meanwhile.contains(step.mark)
                || place > 0 && step.relation.hasPrefix("obl")
                    && ActorRule.meanwhile.contains(step.preposition)
        }
    }

    /// Whether somebody is told of in what describes the trigger's own subject ("soldiers fleeing Chad
    /// looted"), or in the clause around one that describes something else in it: "the president, who
    /// refuses to go, has told Chad", "the ministers of Chad saw the camp that the envoy had bombed".
    /// Whom somebody mocks or turns down may well be told of there.
    func isElsewhere(_ link: ActorLink) -> Bool {
        let below = link.down.map(\.relation)
        if below.isEmpty {
            return link.up.count > 1 && link.up.last?.relation == "nsubj"
                && link.up.dropLast().contains { $0.relation == "acl" }
        }
        guard below.count > 1, below[0] == "acl:relcl", !link.up.isEmpty else { return false }
        guard let type, ActorRule.words.contains(type) else { return true }
        return below[1] == "nsubj"
    }
}
