internal import Knowledge
internal import Language
internal import Messages

/// Puts countries and agent nouns together: "the Libyan government", "Turkish troops".
struct AgentReader {
    let data: LanguageData
    let day: Day

    /// What tells that a country is named by a town of it that is no capital.
    static let town = "lexicon:city"

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

    /// The agent noun at the head of the noun phrase that a name begins.
    func agent(
        after last: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        nearAgent(after: last, view) ?? head(after: last, view)
    }

    /// The agent noun after up to three modifiers: "the Turkish deputy foreign minister".
    private func nearAgent(
        after last: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        var index = last + 1
        if index < view.tokens.count, view.tags[index] == .possessive { index += 1 }
        for _ in 0..<3 {
            if let agent = agentNoun(at: index, view), !isAdjective(agent, view) {
                return extended(agent, view)
            }
            guard index < view.tokens.count else { return nil }
            if let end = people(at: index, view) {
                // "Iraqi Kurdish refugees"
                index = end + 1
                continue
            }
            if let agent = envoy(at: index, view) { return agent }
            // "Algeria's ailing leader", "its detained minister"
            let isParticiple =
                view.tags[index] == .verb && view.tags[last + 1] == .possessive
                && (view.folded(index).hasSuffix("ing") || view.folded(index).hasSuffix("ed"))
            guard view.tags[index] == .adjective || isParticiple, !isCountryWord(index, view)
            else { return nil }
            index += 1
        }
        return agentNoun(at: index, view).map { extended($0, view) }
    }

    /// Whether a word for somebody of a country only says of which kind the next noun is: "national" of
    /// "national security officials".
    private func isAdjective(
        _ agent: (number: Int, plural: Bool, last: Int), _ view: SentenceView
    ) -> Bool {
        data.agents[agent.number].phrase == "national" && !agent.plural
            && agent.last + 1 < view.tokens.count
            && [.noun, .adjective].contains(view.tags[agent.last + 1])
    }

    /// The head of a noun phrase whose modifiers no phrase lists: "youth minister".
    private func head(
        after last: Int, _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int)? {
        var index = last + 1
        while index < view.tokens.count, index - last <= 4,
            view.tags[index] == .adjective || view.tags[index] == .noun,
            !view.tokens[index].shape.contains(.capital)
        {
            if index > last + 1, let agent = agentNoun(at: index, view) {
                let found = extended(agent, view)
                let next = found.last + 1
                guard next >= view.tokens.count || view.tags[next] != .noun else { return nil }
                return found
            }
            index += 1
        }
        return nil
    }

    /// "government officials", "army spokesman": the last of several agent nouns.
    func extended(
        _ agent: (number: Int, plural: Bool, last: Int), _ view: SentenceView
    ) -> (number: Int, plural: Bool, last: Int) {
        var agent = agent
        for _ in 0..<2 {
            guard let next = agentNoun(at: agent.last + 1, view) else { break }
            // A people only tells who the others are: "Shiite militias".
            let number = data.agents[agent.number].isPeople ? next.number : agent.number
            agent = (number, next.plural, next.last)
        }
        return agent
    }

    private func isCountryWord(_ index: Int, _ view: SentenceView) -> Bool {
        view.tokens[index].shape.contains(.capital)
    }

