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
        let own = view.mentionAt[read.tokenOf[head]]
        let sectors = own >= 0 ? view.mentions[own].mention.sectors : []
        let agent = view.mentions.first {
            $0.isPerson && !$0.mention.sectors.isEmpty && lies($0, in: range, read)
                && $0.mention.kind == .description
        }
        let sector =
            sectors.first ?? agent?.mention.sectors.first ?? guessedSector(of: head, read)
        let isPart = PhraseResolver.parts.contains(read.reading.forms[head].lowercased())
        var numbers: [Int] = []
        var seen: Set<String> = []
        for (number, found) in view.mentions.enumerated()
        where number != own && lies(found, in: range, read) {
            guard let country = found.mention.country, let entity = found.mention.entity,
                found.mention.kind != .pronoun
            else { continue }
            if found.mention.resolvedBy == "lexicon:organisation" || !entity.hasPrefix(country) {
                if seen.insert(entity).inserted {
                    numbers.append(spanned(found.mention, found.number, range, read, &memory))
                }
            } else if seen.insert(country).inserted {
                // "much of the Omani opposition" is what its people are.
                let own = isPart ? found.mention.sectors.first : nil
                numbers.append(guess(country, own ?? sector, range, view, read, &memory))
            }
        }
        if numbers.isEmpty {
            let tokens = read.tokenOf[range.lowerBound]...read.tokenOf[range.upperBound]
            let place = view.places.first {
                tokens.contains($0.first) && tokens.contains($0.last) && $0.country != nil
            }
            if let country = place?.country {
                numbers = [guess(country, sector, range, view, read, &memory)]
            }
        }
        return numbers.isEmpty ? nil : numbers
    }

    /// What somebody of a country is by the noun alone: people, who lives in a place, who has joined
    /// for something; else the government.
    func guessedSector(of head: Int, _ read: SentenceReading) -> String {
        let word = read.reading.forms[head].lowercased()
        if PhraseResolver.areas.contains(word) { return "CVL" }
        if PhraseResolver.societies.contains(word) { return "SOC" }
        return read.mention(headedBy: head)?.type == read.grammar.persons ? "CVL" : "GOV"
    }

    private static let areas: Set<String> = [
        "town", "towns", "city", "cities", "village", "villages", "province", "district", "area",
        "areas", "region", "enclave", "neighbourhood", "neighborhood", "camp", "suburb", "valley",
    ]
    private static let parts: Set<String> = [
        "much", "many", "some", "most", "several", "all", "members", "part", "parts", "majority",
        "dozens", "hundreds", "thousands", "none", "both", "each",
    ]
    private static let societies: Set<String> = [
        "organisations", "organizations", "charities", "charity", "agencies", "ngos",
        "associations",
    ]

    func guess(
        _ country: String, _ sector: String, _ range: ClosedRange<Int>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Int {
        memory.append(
            ActorMention(
                sentence: view.number, span: read.span(range), kind: .description,
                entity: "\(country)/\(sector)", country: country, sectors: [sector],
                resolvedBy: "phrase:country", score: 0.5))
    }
}
