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
        let own = outsider(of: phrase, view)
        func others(_ numbers: [Int]) -> [Int] {
            numbers.filter { number in own.map { memory.all[number].country != $0 } ?? true }
        }
        if phrase.kind == .persons {
            let persons = others(memory.persons(from: view.number - 1))
            if persons.count == 2 || phrase.isAnyones { return persons }
        }
        let here = here(phrase, own, view, memory)
        if here.count == 2 { return here }
        let leading = memory.leading(areStates: areStates, except: own)
        if phrase.word.hasPrefix("neighb"), leading.count == 2 { return leading }
        let met = others(memory.lastParties)
        if met.count == 2, met.allSatisfy({ memory.all[$0].sentence >= view.number - PairReader.reach }),
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

    private func isState(_ mention: ActorMention) -> Bool {
        mention.country.map { !CountryFinder.groups.contains($0) } ?? false
    }

    /// The country of whoever acts upon the two: of Chile in "Chile called on both sides".
    private func outsider(of phrase: PairPhrase, _ view: SentenceView) -> String? {
        guard view.reading != nil,
            let token = AntecedentFinder(data: data).ownSubject(of: phrase.noun, view),
            token < phrase.start
        else { return nil }
        let covering = view.mentionAt[token]
        return covering >= 0 ? view.mentions[covering].mention.country : nil
    }

    /// The two states that the sentence tells before the words, if they are two and not those who
    /// together act upon them.
    private func here(
        _ phrase: PairPhrase, _ own: String?, _ view: SentenceView, _ memory: MentionMemory
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
        if isJoined, own != nil, view.folded(max(0, phrase.start - 2)) != "between" { return [] }
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
            mention.entity?.hasPrefix(country) == true
        else { return mention }
        let sector: String
        switch phrase.kind {
        case .states, .persons: sector = "GOV"
        case .forces: sector = "MIL"
        case .sides:
            let kept: Set<String> = ["MIL", "REB", "OPP", "PRE", "LEG", "PTY"]
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
