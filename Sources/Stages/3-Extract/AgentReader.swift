internal import Knowledge
internal import Language
internal import Messages

/// Puts countries and agent nouns together: "the Libyan government", "Turkish troops".
struct AgentReader {
    let data: LanguageData
    let day: Day

    /// In which form a country is named.
    enum CountryForm { case country, adjective, nationals, metonym, city }

    /// The agent noun at a token, as the longest phrase.
    func agentNoun(at index: Int, _ view: SentenceView) -> (number: Int, plural: Bool, last: Int)? {
        guard index < view.tokens.count else { return nil }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for case .agent(let number, let plural) in match.entries {
                return (number, plural, index + match.length - 1)
            }
        }
        return nil
    }

    /// The agent noun after up to three modifiers: "the Turkish deputy foreign minister".
    private func nearAgent(
        after last: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        var index = last + 1
        if index < view.tokens.count, view.tags[index] == .possessive { index += 1 }
        for _ in 0..<3 {
            if let agent = agentNoun(at: index, view) { return extended(agent, view) }
            guard index < view.tokens.count, view.tags[index] == .adjective,
                !isCountryWord(index, view)
            else { return nil }
            index += 1
        }
        return agentNoun(at: index, view).map { extended($0, view) }
    }

    /// "government officials", "army spokesman": the last of several agent nouns.
    private func extended(
        _ agent: (number: Int, plural: Bool, last: Int), _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int) {
        var agent = agent
        for _ in 0..<2 {
            guard let next = agentNoun(at: agent.last + 1, view) else { break }
            agent = (agent.number, next.plural, next.last)
        }
        return agent
    }

    private func isCountryWord(_ index: Int, _ view: SentenceView) -> Bool {
        view.tokens[index].shape.contains(.capital)
    }

    /// The mention a country's words begin.
    func composed(
        _ country: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ form: CountryForm
    ) -> FoundMention? {
        let code = data.countries[country].code
        if let agent = nearAgent(after: last, view), form != .nationals {
            var found = made(
                country: code, agent: agent.number, first, agent.last, view, 0.95,
                "lexicon:country+agent")
            found.isPlural = agent.plural
            return named(found, view)
        }
        let followed = AgentReader.isModifier(last, view)
        if form == .adjective && !followed && view.tags[last] == .adjective {
            // "the French": the people or their government.
            guard first > 0, data.vocabulary.text(view.tokens[first - 1].word) == "the" else {
                return nil
            }
        }
        var kind = ActorMention.Kind.name
        if form == .metonym || form == .city { kind = .metonym }
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: kind,
                entity: "\(code)/GOV", name: data.countries[country].name, country: code,
                sectors: ["GOV"], resolvedBy: "lexicon:country",
                score: form == .country ? 0.9 : form == .metonym ? 0.75 : 0.6))
        found.isModifier = followed
        if form == .nationals {
            let definite = first > 0 && data.vocabulary.text(view.tokens[first - 1].word) == "the"
            if !definite {
                found.mention.entity = "\(code)/CVL"
                found.mention.sectors = ["CVL"]
            }
            found.isPlural = true
        }
        if form != .adjective && form != .nationals {
            found.isPlace = form == .city || isLocative(first, view)
        }
        return found
    }

    /// A mention of an agent of a country.
    func made(
        country: String, agent number: Int, _ first: Int, _ last: Int, _ view: SentenceView,
        _ score: Double, _ resolvedBy: String
    ) -> FoundMention {
        let agent = data.agents[number]
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                entity: "\(country)/\(agent.sector)", country: country, sectors: [agent.sector],
                resolvedBy: resolvedBy, score: score))
        found.isPerson = agent.kind == .person
        found.head = agent.head
        found.isModifier = AgentReader.isModifier(last, view)
        return found
    }

    /// The mention, with the name that follows an office: "Foreign Minister Sergey Lavrov".
    func named(_ found: FoundMention, _ view: SentenceView) -> FoundMention {
        guard found.isPerson, !found.isPlural else { return found }
        var last = found.last
        while last + 1 < view.tokens.count, last - found.last < 4, view.tags[last + 1] == .name,
            view.tokens[last + 1].shape.contains(.capital)
        {
            let classes = data.vocabulary.classes(view.tokens[last + 1].word)
            let next = last + 2
            let dated = next < view.tokens.count && view.tokens[next].shape.contains(.number)
            if classes.contains(.weekday) || classes.contains(.month) && dated { break }
            last += 1
        }
        guard last > found.last else { return found }
        var found = found
        found.mention.name = view.text[view.span(found.last + 1, last)]
        found.last = last
        found.mention.span = view.span(found.first, last)
        found.isModifier = AgentReader.isModifier(last, view)
        return found
    }

    /// An agent noun without a country before it.
    func agent(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        let agent = data.agents[number]
        // "visit", "state" and other words that are no agents here.
        guard view.tags[last] == .noun || view.tags[last] == .name else { return nil }
        if let found = ofCountry(number, plural, first, last, view, memory) { return found }
        let before = first > 0 ? data.vocabulary.text(view.tokens[first - 1].word) : ""
        if agent.kind == .person, !plural, view.tokens[first].shape.contains(.capital)
            || before != "the"
        {
            if let found = titled(number, first, last, view, memory) { return found }
        }
        guard agent.alone || memory.description(noun: agent.head) != nil else { return nil }
        guard before == "the" || before == "its" || before == "their" || plural else { return nil }
        var mention = ActorMention(
            sentence: view.number, span: view.span(first, last), kind: .description,
            sectors: [agent.sector])
        if before == "the", let antecedent = memory.description(noun: agent.head),
            memory.all[antecedent].entity != nil
        {
            mention = memory.all[antecedent]
            mention.sentence = view.number
            mention.span = view.span(first - 1, last)
            mention.kind = .description
            mention.antecedent = antecedent
            mention.resolvedBy = "article:description"
            mention.score = 0.75
        } else if agent.sector != "IGO", let country = memory.lastCountry,
            let code = memory.all[country].country, !["UNO", "IGO", "EUR", "IMG"].contains(code)
        {
            mention.country = code
            mention.entity = "\(code)/\(agent.sector)"
            mention.resolvedBy = "article:country"
            mention.score = 0.5
        }
        var found = FoundMention(first: first, last: last, mention: mention)
        found.isPerson = agent.kind == .person && !plural
        found.isPlural = plural
        found.head = agent.head
        found.isModifier = AgentReader.isModifier(last, view)
        return found
    }

    /// "the foreign minister of Libya", "deputy ministers of the two countries".
    private func ofCountry(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        guard last + 2 < view.tokens.count else { return nil }
        let link = data.vocabulary.text(view.tokens[last + 1].word)
        let local = data.agents[number].kind != .person && data.agents[number].sector != "MIL"
        guard link == "of" || (link == "in" || link == "from") && local else { return nil }
        var index = last + 2
        if data.vocabulary.text(view.tokens[index].word) == "the" { index += 1 }
        guard index < view.tokens.count else { return nil }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for name in match.entries where view.tokens[index].shape.contains(.capital) {
                let country: Int
                switch name {
                case .country(let number, _): country = number
                case .city(let number) where link != "of": country = number
                case .metonym(let number, true) where link != "of": country = number
                default: continue
                }
                let end = index + match.length - 1
                guard end + 1 >= view.tokens.count || view.tags[end + 1] != .possessive else {
                    return nil
                }
                var found = made(
                    country: data.countries[country].code, agent: number, first, end, view, 0.95,
                    "lexicon:agent+country")
                found.isPlural = plural
                return found
            }
        }
        return nil
    }

    /// "President Emmanuel Macron", "Minister Çavuşoğlu": a title and a name.
    private func titled(
        _ number: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        guard last + 1 < view.tokens.count, view.tokens[last + 1].shape.contains(.capital),
            view.tags[last + 1] == .name
        else { return nil }
        let matches = data.names.matches(at: last + 1, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            // The person's own entry says more than the title.
            let isPerson = match.entries.contains { entry in
                if case .person = entry { return true }
                return false
            }
            if isPerson { return nil }
        }
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                sectors: [data.agents[number].sector]))
        found.isPerson = true
        found = named(found, view)
        guard found.last > last else { return nil }
        let token = view.tokens[found.last]
        let surname = Folding.fold(view.text.scalars[token.start..<token.end])
        var antecedent = memory.person(surname: surname)
        if antecedent == nil, found.last > last + 1,
            let persons = data.givenNames[view.tokens[last + 1].word],
            let person = persons.first(where: {
                Folding.distance(data.persons[$0].surname, surname, limit: 2) <= 2
            }), let (office, former) = data.persons[person].office(on: day)
        {
            let sector = former ? "ELI" : office.sector
            found.mention.entity = "\(office.country)/\(sector)"
            found.mention.country = office.country
            found.mention.sectors = [sector]
            found.mention.name = data.persons[person].name
            found.mention.resolvedBy = "lexicon:office"
            found.mention.score = 0.85
            return found
        }
        if antecedent == nil, data.agents[number].sector == "GOV" {
            // An office told before without a name: "the Turkish Foreign Ministry … Minister X".
            antecedent = memory.lastCountry
        }
        if let antecedent, memory.all[antecedent].entity != nil {
            let span = found.mention.span
            let name = found.mention.name
            let exact = memory.person(surname: surname) != nil
            found.mention = memory.all[antecedent]
            if !exact, let country = found.mention.country {
                found.mention.entity = "\(country)/\(data.agents[number].sector)"
                found.mention.sectors = [data.agents[number].sector]
            }
            found.mention.sentence = view.number
            found.mention.span = span
            found.mention.name = name
            found.mention.kind = .name
            found.mention.antecedent = antecedent
            found.mention.resolvedBy = exact ? "article:name" : "article:country"
            found.mention.score = exact ? 0.85 : 0.5
        }
        return found
    }

    /// Whether a noun follows, so that the words before it only modify it.
    static func isModifier(_ last: Int, _ view: SentenceView) -> Bool {
        let next = last + 1
        guard next < view.tokens.count else { return false }
        switch view.tags[next] {
        case .possessive: return true
        case .noun: return true
        case .adjective:
            return next + 1 < view.tokens.count
                && (view.tags[next + 1] == .noun || view.tags[next + 1] == .adjective)
        default: return false
        }
    }

    /// Whether a preposition of place stands before: "in Paris".
    func isLocative(_ first: Int, _ view: SentenceView) -> Bool {
        var index = first - 1
        while index >= 0, view.tags[index] == .determiner || view.tags[index] == .adjective {
            index -= 1
        }
        guard index >= 0, view.tags[index] == .preposition else { return false }
        let word = data.vocabulary.text(view.tokens[index].word)
        return ["in", "at", "near", "inside", "outside", "around", "across", "throughout", "into"]
            .contains(word)
    }
}
