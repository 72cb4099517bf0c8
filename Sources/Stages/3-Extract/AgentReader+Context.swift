internal import Knowledge
internal import Language
internal import Messages

/// What the words beside an agent noun tell of it before anything around the sentence does: of whom it
/// is, and whether it is anybody at all.
extension AgentReader {
    /// Whose an agent is by the words right before it.
    enum Beside {
        /// Of the one named there, who tells country and sector.
        case same(ActorMention)
        /// Of the country of the one named there.
        case owner(ActorMention)
        /// Of where things happen.
        case theatre
        /// Of nobody told, but of that sector.
        case sector(String)
    }

    /// Gives an agent its country: of whom the words beside it name, else, if it is not anybody's, of
    /// whom the text around tells.
    func take(
        _ agent: Agent, _ phrase: NounPhrase, _ first: Int, _ isAnybodys: Bool,
        _ mention: inout ActorMention, _ view: SentenceView, _ memory: MentionMemory
    ) {
        let finder = CountryFinder(data: data)
        let sector = mention.sectors.first ?? agent.sector
        var isRegime =
            agent.phrase.hasSuffix("regime")
            || agent.sector == "MIL" && agent.phrase.hasPrefix("government ")
        switch beside(agent, phrase, first, view) {
        case .same(let other):
            if let entity = other.entity, let country = other.country {
                mention.take(
                    CountryFinder.Answer(
                        entity: entity, country: country, sectors: other.sectors,
                        resolvedBy: "article:owner", score: 0.6))
                return
            }
            mention.sectors = other.sectors
        case .owner(let other):
            // "Khalidi's deputy" is what he is.
            let isHis = AgentReader.aides.contains(agent.phrase) && other.sectors.first != "ELI"
            let sector = isHis ? other.sectors.first ?? sector : sector
            if let answer = finder.answer(other, sector, "article:owner", 0.7) {
                mention.take(answer)
                return
            }
        case .theatre: isRegime = true
        case .sector(let other): mention.sectors = [other]
        case nil: break
        }
        if isRegime, memory.theatre == nil,
            let number = memory.description(noun: agent.head, in: view),
            let answer = finder.answer(memory.all[number], sector, "article:country", 0.5)
        {
            // The one that was called so before.
            mention.take(answer)
            return
        }
        guard !isAnybodys,
            let answer = finder.owner(
                phrase, mention.sectors.first ?? sector, isRegime: isRegime, at: first, view, memory
            )
        else { return }
        mention.take(answer)
    }

    private static let aides: Set<String> = [
        "deputy", "aide", "adviser", "advisor", "envoy", "successor", "chief of staff",
    ]

    /// Whether a noun names no actor where it stands: a thing's name ("the general assembly"), or arms
    /// that nobody makes act ("fired missiles").
    func isThing(_ agent: Agent, _ plural: Bool, _ last: Int, _ view: SentenceView) -> Bool {
        let next = last + 1
        if AgentReader.arms.contains(agent.phrase) {
            return !isVerbal(next, view) && agentNoun(at: next, view) == nil
        }
        guard next < view.tokens.count else { return false }
        if agent.phrase == "opposition" {
            return view.folded(next) == "to" && (last == 0 || view.tags[last - 1] != .determiner)
        }
        // "the general assembly", "a general mood"
        if agent.phrase == "general", view.tags[next] == .noun,
            !view.tokens[last].shape.contains(.capital)
        {
            return true
        }
        guard agent.kind == .person, !plural, !Theatre.sectors.contains(agent.sector),
            next < view.tokens.count, view.tags[next] == .noun,
            !view.tokens[last].shape.contains(.capital), view.mentionAt[last] < 0
        else { return false }
        return agentNoun(at: next, view) == nil
    }

    /// Arms, which act only where they are the subject: "jets bombed", not "sold jets".
    private static let arms: Set<String> = [
        "missile", "missiles", "artillery", "tank", "tanks", "drone", "drones", "jet", "jets",
        "fighter jet", "fighter jets", "aircraft", "warship", "warships", "rocket", "rockets",
        "air defences", "air defenses", "submarine", "submarines", "helicopter", "helicopters",
    ]

    private func isVerbal(_ index: Int, _ view: SentenceView) -> Bool {
        var index = index
        while index < view.tokens.count, view.tags[index] == .adverb { index += 1 }
        guard index < view.tokens.count, let group = view.group(covering: index) else {
            return false
        }
        return view.groups[group].isFinite && !view.groups[group].passive
    }