    /// The mention a country's words begin.
    func composed(
        _ country: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ form: CountryForm,
        _ memory: MentionMemory
    ) -> FoundMention? {
        let code = data.countries[country].code
        let state = data.countries[country].sector
        // "ethnic Albanian rebels" are not Albania's.
        if form == .adjective, first > 0, view.folded(first - 1) == "ethnic" { return nil }
        if form != .nationals,
            let agent = nearAgent(after: last, view)
                ?? (form == .adjective ? head(after: last, view) : nil)
        {
            if data.agents[agent.number].kind == .peer {
                return peer(agent, of: code, state: state, first, view, memory)
            }
            if isSchool(data.agents[agent.number], agent.last, view) {
                return nobody(first, agent.last, view)
            }
            var found = made(
                country: code, agent: agent.number, first, agent.last, view, 0.95,
                "lexicon:country+agent", state: state)
            found.isPlural = agent.plural
            if agent.plural { found.office = nil }
            if let other = breakaway(agent, first, view) { return other }
            return named(found, view)
        }
        if form == .adjective, let agent = sharedAgent(after: last, view) {
            // "Czech, Polish and German police"
            var found = made(
                country: code, agent: agent, first, last, view, 0.85, "lexicon:country+agent")
            found.isPlural = true
            found.office = nil
            return found
        }
        let followed = AgentReader.isModifier(last, view)
        if form != .nationals, let party = party(after: last, view) {
            // "Austria's Freedom Party", which no table knows
            return made(
                country: code, agent: party.number, first, party.last, view, 0.8,
                "lexicon:country+agent", state: state)
        }
        if form == .adjective, let named = described(after: last, view) {
            return person(country, first, named, view)
        }
        if form == .adjective, last + 1 < view.tokens.count, view.tags[last + 1] == .name {
            // "Syrian Kurds", "French Guiana": somebody else than the country.
            return nil
        }
        if form == .adjective && !followed && view.tags[last] == .adjective {
            // "the French": the people or their government; also "Dutch", if that is all.
            let isAll = view.kind == .phrase && first == 0 && last == view.tokens.count - 1
            let isPeople =
                first > 0 && data.vocabulary.text(view.tokens[first - 1].word) == "the"
            guard isAll || isPeople else { return nil }
        }
        var kind = ActorMention.Kind.name
        if form == .metonym || form == .city { kind = .metonym }
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: kind,
                entity: "\(code)/\(state)", name: data.countries[country].name, country: code,
                sectors: [state],
                resolvedBy: form == .city ? AgentReader.town : "lexicon:country",
                score: form == .country ? 0.9 : form == .metonym ? 0.75 : 0.6))
        found.isModifier = followed
        if form == .nationals {
            let definite = first > 0 && data.vocabulary.text(view.tokens[first - 1].word) == "the"
            if !definite {
                // "displaced Syrians"
                let isDisplaced =
                    first > 0
                    && ["displaced", "refugee", "fleeing", "uprooted"]
                        .contains(view.folded(first - 1))
                let sector = isDisplaced ? "REF" : "CVL"
                found.mention.entity = "\(code)/\(sector)"
                found.mention.sectors = [sector]
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
        _ score: Double, _ resolvedBy: String, state: String = "GOV"
    ) -> FoundMention {
        let agent = data.agents[number]
        let isFormer = isFormer(agent, first, last, view)
        // A territory that few recognise acts as such.
        let isPartly = ["GOV", "REB"].contains(agent.sector) && state == "PRE"
        let sector = isFormer ? "ELI" : isPartly ? "PRE" : agent.sector
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                entity: "\(country)/\(sector)", country: country, sectors: [sector],
                resolvedBy: resolvedBy, score: score))
        found.isPerson = agent.kind == .person || agent.kind == .peer
        found.office = agent.kind == .person && !isFormer ? agent.phrase : nil
        found.head = agent.head
        found.isModifier = AgentReader.isModifier(last, view)
        return found
    }

    /// Whether a person held the office once: "former Turkish minister", "the ousted president".
    func isFormer(_ agent: Agent, _ first: Int, _ last: Int, _ view: SentenceView) -> Bool {
        guard agent.kind == .person || agent.kind == .group,
            ["GOV", "MIL", "LEG", "JUD", "SPY", "COP"].contains(agent.sector)
        else { return false }
        return isFormer(first, last, view)
    }

    /// Whether a word among those from before `first` to `last` says that it was once.
    func isFormer(_ first: Int, _ last: Int, _ view: SentenceView) -> Bool {
        let words = [
            "former", "ex", "ex-", "retired", "deposed", "ousted", "onetime", "one-time", "sacked",
            "toppled", "overthrown", "erstwhile", "late", "then",
        ]
        // "a former senior British official": words may stand between.
        var start = first
        while start > 0, first - start < 3,
            start == first || view.tags[start] == .adjective || view.tags[start] == .noun
        {
            start -= 1
        }
        return (start...last).contains { index in
            words.contains(view.folded(index))
        }
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
        found.person = found.mention.name
        found.last = last
        found.mention.span = view.span(found.first, last)
        found.isModifier = AgentReader.isModifier(last, view)
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
        if index > 0, view.tags[index] == .conjunction, view.mentionAt[index - 1] >= 0 {
            // "in Syria or Iraq"
            let joined = view.mentions[view.mentionAt[index - 1]]
            return joined.isPlace && joined.last == index - 1
        }
        guard index >= 0 else { return view.kind == .placeName }
        guard view.tags[index] == .preposition else { return false }
        return AgentReader.placeWords.contains(data.vocabulary.text(view.tokens[index].word))
    }

    /// Prepositions of place.
    static let placeWords: Set<String> = [
        "in", "at", "near", "inside", "outside", "around", "across", "throughout", "into",
    ]
}
