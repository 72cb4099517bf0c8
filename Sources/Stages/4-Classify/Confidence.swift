internal import Knowledge
internal import Messages

/// How likely a coding is right. A product of what is known about its parts, not yet calibrated.
enum Confidence {
    static func value(
        _ relation: Relation, _ predicate: Predicate, _ status: EventStatus,
        _ actors: [ActorReference], _ date: EventDate, _ sentence: Sentence
    ) -> Double {
        var value = predicate.reliability
        for actor in actors { value *= 0.6 + 0.4 * (actor.score ?? 0.3) }
        switch status {
        case .occurred, .postponed, .cancelled: break
        case .ongoing, .planned: value *= 0.9
        case .negated: value *= 0.8
        case .hypothetical: value *= 0.6
        }
        if date.basis == .fetched { value *= 0.9 }
        if sentence.kind == .heading { value *= 0.9 }
        if relation.quoted { value *= 0.9 }
        return (min(0.97, max(0.05, value)) * 1000).rounded() / 1000
    }
}