    /// Whether an agent may be of any country, or of several, so that none around it owns it:
    /// "world leaders", "any president", "regarded as a terror group", "the three foreign ministers".
    func isAnybodys(
        _ agent: Agent, _ plural: Bool, _ phrase: NounPhrase, _ first: Int, _ last: Int,
        _ view: SentenceView
    ) -> Bool {
        if AgentReader.universal.contains(where: agent.phrase.hasPrefix) { return true }
        if agent.sector == "JRN", isTold(phrase, view) { return true }
        // Parties to something, a committee or pact of several.
        if AgentReader.joint.contains(agent.phrase) { return true }
        if isPredicate(phrase, plural, last, view) { return true }
        guard !Theatre.sectors.contains(agent.sector) else { return false }
        if ["no", "any", "every", "each", "another"].contains(phrase.word) { return true }
        guard plural || agent.kind == .group, !phrase.isOwned else { return false }
        let isOne = !agent.phrase.hasSuffix("s")
        let singular = isOne ? agent.phrase : String(agent.phrase.dropLast())
        if plural || !isOne, AgentReader.single.contains(singular) { return true }
        guard ["GOV", "MIL", "LEG"].contains(agent.sector) else { return false }
        // "four officials" are of one country, "three armies" of three.
        let isLeader = ["leader", "minister", "military", "militarie", "army"].contains(singular)
        // "authoritarian leaders"
        if singular == "leader", phrase.word.isEmpty { return true }
        return (phrase.start..<first).contains { index in
            view.folded(index) == "other"
                || isLeader && data.vocabulary.classes(view.tokens[index].word).contains(.cardinal)
        }
    }

    /// Beginnings of agents that are of elsewhere, or of everywhere.
    private static let universal = [
        "world ", "global ", "foreign fighter", "foreign leader", "foreign troop", "foreign force",
        "foreign government", "foreign soldier", "foreign diplomat", "foreign journalist",
    ]

    private static let joint: Set<String> = [
        "parties", "party", "alliance", "alliances", "committee", "working group", "interlocutor",
        "mediator", "neutral mediator",
    ]

    /// Offices and bodies of which a country has one.
    private static let single: Set<String> = [
        "president", "prime minister", "premier", "chancellor", "king", "foreign minister",
        "defence minister", "defense minister", "finance minister", "interior minister",
        "government", "regime", "head of state", "head of government", "parliament",
        "foreign ministry", "central bank", "monarch", "state", "dictator", "autocrat", "strongman",
    ]

    /// Whether an indefinite phrase only says what somebody is, or is called: "as a rebel", "are rebels".
    func isPredicate(
        _ phrase: NounPhrase, _ plural: Bool, _ last: Int, _ view: SentenceView
    ) -> Bool {
        let start = phrase.determiner ?? phrase.start
        let isBare = phrase.word.isEmpty && plural
        guard start > 0, ["a", "an"].contains(phrase.word) || isBare else { return false }
        let before = view.tokens[start - 1].word
        if data.vocabulary.text(before) == "as" {
            // "as rebels advanced", "as many as 20 rebels"
            return !isBare || !isVerbal(last + 1, view) && !isCounted(phrase, view)
        }
        if isBare { return isCopula(start - 1, view) && !isCounted(phrase, view) }
        return data.vocabulary.classes(before).contains(.be)
            || data.vocabulary.verbs(before).contains {
                ["become", "remain", "call"].contains(data.vocabulary.text($0))
            }
    }

    /// Whether "are" or the like stands there, and not behind "there".
    private func isCopula(_ index: Int, _ view: SentenceView) -> Bool {
        data.vocabulary.classes(view.tokens[index].word).contains(.be)
            && (index == 0 || view.folded(index - 1) != "there")
    }

    /// Whether a number stands among the words before a noun.
    func isCounted(_ phrase: NounPhrase, _ view: SentenceView) -> Bool {
        view.tags[phrase.start] == .number
            || phrase.start + 1 < view.tokens.count && view.tags[phrase.start + 1] == .number
    }

    /// Whether reporters are only told something.
    private func isTold(_ phrase: NounPhrase, _ view: SentenceView) -> Bool {
        phrase.start > 0
            && data.vocabulary.verbs(view.tokens[phrase.start - 1].word).contains {
                data.vocabulary.text($0) == "tell"
            }
    }

