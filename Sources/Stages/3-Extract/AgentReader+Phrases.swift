internal import Knowledge
internal import Language
internal import Messages

extension AgentReader {
    /// The noun at the end of a name of several large words: "Party" of "Freedom Party".
    func party(
        after last: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        var index = last + 1
        if index < view.tokens.count, view.tags[index] == .possessive { index += 1 }
        let start = index
        var found: (number: Int, plural: Bool, last: Int)?
        while index < view.tokens.count, index - start < 5,
            view.tokens[index].shape.contains(.capital)
                || found == nil && index > start
                    && ["for", "of", "and"].contains(view.folded(index))
        {
            if index > start, let agent = agentNoun(at: index, view), agent.last == index,
                view.tokens[index].shape.contains(.capital),
                data.agents[agent.number].kind != .person
            {
                found = agent
            }
            index += 1
        }
        guard let found, found.last + 1 == index,
            !isSchool(data.agents[found.number], found.last, view)
        else { return nil }
        return found
    }

    /// The words of a name behind a noun that no phrase lists: of "the Chadian sculptor Ann Lee", seen
    /// from "Chadian".
    func described(after last: Int, _ view: SentenceView) -> ClosedRange<Int>? {
        var index = last + 1
        while index < view.tokens.count, index - last <= 3,
            [.noun, .adjective].contains(view.tags[index]),
            !view.tokens[index].shape.contains(.capital)
        {
            index += 1
        }
        let start = index
        guard start > last + 1, view.tags[start - 1] == .noun else { return nil }
        while index < view.tokens.count, index - start < 4, view.tags[index] == .name,
            view.tokens[index].shape.contains(.capital),
            data.names.matches(at: index, count: view.tokens.count, word: { view.tokens[$0].word })
                .isEmpty
        {
            index += 1
        }
        let name = start..<index
        guard name.count > 1, view.subjects == nil || name.contains(where: view.persons.contains),
            index >= view.tokens.count || !view.tokens[index].shape.contains(.capital)
        else { return nil }
        return start...index - 1
    }

    /// Somebody of a country, with his name.
    func person(
        _ country: Int, _ first: Int, _ name: ClosedRange<Int>, _ view: SentenceView
    ) -> FoundMention {
        let code = data.countries[country].code
        var found = FoundMention(
            first: first, last: name.upperBound,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, name.upperBound), kind: .name,
                entity: "\(code)/CVL", name: view.text[view.span(name.lowerBound, name.upperBound)],
                country: code, sectors: ["CVL"], resolvedBy: "lexicon:country+people", score: 0.6))
        found.isPerson = true
        found.person = found.mention.name
        found.isModifier = AgentReader.isModifier(name.upperBound, view)
        return found
    }

    /// The envoy to an organisation whose name is at `index`: "Russia's UN ambassador" is Russia's.
    func envoy(
        at index: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        guard view.tokens[index].shape.contains(.capital) else { return nil }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for case .organisation(let number, _) in match.entries
            where CountryFinder.groups.contains(data.organisations[number].country) {
                guard let agent = agentNoun(at: index + match.length, view),
                    AgentReader.guests.contains(data.agents[agent.number].phrase)
                else { return nil }
                return extended(agent, view)
            }
        }
        return nil
    }

    /// The last token of the adjective of a people without a state at `index`.
    func people(at index: Int, _ view: SentenceView) -> Int? {
        guard view.tokens[index].shape.contains(.capital) else { return nil }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for case .region in match.entries { return index + match.length - 1 }
        }
        return nil
    }

    /// "the Armenian separatists of Nagorno-Karabakh" are of where they are, not of who they are.
    func breakaway(
        _ agent: (number: Int, plural: Bool, last: Int), _ first: Int, _ view: SentenceView
    ) -> FoundMention? {
        guard data.agents[agent.number].sector == "REB", agent.last + 2 < view.tokens.count,
            ["of", "in", "from"].contains(view.folded(agent.last + 1))
        else { return nil }
        let matches = data.names.matches(at: agent.last + 2, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for case .country(let number, _) in match.entries
            where data.countries[number].sector == "PRE" {
                var found = made(
                    country: data.countries[number].code, agent: agent.number, first,
                    agent.last + 1 + match.length, view, 0.9, "lexicon:agent+country",
                    state: "PRE")
                found.isPlural = agent.plural
                return found
            }
        }
        return nil
    }
}
