internal import Messages
internal import Model

/// Parties that stand in the tree where neither the model's phrases nor the lexicon's frames look for
/// them: who has an envoy summoned, who holds those whose release is asked, both of those who met and
/// then agreed.
struct TreeParties {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    let sides: Sides

    typealias Actors = Sides.Actors

    /// How it is said in the explanation where the tree adds or moves somebody.
    private enum How {
        static let audience = "to whom it is complained → no target"
        static let summoner = "to whom somebody is called → source"
        static let holder = "who holds them is asked"
        static let both = "those who met → sources"
    }

    init(_ sides: Sides) { (trigger, read, self.sides) = (sides.trigger, sides.read, sides) }

    /// The sides with those who were missing.
    func completed(
        _ actors: Actors, _ kind: EventType?, _ view: SentenceView,
        _ memory: MentionMemory, _ explanation: inout [String]
    ) -> Actors {
        var (sources, targets) = actors
        switch kind {
        case .accuse:
            targets = accused(targets, view, memory, &explanation)
            guard sources.isEmpty, let summoner = summoner(among: targets, memory) else { break }
            sources = [summoner]
            targets.removeAll { memory.all[$0].country == memory.all[summoner].country }
            explanation.append(How.summoner)
        case .request:
            guard isOwnCaptives(targets, of: sources, memory) else { break }
            targets = holder(of: targets, than: sources, view, memory).map { [$0] } ?? []
            explanation.append(How.holder)
        case .agree, .consult, .cooperate:
            if let parties = met(sources, view, memory) {
                sources = parties
                explanation.append(How.both)
            }
            // Who is a party of talks is not called to them besides.
            let entities = Set(sources.compactMap { memory.all[$0].entity })
            if kind == .consult, entities.count > 1 {
                targets.removeAll { memory.all[$0].entity.map(entities.contains) ?? false }
            }
        default: break
        }
        return (sources, targets)
    }

    /// The accused without the body before which they are: "a complaint to the court against Kenya".
    private func accused(
        _ targets: [Int], _ view: SentenceView, _ memory: MentionMemory,
        _ explanation: inout [String]
    ) -> [Int] {
        func isAudience(_ number: Int) -> Bool {
            guard let link = sides.link(of: number, memory),
                let first = link.up.first(where: { !$0.preposition.isEmpty })
            else { return false }
            return ["to", "before"].contains(first.preposition)
                && !Set(memory.all[number].sectors).isDisjoint(with: ["IGO", "JUD"])
        }
        guard targets.contains(where: isAudience) else { return targets }
        explanation.append(How.audience)
        let others = targets.filter { !isAudience($0) }
        guard others.isEmpty else { return others }
        let against = view.mentions.first { found in
            found.mention.entity != nil && found.mention.kind != .pronoun
                && sides.link(of: found.number, memory).map { link in
                    link.up.contains { $0.preposition == "against" }
                } ?? false
        }
        return against.map { [$0.number] } ?? []
    }

    /// Whoever of the targets is the body "to" which another, the passive's subject, is called.
    private func summoner(among targets: [Int], _ memory: MentionMemory) -> Int? {
        guard targets.contains(where: { path(of: $0, memory) == "nsubj:pass" }) else { return nil }
        return targets.first { number in
            path(of: number, memory) == "to obl" && memory.all[number].entity != nil
        }
    }

    /// Whether those of whom something is asked are the asker's own people, whose release it is.
    private func isOwnCaptives(
        _ targets: [Int], of sources: [Int], _ memory: MentionMemory
    ) -> Bool {
        !sources.isEmpty && !targets.isEmpty
            && targets.allSatisfy { number in
                guard let link = sides.link(of: number, memory) else { return false }
                return memory.all[number].sectors != ["GOV"]
                    && sources.contains { memory.all[$0].country == memory.all[number].country }
                    && link.up.contains { TreeParties.releases.contains($0.lemma) }
            }
    }

    private static let releases: Set<String> = ["release", "freeing", "liberation"]

    /// Who is told behind them, of another country: "held in Baku", "held by the rebels".
    private func holder(
        of captives: [Int], than sources: [Int], _ view: SentenceView, _ memory: MentionMemory
    ) -> Int? {
        let end = captives.map { memory.all[$0].span.end }.max() ?? 0
        let own = sources.map { memory.all[$0].country }
        return view.mentions.first {
            $0.mention.span.start >= end && $0.mention.entity != nil
                && $0.mention.kind != .pronoun && !own.contains($0.mention.country)
        }?.number
    }

    /// Those of the talks told in this sentence or the one before, if "they" agreed on something and
    /// one of them was found.
    private func met(_ sources: [Int], _ view: SentenceView, _ memory: MentionMemory) -> [Int]? {
        let parties = memory.lastParties
        guard sources.count == 1, parties.count == 2,
            trigger.contains(where: { word in
                read.dependents(of: word, read.grammar.subjects).contains {
                    ["they", "both"].contains(read.form($0))
                }
            }),
            parties.allSatisfy({ view.number - memory.all[$0].sentence <= 1 }),
            parties.contains(where: { memory.all[$0].entity == memory.all[sources[0]].entity })
        else { return nil }
        return parties
    }

    /// How a mention hangs from the trigger, if it does so itself: "to obl".
    private func path(of number: Int, _ memory: MentionMemory) -> String? {
        guard let link = sides.link(of: number, memory), link.down.isEmpty, link.up.count == 1
        else { return nil }
        let step = link.up[0]
        return step.preposition.isEmpty ? step.relation : "\(step.preposition) \(step.relation)"
    }
}
