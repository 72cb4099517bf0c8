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
    /// last; "its Russian counterpart": of the sector of the body of which the sentence tells.
    func peer(
        _ agent: (number: Int, plural: Bool, last: Int), of country: String, state: String,
        _ first: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention {
        var found = made(
            country: country, agent: agent.number, first, agent.last, view, 0.85,
            "lexicon:country+agent", state: state)
        found.isPlural = agent.plural
        let isBody = first > 0 && data.vocabulary.text(view.tokens[first - 1].word) == "its"
        if isBody { found.isPerson = false }
        let before =
            isBody
            ? view.mentions.first { !$0.isPerson && $0.canAct && $0.mention.entity != nil }
            : view.mentions.last { $0.isPerson && !$0.isPlural && $0.mention.entity != nil }
        let sectors: [String]
        if let before {
            sectors = before.mention.sectors
            found.office = before.office
        } else if let earlier = memory.pronoun(isBody ? "its" : "his").first {
            sectors = memory.all[earlier].sectors
            found.office = memory.holder(of: earlier).office
        } else {
            return named(found, view)
        }
        if let sector = sectors.first, sector != "ELI" {
            let isState = sector == "GOV" || sector == "PRE"
            found.mention.sectors = [isState ? state : sector]
            found.mention.entity = "\(country)/\(found.mention.sectors[0])"
        }
        if agent.plural { found.office = nil }
        return named(found, view)
    }
}
