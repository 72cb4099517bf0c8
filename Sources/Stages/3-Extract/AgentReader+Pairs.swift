internal import Knowledge
internal import Language
internal import Messages

extension AgentReader {
    /// The agent noun that several countries share: of "Czech, Polish and German police", seen from
    /// "Czech".
    func sharedAgent(after last: Int, _ view: SentenceView) -> Int? {
        var index = last + 1
        var joined = false
        for _ in 0..<6 {
            guard index < view.tokens.count else { return nil }
            let isLink = view.isComma(index) || view.tags[index] == .conjunction
            guard isLink else { break }
            joined = joined || view.tags[index] == .conjunction
            index += 1
            if index < view.tokens.count, view.tags[index] == .conjunction {
                joined = true
                index += 1
            }
            guard let end = countryAdjective(at: index, view) else { return nil }
            index = end + 1
        }
        guard joined, index > last + 1 else { return nil }
        return agent(after: index - 1, view)?.number
    }

    /// The last token of a country's adjective at `index`.
    private func countryAdjective(at index: Int, _ view: SentenceView) -> Int? {
        guard index < view.tokens.count, view.tokens[index].shape.contains(.capital) else {
            return nil
        }
        let matches = data.names.matches(at: index, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            for case .adjective in match.entries { return index + match.length - 1 }
        }
        return nil
    }

    /// "his Russian counterpart": of a country, and of the sector and the office of the person told
    /// last.
    func peer(
        _ agent: (number: Int, plural: Bool, last: Int), of country: String, _ first: Int,
        _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention {
        var found = made(
            country: country, agent: agent.number, first, agent.last, view, 0.85,
            "lexicon:country+agent")
        found.isPlural = agent.plural
        let before = view.mentions.last { $0.isPerson && !$0.isPlural && $0.mention.entity != nil }
        let sectors: [String]
        if let before {
            sectors = before.mention.sectors
            found.office = before.office
        } else if let earlier = memory.pronoun("his").first {
            sectors = memory.all[earlier].sectors
            found.office = memory.holder(of: earlier).office
        } else {
            return named(found, view)
        }
        if let sector = sectors.first, sector != "ELI" {
            found.mention.sectors = [sector]
            found.mention.entity = "\(country)/\(sector)"
        }
        if agent.plural { found.office = nil }
        return named(found, view)
    }
}
