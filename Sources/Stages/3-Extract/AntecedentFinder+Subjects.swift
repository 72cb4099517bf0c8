internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Who or what the subjects of a sentence are.
extension AntecedentFinder {
    /// What a subject's word names.
    enum Subject {
        case person, thing
        case body(Int)
        case group([Int])
    }

    func subject(_ token: Int, _ view: SentenceView) -> Subject {
        let covering = view.mentionAt[token]
        guard covering >= 0 else {
            if view.persons.contains(token) || view.tags[token] == .pronoun
                || view.tags[token] == .relative
            {
                return .person
            }
            return .thing
        }
        let mention = view.mentions[covering]
        let chain = Coordination.chain(startingAt: covering, view)
            .filter { view.mentions[$0].mention.entity != nil && view.mentions[$0].number >= 0 }
        if chain.count > 1 { return .group(chain.map { view.mentions[$0].number }) }
        if mention.isPlural {
            return .group(mention.mention.entity == nil ? [] : [mention.number])
        }
        if mention.isPerson { return .person }
        guard mention.mention.entity != nil, !mention.isPlace,
            !mention.isModifier || isPossessor(mention, view)
        else { return .thing }
        return .body(mention.number)
    }

    /// The tokens of those who own something before `index`: "the council's silence and its calls".
    func owners(before index: Int, _ view: SentenceView) -> [Int] {
        mentions(before: index, view).filter { isPossessor($0, view) }.map(\.last)
    }

    /// The tokens before `index` that are subjects, in order.
    func subjectTokens(before index: Int, _ view: SentenceView) -> [Int] {
        if let subjects = view.subjects {
            return (max(0, index - AntecedentFinder.reach)..<index).filter(subjects.contains)
        }
        return mentions(before: index, view).filter { isSubject($0, view) }.map(\.last)
    }

    /// The mentions not far before `index`, in order.
    private func mentions(before index: Int, _ view: SentenceView) -> [FoundMention] {
        var found: [FoundMention] = []
        var token = max(0, index - AntecedentFinder.reach)
        while token < index {
            let covering = view.mentionAt[token]
            if covering >= 0 {
                let mention = view.mentions[covering]
                if mention.last < index { found.append(mention) }
                token = max(token, mention.last)
            }
            token += 1
        }
        return found
    }

    func isSubject(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        guard mention.canAct else { return false }
        if let subjects = view.subjects {
            return (mention.first...mention.last).contains(where: subjects.contains)
        }
        var before = mention.first - 1
        while before >= 0, mention.first - before < 8,
            [.determiner, .adjective].contains(view.tags[before])
        {
            before -= 1
        }
        if before >= 0, view.tags[before] == .preposition { return false }
        var next = mention.last + 1
        while next < view.tokens.count, next - mention.last < 8, view.tags[next] == .adverb {
            next += 1
        }
        return view.group(covering: next).map { view.groups[$0].isFinite } ?? false
    }

    /// The subject of the verb whose object stands at `index`.
    func ownSubject(of index: Int, _ view: SentenceView) -> Int? {
        guard let read = view.reading else {
            return subjectTokens(before: index, view).last.map { token in
                let covering = view.mentionAt[token]
                return covering >= 0 ? view.mentions[covering].first : token
            }
        }
        guard let word = read.tokenOf.firstIndex(of: index) else { return nil }
        var place = read.governor(of: word)
        for _ in 0..<4 {
            guard let verb = place else { return nil }
            let subjects = read.dependents(
                of: verb, read.grammar.subjects.union(read.grammar.passiveSubjects))
            if let subject = subjects.first {
                let token = read.tokenOf[subject]
                let covering = view.mentionAt[token]
                return covering >= 0 ? view.mentions[covering].first : token
            }
            place = read.governor(of: verb)
        }
        return nil
    }

    /// The state or body that somebody before a token acts upon: of "We invited the council, and it
    /// refused".
    func object(before index: Int, _ view: SentenceView) -> Int? {
        guard let read = view.reading else { return nil }
        let isQuoted = view.tokens[index].shape.contains(.quoted)
        for word in read.tokenOf.indices.reversed()
        where read.tokenOf[word] < index && read.grammar.objects.contains(read.relation(of: word)) {
            let token = read.tokenOf[word]
            guard view.tokens[token].shape.contains(.quoted) == isQuoted else { continue }
            if case .body(let number) = subject(token, view) { return number }
        }
        return nil
    }

    /// The state or body to whom it is said what "it", the subject of what is said, must do.
    func asked(_ index: Int, _ view: SentenceView) -> Int? {
        guard let read = view.reading, let word = read.tokenOf.firstIndex(of: index),
            let verb = read.governor(of: word),
            ["ccomp", "xcomp"].contains(read.grammar.labels.relations[read.relation(of: verb)]),
            let saying = read.governor(of: verb),
            let object = read.dependents(of: saying, read.grammar.objects).first, object < word
        else { return nil }
        if case .body(let number) = subject(read.tokenOf[object], view) { return number }
        return nil
    }

    /// Whether a subject speaks: "he said", "added she".
    func speaks(_ index: Int, _ view: SentenceView) -> Bool {
        var next = index + 1
        while next < view.tokens.count, next - index < 8, view.tags[next] == .adverb { next += 1 }
        return [next, index - 1].contains { place in
            guard place >= 0, place < view.tokens.count, let group = view.group(covering: place)
            else { return false }
            return data.vocabulary.verbs(view.tokens[view.groups[group].main].word).contains {
                data.vocabulary.classes($0).contains(.speech)
            }
        }
    }

    func isPossessor(_ found: FoundMention, _ view: SentenceView) -> Bool {
        found.last + 1 < view.tags.count && view.tags[found.last + 1] == .possessive
    }
}
