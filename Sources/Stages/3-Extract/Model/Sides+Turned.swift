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

    func isRelative(_ word: Int) -> Bool { ArgumentFinder(read).isRelative(word) }
}
