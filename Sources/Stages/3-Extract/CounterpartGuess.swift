internal import Knowledge
internal import Messages

/// Guesses whom an act is done to where its sentence tells nobody: the actor of the article that who acts
/// has most to do with. Works on a whole article, when all in it is found.
struct CounterpartGuess {
    let data: LanguageData

    /// Types of acts that are done to somebody.
    private static let types: Set<EventType> = [
        .request, .accuse, .reject, .threaten, .support, .assault, .coerce, .sanction, .protest,
        .agree,
    ]
    /// Sectors of who governs.
    private static let rulers: Set<String> = ["GOV", "LEG", "JUD", "COP", "MIL", "SPY"]

    /// The candidates with the targets that can be guessed.
    func completed(_ candidates: Candidates) -> Candidates {
        let weights = data.counterparts
        guard candidates.sentences.count >= weights.sentences else { return candidates }
        let cast = ArticleCast(candidates, type: type)
        var completed = candidates
        for (number, relation) in candidates.relations.enumerated() {
            guard let type = type(relation), isOpen(relation, type, candidates.mentions) else {
                continue
            }
            let act = cast.acts[number]
            let others = cast.others(than: act.sources)
            let features =
                [cast.nobody(act)] + others.map { cast.features(of: $0, act, relation) }
            let chances = weights.chances(features)
            guard let best = chances.indices.dropFirst().max(by: { chances[$0] < chances[$1] }),
                chances[best] >= weights.least
            else { continue }
            let other = others[best - 1]
            // Governments hold down their own people, and others seldom do.
            guard type != .coerce || act.sources.contains(other),
                let mention = mention(of: other, relation, cast, chances[best], candidates)
            else { continue }
            completed.mentions.append(mention)
            completed.relations[number].targets = [completed.mentions.count - 1]
            let percent = Int((chances[best] * 100).rounded())
            completed.relations[number].explanation.append(
                "whom the article tells beside who acts \(percent) % → target")
        }
        return completed
    }

    /// The type of a relation in which the model has a say.
    private func type(_ relation: Relation) -> EventType? {
        guard let types = relation.act?.types, !types.isEmpty else { return nil }
        if let cue = relation.cues.first(where: { $0.hasPrefix(Relation.typeCue) }) {
            let name = cue.dropFirst(Relation.typeCue.count).prefix { $0 != "/" }
            return EventType(rawValue: String(name))
        }
        let predicate = relation.predicate.flatMap(data.predicates.predicate)
        return Predicate.weighed(types, by: predicate).max { $0.chance < $1.chance }?.type
    }

    /// Whether somebody known acts, and nobody is told whom it is done to, but for names.
    private func isOpen(
        _ relation: Relation, _ type: EventType, _ mentions: [ActorMention]
    ) -> Bool {
        CounterpartGuess.types.contains(type) && !relation.sources.isEmpty
            && relation.sources.allSatisfy { mentions[$0].entity != nil }
            && relation.targets.allSatisfy {
                mentions[$0].entity == nil && mentions[$0].kind == .name
            }
    }

    /// A mention of whom is guessed, by the words that named him last before the act, or first behind it. Of who
    /// acts the government, or its people where it acts itself.
    private func mention(
        of other: String, _ relation: Relation, _ cast: ArticleCast, _ chance: Double,
        _ candidates: Candidates
    ) -> ActorMention? {
        let mentions = candidates.mentions
        let sources = relation.sources.map { mentions[$0] }
        let own = sources.first { ArticleCast.owner($0) == other }
        var named = cast.mentions(of: other)
        var sector: String?
        if let own {
            let isRuler = own.sectors.first.map(CounterpartGuess.rulers.contains) ?? true
            sector = isRuler ? "CVL" : "GOV"
            let fitting = named.filter { number in
                let isOther = mentions[number].sectors.first.map(CounterpartGuess.rulers.contains)
                return isOther == !isRuler && mentions[number].kind != .place
                    && !sources.contains { $0.entity == mentions[number].entity }
            }
            if !fitting.isEmpty { (named, sector) = (fitting, nil) }
        }
        let acting = named.filter { mentions[$0].kind != .place }
        if !acting.isEmpty { named = acting }
        let start = relation.trigger.start
        guard
            let number = named.last(where: { mentions[$0].span.start < start }) ?? named.first
        else { return nil }
        var mention = mentions[number]
        mention.antecedent = number
        if let sector {
            mention.entity = "\(other)/\(sector)"
            mention.sectors = [sector]
            mention.name = nil
        }
        mention.kind = .description
        mention.resolvedBy = ActorMention.guessed
        mention.score = (chance * 100).rounded() / 100
        return mention
    }
}
