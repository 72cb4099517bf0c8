internal import Messages
internal import Model

/// Settles who is on which side of an act, by how their words hang together with its trigger.
struct Sides {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    /// The number of the sentence.
    let sentence: Int

    typealias Actors = (sources: [Int], targets: [Int])

    /// The lexicon's actors, with those that the model is sure of and that stand beside them, as its
    /// rules pass over some of a list; nil if one of the lexicon's cannot be what it takes it for.
    func joined(
        _ known: Actors, with sure: Actors, _ type: EventType?, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> Actors? {
        let rule = ActorRule(type: type)
        guard (known.sources + known.targets).allSatisfy({ !modifies($0, view, memory) }),
            known.targets.allSatisfy({ number in
                link(of: number, memory).map { rule.admits(target: $0) } ?? true
            }),
            known.sources.allSatisfy({ number in
                link(of: number, memory).map { rule.admits(source: $0) } ?? true
            }),
            !contradicts(known.sources, sure.sources, memory)
        else { return nil }
        return (
            known.sources + beside(known.sources, sure.sources, known.targets, memory),
            known.targets + beside(known.targets, sure.targets, known.sources, memory)
        )
    }

    /// Whether the lexicon's actors are none of a joined verb's own, and those of whom the model is
    /// sure are known and others: the rules take the nearest subject, which in "said that Y was
    /// arming and asked Z" is not who asked.
    private func contradicts(_ known: [Int], _ sure: [Int], _ memory: MentionMemory) -> Bool {
        let named = sure.filter { memory.all[$0].entity != nil }
        return !named.isEmpty
            && known.allSatisfy { number in
                link(of: number, memory)?.down.first?.relation == "conj"
                    && named.allSatisfy {
                        memory.all[$0].entity != memory.all[number].entity
                            && !memory.all[$0].span.overlaps(memory.all[number].span)
                    }
            }
    }

    /// Whether a mention only modifies a noun that is another actor: "Omani" of "the Omani Red
    /// Crescent men".
    private func modifies(_ number: Int, _ view: SentenceView, _ memory: MentionMemory) -> Bool {
        guard let head = head(of: number, memory), let noun = read.governor(of: head),
            ["amod", "compound"].contains(read.label(head)),
            // "Omani and Yemeni presidents" are two.
            read.dependents(of: head, read.grammar.conjuncts).isEmpty
        else { return false }
        let covering = view.mentionAt[read.tokenOf[noun]]
        guard covering >= 0, let entity = view.mentions[covering].mention.entity else {
            return false
        }
        return !view.mentions[covering].mention.span.overlaps(memory.all[number].span)
            && entity != memory.all[number].entity
    }

    /// Those of `others` whose words hang from the trigger as those of one of `known` do, and who are
    /// on neither side yet.
    private func beside(
        _ known: [Int], _ others: [Int], _ opposite: [Int], _ memory: MentionMemory
    ) -> [Int] {
        let paths = Set(known.compactMap { path(of: $0, memory) })
        return others.filter { number in
            let mention = memory.all[number]
            let isTaken = (known + opposite).contains {
                memory.all[$0].span.overlaps(mention.span)
                    || mention.entity != nil && memory.all[$0].entity == mention.entity
            }
            return !isTaken && path(of: number, memory).map(paths.contains) ?? false
        }
    }

    private func path(of number: Int, _ memory: MentionMemory) -> [String]? {
        link(of: number, memory).map { link in
            link.up.map(\.relation) + ["^"] + link.down.map(\.relation)
        }
    }

    /// The sides without whom their words' place keeps from being there, and with the trigger's own
    /// subject among those who act.
    func settled(
        _ actors: Actors, _ type: EventType?, _ view: SentenceView,
        _ memory: inout MentionMemory, _ explanation: inout [String]
    ) -> Actors {
        let rule = ActorRule(type: type)
        // The host of a visit may be its subject.
        var (sources, targets) = type == .consult ? actors : turned(actors, memory)
        if targets.count != actors.targets.count {
            explanation.append("trigger's subject → source")
        }
        (sources, targets) = described((sources, targets), memory)
        (sources, targets) = contradicted((sources, targets), type, memory)
        (sources, targets) = possessed((sources, targets), type, view, memory)
        sources = busy(sources, type, view, memory)
        sources = owned(sources, view, memory)
        targets = owned(targets, view, memory)
        (sources, targets) = passed((sources, targets), type, memory)
        (sources, targets) = allied((sources, targets), type, memory)
        (sources, targets) = suffering((sources, targets), type, memory)
        sources = withLists(sources, opposite: targets, view, memory)
        targets = withLists(targets, opposite: sources, view, memory)
        sources = agreed(sources, view, memory)
        sources = shared(sources, &memory)
        targets = shared(targets, &memory)
        (sources, targets) = mutual((sources, targets), type, memory)
        let before = sources.count + targets.count
        targets = targets.filter { number in
            link(of: number, memory).map { rule.admits(target: $0) } ?? true
        }
        targets = kept(targets, ActorRule.chosen(targets: targets.map { link(of: $0, memory) }))
        sources = sources.filter { number in
            link(of: number, memory).map { rule.admits(source: $0) } ?? true
        }
        sources = kept(sources, ActorRule.chosen(sources: sources.map { link(of: $0, memory) }))
        sources.removeAll { memory.all[$0].resolvedBy == AgentReader.town }
        sources.removeAll { isTeller($0, type, memory) || tellsOfSubject($0, type, memory) }
        sources = withoutEchoes(sources, memory)
        targets.removeAll { isLeft($0, type, memory) }
        sources = withoutNobody(named(sources, memory), memory)
        targets = withoutNobody(named(targets, memory), memory)
        (sources, targets) = apart(sources, targets, type, memory)
        (sources, targets) = withoutGatherings((sources, targets), type, memory)
        (sources, targets) = hosted((sources, targets), type, view, memory)
        targets.removeAll { isOwn($0, sources, type, memory) }
        targets = peopled(targets, type, &memory)
        if sources.count + targets.count != before {
            explanation.append("without whom the tree keeps apart")
        }
        return (sources, targets)
    }

    /// A target that is the subject of the trigger's own clause acts, and who stood in its place only
    /// tells of it: "the envoy said the rebels rejected the list".
    private func turned(_ actors: Actors, _ memory: MentionMemory) -> Actors {
        func isSubject(_ number: Int) -> Bool {
            guard let link = link(of: number, memory) else { return false }
            return link.down.isEmpty && link.up.count == 1 && link.up[0].preposition.isEmpty
                && ["nsubj", "nmod:poss"].contains(link.up[0].relation)
        }
        guard !actors.sources.contains(where: { link(of: $0, memory).map(ActorRule.isOwn) ?? true })
        else { return actors }
        let subjects = actors.targets.filter(isSubject)
        guard !subjects.isEmpty else { return actors }
        return (subjects, actors.targets.filter { !subjects.contains($0) })
    }

    /// Whether a target is the very state that acts, or its troops where they are what is used. What
    /// a government restricts or defends may be its own.
    private func isOwn(
        _ target: Int, _ sources: [Int], _ type: EventType?, _ memory: MentionMemory
    ) -> Bool {
        let mention = memory.all[target]
        guard let country = mention.country, !sources.isEmpty, type != .coerce, type != .support,
            sources.allSatisfy({ memory.all[$0].country == country })
        else { return false }
        // "pledged that Chad would stay", "the senator warned the chamber would not vote"
        if type == .agree || type == .threaten,
            mention.kind != .description || CountryFinder.loose.contains(mention.resolvedBy ?? ""),
            link(of: target, memory)?.up.map(\.relation) == ["nsubj", "ccomp"]
        {
            return true
        }
        guard
            sources.allSatisfy({
                ["GOV", "MIL", "LEG"].contains(memory.all[$0].sectors.first)
            })
        else { return false }
        if CountryFinder.loose.contains(mention.resolvedBy ?? ""),
            sources.contains(where: { memory.all[$0].entity == mention.entity })
        {
            return true
        }
        if mention.sectors == ["MIL"] {
            return [.threaten, .retreat, .mobilize, .sanction, .agree].contains(type)
        }
        return mention.sectors == ["GOV"]
            && (mention.resolvedBy == "lexicon:country" && mention.kind == .name
                || mention.resolvedBy == AgentReader.town && type != .assault)
    }

    /// Targets that are towns: what is attacked or held there are the people who live there; what else
    /// is done to a town's name is done to nobody, but for visits, moves and help.
    private func peopled(
        _ targets: [Int], _ type: EventType?, _ memory: inout MentionMemory
    ) -> [Int] {
        targets.compactMap { number in
            var mention = memory.all[number]
            guard mention.resolvedBy == AgentReader.town, let country = mention.country else {
                return number
            }
            switch type {
            case .assault, .coerce:
                mention.entity = "\(country)/CVL"
                mention.sectors = ["CVL"]
                return memory.append(mention)
            case .consult, .retreat, .mobilize, .aid: return number
            default: return nil
            }
        }
    }

    private func kept(_ numbers: [Int], _ isKept: [Bool]) -> [Int] {
        zip(numbers, isKept).filter(\.1).map(\.0)
    }

    /// How the words of a mention hang together with the trigger; nil if it stands elsewhere.
    func link(of number: Int, _ memory: MentionMemory) -> ActorLink? {
        head(of: number, memory).flatMap { ActorLink($0, trigger, read) }
    }

    /// The head of a mention's words; nil if it stands in another sentence.
    func head(of number: Int, _ memory: MentionMemory) -> Int? {
        words(of: number, memory).map(read.head(of:))
    }

    /// A mention's words; nil if it stands in another sentence.
    func words(of number: Int, _ memory: MentionMemory) -> ClosedRange<Int>? {
        let mention = memory.all[number]
        guard mention.sentence == sentence else { return nil }
        let words = read.spans.indices.filter {
            read.spans[$0].lowerBound < mention.span.end
                && mention.span.start < read.spans[$0].upperBound
        }
        guard let first = words.first, let last = words.last else { return nil }
        return first...last
    }
}
