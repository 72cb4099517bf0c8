internal import Knowledge
internal import Language
internal import Messages

extension MentionFinder {
    /// A capitalised name the lexicons do not know.
    func unknownName(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        guard isNamePart(index, view), !view.isHead(index) || view.tags[index] == .name
        else { return nil }
        var last = index
        while last + 1 < view.tokens.count, last - index < 4,
            isNamePart(last + 1, view) || hasArticle(last + 1, view)
        {
            last += 1
        }
        if let found = office(index, last, view, memory) { return found }
        let surname = view.folded(view.surname(last, after: index))
        var mention = ActorMention(
            sentence: view.number, span: view.span(index, last), kind: .name)
        let isFirm = last > index && MentionFinder.firms.contains(surname)
        var number = isFirm ? nil : memory.person(surname: surname)
        if number == nil, last > index, !isFirm {
            let person =
                data.person(
                    given: view.tokens[index].word, surname: surname, on: day, near: memory.codes)
                ?? data.person(
                    soundingLike: view.folded(index), surname, on: day, near: memory.codes)
            if let person, let found = self.person(person, index, last, view) { return found }
        }
        if number == nil, last == index, let found = foreseen(at: index, surname, view, memory) {
            return found
        }
        if number == nil, last == index, !memory.isStranger(surname),
            let found = incumbent(at: index, view, memory) ?? hyphened(at: index, view, memory)
        {
            return found
        }
        if last - index > 2 { number = nil }
        if let number {
            mention = memory.all[number]
            mention.sentence = view.number
            mention.span = view.span(index, last)
            mention.kind = .name
            mention.antecedent = number
            mention.resolvedBy = "article:name"
            mention.score = 0.85
        } else if last == index, view.isHead(index) {
            return nil
        }
        var found = FoundMention(first: index, last: last, mention: mention)
        found.isPerson = !isFirm
        found.isModifier = isModifier(last, view)
        return found
    }

    /// Last words of names of firms.
    private static let firms: Set<String> = [
        "corp", "corporation", "inc", "ltd", "llc", "plc", "co", "gmbh", "group", "holdings",
    ]

    /// "Hun-Sen": a name of the tables with hyphens for its spaces.
    private func hyphened(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let parts = view.folded(index).split(separator: "-")
        guard (2...4).contains(parts.count) else { return nil }
        let words = parts.map { data.vocabulary.number(String($0)) }
        let matches = data.names.matches(at: 0, count: words.count) { words[$0] }
        guard let match = matches.first, match.length == words.count else { return nil }
        let candidates = match.entries.compactMap { entry -> Int? in
            if case .person(let number) = entry { number } else { nil }
        }
        return data.person(among: candidates, on: day, near: memory.codes).flatMap {
            person($0, index, index, view)
        }
    }

    /// "Putin", "Merkel": a bare surname that was not told before in full. At the head of a
    /// sentence, where any word is written large, only of a country named.
    private func incumbent(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        guard
            let number = data.incumbent(
                surname: view.tokens[index].word, on: day, near: memory.codes, titled: false),
            var found = person(number, index, index, view)
        else { return nil }
        if view.isHead(index), let country = found.mention.country,
            !memory.codes.contains(country)
        {
            return nil
        }
        found.mention.resolvedBy = "lexicon:surname"
        found.mention.score = 0.7
        return found
    }

    /// "al-Hariri": a surname with the Arabic article, which is written small.
    private func hasArticle(_ index: Int, _ view: SentenceView) -> Bool {
        let token = view.tokens[index]
        let letters = view.text.scalars[token.start..<token.end]
        guard letters.count > 4 else { return false }
        let word = String(String.UnicodeScalarView(letters.prefix(3)))
        return (word == "al-" || word == "el-")
            && letters[letters.startIndex + 3].properties.isUppercase
    }

    func isNamePart(_ index: Int, _ view: SentenceView) -> Bool {
        let token = view.tokens[index]
        guard token.shape.contains(.capital), token.shape.contains(.word),
            view.tags[index] == .name || view.tags[index] == .noun
        else { return false }
        let classes = data.vocabulary.classes(token.word)
        return classes.isDisjoint(with: [.month, .weekday, .determiner, .title])
    }

    /// "the council", "the ministry", "the kingdom": who was mentioned with that noun.
    func reference(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let word = view.tokens[index].word
        guard word >= 0, index > 0,
            data.organisationNouns.contains(word) || data.allStateNouns.contains(word),
            let number = memory.description(
                noun: word, in: view, except: AgentReader(data: data, day: day).own(index, view))
        else { return nil }
        let phrase = NounPhrase(endingAt: index, index, view, data)
        guard phrase.isTelling, let start = phrase.determiner else { return nil }
        var mention = memory.all[number]
        mention.sentence = view.number
        mention.span = view.span(start, index)
        mention.kind = .description
        mention.antecedent = number
        mention.resolvedBy = "article:description"
        mention.score = 0.8
        var found = FoundMention(first: index, last: index, mention: mention)
        found.head = word
        found.isModifier = isModifier(index, view)
        return found
    }
}
