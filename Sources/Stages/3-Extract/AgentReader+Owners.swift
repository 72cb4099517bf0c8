internal import Knowledge
internal import Language
internal import Messages

extension AgentReader {
    /// "the foreign minister of Libya", "rebels in Sudan", "a spokesman for the Turkish army", "the
    /// leader of Hamas": an agent and whose it is behind it.
    func ofCountry(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        guard last + 2 < view.tokens.count else { return nil }
        if let found = ofPerson(number, plural, first, last, view, memory) { return found }
        let link = data.vocabulary.text(view.tokens[last + 1].word)
        // "soldiers in Iraq" may be anybody's, "rebels in Sudan" are Sudan's; so may a diplomat.
        let isLocal =
            data.agents[number].sector != "MIL"
            && !AgentReader.guests.contains(data.agents[number].phrase)
        let isFor = link == "for" && data.agents[number].speaks
        guard link == "of" || ["in", "inside"].contains(link) && isLocal || link == "from" || isFor
        else { return nil }
        var index = last + 2
        if data.vocabulary.text(view.tokens[index].word) == "the" { index += 1 }
        // "refugees from neighbouring Chad", "rebels in northern Mali"
        while index + 1 < view.tokens.count, index < last + 5,
            view.tags[index] == .adjective || view.folded(index).hasSuffix("ing"),
            !view.tokens[index].shape.contains(.capital)
        {
            index += 1
        }
        guard index < view.tokens.count else { return nil }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            let end = index + match.length - 1
            for name in match.entries where view.tokens[index].shape.contains(.capital) {
                let country: Int
                switch name {
                case .country(let adjective, _):
                    if link == "of" || isFor, data.agents[number].speaks,
                        let found = ofBody(number, plural, first, adjective, after: end, view)
                    {
                        return found
                    }
                    country = adjective
                case .city(let number) where link != "of" && !isFor: country = number
                case .metonym(let number, true) where link != "of" && !isFor: country = number
                case .adjective(let adjective) where link == "of" || isFor:
                    guard data.agents[number].speaks else { continue }
                    return ofBody(number, plural, first, adjective, after: end, view)
                case .organisation(let body, .capital), .organisation(let body, .capitals):
                    guard link == "of" || isFor, data.agents[number].speaks else { continue }
                    return of(data.organisations[body], number, plural, first, end, view)
                default: continue
                }
                guard end + 1 >= view.tokens.count || view.tags[end + 1] != .possessive else {
                    return nil
                }
                // "the opposition in Vienna" only sits there.
                let isOfTheatre = Theatre.sectors.contains(data.agents[number].sector)
                if isOfTheatre, ["in", "inside"].contains(link), let theatre = memory.theatre,
                    theatre != data.countries[country].code
                {
                    if case .country = name {} else { return nil }
                }
                let state = data.countries[country].sector
                var found = made(
                    country: data.countries[country].code, agent: number, first, end, view, 0.95,
                    "lexicon:agent+country", state: state)
                found.isPlural = plural
                if plural { found.office = nil }
                return found
            }
        }
        return nil
    }

    /// "the government of Nikol Pashinyan", "troops loyal to President Salva Kiir": of the country that a
    /// person stands for.
    private func ofPerson(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        guard data.agents[number].kind != .person else { return nil }
        var index = last + 2
        let isLoyal =
            ["loyal", "allied"].contains(view.folded(last + 1))
            && ["to", "with"].contains(view.folded(last + 2))
        if isLoyal {
            index = last + 3
            if index < view.tokens.count, view.tags[index] == .determiner { index += 1 }
            if let found = country(at: index, view) {
                return ofLeader(found, number, plural, first, upTo: last, view)
            }
        } else if view.folded(last + 1) != "of" {
            return nil
        }
        guard index < view.tokens.count else { return nil }
        if let title = agentNoun(at: index, view) {
            if isLoyal, ["government", "regime"].contains(data.agents[title.number].phrase) {
                return memory.theatre.flatMap {
                    ofLeader(($0, title.last), number, plural, first, upTo: last, view)
                }
            }
            guard data.agents[title.number].kind == .person else { return nil }
            index = title.last + 1
        }
        return leader(at: index, view, memory).flatMap {
            ofLeader($0, number, plural, first, upTo: $0.last, view)
        }
    }

    private func ofLeader(
        _ leader: (country: String, last: Int), _ number: Int, _ plural: Bool, _ first: Int,
        upTo last: Int, _ view: SentenceView
    ) -> FoundMention? {
        let next = leader.last + 1
        guard !CountryFinder.groups.contains(leader.country),
            next >= view.tokens.count || view.tags[next] != .possessive
        else { return nil }
        var found = made(
            country: leader.country, agent: number, first, last, view, 0.8,
            "lexicon:person+agent")
        found.isPlural = plural
        return found
    }

    /// The country whose name or adjective stands at a token: "the Chadian president".
    private func country(at index: Int, _ view: SentenceView) -> (country: String, last: Int)? {
        guard index < view.tokens.count, view.tokens[index].shape.contains(.capital) else {
            return nil
        }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for name in match.entries {
                switch name {
                case .country(let number, _), .adjective(let number), .metonym(let number, _):
                    return (data.countries[number].code, index + match.length - 1)
                default: continue
                }
            }
        }
        return nil
    }

    /// The country that the person named at a token stands for.
    private func leader(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> (country: String, last: Int)? {
        guard index < view.tokens.count, view.tokens[index].shape.contains(.capital) else {
            return nil
        }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            let candidates = match.entries.compactMap { entry -> Int? in
                if case .person(let person) = entry { person } else { nil }
            }
            if let person = data.person(among: candidates, on: day, near: memory.codes),
                let office = data.persons[person].office(on: day)?.office
            {
                return (office.country, index + match.length - 1)
            }
        }
        if let earlier = memory.person(surname: view.folded(index)) {
            return memory.all[earlier].country.map { ($0, index) }
        }
        let person = data.incumbent(
            surname: view.tokens[index].word, on: day, near: memory.codes, titled: false)
        return person.flatMap { data.persons[$0].office(on: day)?.office.country }.map {
            ($0, index)
        }
    }

    /// Those who are often of another country than the one they are in.
    static let guests: Set<String> = [
        "diplomat", "envoy", "ambassador", "correspondent", "tourist", "expatriate", "attache",
        "foreigner", "consul", "special envoy", "aid worker", "peacekeeper", "representative",
        "permanent representative", "mission", "delegate", "delegation",
    ]

    /// "a spokesman for the Turkish army": of what is spoken for.
    private func ofBody(
        _ number: Int, _ plural: Bool, _ first: Int, _ country: Int, after last: Int,
        _ view: SentenceView
    ) -> FoundMention? {
        guard let body = agent(after: last, view), data.agents[body.number].kind != .person else {
            return nil
        }
        var found = made(
            country: data.countries[country].code, agent: body.number, first, body.last, view, 0.9,
            "lexicon:agent+country", state: data.countries[country].sector)
        lead(&found, number, plural)
        return found
    }

    /// "the leader of Hamas": of an organisation.
    private func of(
        _ organisation: Organisation, _ number: Int, _ plural: Bool, _ first: Int, _ last: Int,
        _ view: SentenceView
    ) -> FoundMention? {
        guard last + 1 >= view.tokens.count || view.tags[last + 1] != .possessive else {
            return nil
        }
        let sectors = organisation.sectors(on: day)
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                entity: organisation.entity(on: day), country: organisation.country,
                sectors: sectors, resolvedBy: "lexicon:organisation", score: 0.9))
        found.isModifier = AgentReader.isModifier(last, view)
        lead(&found, number, plural)
        return found
    }

    /// Makes the agent with that number the head of a mention.
    private func lead(_ found: inout FoundMention, _ number: Int, _ plural: Bool) {
        let agent = data.agents[number]
        found.isPerson = agent.kind == .person && !plural
        found.office = found.isPerson ? agent.phrase : nil
        found.isPlural = plural
        found.head = agent.head
    }

    /// An agent that is always of one country or organisation: "the carabinieri".
    func owned(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView
    ) -> FoundMention? {
        guard let owner = data.agents[number].owner else { return nil }
        var found = made(
            country: owner.country, agent: number, first, last, view, 0.9, "lexicon:agent+country")
        if owner.body != owner.country, let sector = found.mention.sectors.first {
            found.mention.entity = "\(owner.body)/\(sector)"
        }
        found.isPlural = plural
        if plural { found.office = nil }
        return named(found, view)
    }

    /// Whether a noun is that of a school, written as in a name: universities are not countries.
    func isSchool(_ agent: Agent, _ last: Int, _ view: SentenceView) -> Bool {
        agent.sector == "EDU" && view.tokens[last].shape.contains(.capital)
            && AgentReader.schools.contains(view.folded(last))
    }

    private static let schools: Set<String> = [
        "university", "college", "school", "institute", "academy", "polytechnic", "faculty",
    ]

    /// A name that is nobody's.
    func nobody(_ first: Int, _ last: Int, _ view: SentenceView) -> FoundMention {
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name))
        found.isModifier = true
        found.isNobody = true
        return found
    }
}

extension AgentReader {
    /// Whether a guest is told only by where he is: "diplomats in Vienna" may be of anywhere.
    func isGuest(_ agent: Agent, _ last: Int, _ view: SentenceView) -> Bool {
        AgentReader.guests.contains(agent.phrase) && last + 1 < view.tokens.count
            && view.folded(last + 1) == "in"
    }
}

extension Agent {
    /// Whether it may speak or act for a body behind it: a spokesman, an official, a leader.
    var speaks: Bool {
        (kind == .person || kind == .group) && ["GOV", "PTY", "REB", "OPP", "MIL"].contains(sector)
    }

    /// Whether it is a people without a state of its own, whom no country around owns: "Kurds".
    var isPeople: Bool { phrase.utf8.first.map { (65...90).contains($0) } ?? false }
}
