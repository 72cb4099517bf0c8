internal import Knowledge
internal import Language
internal import Messages

extension PlaceFinder {
    /// What says that a name is a place: a preposition, or a word for its kind.
    enum Cue { case weak, strong, settlement, division }

    /// Whether the token stands in the place that tells a group's country: "protesters in Syria".
    func isTail(_ index: Int, _ view: SentenceView) -> Bool {
        let mention = view.mentionAt[index]
        return mention >= 0 && view.mentions[mention].first < index
            && view.mentions[mention].mention.resolvedBy == "lexicon:agent+country"
    }

    /// Whether no known actor covers the token.
    func isFree(_ index: Int, _ view: SentenceView) -> Bool {
        let mention = view.mentionAt[index]
        return isCapital(index, view)
            && (mention < 0 || isTail(index, view)
                || view.mentions[mention].mention.entity == nil && view.mentions[mention].head < 0
                    && view.mentions[mention].mention.antecedent == nil)
    }

    func isCapital(_ index: Int, _ view: SentenceView) -> Bool {
        let token = view.tokens[index]
        guard token.shape.contains(.word), view.tags[index] != .mark else { return false }
        let classes = data.vocabulary.classes(token.word)
        guard classes.isDisjoint(with: [.month, .weekday, .determiner, .title]) else {
            return false
        }
        if token.shape.contains(.capital) { return true }
        let word = data.vocabulary.text(token.word)
        guard token.word < 0 || word.hasPrefix("al-") || word.hasPrefix("el-") else { return false }
        return view.text.scalars[token.start..<token.end].contains { $0.properties.isUppercase }
    }

    /// The cue before the name at `index`.
    func cue(before index: Int, _ view: SentenceView) -> Cue? {
        guard index > 0 else { return view.kind == .placeName ? .strong : nil }
        var before = index - 1
        while before > 0, view.tags[before] == .determiner || view.tags[before] == .adjective {
            before -= 1
        }
        let word = data.vocabulary.text(view.tokens[before].word)
        if before > 0, word == "of" {
            let kind = data.vocabulary.text(view.tokens[before - 1].word)
            if PlaceFinder.settlementWords.contains(kind) { return .settlement }
            if PlaceFinder.divisionWords.contains(kind) { return .division }
            // "University of …": a part of a name.
            guard !view.tokens[before - 1].shape.contains(.capital) else { return nil }
        }
        // "the northern town Tarhuna", "its southern province Kandahar"
        if before == index - 1, view.tags[before] == .noun,
            !view.tokens[before].shape.contains(.capital)
        {
            if PlaceFinder.settlementWords.contains(word) { return .settlement }
            if PlaceFinder.divisionWords.contains(word) { return .division }
        }
        guard view.tags[before] == .preposition || view.tags[before] == .to else { return nil }
        if PlaceFinder.strongWords.contains(word) { return .strong }
        return PlaceFinder.weakWords.contains(word) ? .weak : nil
    }

    /// The kind of place a word after the name says: "Helmand province".
    func type(after last: Int, _ view: SentenceView) -> Cue? {
        guard last + 1 < view.tokens.count else { return nil }
        let word = data.vocabulary.text(view.tokens[last + 1].word)
        if PlaceFinder.divisionWords.contains(word) { return .division }
        return PlaceFinder.settlementWords.contains(word) && word != "capital" ? .settlement : nil
    }

    /// The country, or the first-level division, named right after it: "Springfield, Illinois",
    /// "Jackson in Mississippi".
    func countryBeside(
        _ last: Int, _ view: SentenceView
    ) -> (country: String, division: String?, name: String)? {
        guard last + 2 < view.tokens.count,
            view.isComma(last + 1) || data.vocabulary.text(view.tokens[last + 1].word) == "in"
        else { return nil }
        let index = last + 2
        for match in names(at: index, view) where view.tokens[index].shape.contains(.capital) {
            for case .country(let number, _) in match.entries {
                return (data.countries[number].code, nil, data.countries[number].name)
            }
        }
        guard isCapital(index, view) else { return nil }
        var end = index
        while end + 1 < view.tokens.count, end - index < 2, isCapital(end + 1, view) { end += 1 }
        let division = data.gazetteer.entries(key(index, end, view)).filter {
            $0.kind == .division
        }.max { $0.population < $1.population }
        guard let division, let country = division.country else { return nil }
        return (country, division.admin1, division.name)
    }

    func names(at index: Int, _ view: SentenceView) -> [(length: Int, entries: [Name])] {
        data.names.matches(at: index, count: view.tokens.count) { view.tokens[$0].word }
    }

    /// The key of the tokens in the gazetteer.
    func key(_ first: Int, _ last: Int, _ view: SentenceView) -> String {
        (first...last).map { index in
            let token = view.tokens[index]
            return Folding.fold(view.text.scalars[token.start..<token.end])
        }.joined(separator: " ")
    }
}
