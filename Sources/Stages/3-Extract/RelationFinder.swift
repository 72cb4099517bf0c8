internal import Knowledge
internal import Language
internal import Messages

/// Turns the predicates and blames of a sentence into candidate relations.
struct RelationFinder {
    let data: LanguageData
    /// When the article was published.
    let day: Day

    /// CAMEO's code of hosting a visit.
    private static let hosting = "043"
    /// So many steps of the tree may lie between what is told and its date.
    static let dateReach = 5

    /// The relations of `view`, in order of their triggers. `read` is what the language model read
    /// in it, `entities` whom its entities are; without them the lexicon works alone.
    func relations(
        in view: inout SentenceView, _ read: SentenceReading? = nil,
        _ entities: EntityMemory = EntityMemory(), _ memory: inout MentionMemory
    ) -> [Relation] {
        let roles = RoleFinder(data: data)
        let attributor = Attributor(data: data, roles: roles)
        let speeches = attributor.speeches(in: &view, &memory)
        let modes = data.modeWords.matches(in: view.tokens[...])
        let channels = data.channelWords.matches(in: view.tokens[...])
        let rejections = Set(data.rejections.matches(in: view.tokens[...]).map(\.kind)).sorted()
        let contexts = Set(data.contextWords.matches(in: view.tokens[...]).map(\.kind)).sorted()
        let common =
            contexts.map { "context:\($0)" } + rejections.map { "against:\($0)" }
        let lexical = PatternMatcher(data: data).matches(in: view).map { match in
            let predicate = data.predicates.predicates[match.predicate]
            var relation = relation(match, predicate, roles, &view, &memory)
            relation?.attribution = attributor.attribution(of: match.first, speeches, view)
            return EventFinder.Lexical(match: match, predicate: predicate, relation: relation)
        }
        var relations: [Relation]
        if let read {
            let resolver = PhraseResolver(data: data, roles: roles)
            relations = EventFinder(data: data, day: day, resolver: resolver).relations(
                lexical, speeches, attributor, &view, read, entities, &memory)
        } else {
            relations = lexical.compactMap(\.relation)
        }
        for number in relations.indices {
            let first = token(at: relations[number].trigger.start, view)
            let last = token(at: relations[number].trigger.end - 1, view)
            relations[number].cues += cues(relations[number], modes, first...max(first, last))
            relations[number].cues += common
            relations[number].cues += Set(
                channels.filter { $0.index >= first - 8 && $0.index <= last + 12 }.map(\.kind)
            ).sorted().map { "channel:\($0)" }
            complete(&relations[number], near: first, view, read)
        }
        let harm = CasualtyFinder(data: data)
        harm.attach(harm.casualties(in: view), to: &relations, view)
        for blame in BlameFinder(data: data, roles: roles).blames(speeches, &view, &memory) {
            var relation = Relation(
                sentence: view.number, trigger: view.span(blame.verb, blame.verb),
                predicate: blame.isThreat ? "say.threat" : "say.blame",
                sources: blame.sources.map { view.mentions[$0].number },
                targets: blame.targets.map { view.mentions[$0].number })
            let word = view.text[view.span(blame.word, blame.word)]
            let kind = blame.isThreat ? "threat" : "blame"
            relation.explanation = ["speaker → source", "word of \(kind) \"\(word)\" → target"]
            relation.cues = common
            complete(&relation, near: blame.verb, view, read)
            relations.append(relation)
        }
        if let read {
            relations += spoken(speeches, common, roles, &view, read, entities, &memory)
        }
        relations = withoutSpentDenials(relations).sorted { $0.trigger < $1.trigger }
        relations = ContentRule.kept(relations, data, view, memory)
        guard !relations.isEmpty else { return [] }
        MediatorFinder(roles: roles, data: data, day: day).attach(to: &relations, &view, &memory)
        if let read { TopicFinder(data: data, read: read).attach(to: &relations, view) }
        return relations
    }

