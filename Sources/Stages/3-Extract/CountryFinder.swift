internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Whose an agent is whom the text names without a country: "the government", "its minister",
/// "a judge".
///
/// Told by a possessive pronoun, of rebels, civilians and their like by where the article takes
/// place, by the one of whom the sentence tells first, else by whom the sentences before told last; `settle` adds the dateline, the place of the sentence and who comes
/// later in it.
struct CountryFinder {
    /// An answer.
    struct Answer {
        var entity: String
        var country: String
        var sectors: [String]
        var resolvedBy: String
        var score: Double
    }

    let data: LanguageData
    /// Codes that stand for no state.
    static let groups: Set<String> = ["UNO", "IGO", "EUR", "IMG", "NGO", "MNC", "ISM"]
    /// What tells that a country was only taken from around.
    static let loose: Set<String> = [
        "article:country", "article:owner", "article:theatre", "article:home", "sentence:place",
        "sentence:country",
    ]
    /// Sectors of those who are of the state whose affairs an article tells, if it names no other.
    static let domestic: Set<String> = ["GOV", "LEG", "JUD", "COP", "OPP", "PTY", "SPY", "MIL"]

    /// Sectors of people who may be of any country, wherever they are.
    private static let anyones: Set<String> = ["JRN", "SOC", "REL", "EDU", "MNC", "BUS", "MED"]

    /// Whose an agent of `sector` is; nil if the text up to here does not tell. `isRegime`: it is the
    /// government of where things happen, as nobody calls his own a regime.
    func owner(
        _ phrase: NounPhrase, _ sector: String, isRegime: Bool = false, at index: Int? = nil,
        _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer? {
        guard !phrase.isForeign(sector), sector != "IGO" || phrase.isOwned else { return nil }
        if phrase.isOwned {
            if ["our", "my"].contains(phrase.word) {
                // Of whoever speaks, and nobody else.
                return speaker(phrase, view, memory).flatMap {
                    answer($0, sector, "article:owner", 0.6)
                }
            }
            if let owner = possessor(phrase.word, view, memory) {
                return answer(owner, sector, "article:owner", 0.6)
            }
        }
        let isLocal = Theatre.sectors.contains(sector)
        let told =
            (isLocal ? nil : index.flatMap { acting(above: $0, view) })
            ?? view.mentions.first(where: isState)
        if isLocal || isRegime, let theatre = memory.theatre {
            return CountryFinder.answer(theatre, sector, "article:theatre", 0.5)
        }
        // Whoever speaks of rebels seldom speaks of his own.
        let isAnyones = isLocal || CountryFinder.anyones.contains(sector)
        let isOfTheirs = ["REB", "UAF", "CVL", "REF"].contains(sector) && !phrase.isOwned
        if isOfTheirs || CountryFinder.anyones.contains(sector), !memory.knowsOneState {
            return nil
        }
        if let told { return answer(told.mention, sector, "article:country", 0.5) }
        // Of several countries told before, nobody says whose the rebels or the reporters are.
        if CountryFinder.domestic.contains(sector), let home = memory.local {
            return CountryFinder.answer(home, sector, "article:home", 0.5)
        }
        guard !isAnyones || memory.knowsOneState, let earlier = memory.earlierCountry else {
            return nil
        }
        return answer(memory.all[earlier], sector, "article:country", 0.5)
    }

    /// The state that acts in the nearest clause around a token: Chad in "Norway left, and Chad sent
    /// troops".
    private func acting(above index: Int, _ view: SentenceView) -> FoundMention? {
        guard let read = view.reading, var word = read.tokenOf.firstIndex(of: index) else {
            return nil
        }
        let subjects = read.grammar.subjects.union(read.grammar.passiveSubjects)
        for _ in 0..<CountryFinder.clauseLimit {
            guard let governor = read.governor(of: word) else { return nil }
            for subject in read.dependents(of: governor, subjects) where subject != word {
                let covering = view.mentionAt[read.tokenOf[subject]]
                guard covering >= 0, isState(view.mentions[covering]) else { continue }
                return view.mentions[covering]
            }
            word = governor
        }
        return nil
    }

    private static let clauseLimit = 8

    /// Who says "our" or "my".
    func speaker(
        _ phrase: NounPhrase, _ view: SentenceView, _ memory: MentionMemory
    ) -> ActorMention? {
        guard let place = phrase.determiner else { return nil }
        let said = AntecedentFinder(data: data)
            .antecedent(of: phrase.word, at: place, view, memory)
        return said.numbers.first.map { memory.all[$0] }
    }

    /// Whom a possessive pronoun means: the nearest fitting one before it in the sentence, else of
    /// those before. Of several joined nobody is the one owner.
    private func possessor(
        _ word: String, _ view: SentenceView, _ memory: MentionMemory
    ) -> ActorMention? {
        let isPersonal = word == "his" || word == "her" || word == "my"
        let index = view.mentions.suffix(30).lastIndex { found in
            found.mention.entity != nil && !found.isPlace
                && (isPersonal ? found.isPerson : !found.isPerson || word == "their")
                && (!found.isModifier || isPossessor(found, view))
        }
        guard let index else {
            let told = memory.pronoun(word).map { memory.all[$0] }
            return Set(told.compactMap(\.country)).count == 1 ? told.first : nil
        }
        if !isPersonal {
            let owner = view.mentions[index]
            // "the three armies" are several mentions of the same words.
            let joined =
                Coordination.chain(endingAt: index, view)
                + view.mentions.indices.filter {
                    view.mentions[$0].first == owner.first && view.mentions[$0].last == owner.last
                }
            let countries = Set(joined.compactMap { view.mentions[$0].mention.country })
            if countries.count > 1 { return nil }
        }
        return view.mentions[index].mention
    }

    private func isPossessor(_ found: FoundMention, _ view: SentenceView) -> Bool {
        found.last + 1 < view.tags.count && view.tags[found.last + 1] == .possessive
    }

    /// Whether a mention is of one state, and says so by itself.
    func isState(_ found: FoundMention) -> Bool {
        guard let country = found.mention.country, !found.isPlace,
            !CountryFinder.loose.contains(found.mention.resolvedBy ?? "")
        else { return false }
        return !CountryFinder.groups.contains(country)
    }

    /// An agent of whoever `owner` is: of a state, or of an organisation, which then stands for it.
    func answer(
        _ owner: ActorMention, _ sector: String, _ resolvedBy: String, _ score: Double
    ) -> Answer? {
        guard let entity = owner.entity, let country = owner.country else { return nil }
        let isBody = !entity.utf8.starts(with: country.utf8)
        guard !isBody || CountryFinder.groups.contains(country) && resolvedBy == "article:owner"
        else {
            return CountryFinder.answer(country, sector, resolvedBy, score)
        }
        if isBody {
            return Answer(
                entity: entity, country: country, sectors: owner.sectors, resolvedBy: resolvedBy,
                score: score)
        }
        guard !CountryFinder.groups.contains(country) else { return nil }
        return CountryFinder.answer(country, sector, resolvedBy, score)
    }

    static func answer(
        _ country: String, _ sector: String, _ resolvedBy: String, _ score: Double
    ) -> Answer {
        Answer(
            entity: "\(country)/\(sector)", country: country, sectors: [sector],
            resolvedBy: resolvedBy, score: score)
    }
}

extension ActorMention {
    /// Takes what was found.
    mutating func take(_ answer: CountryFinder.Answer) {
        entity = answer.entity
        country = answer.country
        sectors = answer.sectors
        resolvedBy = answer.resolvedBy
        score = answer.score
    }
}
