internal import Knowledge
internal import Language
internal import Messages

extension AgentReader {
    /// An agent noun without a country before it.
    func agent(
        _ number: Int, _ plural: Bool, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> FoundMention? {
        let agent = data.agents[number]
        // "visit", "state" and other words that are no agents here.
        guard view.tags[last] == .noun || view.tags[last] == .name else { return nil }
        if isSchool(agent, last, view) { return nobody(first, last, view) }
        if isThing(agent, plural, last, view) { return nil }
        if agent.owner != nil { return owned(number, plural, first, last, view) }
        if let found = ofCountry(number, plural, first, last, view, memory) { return found }
        let phrase = NounPhrase(endingAt: first, last, view, data)
        if agent.kind == .person, !plural,
            view.tokens[first].shape.contains(.capital) || phrase.word != "the"
        {
            if let found = titled(number, first, last, view, memory) { return found }
        }
        guard !isPartOfName(agent, first, last, view) else { return nil }
        guard canStandAlone(agent, plural, phrase, first, last, view, memory) else { return nil }
        let isFormer = isFormer(agent, phrase.determiner ?? first, last, view)
        let sector = isFormer ? "ELI" : agent.sector
        var mention = ActorMention(
            sentence: view.number, span: view.span(first, last), kind: .description,
            sectors: [sector])
        let isForeign =
            phrase.isForeign(sector) || isOfRegion(last, view) || serves(agent, last, view)
        let antecedent =
            phrase.word == "the" && !isFormer && (!isForeign || phrase.isTelling)
            ? self.antecedent(agent, phrase, first, view, memory) : nil
        let isAnybodys =
            isGuest(agent, last, view) || isAnybodys(agent, plural, phrase, first, last, view)
        let isVague = isVague(agent, plural, phrase, first, last, view)
        if let band = band(agent, phrase, first, last, view, memory) {
            mention.take(
                CountryFinder.Answer(
                    entity: band.entity, country: band.country, sectors: band.sectors,
                    resolvedBy: "article:description", score: 0.6))
            mention.antecedent = memory.all.lastIndex { $0.entity == band.entity }
        } else if let antecedent, isOther(agent, antecedent, memory) {
            // "the prime minister" after a foreign minister: another one of the same government.
            if let answer = CountryFinder(data: data).answer(
                memory.all[antecedent], sector, "article:country", 0.5)
            {
                mention.take(answer)
            }
        } else if let antecedent, phrase.determiner == first - 1 || phrase.isTelling,
            memory.all[antecedent].entity != nil
        {
            mention = memory.all[antecedent]
            mention.sentence = view.number
            mention.span = view.span(phrase.determiner ?? first, last)
            mention.kind = .description
            mention.antecedent = antecedent
            mention.resolvedBy = "article:description"
            mention.score = 0.75
        } else if agent.kind == .peer {
            // "his counterpart" is of somebody else.
            mention.sectors = []
        } else if !isForeign, !agent.isPeople {
            // In a text of one state, a rebel not told before is that state's.
            let isOne = memory.knowsOneState && ["REB", "PRM", "UAF", "CRM"].contains(sector)
            let isNobodys = isAnybodys || isVague && (agent.isKin || !isOne)
            take(agent, phrase, first, isNobodys, &mention, view, memory)
        }
        settle(&mention, agent, phrase, first, last, view, memory)
        var found = FoundMention(first: first, last: last, mention: mention)
        found.isForeign = isForeign || agent.isPeople || isAnybodys
        found.isVague = isVague
        found.isPerson = agent.kind == .person && !plural
        found.office = found.isPerson && !isFormer ? agent.phrase : nil
        found.isPlural = plural
        found.head = agent.head
        found.isModifier = AgentReader.isModifier(last, view)
        return found
    }

    /// Whom "the …" refers back to: who was told with that noun, if only words of its own name stand
    /// between ("the security council"), or words that say what kind it is ("the Hague-based court"),
    /// and the sentence does not tell of another state first.
    private func antecedent(
        _ agent: Agent, _ phrase: NounPhrase, _ first: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> Int? {
        guard
            let number = spokenOf(agent, memory)
                ?? memory.description(noun: agent.head, in: view, except: own(first, view)),
            let determiner = phrase.determiner
        else { return nil }
        let earlier = memory.all[number]
        guard earlier.entity != nil else { return nil }
        // Whoever held an office once is not called by it for long.
        if earlier.sectors == ["ELI"], agent.sector == "GOV", earlier.sentence < view.number - 2 {
            return nil
        }
        let name = Set((earlier.name ?? "").lowercased().split(separator: " "))
        let between = (determiner + 1..<max(determiner + 1, first)).map {
            data.vocabulary.text(view.tokens[$0].word)
        }
        guard phrase.isTelling || between.allSatisfy({ name.contains(Substring($0)) }) else {
            return nil
        }
        // "The kingdom" is whichever state is one, and mostly another than the one that acts.
        guard agent.sector == "GOV", !data.allStateNouns.contains(agent.head) else { return number }
        if CountryFinder.groups.contains(earlier.country ?? "") { return number }
        let finder = CountryFinder(data: data)
        let states = Set(view.mentions.filter(finder.isState).compactMap(\.mention.country))
        let isOfOthers = earlier.country.map { !states.contains($0) } ?? false
        // Beside several states "the president" is still who was told; a government is of one of them.
        let isTold = agent.kind == .person ? states.count == 1 : !states.isEmpty
        return isTold && isOfOthers ? nil : number
    }

    /// Whether who was told with an agent's noun holds another office.
    private func isOther(_ agent: Agent, _ number: Int, _ memory: MentionMemory) -> Bool {
        guard agent.kind == .person, agent.phrase.contains(" "),
            let office = memory.holder(of: number).office
        else { return false }
        return !office.hasSuffix(agent.phrase)
    }

    /// The person spoken of who holds the office of an agent.
    private func spokenOf(_ agent: Agent, _ memory: MentionMemory) -> Int? {
        guard agent.kind == .person, agent.sector == "GOV" else { return nil }
        return memory.spokenOf(isQuoted: false).lazy.compactMap(\.number).first { number in
            memory.holder(of: number).office?.hasSuffix(agent.phrase) ?? false
        }
    }

    /// Whether a person's noun is followed by whom he serves: "an adviser to the UN", "the chairman of
    /// the Relief Union", "an analyst with the Northern Institute".
    private func serves(_ agent: Agent, _ last: Int, _ view: SentenceView) -> Bool {
        guard agent.kind == .person, last + 2 < view.tokens.count else { return false }
        let link = data.vocabulary.text(view.tokens[last + 1].word)
        let isAide = ["adviser", "advisor", "aide", "spokesman", "spokeswoman", "spokesperson"]
            .contains(data.vocabulary.text(view.tokens[last].word))
        guard ["of", "with", "for"].contains(link) || isAide && link == "to" else { return false }
        var next = last + 2
        while next + 1 < view.tokens.count, view.tags[next] == .determiner { next += 1 }
        guard view.tokens[next].shape.contains(.capital) else { return false }
        guard !isAide, link != "with" else { return true }
        if isSeated(at: next, view) { return true }
        // Whom the tables know tells more.
        return data.names.matches(at: next, count: view.tokens.count) { view.tokens[$0].word }
            .isEmpty
    }

    /// Whether what begins at a token is told by where it sits: "the New York-based institute".
    private func isSeated(at index: Int, _ view: SentenceView) -> Bool {
        (index..<min(index + 4, view.tokens.count)).contains { place in
            let token = view.tokens[place]
            let word = String(String.UnicodeScalarView(view.text.scalars[token.start..<token.end]))
            return word.hasSuffix("-based") || word == "based" && view.mark(place - 1) == "-"
        }
    }

    /// Whether "of" and people of no state follow: "the leader of the Kurds".
    private func isOfRegion(_ last: Int, _ view: SentenceView) -> Bool {
        guard last + 2 < view.tokens.count, data.vocabulary.text(view.tokens[last + 1].word) == "of"
        else { return false }
        var index = last + 2
        while index < view.tokens.count - 1, index < last + 5,
            view.tags[index] == .determiner || view.tags[index] == .adjective
        {
            index += 1
        }
        return data.names.matches(at: index, count: view.tokens.count) { view.tokens[$0].word }
            .first?.entries.contains { if case .region = $0 { true } else { false } } ?? false
    }

    /// Whether an institution's noun begins a name that no table knows: "University of Texas".
    private func isPartOfName(
        _ agent: Agent, _ first: Int, _ last: Int, _ view: SentenceView
    ) -> Bool {
        guard agent.kind != .person, first > 0, view.tokens[first].shape.contains(.capital),
            last + 2 < view.tokens.count, view.tokens[last + 2].shape.contains(.capital)
        else { return false }
        return data.vocabulary.text(view.tokens[last + 1].word) == "of"
    }

    /// Whether an agent may act without a country before it.
    private func canStandAlone(
        _ agent: Agent, _ plural: Bool, _ phrase: NounPhrase, _ first: Int, _ last: Int,
        _ view: SentenceView, _ memory: MentionMemory
    ) -> Bool {
        let isDescribed =
            phrase.isTelling && phrase.start < first - 1 && agent.kind == .body
            && NounPhrase.states.contains(view.folded(last))
        guard
            agent.alone || agent.kind != .body || isDescribed
                || memory.description(noun: agent.head, in: view) != nil
        else { return false }
        if plural || phrase.determiner != nil { return true }
        // "parliament promised", "minister says"; not "as president", "became president".
        guard agent.alone, !AgentReader.isModifier(last, view) else { return false }
        guard phrase.start > 0 else { return true }
        let before = view.tokens[phrase.start - 1].word
        let isMade =
            data.vocabulary.text(before) == "as"
            || data.vocabulary.verbs(before).contains { verb in
                ["become", "elect", "appoint", "name", "be", "remain", "swear"]
                    .contains(data.vocabulary.text(verb))
            }
        return !isMade
    }
}