    /// The type that a relation seems to be of.
    private func type(_ relation: Relation) -> EventType? {
        let predicate = relation.predicate.flatMap(data.predicates.predicate)
        return Predicate.weighed(relation.act?.types ?? [], by: predicate)
            .max { $0.chance < $1.chance }?.type ?? predicate?.type
    }

    /// The cues of a mode near a trigger, for the type that it seems to be of.
    private func cues(
        _ relation: Relation, _ modes: [(kind: String, index: Int, length: Int)],
        _ trigger: ClosedRange<Int>
    ) -> [String] {
        guard let type = type(relation) else { return [] }
        let prefix = type.rawValue + " "
        var cues: [String] = []
        for mode in modes
        where mode.kind.hasPrefix(prefix) && mode.index >= trigger.lowerBound - 3
            && mode.index <= trigger.upperBound + 15
        {
            let cue = "mode:" + mode.kind.dropFirst(prefix.count)
            if !cues.contains(cue) { cues.append(cue) }
        }
        return cues
    }

    /// The token that a place in the text lies in, or the next one.
    private func token(at offset: Int, _ view: SentenceView) -> Int {
        view.tokens.firstIndex { $0.end > offset } ?? max(0, view.tokens.count - 1)
    }

    /// Without the denials whose content is a relation of its own: "denied that it attacked" is an
    /// attack that is negated, on the speaker's word, and no refusal besides.
    private func withoutSpentDenials(_ relations: [Relation]) -> [Relation] {
        relations.filter { denial in
            denial.predicate != "deny"
                || !relations.contains { $0.negated && $0.trigger.start > denial.trigger.start }
        }
    }

