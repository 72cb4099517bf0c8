internal import Knowledge
internal import Language
internal import Messages

/// Finds the actors a sentence mentions and resolves them.
struct MentionFinder {
    let data: LanguageData
    /// The day persons' offices are looked up for.
    let day: Day

    /// Adds the mentions of `view`, from token `start` on.
    func find(in view: inout SentenceView, from start: Int, _ memory: inout MentionMemory) {
        var index = start
        while index < view.tokens.count {
            if view.tags[index] == .mark || view.tags[index] == .possessive {
                index += 1
                continue
            }
            var found = mentions(at: index, view, memory)
            guard !found.isEmpty else {
                index += 1
                continue
            }
            found = found.map { led($0, view) }
            let end = found.map(\.last).max() ?? index
            for position in found.indices {
                found[position].number = memory.record(found[position], data)
                note(found[position], view, &memory)
                view.add(found[position])
            }
            index = end + 1
        }
        Leaders(data: data).join(&view, &memory)
        Apposition.join(&view, &memory, data)
    }

    /// What starts at a token: usually nothing or one mention; "the two countries" are two.
    private func mentions(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> [FoundMention] {
        if let pair = pair(at: index, view, memory) { return pair }
        if let other = other(at: index, view, memory) { return [other] }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        let length = matches.first?.length
        if view.tokens[index].shape.contains(.capital),
            let led = ledAgent(at: index, length ?? 1, view)
        {
            return [led]
        }
        if let length {
            if isPassedBy(index, length, view) { return [] }
            // "U.S.-backed rebels" are not the United States.
            let last = index + length - 1
            if isCompounded(last, view) { return [nobody(index, last + 2, view)] }
        }
        for match in matches {
            let last = index + match.length - 1
            if let found = person(of: match.entries, index, last, view, memory) { return [found] }
            for name in match.entries {
                if isBody(match.entries, insteadOf: name, index, view) { continue }
                if let found = mention(name, index, last, view, memory) { return [found] }
            }
        }
        if view.tokens[index].shape.contains(.capital) {
            return unknownName(at: index, view, memory).map { [$0] } ?? []
        }
        return reference(at: index, view, memory).map { [$0] } ?? []
    }

    private func mention(
        _ name: Name, _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let shape = view.tokens[first].shape
        switch name {
        case .person:
            return nil
        case .organisation(let number, let spelling):
            guard isWritten(spelling, first, last, view) else { return nil }
            return organisation(number, first, last, view, memory)
        case .shared(let number, let spelling):
            let organisation = data.organisations[number]
            guard isWritten(spelling, first, last, view),
                isTold(organisation, spelling, memory)
            else { return nil }
            return self.organisation(number, first, last, view, memory)
        case .region:
            guard isWritten(.capital, first, last, view) else { return nil }
            return nobody(first, last, view)
        case .country(let number, let spelling):
            guard spelling == .capitals ? shape.contains(.capitals) : shape.contains(.capital)
            else { return nil }
            if let until = data.countries[number].until, until < day {
                return nobody(first, last, view)
            }
            if isGivenName(first, last, view) { return nil }
            return composed(number, first, last, view, .country, memory)
        case .adjective(let number):
            guard shape.contains(.capital) else { return nil }
            if let until = data.countries[number].until, until < day {
                return nobody(first, last, view)
            }
            return composed(number, first, last, view, .adjective, memory)
        case .nationals(let number):
            guard shape.contains(.capital) else { return nil }
            return composed(number, first, last, view, .nationals, memory)
        case .metonym(let number, _):
            guard
                view.tokens[last].shape.contains(.capital)
                    || isWritten(.capital, first, last, view), !isGivenName(first, last, view)
            else { return nil }
            return composed(number, first, last, view, .metonym, memory)
        case .city(let number):
            guard isWritten(.capital, first, last, view), !isGivenName(first, last, view)
            else { return nil }
            return composed(number, first, last, view, .city, memory)
        case .agent(let number, let plural):
            if let person = titled(last, view, memory),
                let found = self.person(person.number, first, person.last, view)
            {
                return found
            }
            return AgentReader(data: data, day: day).agent(
                number, plural, first, last, view, memory)
        }
    }

    /// The person a name means, of all who bear it.
    private func person(
        of entries: [Name], _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        guard view.tokens[first].shape.contains(.capital),
            let number = person(among: entries, last, view, memory)
        else { return nil }
        return person(number, first, last, view)
    }

    /// The number of the person meant, if the last word is written as a name's.
    private func person(
        among entries: [Name], _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Int? {
        let candidates = entries.compactMap { entry -> Int? in
            if case .person(let number) = entry { number } else { nil }
        }
        guard !candidates.isEmpty else { return nil }
        let token = view.tokens[last]
        let isHyphened = view.text.scalars[token.start..<token.end].contains("-")
        guard token.shape.contains(.capital) || isHyphened else { return nil }
        return data.person(among: candidates, on: day, near: memory.codes)
    }

    func person(
        _ number: Int, _ first: Int, _ last: Int, _ view: SentenceView
    ) -> FoundMention? {
        let person = data.persons[number]
        guard let (office, standing) = person.office(on: day) else { return nil }
        // Who will serve an organisation one day is not of it yet, nor surely the one of that name.
        if standing == .future, CountryFinder.groups.contains(office.country) { return nil }
        let reader = AgentReader(data: data, day: day)
        // "the Nasrallah militia": the followers, not the man.
        if let agent = reader.agentNoun(at: last + 1, view),
            data.agents[agent.number].kind != .person
        {
            return reader.made(
                country: office.country, agent: agent.number, first, agent.last, view, 0.8,
                "lexicon:person+agent")
        }
        let sector = AgentReader.sector(office, standing)
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                entity: "\(office.body)/\(sector)", name: person.name, country: office.country,
                sectors: [sector], resolvedBy: "lexicon:office",
                score: standing == .inOffice ? 0.9 : standing == .former ? 0.6 : 0.5))
        found.isPerson = true
        found.person = person.name
        if standing == .inOffice {
            found.office = office.title
            // "secretary" of "secretary of state"
            let words = office.title.split(separator: " ").prefix { $0 != "of" }
            found.officeHead = data.vocabulary.number(words.last.map(String.init) ?? "")
        }
        found.isModifier = isModifier(last, view)
        return found
    }

