internal import Knowledge
internal import Language
internal import Messages
internal import Model
internal import Ontology

/// Turns the events that the model reads in a sentence into candidate relations, with the lexicon's
/// opinion beside it.
struct EventFinder {
    let data: LanguageData
    /// When the article was published.
    let day: Day
    let resolver: PhraseResolver

    /// Events less likely than this are no candidates, unless the lexicon has one there too.
    static let leastChance: Float = 0.1

    /// Events less likely than this are not told, so that nothing refers back to them.
    static let leastToldChance: Float = 0.3

    /// Types of acts that are whole with one party.
    private static let lonely: Set<EventType> = [.retreat, .mobilize]

    /// Phrases less likely than this name nobody.
    static let leastPhraseChance: Float = 0.5

    /// A match of the lexicon, and the relation that its rules make of it.
    struct Lexical {
        var match: PredicateMatch
        var predicate: Predicate
        var relation: Relation?
    }

    /// The relations of a sentence. `lexical` are what the lexicon finds, `speeches` who speaks.
    func relations(
        _ lexical: [Lexical], _ speeches: [Attributor.Speech], _ attributor: Attributor,
        _ view: inout SentenceView, _ read: SentenceReading, _ entities: EntityMemory,
        _ memory: inout MentionMemory
    ) -> [Relation] {
        let labels = read.grammar.events
        var used = Set<Int>()
        var relations: [Relation] = []
        for event in read.reading.events {
            let tokens = Set(event.trigger.map { read.tokenOf[$0] })
            let matches = lexical.indices.filter { number in
                !used.contains(number) && overlaps(lexical[number].match, tokens)
            }
            let type = labels.types[event.type]
            let match =
                matches.first { lexical[$0].predicate.isOwn }
                ?? matches.first { lexical[$0].predicate.type.rawValue == type } ?? matches.first
            guard event.chance >= EventFinder.leastChance || match != nil else { continue }
            used.formUnion(matches)
            let relation = relation(
                event, match.map { lexical[$0] }, labels, speeches, attributor, &view, read,
                entities, &memory)
            relations += Sides(trigger: event.trigger, read: read, sentence: view.number)
                .paired(relation)
        }
        for (number, item) in lexical.enumerated() where !used.contains(number) {
            guard var relation = item.relation else { continue }
            relation.act = ActReading(chance: chance(of: item.match, read))
            relations.append(relation)
        }
        return relations
    }

    /// How likely the model takes the words of a match for an event's.
    private func chance(of match: PredicateMatch, _ read: SentenceReading) -> Double {
        var best: Float = 0
        for (word, token) in read.tokenOf.enumerated()
        where match.first <= token && token <= match.last {
            best = max(best, read.reading.eventChances[word])
        }
        return Double(best)
    }

    private func overlaps(_ match: PredicateMatch, _ tokens: Set<Int>) -> Bool {
        if match.inverted { return tokens.contains(match.first) || tokens.contains(match.last) }
        return (match.first...max(match.first, match.core)).contains(where: tokens.contains)
            || tokens.contains(match.last)
    }

