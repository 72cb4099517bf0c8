internal import Knowledge
internal import Language
internal import Messages

/// Finds the places a sentence tells and where they are: countries and known cities after a
/// preposition of place, and names of the gazetteer with a cue that they are places.
///
/// Of several places of one name the best is taken by the country named beside it, the countries
/// of the article, nearness to its other places, and population. Names that people bear need the
/// country, or a word as "the city of".
struct PlaceFinder {
    /// A place with its first and last tokens.
    struct Found {
        var first: Int
        var last: Int
        var place: Place
    }

    let data: LanguageData
    private static let lengthLimit = 4
    static let strongWords: Set<String> = [
        "in", "at", "near", "inside", "outside", "around", "across", "throughout", "into",
        "towards", "toward",
    ]
    static let weakWords: Set<String> = [
        "from", "to", "of", "on", "over", "for", "against",
    ]
    static let settlementWords: Set<String> = [
        "city", "town", "village", "capital", "port", "suburb", "settlement", "stronghold",
        "hamlet",
    ]
    static let divisionWords: Set<String> = [
        "province", "region", "state", "district", "governorate", "county", "prefecture", "oblast",
        "island", "peninsula", "enclave",
    ]

    /// Learns the country of a dateline: "TARHUNA, Libya (AP) -".
    func readDateline(_ view: SentenceView, upTo end: Int, _ memory: inout PlaceMemory) {
        guard end > 0 else { return }
        memory.note(dateline: nil)
        for index in 0..<end {
            for match in names(at: index, view) where index + match.length <= end {
                for name in match.entries {
                    switch name {
                    case .country(let number, _), .city(let number), .metonym(let number, _):
                        memory.note(country: data.countries[number].code)
                        if case .city = name { continue }
                        memory.note(dateline: data.countries[number].code)
                    default: continue
                    }
                }
            }
        }
    }

    /// The places of `view`, in order. Names the lexicons do not know and that are places are
    /// marked as such in `view`.
    func places(
        in view: inout SentenceView, from start: Int, _ mentions: inout MentionMemory,
        _ memory: inout PlaceMemory
    ) -> [Found] {
        for mention in view.mentions where mention.mention.entity != nil {
            // A city's country is only settled below.
            if let country = mention.mention.country,
                !(mention.isPlace && mention.mention.kind == .metonym)
            {
                memory.note(country: country)
            }
        }
        var found = known(view, &memory)
        var index = start
        while index < view.tokens.count {
            guard isFree(index, view),
                !found.contains(where: { $0.first <= index && index <= $0.last }),
                let cue = cue(before: index, view),
                let place = named(at: index, cue, view, &memory)
            else {
                index += 1
                continue
            }
            let mention = view.mentionAt[index]
            if mention >= 0, view.mentions[mention].mention.entity == nil {
                view.mentions[mention].isPlace = true
                view.mentions[mention].isPerson = false
            }
            found.append(place)
            dismiss(after: place, &view, &mentions)
            index = place.last + 1
        }
        return exact(found.sorted { $0.first < $1.first })
    }

    /// Takes back the country that bears the name of a place's division: "Atlanta, Georgia".
    private func dismiss(
        after place: Found, _ view: inout SentenceView, _ mentions: inout MentionMemory
    ) {
        let next = place.last + 2
        guard next < view.tokens.count, view.mentionAt[next] >= 0 else { return }
        let number = view.mentionAt[next]
        let mention = view.mentions[number].mention
        guard mention.resolvedBy == "lexicon:country", mention.name == place.place.admin1,
            mention.country != place.place.country
        else { return }
        view.mentions[number].mention = ActorMention(
            sentence: mention.sentence, span: mention.span, kind: mention.kind)
        view.mentions[number].isModifier = true
        mentions.update(view.mentions[number].number, to: view.mentions[number].mention)
    }

