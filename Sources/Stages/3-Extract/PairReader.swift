internal import Knowledge
internal import Language
internal import Messages

/// Who "the two countries", "both armies" and "the sides" are.
///
/// The two that the sentence tells before, else those who met or talked right before, else the only two
/// told right before, else those of whom the article tells most, else the two told last. Who acts upon
/// the two is none of them.
struct PairReader {
    let data: LanguageData
    /// So many sentences back talks are looked for.
    private static let reach = 2

    /// The mentions that named them; none if nobody is told.
    func named(
        _ phrase: PairPhrase, _ view: SentenceView, _ memory: MentionMemory
    ) -> [Int] {
        guard phrase.count == 2 else { return three(view, memory) }
        let areStates = phrase.kind == .states || phrase.kind == .forces
        let finder = CountryFinder(data: data)
        let acting = outsider(of: phrase, view)
        // Who are told before those upon whom somebody acts are with whoever acts.
        let own = Set(
            acting == nil
                ? []
                : view.mentions.filter { $0.last < phrase.start && finder.isState($0) }
                    .compactMap(\.mention.country))
        func others(_ numbers: [Int]) -> [Int] {
            numbers.filter { number in memory.all[number].country.map { !own.contains($0) } ?? true
            }
        }
        if phrase.kind == .persons {
            let persons = others(memory.persons(from: view.number - 1))
            if persons.count == 2 || phrase.isAnyones { return persons }
        }
        let here = here(phrase, isActedUpon: acting != nil, view)
        if here.count == 2 { return here }
        let leading = memory.leading(areStates: areStates, except: own)
        // Outside of talks "the parties" are those of a country, but in a civil war its sides.
        if phrase.isBare, phrase.word == "parties", !leading.contains(where: { isBand($0, memory) })
        {
            return []
        }
        if let speaker = speaker(above: phrase, view),
            let pair = pair(with: speaker, leading, memory)
        {
            return pair
        }
        let isClear = !memory.leading(areStates: areStates, except: own, least: 3).isEmpty
        if isClear || phrase.word.hasPrefix("neighb"), leading.count == 2, phrase.kind != .persons {
            return leading
        }
        let met = others(memory.lastParties)
        let start = view.number - PairReader.reach
        if met.count == 2, met.allSatisfy({ memory.all[$0].sentence >= start }),
            !areStates || met.allSatisfy({ isState(memory.all[$0]) })
        {
            return met
        }
        let near = others(memory.states(from: view.number - 1))
        if near.count == 2, phrase.kind != .sides || leading.isEmpty { return near }
        if leading.count == 2 { return leading }
        guard phrase.isBoth else { return memory.lastTwo(areStates: areStates) }
        let last = memory.lastTwo(from: view.number - 1, areStates: areStates)
        let further = memory.states(from: view.number - 3)
        return !last.isEmpty ? last : further.count == 2 ? further : []
    }

    private func isBand(_ number: Int, _ memory: MentionMemory) -> Bool {
        memory.all[number].sectors == ["REB"]
    }

    /// The mention of the state that says what the two do: Chad's in "Chad said the sides would meet".
    private func speaker(above phrase: PairPhrase, _ view: SentenceView) -> Int? {
        guard let read = view.reading, let word = read.tokenOf.firstIndex(of: phrase.noun),
            let verb = read.governor(of: word), read.label(verb) == "ccomp",
            let saying = read.governor(of: verb),
            let subject = read.dependents(of: saying, read.grammar.subjects).first
        else { return nil }
        let covering = view.mentionAt[read.tokenOf[subject]]
        guard covering >= 0, isState(view.mentions[covering].mention) else { return nil }
        return view.mentions[covering].number
    }

    /// Whoever speaks of the two, where one of those of whom most is told or who met last, and the other
    /// of them.
    private func pair(with speaker: Int, _ leading: [Int], _ memory: MentionMemory) -> [Int]? {
        let country = memory.all[speaker].country
        return [leading, memory.lastParties].first { pair in
            pair.count == 2 && pair.contains { memory.all[$0].country == country }
        }
    }

    private func isState(_ mention: ActorMention) -> Bool {
        mention.country.map { !CountryFinder.groups.contains($0) } ?? false
    }

    /// The token of whoever acts upon the two: of Chile in "Chile called on both sides".
    private func outsider(of phrase: PairPhrase, _ view: SentenceView) -> Int? {
        guard view.reading != nil, phrase.start < 2 || view.folded(phrase.start - 2) != "between",
            let token = AntecedentFinder(data: data).ownSubject(of: phrase.noun, view),
            token < phrase.start
        else { return nil }
        return token
    }

    /// The two states that the sentence tells before the words, if they are two and not those who
    /// together act upon them.
    private func here(
        _ phrase: PairPhrase, isActedUpon: Bool, _ view: SentenceView
    ) -> [Int] {
        let finder = CountryFinder(data: data)
        var places: [Int] = []
        for (place, found) in view.mentions.enumerated()
        where found.last < phrase.start && finder.isState(found)
            && (!found.isModifier || AntecedentFinder(data: data).isPossessor(found, view))
        {
            places.removeAll { view.mentions[$0].mention.country == found.mention.country }
            places.append(place)
        }
        guard places.count == 2 else { return [] }
        let isJoined = Coordination.chain(startingAt: places[0], view).contains(places[1])
        if isJoined, isActedUpon { return [] }
        return places.map { view.mentions[$0].number }
    }

    /// The three states that were listed last, or else all of which the last sentences told.
    private func three(_ view: SentenceView, _ memory: MentionMemory) -> [Int] {
        let here = MentionFinder.lists(in: view).last { $0.count == 3 }
        return here ?? memory.lastThree(from: view.number - 2)
    }

    /// What is said of one of them: whose state he is, or whose army.
    func mention(_ number: Int, as phrase: PairPhrase, _ memory: MentionMemory) -> ActorMention {
        var mention = memory.all[number]
        guard let country = mention.country, country.count == 3, isState(mention),
            mention.entity?.hasPrefix(country) == true, mention.sectors != ["PRE"]
        else { return mention }
        let sector: String
        switch phrase.kind {
        case .states, .persons: sector = "GOV"
        case .forces: sector = "MIL"
        case .sides:
            let kept: Set<String> = ["MIL", "REB", "OPP", "LEG", "PTY"]
            sector = mention.sectors.first.map { kept.contains($0) ? $0 : "GOV" } ?? "GOV"
        }
        if mention.sectors != [sector] {
            mention.name = nil
            mention.sectors = [sector]
            mention.entity = "\(country)/\(sector)"
        }
        return mention
    }
}