    func organisation(
        _ number: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention {
        let organisation = data.organisations[number]
        let reader = AgentReader(data: data, day: day)
        var end = last
        var office: String?
        var isPlural = false
        var sectors = organisation.sectors(on: day)
        if let agent = reader.agent(after: last, view) {
            end = agent.last
            isPlural = agent.plural
            let noun = data.agents[agent.number]
            office = noun.kind == .person && !isPlural ? noun.phrase : nil
            // "UN envoy Staffan de Mistura"
            if office != nil, let person = titled(end, view, memory),
                let found = self.person(person.number, first, person.last, view)
            {
                return found
            }
            if noun.kind == .person, reader.isFormer(first, end, view) {
                sectors = ["ELI"]
                office = nil
            }
            // "FARC rebels" are rebels, whatever it became.
            if noun.sector != sectors.first, organisation.sectors.contains(noun.sector) {
                sectors = [noun.sector]
            }
        }
        var found = FoundMention(
            first: first, last: end,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, end), kind: .name,
                entity: "\(organisation.id)/\(sectors.first ?? "UNK")", name: organisation.name,
                country: organisation.country, sectors: sectors,
                resolvedBy: "lexicon:organisation", score: 0.95))
        found.head = view.tokens[end].word
        found.isPerson = office != nil
        found.isPlural = isPlural
        found.office = office
        found.isModifier = isModifier(end, view)
        if found.isPerson { found = reader.named(found, view) }
        // "wrote on Twitter", "told Reuters": a channel, not a party.
        if end == last, isChannel(organisation, first, view) { found.isModifier = true }
        return found
    }

    /// The known person a title stands before: "President" of "President Emmanuel Macron".
    private func titled(
        _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> (number: Int, last: Int)? {
        guard last + 1 < view.tokens.count, view.tokens[last + 1].shape.contains(.capital) else {
            return nil
        }
        let matches = data.names.matches(at: last + 1, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            let end = last + match.length
            if let number = person(among: match.entries, end, view, memory) { return (number, end) }
        }
        return nil
    }

    private func composed(
        _ country: Int, _ first: Int, _ last: Int, _ view: SentenceView,
        _ form: AgentReader.CountryForm, _ memory: MentionMemory
    ) -> FoundMention? {
        if form != .nationals, let body = ownBody(of: country, first, last, view, memory) {
            return body
        }
        return AgentReader(data: data, day: day).composed(country, first, last, view, form, memory)
    }

    func isModifier(_ last: Int, _ view: SentenceView) -> Bool {
        AgentReader.isModifier(last, view)
    }

    private func note(_ found: FoundMention, _ view: SentenceView, _ memory: inout MentionMemory) {
        if let entity = found.mention.entity,
            ["lexicon:organisation", "article:description"].contains(found.mention.resolvedBy),
            let organisation = data.organisationNumbers[String(entity.prefix { $0 != "/" })]
        {
            memory.remember(nouns: data.organisations[organisation].nouns, for: found.number)
        }
        if found.mention.sectors == ["GOV"], let country = found.mention.country,
            let nouns = data.stateNouns[country]
        {
            memory.remember(nouns: nouns, for: found.number)
        }
        if let short = abbreviation(of: found, view) {
            memory.remember(abbreviation: short, for: found.number)
        }
        guard found.isPerson, found.mention.kind == .name else { return }
        let token = view.tokens[view.surname(found.last, after: found.first)]
        let surname = Folding.fold(view.text.scalars[token.start..<token.end])
        if found.mention.entity == nil {
            if found.last > found.first { memory.remember(stranger: surname) }
        } else if token.shape.contains(.capital) {
            memory.remember(surname: surname, for: found.number)
        }
    }
}