    /// Countries and known cities that are told as places.
    private func known(_ view: SentenceView, _ memory: inout PlaceMemory) -> [Found] {
        view.mentions.filter { $0.isPlace && !isPartOfName($0.first, view) }.map { mention in
            let text = view.text[mention.mention.span]
            let isCity = mention.mention.kind == .metonym
            let key = key(mention.first, mention.last, view)
            let entries = data.gazetteer.entries(
                isCity
                    ? key
                    : Tokenizer.words(mention.mention.name ?? text).map(\.text)
                        .joined(separator: " ")
            ).filter { entry in
                (entry.kind == .country) != isCity
                    && entry.country == country(of: mention.mention, key, memory)
            }
            guard let best = entries.max(by: { size($0) < size($1) }) else {
                let place = Place(
                    name: isCity ? text : mention.mention.name ?? text,
                    country: mention.mention.country, precision: isCity ? .city : .country,
                    text: text)
                return Found(first: mention.first, last: mention.last, place: place)
            }
            if isCity { memory.note(key, best) }
            return Found(
                first: mention.first, last: mention.last,
                place: place(best, name: isCity ? nil : mention.mention.name, text: text))
        }
    }

    /// The country of a place: its own, or for a city another that bears one of that name, if the
    /// article tells of that country and not of the city's own: Tripoli in Lebanon. Never the
    /// United States, which most articles name and where there is a town of nearly every name.
    private func country(
        of mention: ActorMention, _ key: String, _ memory: PlaceMemory
    ) -> String? {
        guard mention.kind == .metonym, !memory.knows(mention.country) else {
            return mention.country
        }
        return data.gazetteer.entries(key).filter {
            $0.kind != .country && $0.country != "USA" && memory.knows($0.country)
                && $0.population >= 50_000
        }.max { $0.population < $1.population }?.country ?? mention.country
    }

    /// "the University of Texas": the place is only a part of a name.
    private func isPartOfName(_ first: Int, _ view: SentenceView) -> Bool {
        guard first > 1, data.vocabulary.text(view.tokens[first - 1].word) == "of",
            view.tokens[first - 2].shape.contains(.capital)
        else { return false }
        let before = view.mentionAt[first - 2]
        return before < 0 || view.mentions[before].mention.entity == nil
    }

    /// The longest name of the gazetteer at `index` that fits its cue.
    private func named(
        at index: Int, _ cue: Cue, _ view: SentenceView, _ memory: inout PlaceMemory
    ) -> Found? {
        var end = index
        while end + 1 < view.tokens.count, end + 1 - index < PlaceFinder.lengthLimit,
            isFree(end + 1, view), !view.isComma(end + 1), isCapital(end + 1, view)
        {
            end += 1
        }
        for last in stride(from: end, through: index, by: -1) {
            let type = type(after: last, view)
            // A part of a longer name is not the place: "in Lincoln Memorial".
            guard last == end || type != nil else { continue }
            // "the Black Sea resort of Sochi": no place, only what kind of one.
            if type == nil, AgentReader.isModifier(last, view) { continue }
            let key = key(index, last, view)
            // Countries are found as actors, except inside one: "protesters in Syria".
            let isInside = isTail(index, view)
            let entries = data.gazetteer.entries(key).filter {
                $0.kind != .country || isInside && cue == .strong
            }
            guard
                let best = best(
                    entries, key, last, cue == .weak && type != nil ? .strong : type ?? cue, view,
                    memory)
            else { continue }
            memory.note(key, best)
            return Found(
                first: index, last: last,
                place: place(best, name: nil, text: view.text[view.span(index, last)]))
        }
        guard cue == .settlement || cue == .division else { return nil }
        let text = view.text[view.span(index, end)]
        return Found(
            first: index, last: end,
            place: Place(
                name: text, precision: cue == .settlement ? .city : .province, text: text))
    }

    /// Of places that stand together in one country only the most exact: "Aleppo, Syria".
    private func exact(_ found: [Found]) -> [Found] {
        let ranks: [Place.Precision] = [.site, .city, .district, .province, .country]
        func rank(_ place: Place) -> Int { ranks.firstIndex(of: place.precision) ?? ranks.count }
        return found.indices.filter { index in
            !found.indices.contains { other in
                other != index && found[other].place.country == found[index].place.country
                    && rank(found[other].place) < rank(found[index].place)
                    && gap(found[index], found[other]) <= 2
            }
        }.map { found[$0] }
    }

    private func gap(_ left: Found, _ right: Found) -> Int {
        max(left.first, right.first) - min(left.last, right.last) - 1
    }
}
