internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Finds whom pronouns stand for.
///
/// Who is the subject is spoken of: first the nearest fitting subject before the pronoun in its
/// sentence, then the subject of the sentence before, or who spoke last. Words in quotation marks refer
/// to others than those around them. Where somebody, or something, that no table knows stands there,
/// nobody is meant that is known. The order is that of centering (Grosz, Joshi and Weinstein 1995).
struct AntecedentFinder {
    let data: LanguageData
    /// So many words back in its sentence a pronoun reaches.
    static let reach = 80
    /// So many pronouns back are followed.
    private static let chain = 3

    /// Somebody whom a pronoun may mean.
    struct Candidate {
        /// The number of the mention; nil if nothing is known of it.
        var number: Int?
        var token: Int
        var isSubject: Bool
        var gender: Gender?
    }

    /// Whom a pronoun means.
    enum Answer: Equatable {
        /// Nobody was found.
        case none
        /// Somebody, or something, unknown.
        case unknown
        /// The mentions, and whether the one spoken of is among them, and not only somebody near.
        case known([Int], isSure: Bool)

        /// The mentions.
        var numbers: [Int] {
            if case .known(let numbers, _) = self { numbers } else { [] }
        }
    }

    /// Whom the pronoun `word` at a token means.
    func antecedent(
        of word: String, at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer {
        switch word {
        case "he", "him", "his", "she", "her":
            person(word, index, view, memory, AntecedentFinder.chain)
        case "it", "its": body(word, index, view, memory)
        case "they", "them", "their": group(word, index, view, memory)
        case "i", "me", "my", "we", "us", "our": speaker(word, index, view, memory)
        default: .none
        }
    }

    // MARK: Persons

    private func person(
        _ word: String, _ index: Int, _ view: SentenceView, _ memory: MentionMemory, _ depth: Int
    ) -> Answer {
        let gender = Gender(pronoun: word)
        func fits(_ candidate: Candidate) -> Bool {
            candidate.gender == nil || candidate.gender == gender
        }
        let isQuoted = view.tokens[index].shape.contains(.quoted)
        let own = word == "him" || word == "her" ? ownSubject(of: index, view) : nil
        let start = max(0, index - AntecedentFinder.reach)
        let before = candidates(in: start..<index, view).filter {
            view.tokens[$0.token].shape.contains(.quoted) == isQuoted
                && fits($0) && $0.token != own
        }
        // "Khalidi's guards and his driver": an owner owns what follows, too.
        let subject = before.last { candidate in
            let covering = word == "his" ? view.mentionAt[candidate.token] : -1
            return candidate.isSubject
                || covering >= 0 && isPossessor(view.mentions[covering], view)
        }
        // "He asked the premier when he would leave": of whom the first "he" spoke.
        if depth > 0, let first = subjectPronoun(gender, before: index, isQuoted, view),
            first != own,
            subject.map({ $0.token < first }) ?? true
        {
            return person(view.folded(first), first, view, memory, depth - 1)
        }
        if let subject { return answer(subject, isSure: true) }
        let isSpeech = speaks(index, view)
        let earlier = memory.spokenOf(isQuoted: isQuoted).filter(fits)
        if isSpeech, let speaker = memory.speaker(isPerson: true), fits(speaker),
            earlier.first.map({ !$0.isSubject }) ?? true
        {
            return answer(speaker, isSure: true)
        }
        if let subject = earlier.first, subject.isSubject, before.isEmpty || isSpeech {
            return answer(subject, isSure: true)
        }
        // "Khalidi met the premier and thanked him": not whoever thanks.
        if let near = before.last { return answer(near, isSure: own != nil && near.number != nil) }
        if let first = earlier.first { return answer(first, isSure: false) }
        // Translations keep the gender that a body has in their language: "the presidency said that …
        // She explained".
        guard gender == Gender(pronoun: "she"), !isQuoted,
            let body = memory.speaker(isPerson: false)
        else { return .none }
        return answer(body, isSure: false)
    }

    /// The nearest "he" or "she" before a token.
    private func subjectPronoun(
        _ gender: Gender?, before index: Int, _ isQuoted: Bool, _ view: SentenceView
    ) -> Int? {
        (max(0, index - AntecedentFinder.reach)..<index).last { place in
            view.tags[place] == .pronoun
                && view.tokens[place].shape.contains(.quoted) == isQuoted
                && ["he", "she"].contains(view.folded(place))
                && Gender(pronoun: view.folded(place)) == gender
        }
    }

    private func answer(_ candidate: Candidate, isSure: Bool) -> Answer {
        candidate.number.map { .known([$0], isSure: isSure) } ?? .unknown
    }

    /// The persons named in some words of a sentence, in order, with those that only the model sees.
    func candidates(in range: Range<Int>, _ view: SentenceView) -> [Candidate] {
        var found: [Candidate] = []
        var token = range.lowerBound
        while token < range.upperBound {
            let covering = view.mentionAt[token]
            if covering < 0 {
                if view.persons.contains(token), view.tags[token] != .pronoun,
                    view.subjects?.contains(token) == true
                {
                    found.append(
                        Candidate(
                            number: nil, token: token, isSubject: true,
                            gender: Gender(naming: view.folded(token))))
                }
                token += 1
                continue
            }
            let mention = view.mentions[covering]
            if let candidate = candidate(mention, view), mention.first >= range.lowerBound {
                found.append(candidate)
            }
            token = max(token, mention.last) + 1
        }
        return found
    }

    private func candidate(_ mention: FoundMention, _ view: SentenceView) -> Candidate? {
        guard mention.isPerson, !mention.isPlural, mention.mention.kind != .pronoun,
            mention.number >= 0, !mention.isModifier || isPossessor(mention, view),
            mention.mention.entity != nil || isUnknownPerson(mention, view)
        else { return nil }
        let name = mention.mention.name ?? mention.person ?? view.text[mention.mention.span]
        return Candidate(
            number: mention.mention.entity == nil ? nil : mention.number, token: mention.first,
            isSubject: isSubject(mention, view), gender: Gender(naming: name))
    }

    /// Whether a name that no table knows is a person's.
    private func isUnknownPerson(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        guard mention.mention.kind == .name else { return false }
        guard view.subjects != nil else { return mention.last > mention.first }
        return (mention.first...mention.last).contains(where: view.persons.contains)
    }

    // MARK: Bodies

    private func body(
        _ word: String, _ index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer {
        if view.expletives.contains(index) || isEmpty(index, view) { return .unknown }
        let isQuoted = view.tokens[index].shape.contains(.quoted)
        var tokens = subjectTokens(before: index, view)
        if word == "its" { tokens = (tokens + owners(before: index, view)).sorted() }
        for token in tokens.reversed()
        where view.tokens[token].shape.contains(.quoted) == isQuoted {
            switch subject(token, view) {
            case .person: continue
            case .thing: return .unknown
            case .body(let number): return .known([number], isSure: true)
            case .group: continue
            }
        }
        // "told the council it must pay": of whom something is asked.
        if let asked = asked(index, view) { return .known([asked], isSure: true) }
        if speaks(index, view), let speaker = memory.speaker(isPerson: false) {
            return answer(speaker, isSure: true)
        }
        if let object = object(before: index, view) { return .known([object], isSure: true) }
        return memory.body.map { .known([$0], isSure: false) } ?? .none
    }

    /// "it is clear that": what no one has done.
    private func isEmpty(_ index: Int, _ view: SentenceView) -> Bool {
        guard view.subjects == nil, view.folded(index) == "it",
            let number = view.group(covering: index + 1), view.groups[number].copular
        else { return false }
        let next = view.groups[number].main + 1
        return next < view.tokens.count && [.adjective, .determiner].contains(view.tags[next])
    }

    // MARK: Groups

    private func group(
        _ word: String, _ index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer {
        let isQuoted = view.tokens[index].shape.contains(.quoted)
        let own = word == "them" ? ownSubject(of: index, view) : nil
        let subjects = subjectTokens(before: index, view).filter {
            view.tokens[$0].shape.contains(.quoted) == isQuoted && view.tags[$0] != .pronoun
        }
        for token in subjects.reversed() where token != own {
            switch subject(token, view) {
            case .group(let numbers):
                return numbers.isEmpty ? .unknown : .known(numbers, isSure: true)
            case .body(let number):
                // "the Free Guard say they", but hardly "Oman said they"
                if !isCountry(number, memory) { return .known([number], isSure: true) }
            case .person, .thing: break
            }
        }
        // "Kenya's minister visited Chad. They agreed": those who met.
        let group = memory.group.isEmpty ? memory.met(before: view.number) : memory.group
        guard !group.isEmpty else { return .none }
        return subjects.isEmpty ? .known(group, isSure: false) : .unknown
    }

    private func isCountry(_ number: Int, _ memory: MentionMemory) -> Bool {
        memory.all[number].resolvedBy == "lexicon:country"
    }
}
