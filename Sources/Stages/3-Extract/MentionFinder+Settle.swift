internal import Knowledge
internal import Language
internal import Messages
internal import Model

extension MentionFinder {
    /// Tells the country of agents without one by what the sentence says around them: of groups the
    /// place, if there is one; of all that are still of nobody the dateline, the place, or the one
    /// state that comes later.
    func settle(
        _ view: inout SentenceView, in places: [PlaceFinder.Found], dateline: String?,
        _ memory: inout MentionMemory
    ) {
        let places = places.filter { !isSaid(at: $0.first, view) }
        let codes = Set(places.compactMap(\.place.country))
        let isElsewhere = codes.first != memory.theatre && memory.theatre != nil
        // What is only gone to, or away from, is not where things happen.
        let isThere =
            !isElsewhere
            || places.contains { AgentReader(data: data, day: day).isLocative($0.first, view) }
        let place = codes.count == 1 && isThere ? codes.first : nil
        let finder = CountryFinder(data: data)
        // What a group got from the article yields to the place, unless the sentence names it.
        let named = Set(
            view.mentions.filter { !$0.isPlace && !isLoose($0) }.compactMap(\.mention.country))
        for index in view.mentions.indices {
            let found = view.mentions[index]
            if let code = home(of: found, in: places, view) {
                let sector = found.mention.sectors.first ?? "CVL"
                take(
                    CountryFinder.answer(code, sector, "sentence:place", 0.6), index, &view, &memory
                )
                continue
            }
            if let phrase = spoken(found, view) {
                take(answer(found, phrase, view, memory), index, &view, &memory)
                continue
            }
            guard !found.isForeign, let sector = found.mention.sectors.first, sector != "IGO"
            else { continue }
            var answer: CountryFinder.Answer?
            let isTaken =
                ["article:country", "article:theatre", "article:home"].contains(
                    found.mention.resolvedBy)
                && found.mention.country.map { !named.contains($0) } ?? true
            if let place, found.mention.entity == nil || isTaken, !found.isPerson,
                found.head >= 0, sector != "MIL", sector != "GOV" || !found.isPlural
            {
                answer = CountryFinder.answer(place, sector, "sentence:place", 0.5)
            } else if found.mention.entity == nil, !found.isVague, found.head >= 0 || found.isPerson
            {
                // Leaders meet anywhere, and who is named is not of where he is.
                let isMoving = sector == "GOV" && found.isPlural || found.person != nil
                let scene = isAnybody(found, view) ? nil : memory.scene
                if let code = dateline ?? scene ?? (isMoving ? nil : place) {
                    answer = CountryFinder.answer(code, sector, "sentence:place", 0.5)
                } else if Theatre.sectors.contains(sector), let theatre = memory.theatre {
                    answer = CountryFinder.answer(theatre, sector, "article:theatre", 0.5)
                } else if CountryFinder.domestic.contains(sector),
                    let home = memory.local ?? memory.foreseen.home
                {
                    answer = CountryFinder.answer(home, sector, "article:home", 0.5)
                } else {
                    let others = Set(
                        view.mentions.filter(finder.isState).compactMap(\.mention.country))
                    if others.count == 1, let code = others.first, !isBareBodies(found, view) {
                        answer = CountryFinder.answer(code, sector, "sentence:country", 0.45)
                    }
                }
            }
            take(answer, index, &view, &memory)
        }
    }

    /// Whether only some bodies of the kind are told, which may be of anywhere: "aid groups".
    private func isBareBodies(_ found: FoundMention, _ view: SentenceView) -> Bool {
        found.isPlural && found.mention.sectors == ["SOC"]
            && NounPhrase(endingAt: found.first, found.last, view, data).determiner == nil
    }

    /// Whether only "the two men" or the like is said, who came from anywhere.
    private func isAnybody(_ found: FoundMention, _ view: SentenceView) -> Bool {
        ["man", "men", "people", "woman", "women"].contains(view.folded(found.last))
    }

    private func take(
        _ answer: CountryFinder.Answer?, _ index: Int, _ view: inout SentenceView,
        _ memory: inout MentionMemory
    ) {
        guard let answer else { return }
        view.mentions[index].mention.take(answer)
        memory.settle(view.mentions[index])
    }

    /// The phrase of somebody still of nobody whom whoever speaks has: "our army".
    private func spoken(_ found: FoundMention, _ view: SentenceView) -> NounPhrase? {
        guard found.mention.entity == nil, found.head >= 0 || found.isPerson else { return nil }
        let phrase = NounPhrase(endingAt: found.first, found.last, view, data)
        return ["our", "my"].contains(phrase.word) ? phrase : nil
    }

    /// Of whom he is by who speaks, who often stands behind what he says. Nobody else owns him.
    private func answer(
        _ found: FoundMention, _ phrase: NounPhrase, _ view: SentenceView, _ memory: MentionMemory
    ) -> CountryFinder.Answer? {
        let finder = CountryFinder(data: data)
        guard let owner = finder.speaker(phrase, view, memory),
            let sector = found.mention.sectors.first
        else { return nil }
        return finder.answer(owner, sector, "article:owner", 0.6)
    }

    /// The country of the place right behind those of a people who live in several: "Tuaregs in Agadez".
    private func home(
        of found: FoundMention, in places: [PlaceFinder.Found], _ view: SentenceView
    ) -> String? {
        guard found.isForeign, ["article:theatre", nil].contains(found.mention.resolvedBy),
            found.last + 2 < view.tokens.count,
            ["in", "from", "of"].contains(view.folded(found.last + 1)),
            let code = places.first(where: { $0.first == found.last + 2 })?.place.country,
            (found.first...found.last).contains(where: {
                AgentReader.homes[view.folded($0)]?.contains(code) ?? false
                    || AgentReader.homes[String(view.folded($0).dropLast())]?.contains(code)
                        ?? false
            })
        else { return nil }
        return code
    }

    /// Whether a place is only where something is said: "said in Oslo", "told a meeting in Oslo".
    private func isSaid(at index: Int, _ view: SentenceView) -> Bool {
        guard let read = view.reading, var word = read.tokenOf.firstIndex(of: index),
            !read.dependents(of: word, read.grammar.cases).isEmpty
        else { return false }
        let labels = read.grammar.labels.relations
        for _ in 0..<4 {
            let label = labels[read.relation(of: word)]
            guard label.hasPrefix("obl") || label == "nmod", let governor = read.governor(of: word)
            else { return false }
            if let group = view.group(covering: read.tokenOf[governor]) {
                return data.vocabulary.verbs(view.tokens[view.groups[group].main].word).contains {
                    data.vocabulary.classes($0).contains(.speech)
                }
            }
            word = governor
        }
        return false
    }

    private func isLoose(_ found: FoundMention) -> Bool {
        CountryFinder.loose.contains(found.mention.resolvedBy ?? "")
    }
}
