internal import Knowledge
internal import Language
internal import Messages

/// Names that the whole article tells of whom they are.
extension MentionFinder {
    /// Whom a bare surname or an abbreviation names that is only told in full somewhere else in the
    /// article, mostly below a heading.
    func foreseen(
        at index: Int, _ surname: String, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let token = view.tokens[index]
        var member: Foreseen.Member?
        var antecedent: Int?
        if token.shape.contains(.capitals) || isAllLarge(index, view) {
            antecedent = memory.body(abbreviated: surname)
            member = memory.foreseen.body(abbreviated: surname)
        }
        let isPerson = antecedent == nil && member == nil
        if isPerson, surname.utf8.count > 3, data.vocabulary.classes(token.word).isEmpty {
            member = memory.foreseen.person(surname: surname)
        }
        guard var mention = antecedent.map({ memory.all[$0] }) ?? member?.mention else {
            return nil
        }
        mention.sentence = view.number
        mention.span = view.span(index, index)
        mention.kind = .name
        mention.antecedent = antecedent
        mention.resolvedBy = "article:name"
        mention.score = 0.8
        var found = FoundMention(first: index, last: index, mention: mention)
        found.isPerson = isPerson
        found.person = isPerson ? member?.holder.person : nil
        found.office = isPerson ? member?.holder.office : nil
        found.isModifier = isModifier(index, view)
        return found
    }

    /// An office or a body whose name's first words no table knows: "Public Works Minister Omar Khalidi",
    /// "Green Front MPs". It is of the state whose affairs are told.
    func office(
        _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        guard last > first, let home = memory.scene ?? memory.foreseen.home else { return nil }
        let reader = AgentReader(data: data, day: day)
        for index in first + 1...last {
            guard let noun = reader.agentNoun(at: index, view), noun.last <= last else { continue }
            let agent = data.agents[noun.number]
            guard CountryFinder.domestic.contains(agent.sector), agent.owner == nil else {
                return nil
            }
            if agent.kind == .person, !noun.plural {
                return reader.titled(noun.number, first, noun.last, view, memory)
            }
            guard noun.last == last, agent.kind != .peer,
                MentionFinder.bodies.contains(view.folded(last)),
                last + 1 >= view.tokens.count || view.folded(last + 1) != "of"
            else { return nil }
            var found = FoundMention(
                first: first, last: last,
                mention: ActorMention(
                    sentence: view.number, span: view.span(first, last), kind: .name,
                    entity: "\(home)/\(agent.sector)", name: view.text[view.span(first, last)],
                    country: home, sectors: [agent.sector], resolvedBy: "article:home", score: 0.5))
            found.head = agent.head
            found.isPlural = noun.plural
            found.isModifier = isModifier(last, view)
            return found
        }
        return nil
    }

    /// Nouns of bodies that hardly ever are of several states, as committees and councils are.
    private static let bodies: Set<String> = [
        "army", "court", "deputies", "lawmakers", "ministry", "mps", "parliament", "party",
        "police",
        "senators", "tribunal",
    ]
}
