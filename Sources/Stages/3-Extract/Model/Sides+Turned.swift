internal import Messages
internal import Model

/// Who acts upon whom, where the words could be taken the other way round.
extension Sides {
    private static let claims: Set<String> = [
        "assessment", "assertion", "assertions", "view", "version", "account", "declaration",
        "argument", "prediction", "verdict",
    ]
    private static let contradicting: Set<String> = [
        "contradict", "dispute", "reject", "dismiss", "question", "challenge", "clash", "rebut",
        "refute", "contest", "doubt",
    ]

    /// The sides the other way round where somebody speaks against what another only claims: "the
    /// envoys contradicted Chad's assessment" is no act of Chad.
    func contradicted(
        _ actors: Actors, _ type: EventType?, _ memory: MentionMemory
    ) -> Actors {
        guard type == .accuse || type == .reject, let noun = trigger.last,
            Sides.claims.contains(read.form(noun)),
            let verb = read.governor(of: noun),
            Sides.contradicting.contains(read.reading.words[verb].lemma)
        else { return actors }
        let owners = actors.sources.filter { number in
            link(of: number, memory).map { $0.down.isEmpty && $0.up.count == 1 } ?? false
        }
        let speakers = actors.targets.filter { number in
            link(of: number, memory).map { link in
                link.down.count == 1 && link.up.last?.relation == "nsubj" && link.clausesUp == 0
            } ?? false
        }
        guard !owners.isEmpty, owners.count == actors.sources.count, !speakers.isEmpty else {
            return actors
        }
        return (speakers, owners)
    }

    /// The sides with whom a relative clause is about among those acted upon, where the clause has
    /// somebody else act: "the minister, whom the prosecutors accuse".
    func described(_ actors: Actors, _ memory: MentionMemory) -> Actors {
        let isObject = trigger.contains { word in
            read.label(word) == "acl:relcl"
                && read.dependents(of: word, read.grammar.objects).contains(where: isRelative)
                && read.dependents(of: word, read.grammar.subjects).contains { !isRelative($0) }
        }
        guard isObject, actors.sources.count > 1 else { return actors }
        let described = actors.sources.filter { number in
            link(of: number, memory).map { link in
                link.up.isEmpty && link.down.map(\.relation) == ["acl:relcl"]
            } ?? false
        }
        guard !described.isEmpty, described.count < actors.sources.count else { return actors }
        return (
            actors.sources.filter { !described.contains($0) }, described + actors.targets
        )
    }

    /// Types of acts that a noun tells of its owner: "its calls for", "their threats".
    private static let uttered: Set<EventType> = [.request, .accuse, .threaten, .reject, .support]

    /// The sides with the owner of a noun of speech among who acts, and who acts besides among those
    /// addressed: "its calls for help by the army" are not the army's.
    func possessed(
        _ actors: Actors, _ type: EventType?, _ view: SentenceView, _ memory: MentionMemory
    ) -> Actors {
        guard let type, Sides.uttered.contains(type), actors.sources.count == 1,
            let noun = trigger.first, read.reading.words[noun].upos == read.grammar.nouns,
            let word = read.dependents(of: noun, read.grammar.possessors).first,
            let owner = mention(at: word, view),
            let link = link(of: actors.sources[0], memory), link.down.isEmpty,
            link.up.count > 1 || link.up.first?.preposition == "by",
            memory.all[owner].entity != memory.all[actors.sources[0]].entity
        else { return actors }
        let others = actors.targets.filter { memory.all[$0].entity != memory.all[owner].entity }
        return ([owner], others.isEmpty ? actors.sources : others)
    }

    /// Types of acts that a participle tells of the noun before it.
    private static let deeds: Set<EventType> = [.assault, .coerce, .aid, .cooperate, .mobilize]

    /// Who acts, by the noun that a participle describes, if that is somebody, and not who is told of
    /// further off: "plans to withdraw the troops helping the rebels".
    func busy(
        _ sources: [Int], _ type: EventType?, _ view: SentenceView, _ memory: MentionMemory
    ) -> [Int] {
        guard let type, Sides.deeds.contains(type), sources.count == 1, let verb = trigger.first,
            read.label(verb) == "acl", read.form(verb).hasSuffix("ing"), read.isVerb(verb),
            let noun = read.governor(of: verb), let doer = mention(at: noun, view),
            memory.all[doer].sectors != ["CVL"] || memory.all[doer].kind == .name,
            let link = link(of: sources[0], memory), !link.isDirect,
            !memory.all[doer].span.overlaps(memory.all[sources[0]].span)
        else { return sources }
        return [doer]
    }

    /// The mention, also by a pronoun, that covers a word, if it is of somebody known.
    private func mention(at word: Int, _ view: SentenceView) -> Int? {
        let covering = view.mentionAt[read.tokenOf[word]]
        guard covering >= 0, !view.mentions[covering].isPlace,
            view.mentions[covering].mention.entity != nil
        else { return nil }
        return view.mentions[covering].number
    }

    func isRelative(_ word: Int) -> Bool { ArgumentFinder(read).isRelative(word) }
}
