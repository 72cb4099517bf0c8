internal import Knowledge
internal import Messages

/// Decides whether an event happened.
enum StatusRule {
    static func status(_ relation: Relation, _ predicate: Predicate) -> EventStatus {
        if relation.negated { return .negated }
        if let status = predicate.status { return status }
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
