internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Whose a phrase's people are, where no mention covers its head.
extension PhraseResolver {
    /// Whether a phrase names people of no state, as "Kurdish forces", and so is not a state's `other`.
    func isOfRegion(
        _ range: ClosedRange<Int>, not other: ActorMention, _ view: SentenceView,
        _ read: SentenceReading
    ) -> Bool {
        guard let country = other.country, other.entity?.hasPrefix(country) == true else {
            return false
        }
        return view.mentions.contains { $0.isNobody && lies($0, in: range, read) }
    }

    /// The country that an adjective, or a name used as one, means.
    func adjectiveCountry(at token: Int, _ view: SentenceView) -> String? {
        let matches = data.names.matches(at: token, count: view.tokens.count) {
            view.tokens[$0].word
        }
        guard view.tokens[token].shape.contains(.capital) else { return nil }
        for match in matches where match.length == 1 {
            for case .adjective(let number) in match.entries { return data.countries[number].code }
            for case .country(let number, _) in match.entries { return data.countries[number].code }
        }
        return nil
    }

    /// A country by its adjective alone, in "Kenyan and Somali soldiers", "a Dutch offer": what its
    /// people are is told by the noun they share, if that is somebody's.
    func adjective(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int? {
        guard let country = adjectiveCountry(at: read.tokenOf[head], view) else { return nil }
        var noun = read.governor(of: head)
        while let word = noun, read.reading.words[word].upos != read.grammar.nouns {
            noun = word == read.governor(of: word) ? nil : read.governor(of: word)
        }
        let covering = noun.map { view.mentionAt[read.tokenOf[$0]] } ?? -1
        let sector = covering >= 0 ? view.mentions[covering].mention.sectors.first : nil
        return guess(country, sector ?? "GOV", range, view, read, &memory)
    }

    /// Somebody of a country: "Turkish shopkeepers", "delegates of Oslo and Bern". The country is
    /// told; what they are is a guess. Somebody of an organisation is the organisation.
    func derived(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> [Int]? {
        guard read.reading.words[head].upos != read.grammar.verbs else { return nil }
        let own = view.mentionAt[read.tokenOf[head]]
        if let state = believing(own, view) {
            return [spanned(state.mention, state.number, range, read, &memory)]
        }
        let isRelative = PhraseResolver.relatives.contains(
            read.form(head))
        let sectors = own >= 0 ? view.mentions[own].mention.sectors : []
        let agent = view.mentions.first {
            $0.isPerson && !$0.mention.sectors.isEmpty && lies($0, in: range, read)
                && $0.mention.kind == .description
        }
        let sector =
            sectors.first ?? agent?.mention.sectors.first ?? guessedSector(of: head, read)
        let isPart = PhraseResolver.parts.contains(read.form(head))
        var numbers: [Int] = []
        var seen: Set<String> = []
        for (number, found) in view.mentions.enumerated()
        where number != own && lies(found, in: range, read) {
            guard let country = found.mention.country, let entity = found.mention.entity,
                found.mention.kind != .pronoun,
                !isRelative || isOfWhat(found, head, read),
                isRelative || sector != "GOV" || !isOnlyWhere(found, head, read),
                !isNamedAfter(found, head, read)
            else { continue }
            if found.mention.resolvedBy == "lexicon:organisation" || !entity.hasPrefix(country) {
                if seen.insert(entity).inserted {
                    numbers.append(spanned(found.mention, found.number, range, read, &memory))
                }
            } else if seen.insert(country).inserted {
                // "much of the Omani opposition" is what its people are.
                // What somebody's ally is, is told with him: "its militia allies", "allies Chad and Mali".
                // "the presence of rebels" is theirs.
                let isTheirs = sectors.isEmpty && sector == "GOV" && isOwner(found, head, read)
                let own = isPart || isRelative || isTheirs ? found.mention.sectors.first : nil
                numbers.append(guess(country, own ?? sector, range, view, read, &memory))
            }
        }
        if numbers.isEmpty, !isRelative {
            let tokens = read.tokenOf[range.lowerBound]...read.tokenOf[range.upperBound]
            let place = view.places.first {
                tokens.contains($0.first) && tokens.contains($0.last) && $0.country != nil
            }
            if let place, let country = place.country,
                let people = residents(sector, of: head, in: place.first...place.last, read)
            {
                numbers = [guess(country, people, range, view, read, &memory)]
            }
        }
        return numbers.isEmpty ? nil : numbers
    }

    /// Whether somebody is told behind "of" to have or to do what a noun tells.
    private func isOwner(_ found: FoundMention, _ head: Int, _ read: SentenceReading) -> Bool {
        guard let words = read.words(of: found.first...found.last) else { return false }
        let word = read.head(of: words)
        return read.governor(of: word) == head && read.label(word) == "nmod"
            && read.dependents(of: word, read.grammar.cases).contains { read.form($0) == "of" }
    }

    /// Whether a group is only called by the town where it met: "the Astana group", "the Minsk format".
    private func isNamedAfter(
        _ found: FoundMention, _ head: Int, _ read: SentenceReading
    ) -> Bool {
        guard found.mention.kind == .metonym || found.mention.resolvedBy == AgentReader.town,
            ["group", "process", "format", "trio", "quartet", "track"].contains(read.form(head)),
            let words = read.words(of: found.first...found.last)
        else { return false }
        return words.upperBound < head && read.label(words.upperBound) != "nmod:poss"
    }

    /// Whether a word stands for two without a noun: "the two agreed".
    func isPair(_ word: Int, _ read: SentenceReading) -> Bool {
        ["two", "both"].contains(read.form(word))
            && read.dependents(of: word, read.grammar.modifiers).isEmpty
            && !read.grammar.modifiers.contains(read.relation(of: word))
    }

    /// The two who last met or were told of, for "the two".
    func pair(
        _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> [Int]? {
        let two = memory.lastTwo()
        guard two.count == 2 else { return nil }
        return two.map { referring(to: $0, range, .description, view.number, read, &memory) }
    }

    /// Whether somebody named with a thing is not whose it is: "crimes in Chad", "the Chadian border", but
    /// not "the deal with Chad".
    private func isOnlyWhere(
        _ found: FoundMention, _ head: Int, _ read: SentenceReading
    ) -> Bool {
        guard let words = read.words(of: found.first...found.last),
            read.mention(headedBy: head)?.type != read.grammar.persons
        else { return false }
        let word = read.head(of: words)
        let cases = read.dependents(of: word, read.grammar.cases)
            .map { read.form($0) }
        let isShared = PhraseResolver.shared.contains(read.form(head))
        if isShared, found.mention.resolvedBy != "lexicon:organisation" {
            return !cases.contains { ["with", "between"].contains($0) }
        }
        return word > head && !isShared && cases.contains(where: PhraseResolver.aims.contains)
    }

    /// Prepositions behind a thing that tell where it is, or what it is about, and not whose it is.
    static let aims: Set<String> = [
        "in", "on", "with", "to", "for", "over", "against", "towards", "into", "about",
    ]
    /// What lies between states, and is no one's alone.
    static let shared: Set<String> = [
        "agreement", "agreements", "deal", "deals", "accord", "accords", "treaty", "pact", "border",
        "borders", "frontier", "war", "wars", "conflict", "conflicts", "crisis", "crimes", "talks",
        "negotiations", "conference", "summit", "congress", "relations", "ties", "resolution",
        "resolutions",
    ]

    /// "the country": the state of which the sentence told last before, other than who acts upon it; where
    /// it told only of several who do, the one of which an earlier sentence told last.
    func land(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int? {
        guard ["country", "nation"].contains(read.form(head)),
            CoreferenceRule(read: read).isDefinite(head)
        else { return nil }
        let token = read.tokenOf[range.lowerBound]
        let finder = CountryFinder(data: data)
        let told = view.mentions.filter { $0.last < token && finder.isState($0) }
        guard let last = told.last else {
            return memory.theatre.map { guess($0, "GOV", range, view, read, &memory) }
        }
        let acting = subjects(above: head, read)
        func acts(_ found: FoundMention) -> Bool {
            acting.contains { (found.first...found.last).contains($0) }
        }
        let country =
            told.last { !acts($0) }?.mention.country
            ?? (acting.count > 1
                ? memory.earlierCountry.flatMap { memory.all[$0].country }
                : last.mention.country)
        guard let country,
            acting.count < 2 || !told.contains(where: { acts($0) && $0.mention.country == country })
        else { return nil }
        return guess(country, "GOV", range, view, read, &memory)
    }

    /// The tokens of the subjects of the nearest verb above a word.
    private func subjects(above word: Int, _ read: SentenceReading) -> [Int] {
        var place = word
        for _ in 0..<4 {
            guard let governor = read.governor(of: place) else { return [] }
            let subjects = read.dependents(of: governor, read.grammar.subjects)
            if let subject = subjects.first {
                let joined = read.dependents(of: subject, read.grammar.conjuncts)
                return ([subject] + joined).map { read.tokenOf[$0] }
            }
            place = governor
        }
        return []
    }

    /// Europe, where it acts or is acted upon, and those who are only told to be European: they are the
    /// Union's members together. "Other European states" are beside those who are named.
    func continent(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int? {
        let form = read.reading.forms[head]
        let beside = read.dependents(of: head)
        let words = beside.map { read.reading.forms[$0] }
        let isPlace = read.dependents(of: head, read.grammar.cases).contains {
            AgentReader.placeWords.contains(read.form($0))
                || ["to", "from"].contains(read.form($0))
        }
        let isWhole = words.allSatisfy { !$0.lowercased().hasSuffix("ern") }
        let isEurope = form == "Europe" && isWhole && !isPlace || form == "Europeans"
        guard isEurope || words.contains("European") && PhraseResolver.states.contains(form),
            !words.contains("other"), isWhole,
            !read.grammar.conjuncts.contains(read.relation(of: head))
        else { return nil }
        let sector = PhraseResolver.military.contains(form) ? "MIL" : "IGO"
        return memory.append(
            ActorMention(
                sentence: view.number, span: read.span(range), kind: .description,
                entity: "EU/\(sector)", country: "EUR", sectors: [sector],
                resolvedBy: "phrase:country", score: 0.5))
    }

    /// Nouns for those who stand for states.
    private static let states: Set<String> = [
        "states", "countries", "nations", "capitals", "powers", "governments", "leaders", "allies",
        "partners", "politicians", "officials", "ministers", "diplomats", "forces", "troops",
        "members", "union",
    ]

    /// Those of whom a phrase tells a part: "two of its soldiers", "dozens of Omani charities".
    func partitive(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> [Int]? {
        let form = read.form(head)
        guard PhraseResolver.parts.contains(form) || PhraseResolver.counts.contains(form) else {
            return nil
        }
        for word in read.dependents(of: head, read.grammar.modifiers)
        where range.contains(word) && word > head {
            if ["them", "us"].contains(read.form(word)) {
                let token = read.tokenOf[word]
                let told = roles.antecedent(of: read.form(word), at: token, view, memory).numbers
                if told.isEmpty { continue }
                return told.map {
                    referring(to: $0, range, .description, view.number, read, &memory)
                }
            }
            let covering = view.mentionAt[read.tokenOf[word]]
            guard covering >= 0, view.mentions[covering].mention.entity != nil else { continue }
            let found = view.mentions[covering]
            return [spanned(found.mention, found.number, range, read, &memory)]
        }
        return nil
    }
}