    private func relation(
        _ event: Reading.Event, _ lexical: Lexical?, _ labels: EventLabels,
        _ speeches: [Attributor.Speech], _ attributor: Attributor, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> Relation {
        let act = act(event, labels)
        var explanation: [String] = []
        if let best = act.types.first {
            explanation.append(
                "model: \(best.label) \(percent(best.chance)), an event \(percent(act.chance))")
        }
        var actors: [Int: [Int]] = [:]
        for part in [labels.source, labels.target] {
            for phrase in event.phrases where phrase.part == part {
                let range = phrase.first...phrase.last
                if isPiece(phrase, of: event, read) || isDoubtful(phrase, of: event) { continue }
                let found = resolver.mentions(of: range, &view, read, entities, &memory)
                actors[part, default: []] += found
                explanation.append(
                    "model: \"\(view.text[read.span(range)])\" is \(labels.parts[part]) "
                        + percent(Double(phrase.chance)))
            }
        }
        var sources = actors[labels.source] ?? []
        var targets = actors[labels.target] ?? []
        let finder = ArgumentFinder(read)
        if sources.isEmpty {
            sources = filled(
                finder.actors(of: event.trigger), lexical?.relation?.sources, "source",
                without: targets, &explanation, &view, read, entities, &memory)
        }
        if targets.isEmpty, needsTarget(act) || actors.isEmpty && sources.count < 2 {
            targets = filled(
                finder.patients(of: event.trigger), lexical?.relation?.targets, "target",
                without: sources, &explanation, &view, read, entities, &memory)
        }
        let type = act.types.first?.label
        let sides = Sides(trigger: event.trigger, read: read, sentence: view.number)
        if atHome((sources, targets), type, sides, &memory) {
            explanation.append("taken to be of one country")
        }
        var isWhole = false
        var kind = type.flatMap(EventType.init(rawValue:))
        if let lexical, let known = surer(lexical, act, memory),
            let joined = sides.joined(
                known, with: sure(event, labels, (sources, targets), view, read, memory),
                lexical.predicate.type, view, memory)
        {
            var told = explanation + ["the lexicon's words tell both sides"]
            let both = settled(
                joined, sides, lexical.predicate.type, &told, &view, entities, &memory)
            // Whom the tree takes away from the lexicon, the model may have found elsewhere.
            isWhole =
                !both.targets.isEmpty || both.sources.count > 1
                || EventFinder.lonely.contains(lexical.predicate.type)
            if isWhole {
                ((sources, targets), kind, explanation) = (both, lexical.predicate.type, told)
            }
        }
        if !isWhole {
            (sources, targets) = settled(
                (sources, targets), sides, kind, &explanation, &view, entities, &memory)
        }
        (sources, targets) = TreeParties(sides).completed(
            (sources, targets), kind, view, memory, &explanation)
        if lexical?.predicate.symmetric != true,
            let implied = implied(
                kind, (sources, targets), event, &view, read, entities, &memory)
        {
            let spans = implied.numbers.map { memory.all[$0].span }
            targets.removeAll { number in
                spans.contains { memory.all[number].span.overlaps($0) }
            }
            targets += implied.numbers
            explanation.append(implied.how)
        }
        if sources.isEmpty, let court = court(finder, event, kind, view, read, &memory) {
            sources = [court]
            explanation.append("where somebody is tried or held → source")
        }
        sources = memory.distinct(sources.map { memory.named($0, in: view.number) })
        targets = memory.distinct(targets.map { memory.named($0, in: view.number) }).filter {
            target in
            !sources.contains { memory.all[$0].span == memory.all[target].span }
                && !sides.isThing(target, memory)
        }
        if let kind, event.chance >= EventFinder.leastToldChance {
            memory.acts.remember(
                ActMemory.Act(
                    type: kind, sources: memory.parties(sources), targets: memory.parties(targets),
                    sentence: view.number))
        }
        memory.remember(group: sources.filter { memory.all[$0].entity != nil })
        if type == EventType.consult.rawValue || targets.isEmpty {
            // Both sides of what is symmetric are "the two countries" from now on.
            memory.remember(
                parties: (sources + targets).filter { memory.all[$0].entity != nil })
        }
        var relation = Relation(
            sentence: view.number, trigger: trigger(event, view, read),
            predicate: lexical?.predicate.id, act: act, sources: sources, targets: targets)
        let token = read.tokenOf[event.anchor]
        relation.quoted = view.tokens[token].shape.contains(.quoted)
        reality(of: token, lexical, view, &relation, &explanation)
        relation.attribution = attribution(
            event, labels, speeches, attributor, view, read, quoted: relation.quoted)
        relation.explanation = explanation
        if isWhole { relation.cues.append(Relation.wholeCue) }
        ground(
            &relation, event, lexical?.predicate, isWhole: isWhole, &view, read, entities, &memory)
        return relation
    }

    /// What the lexicon's rules say of the act's reality, beside the model's status.
    private func reality(
        of token: Int, _ lexical: Lexical?, _ view: SentenceView, _ relation: inout Relation,
        _ explanation: inout [String]
    ) {
        let reader = RealityReader(data: data)
        let group = lexical?.match.group ?? view.group(covering: token)
        let reality =
            group.map { reader.reality(of: $0, view) } ?? reader.reality(noun: token, nil, view)
        relation.negated = reality.negated
        relation.modality = reality.modality
        relation.cues = reality.cues + (reality.isContent ? [ContentRule.cue] : [])
        if let predicate = lexical?.predicate {
            explanation.append("lexicon: \(predicate.id) → \(predicate.type.rawValue)")
        }
        explanation += reality.explanation
    }

    private func filled(
        _ heads: [ArgumentFinder.Found], _ lexical: [Int]?, _ side: String, without other: [Int],
        _ explanation: inout [String], _ view: inout SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        let taken = Set(other.compactMap { memory.all[$0].entity })
        for head in heads {
            let range = read.nounPhrase(of: head.word)
            guard let found = resolver.known(head.word, range, &view, read, entities, &memory),
                !found.contains(where: { memory.all[$0].entity.map(taken.contains) ?? true })
            else { continue }
            explanation.append("\(head.how) → \(side)")
            return found
        }
        guard let lexical, !lexical.isEmpty else { return [] }
        explanation.append("lexicon's words → \(side)")
        return lexical
    }

    private func needsTarget(_ act: ActReading) -> Bool {
        guard let name = act.types.first?.label, let type = EventType(rawValue: name) else {
            return false
        }
        return data.ontology.types[type]?.needsTarget == true
    }

    private func act(_ event: Reading.Event, _ labels: EventLabels) -> ActReading {
        let actors = event.phrases.filter { $0.part != labels.speaker }.map(\.chance)
        return ActReading(
            chance: Self.rounded(Double(event.chance)),
            types: Self.chances(event.pairedTypes, labels.types),
            statuses: Self.chances(event.statuses, labels.statuses),
            modes: Self.named(event.modes, labels.modes),
            contexts: Self.named(event.contexts, labels.contexts),
            actors: actors.isEmpty
                ? nil : Self.rounded(Double(actors.reduce(0, +)) / Double(actors.count)))
    }

    /// Labels that are not out of the question, the likeliest first.
    static func chances(_ values: [Float], _ names: [String]) -> [LabelChance] {
        zip(names, values).filter { $0.1 >= 0.02 }
            .map { LabelChance($0.0, rounded(Double($0.1))) }
            .sorted { ($1.chance, $0.label) < ($0.chance, $1.label) }
    }

    static func named(_ chances: [Reading.Chance], _ names: [String]) -> [LabelChance] {
        chances.map { LabelChance(names[$0.label], rounded(Double($0.value))) }
    }

    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

    private func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
}

extension MentionMemory {
    /// The mention by its name or description that a pronoun of the same sentence stands for.
    func named(_ number: Int, in sentence: Int) -> Int {
        guard all[number].kind == .pronoun, let earlier = all[number].antecedent,
            all[earlier].sentence == sentence, all[earlier].entity == all[number].entity
        else { return number }
        return earlier
    }

    /// Each actor once, in order: unknown ones by their words' place.
    func distinct(_ numbers: [Int]) -> [Int] {
        var seen: Set<String> = []
        return numbers.filter { number in
            let mention = all[number]
            let name = mention.name.map { "\u{1F}\($0)" } ?? ""
            return seen.insert(mention.entity.map { $0 + name } ?? "\(mention.span)").inserted
        }
    }
}
