internal import Knowledge
internal import Language
internal import Messages

/// Those who are told by how many they are.
extension MentionFinder {
    /// "the two countries", "both sides": the two mentioned last; "the three countries".
    func pair(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> [FoundMention]? {
        guard index + 2 < view.tokens.count || index + 1 < view.tokens.count else { return nil }
        var index = index
        let start = index
        if let agent = AgentReader(data: data, day: day).agentNoun(at: index, view), agent.plural,
            agent.last + 2 < view.tokens.count,
            ["of", "from"].contains(data.vocabulary.text(view.tokens[agent.last + 1].word))
        {
            // "the envoys of the two countries"
            index = agent.last + 2
            if view.tags[index] == .determiner, index + 1 < view.tokens.count { index += 1 }
        }
        let first = data.vocabulary.text(view.tokens[index].word)
        let isThree =
            first == "three" && index > 0
            && ["the", "all", "these"].contains(view.folded(index - 1))
        guard first == "two" || first == "both" || isThree else { return nil }
        let next = index + 1
        guard next < view.tokens.count else { return nil }
        let noun = view.folded(next)
        let nouns = [
            "countries", "sides", "leaders", "ministers", "nations", "presidents", "governments",
            "states", "parties", "neighbours", "neighbors", "capitals", "allies", "powers",
        ]
        // "two leaders of the movement" are others.
        let isOwned =
            next + 1 < view.tokens.count
            && data.vocabulary.text(view.tokens[next + 1].word) == "of"
        guard nouns.contains(noun), !isOwned else { return nil }
        let named =
            isThree
            ? three(view, memory)
            : two(noun, isBoth: first == "both", view, memory)
        let isOfStates = noun.hasPrefix("neighb") || noun == "governments"
        let areStates = named.allSatisfy { number in
            guard let country = memory.all[number].country else { return true }
            return !CountryFinder.groups.contains(country)
                && (!isOfStates || memory.all[number].entity?.hasPrefix(country) == true)
        }
        guard named.count == (isThree ? 3 : 2),
            areStates || ["sides", "parties", "leaders"].contains(noun)
        else { return nil }
        return named.map { number in
            var mention = memory.all[number]
            if let country = mention.country, noun != "sides", noun != "parties",
                country.count == 3, mention.entity?.hasPrefix(country) == true
            {
                // Whoever of the two was named: countries and leaders are states.
                mention.entity = "\(country)/GOV"
                mention.sectors = ["GOV"]
            }
            mention.sentence = view.number
            mention.span = view.span(start, next)
            mention.kind = .description
            mention.antecedent = number
            mention.resolvedBy = "article:pair"
            mention.score = 0.6
            return FoundMention(first: start, last: next, mention: mention)
        }
    }

    /// The two told last: parties of talks, or states, of "both" those that the sentences right before
    /// tell of, or the only two of those a little further back.
    private func two(
        _ noun: String, isBoth: Bool, _ view: SentenceView, _ memory: MentionMemory
    ) -> [Int] {
        let areStates = !["sides", "parties", "leaders"].contains(noun)
        if noun.hasPrefix("neighb") {
            let leading = leadingTwo(memory)
            if !leading.isEmpty { return leading }
        }
        guard isBoth else { return memory.lastTwo(areStates: areStates) }
        let near = memory.lastTwo(from: view.number - 1, areStates: areStates)
        let further = memory.states(from: view.number - 3)
        if !near.isEmpty { return near }
        return further.count == 2 ? further : leadingTwo(memory)
    }

    /// The two states of which the article tells most, at least three times each.
    private func leadingTwo(_ memory: MentionMemory) -> [Int] {
        var told: [String: [Int]] = [:]
        for (number, mention) in memory.all.enumerated() {
            guard let country = mention.country, !CountryFinder.groups.contains(country),
                !CountryFinder.loose.contains(mention.resolvedBy ?? "")
            else { continue }
            told[country, default: []].append(number)
        }
        let sorted = told.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        guard sorted.count > 1, sorted[1].count >= 3,
            sorted.count == 2 || sorted[2].count < sorted[1].count
        else { return [] }
        return sorted.prefix(2).compactMap(\.last)
    }

    /// The three states that were listed last, or else all of which the last sentences told.
    private func three(_ view: SentenceView, _ memory: MentionMemory) -> [Int] {
        let here = MentionFinder.lists(in: view).last { $0.count == 3 }
        return here ?? memory.lastThree(from: view.number - 2)
    }

    /// The states that are listed in a sentence, each list by the numbers of its mentions.
    static func lists(in view: SentenceView) -> [[Int]] {
        var lists: [[Int]] = []
        var next = 0
        while next < view.mentions.count {
            let chain = Coordination.chain(startingAt: next, view)
            let states = chain.filter { place in
                let country = view.mentions[place].mention.country
                return country.map { !CountryFinder.groups.contains($0) } ?? false
            }
            if states.count > 2, Set(states.map { view.mentions[$0].mention.country }).count > 2 {
                lists.append(states.map { view.mentions[$0].number })
            }
            next = max(next, chain.max() ?? next) + 1
        }
        return lists
    }
}
