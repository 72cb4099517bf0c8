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
        guard let range = trimmed(range, read) else { return [] }
        let (whole, heads) = heads(of: whole(range, view, read), view, read)
        var numbers: [Int] = []
        for (order, head) in heads.enumerated() {
            let own = heads.count == 1 ? whole : part(order, heads, whole, read)
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
            if let nearer = nearer(than: found, head, range, view, read, &memory) { return nearer }
            if let shared = sharing(found, head, range, view, read, &memory) { return [shared] }
            if found.mention.entity != nil {
                return [spanned(found.mention, found.number, range, read, &memory)]
                    + joined(to: found, range, view, read, &memory)
            }
        }
        if isPair(head, read), let pair = pair(range, view, read, &memory) { return pair }
        if read.isPronoun(head) {
            return pronoun(head, range, &view, read, entities, &memory)
        }
        let appositives = appositives(of: head, range, view, read)
        if let appositive = appositives.first {
            return appositives.count == 1
                ? [spanned(appositive.mention, appositive.number, range, read, &memory)]
                : appositives.map(\.number)
        }
        if let land = land(head, range, view, read, &memory) { return [land] }
        if let continent = continent(head, range, view, read, &memory) { return [continent] }
        if let part = partitive(head, range, view, read, &memory) { return part }
        if let number = coreferent(head, range, view, read, entities, memory) {
            return [
                referring(to: number, range, .description, view.number, read, &memory)
            ]
        }
        return adjective(head, range, view, read, &memory).map { [$0] }
            ?? derived(head, range, view, read, &memory)
    }

    /// The heads of a phrase: of what "and" joins in it, those that name somebody of their own.
    private func heads(
        of range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> (ClosedRange<Int>, [Int]) {
        let head = read.head(of: range)
        var heads = [head]
        var next = 0
        while next < heads.count, heads.count < 12 {
            for word in read.dependents(of: heads[next], read.grammar.conjuncts)
            where range.contains(word) {
                let mention = view.mentionAt[read.tokenOf[word]]
                let first = view.mentionAt[read.tokenOf[head]]
                if mention >= 0, mention != first,
                    let entity = view.mentions[mention].mention.entity,
                    first < 0 || view.mentions[first].mention.entity != entity
                {
                    heads.append(word)
                }
            }
            next += 1
        }
        return (range, heads.sorted())
    }

    /// A phrase without the "and" that it begins with; nil if nothing but a title is left of it.
    private func trimmed(
        _ range: ClosedRange<Int>, _ read: SentenceReading
    ) -> ClosedRange<Int>? {
        let label = read.label(range.lowerBound)
        let range =
            label == "cc" && range.count > 1 ? range.lowerBound + 1...range.upperBound : range
        let form = read.form(range.lowerBound)
        return range.count == 1 && ["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr"].contains(form)
            ? nil : range
    }

    /// A phrase that stops before its noun, with the noun: "the two" of "the two governments".
    private func whole(
        _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> ClosedRange<Int> {
        let head = read.head(of: range)
        let grammar = read.grammar
        guard !grammar.nominals.contains(read.reading.words[head].upos),
            view.mentionAt[read.tokenOf[head]] < 0,
            adjectiveCountry(at: read.tokenOf[head], view) == nil,
            let noun = read.governor(of: head), noun > range.upperBound,
            noun - range.upperBound <= 4,
            grammar.nominals.contains(read.reading.words[noun].upos) || isPair(noun, read)
        else { return range }
        return range.lowerBound...noun
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

    /// Those who stand in apposition to a head and are named: "the group, Hezbollah", "its backers, Oman
    /// and Qatar".
    private func appositives(
        of head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> [FoundMention] {
        func named(_ word: Int) -> FoundMention? {
            let covering = view.mentionAt[read.tokenOf[word]]
            guard covering >= 0, view.mentions[covering].mention.entity != nil else { return nil }
            return view.mentions[covering]
        }
        for word in read.dependents(of: head, read.grammar.appositions) {
            guard let first = named(word) else { continue }
            // What a phrase leaves out counts only where several are listed.
            let others = read.dependents(of: word, read.grammar.conjuncts).compactMap(named)
            if range.contains(word) || !others.isEmpty { return [first] + others }
        }
        return []
    }

    /// What a phrase says nearer by than the article does: whose soldiers they are in "the soldiers
    /// of NATO", of which country in "the Bosnian Serbs".
    private func nearer(
        than found: FoundMention, _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> [Int]? {
        let how = found.mention.resolvedBy
        if ["article:country", "article:theatre", "sentence:place"].contains(how) {
            // "the envoy of the ministry, Omar Khalidi"
            let named = appositives(of: head, range, view, read)
            if named.count == 1 { return [named[0].number] }
            return partitive(head, range, view, read, &memory)
                ?? derived(head, range, view, read, &memory)
        }
        guard how == "lexicon:country", found.mention.sectors == ["CVL"],
            let modifier = read.dependents(of: head, read.grammar.modifiers).first(where: {
                range.contains($0) && $0 < head
            }), let country = adjectiveCountry(at: read.tokenOf[modifier], view),
            country != found.mention.country
        else { return nil }
        return [
            guess(country, "CVL", range, view, read, &memory)
        ]
    }

    /// The second country of "soldiers from Oslo and Bern", which has soldiers too.
    private func sharing(
        _ found: FoundMention, _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Int? {
        guard ["lexicon:country", AgentReader.town].contains(found.mention.resolvedBy),
            let country = found.mention.country,
            read.grammar.conjuncts.contains(read.relation(of: head)),
            let first = read.governor(of: head), !range.contains(first)
        else { return nil }
        let covering = view.mentionAt[read.tokenOf[first]]
        guard covering >= 0 else { return nil }
        let other = view.mentions[covering]
        guard other.mention.resolvedBy == "lexicon:agent+country",
            let sector = other.mention.sectors.first, other.first < read.tokenOf[first]
        else { return nil }
        return guess(country, sector, range, view, read, &memory)
    }

    /// Those of other countries in "envoys of Oslo and Bern".
    private func joined(
        to found: FoundMention, _ range: ClosedRange<Int>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> [Int] {
        guard found.mention.resolvedBy == "lexicon:agent+country",
            let sector = found.mention.sectors.first,
            let last = read.words(of: found.last...found.last)?.upperBound
        else { return [] }
        var numbers: [Int] = []
        // Trees take the second of three names for an explanation of the first.
        let listed = read.grammar.conjuncts.union(read.grammar.appositions)
        for word in read.dependents(of: last, listed) where range.contains(word) {
            let covering = view.mentionAt[read.tokenOf[word]]
            guard covering >= 0, let country = view.mentions[covering].mention.country,
                country != found.mention.country
            else { continue }
            numbers.append(guess(country, sector, range, view, read, &memory))
        }
        return numbers
    }

    func lies(
        _ found: FoundMention, in range: ClosedRange<Int>, _ read: SentenceReading
    ) -> Bool {
        found.first >= read.tokenOf[range.lowerBound]
            && found.last <= read.tokenOf[range.upperBound]
    }

    /// A mention as the phrase writes it.
    func spanned(
        _ mention: ActorMention, _ number: Int, _ range: ClosedRange<Int>, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int {
        let span = read.span(range)
        guard span != mention.span else { return number }
        var mention = mention
        mention.span = span
        return memory.append(mention)
    }

    func referring(
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
