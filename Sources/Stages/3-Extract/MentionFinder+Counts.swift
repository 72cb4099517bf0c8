internal import Knowledge
internal import Language
internal import Messages

/// Those who are told by how many they are.
extension MentionFinder {
    /// "the two countries", "both sides", "the three capitals": see ``PairReader``.
    func pair(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> [FoundMention]? {
        var number = index
        if let agent = AgentReader(data: data, day: day).agentNoun(at: index, view), agent.plural,
            agent.last + 2 < view.tokens.count,
            ["of", "from"].contains(data.vocabulary.text(view.tokens[agent.last + 1].word))
        {
            // "the envoys of the two countries"
            number = agent.last + 2
            if view.tags[number] == .determiner, number + 1 < view.tokens.count { number += 1 }
        }
        guard let phrase = PairPhrase(at: number, from: index, view) else { return nil }
        if phrase.word == "koreas" { return koreas(phrase, view) }
        let reader = PairReader(data: data)
        let named = reader.named(phrase, view, memory)
        guard named.count == phrase.count, fits(named, phrase, memory) else { return nil }
        return named.map { number in
            var mention = reader.mention(number, as: phrase, memory)
            mention.sentence = view.number
            mention.span = view.span(phrase.start, phrase.noun)
            mention.kind = .description
            mention.antecedent = number
            mention.resolvedBy = "article:pair"
            mention.score = 0.6
            return FoundMention(first: phrase.start, last: phrase.noun, mention: mention)
        }
    }

    private func koreas(_ phrase: PairPhrase, _ view: SentenceView) -> [FoundMention] {
        ["PRK", "KOR"].map { code in
            let mention = ActorMention(
                sentence: view.number, span: view.span(phrase.start, phrase.noun), kind: .name,
                entity: "\(code)/GOV", country: code, sectors: ["GOV"],
                resolvedBy: "lexicon:country", score: 0.9)
            return FoundMention(first: phrase.start, last: phrase.noun, mention: mention)
        }
    }

    /// Whether those may be called so: neighbours and governments are states, others may be bodies.
    private func fits(_ named: [Int], _ phrase: PairPhrase, _ memory: MentionMemory) -> Bool {
        let isOfStates = phrase.word.hasPrefix("neighb") || phrase.word == "governments"
        let areStates = named.allSatisfy { number in
            guard let country = memory.all[number].country else { return true }
            return !CountryFinder.groups.contains(country)
                && (!isOfStates || memory.all[number].entity?.hasPrefix(country) == true)
        }
        return areStates || phrase.kind == .sides || phrase.kind == .persons
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
