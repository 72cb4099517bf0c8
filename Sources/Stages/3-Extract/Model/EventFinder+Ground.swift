internal import Knowledge
internal import Messages
internal import Model

extension EventFinder {
    /// Adds to a relation what the tree around its trigger says of its type and status, and against it.
    func ground(
        _ relation: inout Relation, _ event: Reading.Event, _ predicate: Predicate?, isWhole: Bool,
        _ view: inout SentenceView, _ read: SentenceReading, _ entities: EntityMemory,
        _ memory: inout MentionMemory
    ) {
        let weighed = Predicate.weighed(relation.act?.types ?? [], by: predicate)
        var kind = weighed.max { $0.chance < $1.chance }?.type
        if let told = told(kind, relation, event, view, read, memory) {
            kind = told.type
            if let word = told.target {
                let found = resolver.known(
                    word, read.nounPhrase(of: word), &view, read, entities, &memory)
                relation.targets = found ?? relation.targets
            }
            if let word = told.source,
                let found = resolver.known(
                    word, read.nounPhrase(of: word), &view, read, entities, &memory)
            {
                relation.sources = found
                if told.target == nil { relation.targets = [] }
            }
            if let status = told.status { tell(status, &relation) }
            relation.cues.append(told.cue)
            relation.explanation.append("told as \(told.type.rawValue)")
        }
        let ground = ActGround(trigger: event.trigger, read: read)
        if kind == .request, let mode = ground.askedMode {
            relation.cues.append(Relation.modeCue + mode)
        }
        if ground.isPossible { relation.cues.append(Relation.possibleCue) }
        if ground.isPresent { relation.cues.append(Relation.presentCue) }
        if let told = ground.told {
            tell(told, &relation)
            relation.explanation.append("told as \(told.rawValue)")
        }
        relation.cues += ground.unsaid.map { Relation.unsaidCue + $0.rawValue }
        let sources = relation.sources.map { memory.all[$0] }
        let countries = Set(sources.compactMap(\.country))
        let states = Set(sources.filter(EventFinder.isState).compactMap(\.country))
        let (sentence, known) = (view, memory)
        let objection = ground.objection(
            kind, predicate != nil, isTold: relation.quoted || relation.attribution != nil,
            hasTarget: relation.targets.contains { known.all[$0].entity != nil },
            isOwn: { word in
                EventFinder.actor(word, sentence, read)?.country.map(countries.contains) ?? false
            },
            isSelf: { word in
                guard let named = EventFinder.actor(word, sentence, read) else { return false }
                return sources.contains { $0.entity != nil && $0.entity == named.entity }
                    || EventFinder.isState(named) && named.country.map(states.contains) ?? false
            })
        let reason =
            objection ?? background(kind, event, sources, read)
            ?? history(kind, event, view, read, &memory)
        if let reason { relation.cues.append(Relation.noneCue + reason) }
    }

    /// Why an act is only background by who does it: what media say of others is their report, and a
    /// former office holder's support or refusal, told by a noun, was an earlier policy.
    private func background(
        _ kind: EventType?, _ event: Reading.Event, _ sources: [ActorMention],
        _ read: SentenceReading
    ) -> String? {
        guard let word = event.trigger.first, !sources.isEmpty else { return nil }
        let isVerb = event.trigger.contains(where: read.isVerb)
        if kind == .accuse, isVerb, read.isForm(word, of: ["say", "report", "write"]),
            sources.allSatisfy({ $0.sectors == ["JRN"] })
        {
            return "what media report"
        }
        let isPolicy = kind == .support || kind == .reject
        return isPolicy && !isVerb
            && sources.allSatisfy { $0.sectors == ["ELI"] && $0.country != nil }
            ? "what a former office holder stood for" : nil
    }

    /// Whether an act is told as history, which the next sentence may go on about.
    private func history(
        _ kind: EventType?, _ event: Reading.Event, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> String? {
        let history = History(
            trigger: event.trigger, read: read, published: day, nouns: data.contents,
            isActor: { EventFinder.actor($0, view, read)?.entity != nil })
        var words: Set<String> = []
        if let past = memory.past, past.sentence == view.number - 1, view.dates.isEmpty,
            history.isMore(of: past.words)
        {
            words = past.words
        }
        guard !words.isEmpty || history.isTold(kind) else { return nil }
        memory.past = MentionMemory.Past(
            sentence: view.number, words: words.union(history.words))
        return "history"
    }

    private func told(
        _ kind: EventType?, _ relation: Relation, _ event: Reading.Event, _ view: SentenceView,
        _ read: SentenceReading, _ memory: MentionMemory
    ) -> TypeRule.Told? {
        TypeRule(
            trigger: event.trigger, read: read,
            sources: relation.sources.map { memory.all[$0] },
            targets: relation.targets.map { memory.all[$0] },
            actor: { EventFinder.actor($0, view, read) }
        ).told(kind)
    }

    /// A government, or what it commands.
    private static func isState(_ mention: ActorMention) -> Bool {
        mention.sectors.first.map(["GOV", "MIL", "COP", "SPY"].contains) ?? false
    }

    /// Whom a word's own mention names.
    private static func actor(
        _ word: Int, _ view: SentenceView, _ read: SentenceReading
    ) -> ActorMention? {
        let covering = view.mentionAt[read.tokenOf[word]]
        return covering >= 0 ? view.mentions[covering].mention : nil
    }

    /// The words tell the status themselves.
    private func tell(_ status: EventStatus, _ relation: inout Relation) {
        relation.negated = false
        relation.cues.removeAll { $0.hasPrefix("status:") }
        relation.cues += ["status:\(status.rawValue)", Relation.toldCue]
    }
}
