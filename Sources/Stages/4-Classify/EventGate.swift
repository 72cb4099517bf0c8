internal import Knowledge
internal import Messages
internal import Ontology

/// Says which relations are no event, and why: too little known of the actors, history, sports.
struct EventGate {
    let data: LanguageData
    /// What lies longer back is history.
    private static let historyDays = 60
    /// What somebody must say to be told of.
    private static let said: Set<EventType> = [.accuse, .request, .support, .reject, .threaten]
    /// What only those in office do.
    private static let ofOffice: Set<EventType> = [
        .aid, .sanction, .coerce, .mobilize, .assault, .retreat,
    ]
    /// Where the model takes it for less likely an event, the lexicon alone makes none. Talks, which
    /// are often told in passing, need less.
    private static let leastChance = (talks: 0.0005, others: 0.03)
    /// Where the model is surer of an event, words that speak against one do not count.
    private static let sureChance = 0.5

    /// Why a relation is no event; nil if nothing speaks against it.
    func objection(
        _ relation: Relation, _ opinion: Opinion, _ candidates: Candidates
    ) -> String? {
        // Statements are off unless asked for, and nobody asks yet.
        guard opinion.type != .statement else { return "a statement" }
        guard relation.modality != .habitual else { return "what is usual" }
        if let act = relation.act, opinion.predicate.map({ $0.isOwn || $0.isDecisive }) != true {
            let least = EventGate.leastChance
            guard act.chance >= (opinion.type == .consult ? least.talks : least.others) else {
                return "the language model takes it for none"
            }
        }
        if let cue = relation.cues.first(where: { $0.hasPrefix(Relation.noneCue) }) {
            return String(cue.dropFirst(Relation.noneCue.count))
        }
        let isSure = opinion.isByModel && opinion.act?.chance ?? 0 > EventGate.sureChance
        if !isSure, let cue = relation.cues.first(where: { $0.hasPrefix("against:") }) {
            return "words of \(cue.dropFirst("against:".count))"
        }
        let sources = relation.sources.map { candidates.mentions[$0] }
        let targets = relation.targets.map { candidates.mentions[$0] }
        guard
            sources.contains(where: { $0.entity != nil })
                || isSure && sources.isEmpty && !EventGate.said.contains(opinion.type)
                    && targets.contains(where: { $0.entity != nil })
        else { return "nobody known acts" }
        if let objection = lacking(opinion, sources, targets) { return objection }
        if EventGate.said.contains(opinion.type), !targets.isEmpty,
            targets.allSatisfy({ $0.sectors == ["JRN"] && $0.kind == .description })
        {
            return "said to reporters"
        }
        if EventGate.ofOffice.contains(opinion.type), !sources.isEmpty,
            sources.allSatisfy({ $0.sectors == ["ELI"] && $0.country != nil })
        {
            return "what a former office holder did in office"
        }
        if !targets.isEmpty, !sources.isEmpty,
            targets.allSatisfy({ target in areSame(target, as: sources) })
        {
            return "source and target are the same"
        }
        if let date = relation.date.map({ candidates.dates[$0].date }) {
            let age = candidates.info.published.day.number - date.end.number
            if age > EventGate.historyDays { return "\(age) days ago" }
        }
        return nil
    }

    /// Whether whom an act is done to is among those who act: "officials" of a government may be anybody in
    /// it, but not where somebody else of it is named with them.
    private func areSame(_ target: ActorMention, as sources: [ActorMention]) -> Bool {
        let own = sources.filter { $0.entity == target.entity && target.entity != nil }
        let isOther = own.contains {
            $0.name != nil && target.name != nil && $0.name != target.name
        }
        return !own.isEmpty && !isOther
    }

    /// What parties are missing.
    private func lacking(
        _ opinion: Opinion, _ sources: [ActorMention], _ targets: [ActorMention]
    ) -> String? {
        guard let predicate = opinion.predicate, !opinion.isByModel else { return nil }
        if predicate.symmetric, needsTwo(predicate) {
            return sources.count >= 2 ? nil : "one party alone"
        }
        let needsTarget = data.ontology.types[predicate.type]?.needsTarget == true
        return needsTarget && targets.isEmpty ? "nobody is acted upon" : nil
    }

    /// Talks and fights need two; a commitment or a signature may be told of one.
    private func needsTwo(_ predicate: Predicate) -> Bool {
        switch predicate.type {
        case .consult, .cooperate, .assault: true
        default: false
        }
    }
}
