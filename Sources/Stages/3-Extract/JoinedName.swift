internal import Knowledge
internal import Language
internal import Messages

/// Whom the first part of a joined word names: "Qatari-brokered", "US-led".
struct JoinedName {
    let data: LanguageData
    /// When the article was published.
    let day: Day

    /// A new mention of whom the part names that the token at `index` begins with.
    func mention(
        _ name: Substring, at index: Int, _ view: SentenceView, _ memory: inout MentionMemory
    ) -> Int? {
        let number = data.vocabulary.number(String(name))
        let start = view.tokens[index].start
        var mention = ActorMention(
            sentence: view.number, span: Span(start, start + name.unicodeScalars.count),
            kind: .name)
        for match in data.names.matches(at: 0, count: 1, word: { _ in number }) {
            for entry in match.entries {
                switch entry {
                case .adjective(let country), .country(let country, _):
                    let code = data.countries[country].code
                    (mention.entity, mention.country) = ("\(code)/GOV", code)
                    (mention.sectors, mention.resolvedBy) = (["GOV"], "lexicon:country")
                case .organisation(let place, _):
                    let organisation = data.organisations[place]
                    mention.entity = organisation.entity(on: day)
                    mention.country = organisation.country
                    mention.name = organisation.name
                    mention.sectors = organisation.sectors(on: day)
                    mention.resolvedBy = "lexicon:organisation"
                default: continue
                }
                mention.score = 0.9
                return memory.append(mention)
            }
        }
        return nil
    }
}