    private func relation(
        _ match: PredicateMatch, _ predicate: Predicate, _ roles: RoleFinder,
        _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> Relation? {
        let reader = RealityReader(data: data)
        let reality: RealityReader.Reality
        if let group = match.group {
            reality = reader.reality(of: group, view)
        } else {
            reality = reader.reality(noun: match.first, nil, view)
        }
        guard !reality.isContent else { return nil }
        var (sources, targets) = actors(match, predicate, roles, &view, &memory)
        if match.isVerbal, !match.inverted, sources.isEmpty { return nil }
        if predicate.symmetric {
            let known = Set(sources.compactMap { view.mentions[$0].mention.entity })
            sources += targets.filter { target in
                view.mentions[target].mention.entity.map { !known.contains($0) } ?? true
            }
            targets = []
            memory.remember(parties: resolved(sources, view))
        }
        guard !sources.isEmpty, !(predicate.needsTarget && targets.isEmpty) else { return nil }
        // Of a host and a guest it is the guest who visits.
        if predicate.cameo == RelationFinder.hosting, !targets.isEmpty { swap(&sources, &targets) }
        memory.remember(group: sources.map { view.mentions[$0].number })
        let last = match.isVerbal || match.group != nil ? match.last : match.core
        var relation = Relation(
            sentence: view.number, trigger: trigger(match, last, view), predicate: predicate.id,
            sources: unique(sources, view), targets: unique(targets, view),
            negated: reality.negated, modality: reality.modality, cues: reality.cues,
            explanation: [
                "trigger \(predicate.id) → \(predicate.type.rawValue)"
            ] + reality.explanation)
        relation.quoted = view.tokens[match.first].shape.contains(.quoted)
        return relation
    }

    /// The trigger's words: without the gap, where a long one lies inside.
    private func trigger(_ match: PredicateMatch, _ last: Int, _ view: SentenceView) -> Span {
        view.span(match.first, max(match.first, last))
    }

    private func resolved(_ numbers: [Int], _ view: SentenceView) -> [Int] {
        numbers.filter { view.mentions[$0].mention.entity != nil }.map { view.mentions[$0].number }
    }

    private func unique(_ numbers: [Int], _ view: SentenceView) -> [Int] {
        var seen: Set<String> = []
        return numbers.compactMap { number in
            let found = view.mentions[number]
            let key = found.mention.entity ?? "\(found.number)"
            return seen.insert(key).inserted ? found.number : nil
        }
    }

    private func actors(
        _ match: PredicateMatch, _ predicate: Predicate, _ roles: RoleFinder,
        _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> (sources: [Int], targets: [Int]) {
        guard match.isVerbal, let number = match.group else {
            return nominal(match, predicate, roles, &view, &memory)
        }
        let group = view.groups[number]
        var sources: [Int] = []
        var targets: [Int] = []
        if match.inverted {
            sources = roles.objects(from: group.main + 1, [.by], view)
            targets = roles.objects(from: match.first + 1, predicate.targets, view)
            if targets.isEmpty {
                targets = roles.objects(
                    from: group.main + 1,
                    predicate.targets.filter {
                        $0 != .object
                    }, view)
            }
            if predicate.symmetric {
                let between = roles.objects(from: match.first + 1, [.between], view)
                targets += between
                if sources.isEmpty, targets.isEmpty, definite(match.first, view) {
                    sources = memory.lastParties.map { refer($0, match.first, &view, &memory) }
                }
            }
            return (sources, targets)
        }
        if group.passive {
            sources = roles.objects(from: group.main + 1, [.by], view)
            guard !predicate.symmetric else { return (sources, []) }
            targets = roles.subject(of: number, &view, &memory)
            if targets.isEmpty {
                targets = roles.objects(
                    from: group.main + 1, predicate.targets.filter { $0 != .object }, view)
            }
            return (sources, targets)
        }
        sources = roles.subject(of: number, &view, &memory)
        targets = roles.objects(
            from: group.main + 1, predicate.targets, view, excluding: sources)
        if targets.isEmpty, predicate.targets.contains(.relative) {
            targets = roles.relative(of: number, view)
        }
        targets.removeAll { sources.contains($0) }
        return (sources, targets)
    }

    private func nominal(
        _ match: PredicateMatch, _ predicate: Predicate, _ roles: RoleFinder,
        _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> (sources: [Int], targets: [Int]) {
        var sources: [Int] = []
        for role in predicate.sources where sources.isEmpty {
            switch role {
            case .possessor: sources = roles.possessor(of: match.first, &view, &memory)
            case .by, .of, .between:
                sources = roles.objects(from: match.first + 1, [role], view, crossCommas: false)
            case .subject:
                if let group = view.groups.lastIndex(where: { $0.main < match.first && $0.isFinite }
                ) {
                    sources = roles.subject(of: group, &view, &memory)
                }
            case .reference where definite(match.first, view):
                sources = memory.lastParties.map { refer($0, match.first, &view, &memory) }
            default: break
            }
        }
        if predicate.targets.contains(.reference), !predicate.symmetric {
            return (sources, ignorer(of: match.first, roles, &view, &memory))
        }
        let targets = roles.objects(
            from: match.first + 1,
            predicate.targets.filter { $0 != .reference && !predicate.sources.contains($0) }, view,
            crossCommas: false)
        return (sources, targets.filter { !sources.contains($0) })
    }

    /// Whose disregard the calls met: "its refusal of the calls of …".
    private func ignorer(
        of index: Int, _ roles: RoleFinder, _ view: inout SentenceView,
        _ memory: inout MentionMemory
    ) -> [Int] {
        let first = max(0, index - 6)
        let words = data.blame.matches(in: view.tokens[first..<index])
        guard let word = words.last(where: { $0.kind == "noun" }) else { return [] }
        return roles.possessor(of: first + word.index, &view, &memory)
    }

    private func definite(_ index: Int, _ view: SentenceView) -> Bool {
        index > 0 && data.vocabulary.text(view.tokens[index - 1].word) == "the"
    }

    /// A mention at `index` that refers back to mention `number`.
    private func refer(
        _ number: Int, _ index: Int, _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> Int {
        var mention = memory.all[number]
        mention.sentence = view.number
        mention.span = view.span(index, index)
        mention.kind = .description
        mention.antecedent = number
        mention.resolvedBy = "article:parties"
        mention.score = 0.6
        var found = FoundMention(first: index, last: index, mention: mention)
        found.number = memory.append(mention)
        view.mentions.append(found)
        return view.mentions.count - 1
    }
}
