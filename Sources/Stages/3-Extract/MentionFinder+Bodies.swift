internal import Knowledge
internal import Language
internal import Messages

extension MentionFinder {
    /// An organisation of the country that stands before it: "Israel's Labor Party", "Tunisia's
    /// powerful UGTT union". The country tells which of several of one name is meant.
    func ownBody(
        of country: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let code = data.countries[country].code
        var index = last + 1
        if index < view.tokens.count, view.tags[index] == .possessive { index += 1 }
        for _ in 0..<3 {
            guard index < view.tokens.count else { return nil }
            let matches = data.names.matches(at: index, count: view.tokens.count) {
                view.tokens[$0].word
            }
            for match in matches {
                let end = index + match.length - 1
                for name in match.entries {
                    let number: Int
                    switch name {
                    case .organisation(let organisation, let spelling),
                        .shared(let organisation, let spelling):
                        guard spelling != .any, isWritten(spelling, index, end, view) else {
                            continue
                        }
                        number = organisation
                    default: continue
                    }
                    guard data.organisations[number].country == code else { continue }
                    return organisation(number, first, end, view, memory)
                }
                // A longer phrase that names something else.
                if view.tokens[index].shape.contains(.capital) { return nil }
            }
            guard view.tags[index] == .adjective, !view.tokens[index].shape.contains(.capital)
            else { return nil }
            index += 1
        }
        return nil
    }

    /// What stands in brackets behind a body's name: "the National Relief Council (NRC)", folded.
    func abbreviation(of found: FoundMention, _ view: SentenceView) -> String? {
        let open = found.last + 1
        guard found.mention.entity != nil, !found.isPerson, found.last > found.first,
            view.mark(open) == "(", view.mark(open + 2) == ")",
            view.tokens[open + 1].shape.contains(.capital), isAllLarge(open + 1, view),
            let first = view.folded(open + 1).first
        else { return nil }
        // The letters are those of the name's words.
        let isOwn = (found.first...found.last).contains { view.folded($0).first == first }
        return isOwn ? view.folded(open + 1) : nil
    }

    /// Words joined to a name by a hyphen that make what follows that one's own.
    private static let leads: Set<String> = [
        "led", "run", "flagged", "registered", "owned", "headed", "commanded",
    ]

    /// "the Saudi-led coalition", "a Panamanian-flagged tanker": those whom somebody leads or owns.
    /// The name has `length` words, or is joined to what follows in one.
    func ledAgent(at index: Int, _ length: Int, _ view: SentenceView) -> FoundMention? {
        var names: [Name] = []
        var end = index
        let token = view.tokens[index]
        let letters = Array(view.text.scalars[token.start..<token.end])
        if letters.contains("-") {
            guard length == 1, let hyphen = letters.lastIndex(of: "-"), hyphen > 0 else {
                return nil
            }
            guard MentionFinder.leads.contains(Folding.fold(letters[(hyphen + 1)...])) else {
                return nil
            }
            let words = [data.vocabulary.number(Folding.fold(letters[..<hyphen]))]
            names = data.names.matches(at: 0, count: 1) { words[$0] }.first?.entries ?? []
        } else {
            end = index + length + 1
            guard isCompounded(index + length - 1, view),
                MentionFinder.leads.contains(view.folded(end))
            else { return nil }
            let matches = data.names.matches(at: index, count: index + length) {
                view.tokens[$0].word
            }
            names = matches.first { $0.length == length }?.entries ?? []
        }
        let reader = AgentReader(data: data, day: day)
        guard let agent = reader.agent(after: end, view) else { return nil }
        for name in names {
            var found: FoundMention
            switch name {
            case .country(let number, _), .adjective(let number), .metonym(let number, _):
                let country = data.countries[number]
                found = reader.made(
                    country: country.code, agent: agent.number, index, agent.last, view, 0.8,
                    "lexicon:country+agent", state: country.sector)
            case .organisation(let number, _):
                let organisation = data.organisations[number]
                found = reader.made(
                    country: organisation.country, agent: agent.number, index, agent.last, view,
                    0.8, "lexicon:organisation")
                let sector = found.mention.sectors.first ?? "UNK"
                let isForce = sector == "MIL"
                found.mention.sectors = isForce ? [sector] : organisation.sectors(on: day)
                found.mention.entity =
                    isForce ? "\(organisation.id)/\(sector)" : organisation.entity(on: day)
                found.mention.name = organisation.name
            default: continue
            }
            found.isPlural = agent.plural
            return reader.named(found, view)
        }
        return nil
    }
}