    /// Whom the words right before an agent name: an owner ("Al-Sabah's soldiers"), a body in brackets
    /// ("the Front (NLF) fighters"), or those of whom it is ("rebel officials", "regime forces").
    func beside(
        _ agent: Agent, _ phrase: NounPhrase, _ first: Int, _ view: SentenceView
    ) -> Beside? {
        guard first > 1 else { return nil }
        if let owner = possessor(before: phrase.start, view) { return .owner(owner) }
        if view.mark(first - 1) == ")" {
            let covering = view.mentionAt[first - 2]
            guard covering >= 0 else { return nil }
            let body = view.mentions[covering].mention
            return body.resolvedBy == "lexicon:organisation" ? .same(body) : nil
        }
        return modifier(of: agent, first, view) ?? shared(first, view).map { .owner($0) }
    }

    /// Who owns what begins at `start`: the name before "'s", or before "whose".
    private func possessor(before start: Int, _ view: SentenceView) -> ActorMention? {
        guard start > 2 || start > 1 && view.tags[start - 1] == .possessive else { return nil }
        let isRelative = view.folded(start - 1) == "whose"
        guard isRelative || view.tags[start - 1] == .possessive else { return nil }
        let covering = view.mentionAt[start - (isRelative && view.isComma(start - 2) ? 3 : 2)]
        guard covering >= 0, view.mentions[covering].mention.entity != nil else { return nil }
        return view.mentions[covering].mention
    }

    /// The agent noun right before another: "opposition delegates", "rebel civilian and military
    /// officials", "government forces".
    private func modifier(of agent: Agent, _ first: Int, _ view: SentenceView) -> Beside? {
        var index = first - 1
        while index > 0, first - index <= 3,
            view.tags[index] == .adjective && view.mentionAt[index] < 0
                || view.tags[index] == .conjunction || isPlain(index, view)
        {
            index -= 1
        }
        let covering = view.mentionAt[index]
        guard covering >= 0 else { return bare(agent, index, isNext: index == first - 1, view) }
        guard view.mentions[covering].last == index else { return nil }
        let other = view.mentions[covering]
        guard other.isModifier || index < first - 1, other.mention.kind == .description,
            !other.isPlural, let sector = other.mention.sectors.first
        else { return nil }
        if ["REB", "OPP"].contains(sector), ["GOV", "MIL", "CVL", sector].contains(agent.sector) {
            return .same(other.mention)
        }
        guard index == first - 1, ["government", "regime"].contains(view.folded(index)) else {
            return nil
        }
        if ["MIL", "COP", "SPY"].contains(agent.sector) {
            return view.folded(index) == "government" ? .theatre : .owner(other.mention)
        }
        return other.mention.entity == nil ? nil : .owner(other.mention)
    }

    /// "rebel" or "regime" before an agent where no mention was made of it.
    private func bare(
        _ agent: Agent, _ index: Int, isNext: Bool, _ view: SentenceView
    ) -> Beside? {
        guard let noun = agentNoun(at: index, view), noun.last == index, !noun.plural else {
            return nil
        }
        let other = data.agents[noun.number]
        if ["REB", "OPP"].contains(other.sector),
            ["GOV", "MIL", "CVL", other.sector].contains(agent.sector)
        {
            return .sector(other.sector)
        }
        return isNext && ["government", "regime"].contains(other.phrase) ? .theatre : nil
    }

    /// The country that a joined noun has, too: of "Omani defence and foreign ministers".
    private func shared(_ first: Int, _ view: SentenceView) -> ActorMention? {
        guard first > 2, view.tags[first - 1] == .conjunction,
            [.noun, .adjective].contains(view.tags[first - 2]), view.mentionAt[first - 2] < 0
        else { return nil }
        let covering = view.mentionAt[first - 3]
        guard covering >= 0, view.mentions[covering].mention.resolvedBy == "lexicon:country" else {
            return nil
        }
        return view.mentions[covering].mention
    }

    /// Whether "civilian" or the like stands as an adjective before "and".
    private func isPlain(_ index: Int, _ view: SentenceView) -> Bool {
        index + 1 < view.tokens.count && view.tags[index + 1] == .conjunction
            && ["civilian", "military", "political"].contains(view.folded(index))
    }
}
