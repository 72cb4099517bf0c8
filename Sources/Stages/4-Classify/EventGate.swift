internal import Knowledge
internal import Messages
internal import Ontology

/// Says which relations are no event: too little known of the actors, history, sports, markets.
struct EventGate {
    let data: LanguageData
    /// What lies longer back is history.
    private static let historyDays = 60

    func admits(_ relation: Relation, _ predicate: Predicate, _ candidates: Candidates) -> Bool {
        // Statements are off unless asked for, and nobody asks yet.
        guard predicate.type != .statement, relation.modality != .habitual else { return false }
        guard !relation.cues.contains(where: { $0.hasPrefix("against:") }) else { return false }
        let sources = relation.sources.map { candidates.mentions[$0] }
        let targets = relation.targets.map { candidates.mentions[$0] }
        guard sources.contains(where: { $0.entity != nil }) else { return false }
        if predicate.symmetric, needsTwo(predicate) {
            guard sources.count >= 2 else { return false }
        } else if data.ontology.types[predicate.type]?.needsTarget == true, targets.isEmpty {
            return false
        }
        if !targets.isEmpty,
            targets.allSatisfy({ target in
                target.entity != nil
                    && sources.contains {
                        $0.entity == target.entity && ($0.name == target.name || target.name == nil)
                    }
            })
        {
            return false
        }
        if let date = relation.date.map({ candidates.dates[$0].date }) {
            let age = candidates.info.published.day.number - date.end.number
            if age > EventGate.historyDays { return false }
        }
        return true
    }

    /// Talks and fights need two; a commitment or a signature may be told of one.
    private func needsTwo(_ predicate: Predicate) -> Bool {
        switch predicate.type {
        case .consult, .cooperate, .assault: true
        default: false
        }
    }
}
