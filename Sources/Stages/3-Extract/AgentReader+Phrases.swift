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
