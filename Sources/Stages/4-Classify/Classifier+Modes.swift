internal import Knowledge
internal import Messages
internal import Ontology

/// Modes of events.
extension Classifier {
    /// So sure must the model be of a mode: of which the lexicon or, alone, a word nearby tells too; of
    /// any other; of one that words nearby speak against; and of one where the word for what is asked
    /// for tells none, with such a word nearby and without.
    private static let least = (
        told: 0.25, untold: 0.5, doubtful: 0.9, asked: 0.5, unknown: 0.6
    )
    /// Means of an attack, which are told by their words.
    private static let weapons: Set<String> = [
        "aerial", "drone", "heavy-weapons", "firearms", "explosives", "targeted", "beat",
        "primitive", "suicide-attack", "unconventional",
    ]

    /// Modes of the type: what the word for what is asked for tells; else those the model is sure of,
    /// the surest first; without it the predicate's own, else those the words near it show.
    func modes(_ relation: Relation, _ opinion: Opinion) -> [String] {
        let asked = cues(Relation.modeCue, relation).first
        if let asked, asked != Relation.unknownMode { return known([asked], opinion.type) }
        let own = opinion.predicate?.mode
        // Words that can mean nothing else tell the mode with the type.
        let plain = opinion.predicate?.isDecisive == true ? own : nil
        if let mode = opinion.mode ?? plain { return known([mode], opinion.type) }
        guard opinion.isByModel, let act = opinion.act else {
            // A predicate with a mode of its own knows better than words nearby.
            return known(own.map { [$0] } ?? cues("mode:", relation), opinion.type)
        }
        let prefix = opinion.type.rawValue + "/"
        let read = act.modes.filter { $0.label.hasPrefix(prefix) }
            .map { (name: String($0.label.dropFirst(prefix.count)), chance: $0.chance) }
        let sure = read.filter { $0.chance > least($0.name, own, relation, opinion) }
        return known(sure.sorted { $1.chance < $0.chance }.map(\.name), opinion.type)
    }

    /// How sure the model must be of a mode.
    private func least(
        _ mode: String, _ own: String?, _ relation: Relation, _ opinion: Opinion
    ) -> Double {
        let told = Set(cues("mode:", relation))
        let isSupported = own == mode || told == [mode]
        if cues(Relation.modeCue, relation).first == Relation.unknownMode {
            let isWish = isSupported && opinion.type != .threaten
            return isWish ? Classifier.least.asked : Classifier.least.unknown
        }
        if isSupported { return Classifier.least.told }
        // Words nearby that show other modes speak against one; visits and weapons must be told.
        let isVisitAlone = mode == "visit" && opinion.type == .consult && !isVisit(relation)
        let isWeapon = opinion.type == .assault && Classifier.weapons.contains(mode)
        let isAgainst = mode != "visit" && !told.isEmpty || isWeapon
        return isVisitAlone || isAgainst && !told.contains(mode)
            ? Classifier.least.doubtful : Classifier.least.untold
    }

    /// Those of `modes` that the type has, each once.
    private func known(_ modes: [String], _ type: EventType) -> [String] {
        var found: [String] = []
        for mode in modes
        where data.ontology.mode(mode, of: type) != nil && !found.contains(mode) {
            found.append(mode)
        }
        return found
    }

    /// Whether words near a trigger tell of a visit.
    private func isVisit(_ relation: Relation) -> Bool {
        cues("channel:", relation).compactMap(Int.init).contains { number in
            data.channels.indices.contains(number) && data.channels[number].channel == .visit
        }
    }
}
