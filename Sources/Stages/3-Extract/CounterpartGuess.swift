internal import Knowledge
internal import Messages

/// Guesses whom an act is done to where its sentence tells nobody: the actor of the article that who acts
/// has most to do with. Works on a whole article, when all in it is found.
struct CounterpartGuess {
    let data: LanguageData

    /// Types of acts that several do together, one by himself, or that give way to nobody told: nobody
    /// else need be meant. Of guesses to whom something was promised or conceded few are right.
    private static let open: Set<EventType> = [
        .retreat, .mobilize, .consult, .cooperate, .agree, .concede, .statement,
    ]
    /// Sectors of whom an article tells beside those who act.
    private static let bystanders: Set<String> = ["CVL", "REF", "JRN", "ELI"]
    /// Sectors of who governs.
    private static let rulers: Set<String> = ["GOV", "LEG", "JUD", "COP", "MIL", "SPY"]

    /// The candidates with the targets that can be guessed.
    func completed(_ candidates: Candidates) -> Candidates {
        guard candidates.sentences.count >= data.counterparts.sentences else { return candidates }
        let cast = ArticleCast(candidates, type: type)
        var completed = candidates
        for (number, relation) in candidates.relations.enumerated() {
            guard let type = type(relation), isOpen(relation, type, candidates.mentions),
                let best = likeliest(cast.acts[number], cast),
                let mention = mention(of: best.actor, relation, cast, best.chance, candidates)
            else { continue }
            completed.mentions.append(mention)
            completed.relations[number].targets = [completed.mentions.count - 1]
            let percent = Int((best.chance * 100).rounded())
            completed.relations[number].explanation.append(
                "whom the article tells beside who acts \(percent) % → target")
        }
        return completed
    }

    /// The actor whom an act is most likely done to, if it is likely enough.
    private func likeliest(_ act: ArticleCast.Act, _ cast: ArticleCast) -> (
        actor: String, chance: Double
    )? {
        let others = cast.others(than: act.sources)
        let features = [cast.nobody(act)] + others.map { cast.features(of: $0, act) }
        let chances = data.counterparts.chances(features)
        guard let best = chances.indices.dropFirst().max(by: { chances[$0] < chances[$1] }),
            chances[best] >= data.counterparts.least
        else { return nil }
        let actor = others[best - 1]
        if !act.sources.contains(actor) {
            // Governments hold down their own people, and others seldom do.
            guard act.type != .coerce,
                cast.share(of: actor, beside: act.sources) >= data.counterparts.share
            else { return nil }
        }
        return (actor, chances[best])
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
        !CounterpartGuess.open.contains(type) && !relation.sources.isEmpty
            && relation.sources.allSatisfy {
                mentions[$0].entity != nil && mentions[$0].sectors != ["JRN"]
            }
            && relation.targets.allSatisfy {
                mentions[$0].entity == nil && mentions[$0].kind == .name
            }
    }

    /// A mention of whom is guessed, by the words that named him last before the act, or first behind it.
    private func mention(
        of actor: String, _ relation: Relation, _ cast: ArticleCast, _ chance: Double,
        _ candidates: Candidates
    ) -> ActorMention? {
        let mentions = candidates.mentions
        let sources = relation.sources.map { mentions[$0] }
        var named = cast.mentions(of: actor)
        var sector: String?
        if let own = sources.first(where: { ArticleCast.owner($0) == actor }) {
            let isRuler = CounterpartGuess.isRuler(own)
            let others = named.filter { number in
                CounterpartGuess.isRuler(mentions[number]) != isRuler
                    && mentions[number].kind != .place
                    && !sources.contains { $0.entity == mentions[number].entity }
            }
            if others.isEmpty { sector = isRuler ? "CVL" : "GOV" } else { named = others }
        } else {
            named = foremost(of: named, mentions)
        }
        let start = relation.trigger.start
        guard
            let number = named.last(where: { mentions[$0].span.start < start }) ?? named.first
        else { return nil }
        var mention = mentions[number]
        mention.antecedent = number
        if let sector {
            (mention.entity, mention.sectors, mention.name) = ("\(actor)/\(sector)", [sector], nil)
        }
        mention.kind = .description
        mention.resolvedBy = ActorMention.guessed
        mention.score = (chance * 100).rounded() / 100
        return mention
    }

    /// Of an actor's mentions those of the body or group that most are of; bystanders and places count
    /// only where nobody else is named.
    private func foremost(of named: [Int], _ mentions: [ActorMention]) -> [Int] {
        let acting = named.filter { number in
            mentions[number].kind != .place
                && !mentions[number].sectors.contains(where: CounterpartGuess.bystanders.contains)
        }
        guard !acting.isEmpty else { return named }
        let groups = Dictionary(grouping: acting) { mentions[$0].entity ?? "" }
        return groups.values.max { left, right in
            (left.count, right[0]) < (right.count, left[0])
        } ?? acting
    }

    /// Whether somebody governs, or serves who does.
    private static func isRuler(_ mention: ActorMention) -> Bool {
        mention.sectors.first.map(rulers.contains) ?? true
    }
}
