internal import Messages
internal import Model

extension Sides {
    /// The side with those who are joined to one of it: by "and", by "along with", by adjectives that
    /// share a noun ("Syrian and Russian jets" are two air forces), of whom the model marks but one.
    func withLists(
        _ side: [Int], opposite: [Int], _ view: SentenceView, _ memory: MentionMemory
    ) -> [Int] {
        // The noun of "Russian jets" in such a list: its adjective hangs from the one before.
        let nouns = Set(side.compactMap { words(of: $0, memory) }.flatMap(nouns))
        let joined = Set(side.flatMap { joinedWords(to: $0, view, memory) })
        var whole = side
        func isTaken(_ number: Int) -> Bool {
            let mention = memory.all[number]
            return (whole + opposite).contains { other in
                memory.all[other].span.overlaps(mention.span)
                    || memory.all[other].entity == mention.entity
            }
        }
        for number in memory.all.indices
        where memory.all[number].sentence == sentence && memory.all[number].entity != nil {
            guard !isTaken(number), let word = head(of: number, memory), sharesNoun(word, nouns)
            else { continue }
            whole.append(number)
        }
        for word in joined.sorted() {
            guard let number = party(at: word, view), !isTaken(number) else { continue }
            whole.append(number)
        }
        return whole.sorted { memory.all[$0].span.start < memory.all[$1].span.start }
    }

    /// The nouns of a phrase that may be shared: its last word, and what hangs from outside.
    private func nouns(of range: ClosedRange<Int>) -> [Int] {
        range.filter { word in
            word == range.upperBound
                || read.reading.words[word].upos == read.grammar.nouns
                    && read.governor(of: word).map { !range.contains($0) } ?? true
        }
    }

    /// A relation as several where its parties act in pairs: "Chad and Togo back Oman and Iran
    /// respectively".
    func paired(_ relation: Relation) -> [Relation] {
        let isPaired = trigger.contains { word in
            read.dependents(of: word).contains {
                read.form($0) == "respectively"
            }
        }
        guard isPaired, relation.sources.count > 1,
            relation.sources.count == relation.targets.count
        else { return [relation] }
        return zip(relation.sources, relation.targets).map { source, target in
            var pair = relation
            pair.sources = [source]
            pair.targets = [target]
            pair.explanation.append("\"respectively\" → pairs")
            return pair
        }
    }

    /// The heads of what is joined to the words of a mention.
    private func joinedWords(
        to number: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> [Int] {
        guard var word = head(of: number, memory) else { return [] }
        let start = word
        // "Chad's Idriss" in a list of such names.
        if ["nmod:poss", "compound"].contains(read.label(word)), let noun = read.governor(of: word),
            read.reading.words[noun].upos == read.grammar.names
        {
            word = noun
        }
        var steps = 0
        while steps < 12, isJoined(word, view), let governor = read.governor(of: word) {
            word = governor
            steps += 1
        }
        var found = [word]
        var next = 0
        while next < found.count, found.count < 24 {
            found += read.dependents(of: found[next]).filter { isJoined($0, view) }
            next += 1
        }
        found += owners(beside: start)
        if memory.all[number].resolvedBy == "lexicon:agent+country",
            let last = words(of: number, memory)?.upperBound
        {
            // "the envoys of Chad and Oman"
            found += read.dependents(of: last).filter { isJoined($0, view) }
        }
        return found.filter { $0 != start }
    }

    /// The owners of what has several: "Chad's and Oman's ministers".
    private func owners(beside word: Int) -> [Int] {
        let noun = read.label(word) == "nmod:poss" ? read.governor(of: word) : word
        let owners = noun.map { read.dependents(of: $0, read.grammar.possessors) } ?? []
        return owners.count > 1 ? owners : []
    }

    /// Whether a word is a noun that is joined to the one that governs it.
    private func isJoined(_ word: Int, _ view: SentenceView) -> Bool {
        guard read.grammar.nominals.contains(read.reading.words[word].upos) else { return false }
        if read.label(word) == "conj" { return true }
        if read.label(word) == "appos" { return isNext(word, view) }
        guard read.label(word).hasPrefix("nmod") else { return false }
        let cases = read.dependents(of: word, read.grammar.cases).map {
            read.form($0)
        }
        return ActorLink.companions.contains(cases.joined(separator: " "))
    }

    /// Whether a state's name only seems to explain another's, at whose list it stands: "of Chad, Oman
    /// and Togo".
    private func isNext(_ word: Int, _ view: SentenceView) -> Bool {
        func state(_ word: Int) -> String? {
            let covering = view.mentionAt[read.tokenOf[word]]
            guard covering >= 0 else { return nil }
            let mention = view.mentions[covering].mention
            return ["lexicon:country", "lexicon:agent+country"].contains(mention.resolvedBy)
                && read.reading.words[word].upos == read.grammar.names ? mention.country : nil
        }
        guard let first = read.governor(of: word), let country = state(first) else { return false }
        return state(word).map { $0 != country } ?? false
    }

    /// The number of the mention of somebody known that a word heads, or whose name modifies or explains
    /// it: "Chad's Idriss", "its backer, Chad".
    func party(at word: Int, _ view: SentenceView) -> Int? {
        func known(_ word: Int) -> FoundMention? {
            let covering = view.mentionAt[read.tokenOf[word]]
            guard covering >= 0 else { return nil }
            let found = view.mentions[covering]
            // Whose "its armed wing" is, is a guess.
            let isGuess = CountryFinder.loose.contains(found.mention.resolvedBy ?? "")
            return found.mention.entity == nil || found.isPlace || isGuess
                || found.mention.kind == .pronoun ? nil : found
        }
        if let found = known(word) { return found.number }
        guard read.reading.words[word].upos == read.grammar.names else {
            let names = read.dependents(of: word).filter {
                ["appos", "flat"].contains(read.label($0))
            }
            return names.lazy.compactMap(known).first?.number
        }
        return read.dependents(of: word).first { child in
            ["nmod:poss", "compound"].contains(read.label(child)) && known(child) != nil
        }.flatMap(known)?.number
    }

    /// A side with those instead of whom the model marks only whose they are: "Chad's main backer, the
    /// Omani president".
    func owned(_ side: [Int], _ view: SentenceView, _ memory: MentionMemory) -> [Int] {
        side.map { number in
            guard let word = head(of: number, memory), read.label(word) == "nmod:poss",
                let noun = read.governor(of: word),
                words(of: number, memory)?.contains(noun) != true
            else { return number }
            var place = noun
            for _ in 0..<4 {
                guard let next = read.dependents(of: place, read.grammar.appositions).first else {
                    return number
                }
                if let owned = party(at: next, view),
                    memory.all[owned].entity != memory.all[number].entity
                {
                    return owned
                }
                place = next
            }
            return number
        }
    }

    /// Whether a word stands in a list of adjectives before one of `nouns`.
    func sharesNoun(_ word: Int, _ nouns: Set<Int>) -> Bool {
        var isListed = !read.dependents(of: word, read.grammar.conjuncts).isEmpty
        var place = word
        // Only a damaged tree is deeper.
        for _ in 0..<8 {
            guard let governor = read.governor(of: place) else { return false }
            switch read.label(place) {
            case "conj": isListed = true
            case "amod", "compound", "nmod:poss": if nouns.contains(governor) { return isListed }
            default: return false
            }
            place = governor
        }
        return false
    }

    /// A word's relation to its governor.
}
