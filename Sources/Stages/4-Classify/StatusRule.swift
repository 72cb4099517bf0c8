internal import Knowledge
internal import Messages

/// Decides whether an event happened.
enum StatusRule {
    /// The model is followed from here on; below, the words' rules have their say.
    private static let certain = 0.6
    /// So sure are words that say in so many words that something will not be.
    private static let plain = 0.95

    /// What is done by being said, and over when it is quoted.
    private static let said: Set<EventType> = [.accuse, .request, .reject, .threaten, .support]

    /// The status, and how likely the model takes it; 1 where it has no say. Talks told for a day
    /// after that of the article are planned, and so is what a verb in the present tells for such a day
    /// ("leaves at the end of the year"); "the possible withdrawal" is hypothetical; words that are quoted
    /// have been said.
    static func status(
        _ relation: Relation, _ opinion: Opinion, on date: EventDate, published: Day
    ) -> (EventStatus, chance: Double) {
        let read = status(relation, opinion)
        if relation.cues.contains(Relation.possibleCue), [.occurred, .ongoing].contains(read.0) {
            return (.hypothetical, read.chance)
        }
        if relation.quoted, read.0 == .ongoing, said.contains(opinion.type) {
            return (.occurred, read.chance)
        }
        // "would close the border if": told by the deed itself, a threat has been made.
        if opinion.type == .threaten, opinion.predicate == nil, read.0 == .planned {
            return (.occurred, read.chance)
        }
        let isPresent = relation.cues.contains(Relation.presentCue) && !said.contains(opinion.type)
        guard opinion.type == .consult || isPresent, read.0 == .occurred, date.text != nil,
            published < date.start
        else { return read }
        return (.planned, read.chance)
    }

    /// The status by the model and the words.
    private static func status(
        _ relation: Relation, _ opinion: Opinion
    ) -> (EventStatus, chance: Double) {
        let told = words(relation, opinion.predicate)
        guard opinion.isByModel, let act = opinion.act, let best = act.statuses.first,
            let status = EventStatus(rawValue: best.label)
        else { return (told, 1) }
        if status != told, relation.cues.contains(Relation.unsaidCue + status.rawValue) {
            // The model sees an act undone, and no word undoes it.
            return (told, certain)
        }
        if opinion.predicate?.status != nil && relation.cues.contains(Relation.wholeCue)
            || relation.cues.contains(Relation.toldCue)
        {
            // The words tell the status themselves: "postponed the talks", "a possible visit".
            let chance = act.statuses.first { $0.label == told.rawValue }?.chance ?? 0
            let isOff = told == .cancelled || told == .postponed
            return (told, max(chance, isOff ? plain : certain))
        }
        if best.chance < certain,
            let second = act.statuses.first(where: { $0.label == told.rawValue }),
            second.chance > best.chance / 3
        {
            return (told, second.chance)
        }
        return (status, best.chance)
    }

    /// The status that the words around the trigger tell by the rules.
    static func words(_ relation: Relation, _ predicate: Predicate?) -> EventStatus {
        if relation.negated { return .negated }
        if let status = predicate?.status { return status }
        for cue in relation.cues where cue.hasPrefix("status:") {
            if let status = EventStatus(rawValue: String(cue.dropFirst("status:".count))) {
                return status
            }
        }
        switch relation.modality {
        case .fact, .habitual: return .occurred
        case .ongoing: return .ongoing
        case .future: return .planned
        case .conditional, .possible: return .hypothetical
        }
    }
}
