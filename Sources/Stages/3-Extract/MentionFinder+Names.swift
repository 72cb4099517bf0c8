internal import Knowledge
internal import Language
internal import Messages

extension MentionFinder {
    /// Whether the words at `first` to `last` are written as a name must be.
    func isWritten(
        _ spelling: Name.Case, _ first: Int, _ last: Int, _ view: SentenceView
    ) -> Bool {
        let shape = view.tokens[first].shape
        if spelling == .any { return true }
        if spelling == .capitals {
            return shape.contains(.capitals)
                || first == last && (isAcronymAsWord(first, view) || isAllLarge(first, view))
        }
        if shape.contains(.capital) { return true }
        // "al-Shabaab", "the Gulf": the article of a name is small.
        let token = view.tokens[first]
        let inside = view.text.scalars[token.start..<token.end].contains {
            $0.properties.isUppercase
        }
        let word = data.vocabulary.text(token.word)
        return inside
            || last > first && ["the", "al", "el"].contains(word)
                && view.tokens[last].shape.contains(.capital)
    }

    /// Whether no letter of a word is small, as in "G7".
    func isAllLarge(_ index: Int, _ view: SentenceView) -> Bool {
        let token = view.tokens[index]
        return token.shape.contains(.capital)
            && !view.text.scalars[token.start..<token.end].contains { $0.properties.isLowercase }
    }

    /// Whether a long acronym is written as a word, as "Unicef" and "Asean" are by many.
    private func isAcronymAsWord(_ index: Int, _ view: SentenceView) -> Bool {
        let token = view.tokens[index]
        return token.end - token.start >= 5 && token.shape.contains(.capital)
            && data.vocabulary.classes(token.word).isSubset(of: [.noun])
    }

    /// Whether the text tells which of several bodies of one name is meant: it named the
    /// organisation itself, its country, or, of one of many countries, a member.
    func isTold(
        _ organisation: Organisation, _ spelling: Name.Case, _ memory: MentionMemory
    ) -> Bool {
        if memory.knows(organisation: organisation.id) { return true }
        guard organisation.exists(on: day) else { return false }
        guard CountryFinder.groups.contains(organisation.country) else {
            return memory.knows(country: organisation.country)
                || memory.codes.contains(organisation.country)
        }
        return spelling != .any
            && organisation.members(on: day).contains { memory.knows(country: $0) }
    }

    /// Whether a name that begins with "the" ends before another that begins one word later:
    /// "the Gulf" of "the Gulf of Guinea".
    func isPassedBy(_ index: Int, _ length: Int, _ view: SentenceView) -> Bool {
        guard view.tags[index] == .determiner, index + 1 < view.tokens.count else { return false }
        let next = data.names.matches(at: index + 1, count: view.tokens.count) {
            view.tokens[$0].word
        }
        return (next.first?.length ?? 0) + 1 > length
    }

    /// A name that is nobody's: its words are read, so that no country is found inside.
    func nobody(_ first: Int, _ last: Int, _ view: SentenceView) -> FoundMention {
        AgentReader(data: data, day: day).nobody(first, last, view)
    }

    /// Whether a city's name stands for an organisation that sits there: "Brussels fumes", but not
    /// "in Brussels".
    func isBody(
        _ entries: [Name], insteadOf name: Name, _ first: Int, _ view: SentenceView
    ) -> Bool {
        guard case .city = name, entries.count > 1 else { return false }
        let isSeat = entries.contains { if case .organisation = $0 { true } else { false } }
        let before = first > 0 ? data.vocabulary.text(view.tokens[first - 1].word) : ""
        return isSeat && !["to", "from"].contains(before)
            && !AgentReader(data: data, day: day).isLocative(first, view)
    }

    /// Whether a dash and a small adjective are joined to the token: "U.S." of "U.S.-backed".
    func isCompounded(_ last: Int, _ view: SentenceView) -> Bool {
        guard last + 2 < view.tokens.count, view.tags[last + 1] == .mark,
            view.tags[last + 2] == .adjective, !view.tokens[last + 2].shape.contains(.capital)
        else { return false }
        return view.tokens[last].end == view.tokens[last + 1].start
            && view.tokens[last + 1].end == view.tokens[last + 2].start
    }

    /// Whether a country's or city's name is a person's here: "Jordan Peterson".
    func isGivenName(_ first: Int, _ last: Int, _ view: SentenceView) -> Bool {
        let next = last + 1
        guard first == last, data.placeGivenNames.contains(view.tokens[first].word),
            next < view.tokens.count, view.tags[next] == .name, isNamePart(next, view)
        else { return false }
        let classes = data.vocabulary.classes(view.tokens[next].word)
        let known = data.names.matches(at: next, count: view.tokens.count) {
            view.tokens[$0].word
        }
        return known.isEmpty && classes.isDisjoint(with: [.noun, .adjective, .weekday, .month])
    }

    /// Whether an organisation is only where something was said: "on Twitter", "told Reuters".
    func isChannel(_ organisation: Organisation, _ first: Int, _ view: SentenceView) -> Bool {
        guard first > 0, let sector = organisation.sectors.first, ["JRN", "MNC"].contains(sector)
        else { return false }
        var index = first - 1
        while index > 0, view.tags[index] == .determiner || view.tags[index] == .adjective {
            index -= 1
        }
        let before = data.vocabulary.text(view.tokens[index].word)
        if ["on", "via", "through", "by", "to", "with", "from"].contains(before) {
            return sector == "JRN" || before == "on" || before == "via" || before == "through"
        }
        return sector == "JRN" && ["told", "tells", "telling", "tell"].contains(before)
    }
}
