internal import Knowledge
internal import Language
internal import Messages

/// Finds the places a sentence tells: countries and known cities after a preposition of place, and
/// any name after "the city of".
struct PlaceFinder {
    let data: LanguageData

    /// The places of `view` with their first and last tokens.
    func places(in view: SentenceView) -> [(first: Int, last: Int, place: Place)] {
        var found: [(first: Int, last: Int, place: Place)] = []
        for mention in view.mentions where mention.isPlace {
            let text = view.text[mention.mention.span]
            let isCity = mention.mention.kind == .metonym
            found.append(
                (
                    mention.first, mention.last,
                    Place(
                        name: isCity ? text : mention.mention.name ?? text,
                        country: mention.mention.country, precision: isCity ? .city : .country,
                        text: text)
                ))
        }
        for index in view.tokens.indices.dropLast(2) {
            let word = data.vocabulary.text(view.tokens[index].word)
            guard ["city", "town", "village", "province", "region"].contains(word),
                data.vocabulary.text(view.tokens[index + 1].word) == "of",
                view.tokens[index + 2].shape.contains(.capital),
                !found.contains(where: { $0.first <= index + 2 && index + 2 <= $0.last })
            else { continue }
            let covering = view.mentionAt[index + 2]
            let last = covering >= 0 ? view.mentions[covering].last : index + 2
            let text = view.text[view.span(index + 2, last)]
            let isCity = word == "city" || word == "town" || word == "village"
            found.append(
                (
                    index + 2, last,
                    Place(
                        name: text,
                        country: covering >= 0 ? view.mentions[covering].mention.country : nil,
                        precision: isCity ? .city : .province, text: text)
                ))
        }
        return found.sorted { $0.first < $1.first }
    }
}
