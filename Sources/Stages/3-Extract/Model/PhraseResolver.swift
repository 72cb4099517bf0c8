internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Finds which actors a phrase of the model names.
struct PhraseResolver {
    let data: LanguageData
    let roles: RoleFinder

    /// The numbers of the mentions that the phrase of words `range` names: one, or several where it
    /// joins several. Unknown actors get a mention without a code.
    func mentions(
        of range: ClosedRange<Int>, _ view: inout SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        let heads = heads(of: range, view, read)
        var numbers: [Int] = []
        for (order, head) in heads.enumerated() {
            let own = heads.count == 1 ? range : part(order, heads, range, read)
            numbers +=
                known(head, own, &view, read, entities, &memory)
                ?? [unknown(own, head, view, read, &memory)]
        }
        return numbers
    }

    /// The mentions of the phrase that `head` heads, if they are known.
    func known(
        _ head: Int, _ range: ClosedRange<Int>, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int]? {
        let token = read.tokenOf[head]
        let covering = view.mentionAt[token]
        if covering >= 0 {
            let found = view.mentions[covering]
            let same = view.mentions.indices.filter {
                view.mentions[$0].first == found.first && view.mentions[$0].last == found.last
                    && view.mentions[$0].mention.kind != .pronoun
            }
            if same.count > 1 { return same.map { view.mentions[$0].number } }
            if found.mention.entity != nil {
                return [spanned(found.mention, found.number, range, read, &memory)]
            }
        }
        if read.isPronoun(head) {
            return pronoun(head, range, &view, read, entities, &memory)
        }
        if let appositive = appositive(of: head, range, view, read) {
            return [spanned(appositive.mention, appositive.number, range, read, &memory)]
        }
        if let number = entities.antecedent(of: head, read) {
            return [
                referring(to: number, range, .description, view.number, read, &memory)
            ]
        }
        return derived(head, range, view, read, &memory).map { [$0] }
    }

    /// The heads of a phrase: of what "and" joins in it, those that name somebody of their own.
    private func heads(
        of range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> [Int] {
        let head = read.head(of: range)
        var heads = [head]
        var next = 0
        while next < heads.count, heads.count < 12 {
            for word in read.dependents(of: heads[next], read.grammar.conjuncts)
            where range.contains(word) {
                let mention = view.mentionAt[read.tokenOf[word]]
                let first = view.mentionAt[read.tokenOf[head]]
                if mention >= 0, mention != first, view.mentions[mention].mention.entity != nil {
                    heads.append(word)
                }
            }
            next += 1
        }
        return heads.sorted()
    }

    /// The words of one of several that a phrase joins.
    private func part(
        _ order: Int, _ heads: [Int], _ range: ClosedRange<Int>, _ read: SentenceReading
    ) -> ClosedRange<Int> {
        let phrase = read.nounPhrase(of: heads[order])
        let lower = max(range.lowerBound, order > 0 ? heads[order - 1] + 1 : range.lowerBound)
        let upper =
            order + 1 < heads.count ? min(range.upperBound, heads[order + 1] - 1) : range.upperBound
        let first = min(heads[order], max(lower, phrase.lowerBound))
        return first...max(heads[order], min(upper, phrase.upperBound))
    }

    private func pronoun(
        _ word: Int, _ range: ClosedRange<Int>, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int]? {
        if let number = entities.antecedent(of: word, read) {
            return [referring(to: number, range, .pronoun, view.number, read, &memory)]
        }
        let found = roles.pronoun(read.tokenOf[word], &view, &memory)
        return found.isEmpty ? nil : found.map { view.mentions[$0].number }
    }

    /// What stands in apposition to a head and names somebody: "the group, Hezbollah".
    private func appositive(
        of head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> FoundMention? {
        for word in read.dependents(of: head, read.grammar.appositions) where range.contains(word) {
            let covering = view.mentionAt[read.tokenOf[word]]
            if covering >= 0, view.mentions[covering].mention.entity != nil {
                return view.mentions[covering]
            }
        }
        return nil
    }

    /// Somebody of a country: "Turkish shopkeepers", "the shopkeepers of Izmir". The country is told;
    /// what they are is a guess.
    private func derived(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int? {
        var countries: [(country: String, sector: String?)] = []
        for found in view.mentions {
            guard let country = found.mention.country, lies(found, in: range, read) else {
                continue
            }
            let isOwn = found.isModifier || found.isPlace
            countries.append((country, isOwn ? nil : found.mention.sectors.first))
        }
        for place in view.places {
            let first = read.tokenOf[range.lowerBound]
            guard place.first >= first, place.last <= read.tokenOf[range.upperBound],
                let country = place.country
            else { continue }
            countries.append((country, nil))
        }
        let own = view.mentionAt[read.tokenOf[head]]
        let sectors = own >= 0 ? view.mentions[own].mention.sectors : []
        guard let (country, _) = countries.first else { return nil }
        let isPerson = read.mention(headedBy: head)?.type == read.grammar.persons
        let sector = sectors.first ?? (isPerson ? "CVL" : "GOV")
        return memory.append(
            ActorMention(
                sentence: view.number, span: read.span(range), kind: .description,
                entity: "\(country)/\(sector)", country: country, sectors: [sector],
                resolvedBy: "phrase:country", score: 0.5))
    }

    private func lies(
        _ found: FoundMention, in range: ClosedRange<Int>, _ read: SentenceReading
    ) -> Bool {
        found.first >= read.tokenOf[range.lowerBound]
            && found.last <= read.tokenOf[range.upperBound]
    }

    /// A mention as the phrase writes it.
    private func spanned(
        _ mention: ActorMention, _ number: Int, _ range: ClosedRange<Int>, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int {
        let span = read.span(range)
        guard span != mention.span else { return number }
        var mention = mention
        mention.span = span
        return memory.append(mention)
    }

    private func referring(
        to number: Int, _ range: ClosedRange<Int>, _ kind: ActorMention.Kind, _ sentence: Int,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Int {
        var mention = memory.all[number]
        mention.sentence = sentence
        mention.span = read.span(range)
        mention.kind = kind
        mention.antecedent = number
        mention.resolvedBy = "model:coreference"
        mention.score = min(0.6, mention.score ?? 0.6)
        return memory.append(mention)
    }

    private func unknown(
        _ range: ClosedRange<Int>, _ head: Int, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int {
        let isName = read.reading.words[head].upos == read.grammar.names
        let own = view.mentionAt[read.tokenOf[head]]
        return memory.append(
            ActorMention(
                sentence: view.number, span: read.span(range),
                kind: read.isPronoun(head) ? .pronoun : isName ? .name : .description,
                sectors: own >= 0 ? view.mentions[own].mention.sectors : []))
    }
}
