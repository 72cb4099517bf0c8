internal import Knowledge
internal import Language

/// The country to which a sentence moves a report with its first words: "In Nairobi, lawmakers said".
/// Up to the end of the paragraph those of whom it tells without a state are of it.
struct Scene {
    let data: LanguageData

    /// The country's code; nil if the sentence begins otherwise, or where organisations sit.
    func country(_ view: SentenceView) -> String? {
        guard view.tokens.count > 3, view.folded(0) == "in",
            view.tokens[1].shape.contains(.capital)
        else { return nil }
        let matches = data.names.matches(at: 1, count: view.tokens.count) { view.tokens[$0].word }
        guard let match = matches.first else { return nil }
        var code: String?
        for name in match.entries {
            switch name {
            case .country(let number, _), .metonym(let number, _), .city(let number):
                code = code ?? data.countries[number].code
            case .organisation, .shared, .person: return nil
            default: continue
            }
        }
        let next = match.length + 1
        guard next < view.tokens.count, !view.tokens[next].shape.contains(.capital),
            view.tags[next] != .possessive
        else { return nil }
        return code
    }
}
