internal import Knowledge
internal import Language
internal import Messages

/// Groups that the text names without saying whose they are: of an armed group that it names beside
/// them, or of nobody told before.
extension AgentReader {
    /// An armed group.
    struct Band {
        var entity: String
        var country: String
        var sectors: [String]
    }

    /// The armed group of which "the militants" or "fighters" are: the one that the sentence named
    /// before, or the sentence before it; of several the one that is of no single state. Who fights,
    /// or tells of them, is not meant, nor are those of another side ("allied fighters").
    func band(
        _ agent: Agent, _ phrase: NounPhrase, _ first: Int, _ last: Int, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> Band? {
        guard agent.isBand, !phrase.isOwned, agent.kind == .group || phrase.word == "the",
            !phrase.isForeign(agent.sector) || agent.phrase.hasPrefix("foreign "),
            !isOfOthers(phrase, first, last, view)
        else { return nil }
        let isOne = ["group", "organisation", "organization"].contains(view.folded(last))
        guard !isOne || phrase.word == "the" else { return nil }
        if isPredicate(phrase, agent.kind == .group, last, view) { return nil }
        let finder = AntecedentFinder(data: data)
        let own = finder.ownSubject(of: last, view)
        let here = view.mentions.filter { found in
            !(found.first...found.last).contains(own ?? -1)
                && !(finder.isSubject(found, view) && finder.speaks(found.last, view))
        }.map(\.mention)
        if let band = single(here) { return band }
        guard single(view.mentions.map(\.mention)) == nil else { return nil }
        return single(memory.told(in: view.number - 1))
    }

    /// The number of the mention that acts in the clause in which a token stands. Nobody calls who acts
    /// by other words there: "the Guard besieges the group" tells of two.
    func own(_ index: Int, _ view: SentenceView) -> Int? {
        guard view.reading != nil,
            let token = AntecedentFinder(data: data).ownSubject(of: index, view)
        else { return nil }
        let covering = view.mentionAt[token]
        // "The group left the group's hills": who is told twice with one word is one.
        guard covering >= 0, token < index, view.mentions[covering].mention.kind == .name else {
            return nil
        }
        return view.mentions[covering].number
    }

    /// The armed group that is named, if it is one.
    private func single(_ mentions: [ActorMention]) -> Band? {
        var bands: [Band] = []
        for mention in mentions {
            guard let entity = mention.entity, let country = mention.country,
                mention.sectors == ["REB"],
                data.organisationNumbers[String(entity.prefix { $0 != "/" })] != nil,
                !bands.contains(where: { $0.entity == entity })
            else { continue }
            bands.append(Band(entity: entity, country: country, sectors: mention.sectors))
        }
        let free = bands.filter { CountryFinder.groups.contains($0.country) }
        return bands.count == 1 ? bands.first : free.count == 1 ? free.first : nil
    }

    /// Whether the words beside a noun set those apart from the group told before: "allied fighters",
    /// "other jihadists", "fighters loyal to the king".
    private func isOfOthers(
        _ phrase: NounPhrase, _ first: Int, _ last: Int, _ view: SentenceView
    ) -> Bool {
        if last + 1 < view.tokens.count, AgentReader.takesSides(last + 1, view) { return true }
        return (phrase.start..<max(first, phrase.start)).contains { index in
            let word = view.folded(index)
            return AgentReader.others.contains(word) || word.hasPrefix("anti")
                || word.hasPrefix("pro-")
                || view.tokens[index].shape.contains(.capital) && !view.isHead(index)
        }
    }

    private static let others: Set<String> = [
        "other", "another", "local", "proxy", "allied", "tribal", "rebel", "opposition", "moderate",
        "friendly", "own", "opposing", "rival",
    ]

    /// Whether a word behind forces says on whose side they are, which the article does not know.
    static func takesSides(_ index: Int, _ view: SentenceView) -> Bool {
        sides.contains(view.folded(index))
    }

    private static let sides: Set<String> = [
        "loyal", "allied", "opposed", "fighting", "battling", "backing", "supporting", "against",
        "backed", "trained", "sponsored",
    ]

    /// Whether somebody not told before is named, who may be of anywhere: "a terror group", "an army",
    /// "forces allied with the premier".
    func isVague(
        _ agent: Agent, _ plural: Bool, _ phrase: NounPhrase, _ first: Int, _ last: Int,
        _ view: SentenceView
    ) -> Bool {
        if agent.isKin, !phrase.isOwned, !isCounted(phrase, view) { return true }
        if ["MIL", "PRM"].contains(agent.sector), last + 1 < view.tokens.count,
            AgentReader.takesSides(last + 1, view)
        {
            return true
        }
        if ["a", "an"].contains(phrase.word), !plural || agent.kind == .group {
            if ["REB", "UAF", "CRM", "PRM"].contains(agent.sector) { return true }
            if agent.kind == .body {
                // "a defence department official"
                return ["GOV", "MIL"].contains(agent.sector) && !AgentReader.isModifier(last, view)
            }
            return agent.kind == .group && agent.sector == "CVL" && phrase.determiner == first - 1
        }
        if agent.phrase == "children", first > 1 {
            // "the wives or children of fighters"
            return ["wives", "husbands"].contains(view.folded(first - 2))
        }
        guard agent.phrase == "people" else { return false }
        return (phrase.start..<last).contains { AgentReader.anyPeople.contains(view.folded($0)) }
    }

    /// Words before "people" that mean nobody of anywhere.
    private static let anyPeople: Set<String> = [
        "other", "some", "most", "few", "you", "a", "civilised", "civilized", "ordinary", "young",
    ]
}
