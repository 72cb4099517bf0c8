internal import Knowledge
internal import Messages

/// What is known of a coding, as the confidence looks at it.
enum Confidence {
    typealias Feature = ConfidenceWeights.Feature

    /// Acts that are often done together with others, or by oneself, and so to nobody.
    private static let open: Set<EventType> = [
        .agree, .consult, .cooperate, .mobilize, .protest, .retreat, .support,
    ]

    /// What a type that the words around the trigger tell counts beside entries of the lexicon.
    private static let toldSureness = 0.9

    /// The features of a coding; those that are 0 are left out.
    static func features(
        _ relation: Relation, _ opinion: Opinion, _ status: (EventStatus, chance: Double),
        sources: [ActorReference], targets: [ActorReference], _ date: EventDate,
        _ sentence: Sentence
    ) -> [Feature: Double] {
        var features: [Feature: Double] = [.bias: 1]
        if opinion.isByModel, let act = opinion.act {
            features[.act] = ConfidenceWeights.odds(act.chance)
            features[.type] = ConfidenceWeights.odds(opinion.chance)
            features[.status] = ConfidenceWeights.odds(status.chance)
            features[.actors] = act.actors.map(ConfidenceWeights.odds)
        } else if let act = opinion.act {
            features[.act] = ConfidenceWeights.odds(act.chance)
        }
        features[.agree] = opinion.predicate?.reliability ?? (opinion.isTold ? toldSureness : nil)
        features[.differ] = opinion.dissent
        features[.sources] = sureness(sources)
        if let guess = targets.first(where: { $0.resolvedBy == ActorMention.guessed }) {
            features[.implied] = ConfidenceWeights.odds(guess.score ?? 0.5)
        } else {
            features[.targets] = sureness(targets)
        }
        let isOpen = Confidence.open.contains(opinion.type)
        features[.alone] = targets.isEmpty && !isOpen ? 1 : 0
        features[.open] = targets.isEmpty && isOpen ? 1 : 0
        features[.lacking] =
            directed.contains(opinion.type) && targets.allSatisfy { $0.country == nil } ? 1 : 0
        features[.unreal] = status.0 == .hypothetical || status.0 == .negated ? 1 : 0
        features[.unfinished] = status.0 == .planned || status.0 == .ongoing ? 1 : 0
        features[.content] = relation.cues.contains("rule:content") ? 1 : 0
        features[.against] = relation.cues.contains { $0.hasPrefix("against:") } ? 1 : 0
        features[.heading] = sentence.kind == .heading ? 1 : 0
        features[.quoted] = relation.quoted ? 1 : 0
        features[.undated] = date.basis == .fetched ? 1 : 0
        return features.filter { $0.value != 0 }
    }

    /// Types of acts that news hardly tells of without saying to whom they are done.
    private static let directed: Set<EventType> = [
        .request, .accuse, .reject, .threaten, .support, .assault,
    ]

    /// How sure all are known: as sure as the one least known, because one wrong party spoils an event.
    private static func sureness(_ actors: [ActorReference]) -> Double {
        guard !actors.isEmpty else { return 0 }
        return actors.map { $0.country == nil ? 0.1 : $0.score ?? 0.5 }.min() ?? 0
    }
}
