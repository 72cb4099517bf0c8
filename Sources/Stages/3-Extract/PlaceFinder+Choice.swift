internal import Glibc
internal import Knowledge
internal import Language
internal import Messages

extension PlaceFinder {
    /// The place a name means, if enough speaks for one.
    func best(
        _ entries: [Gazetteer.Entry], _ key: String, _ last: Int, _ cue: Cue, _ view: SentenceView,
        _ memory: PlaceMemory
    ) -> Gazetteer.Entry? {
        guard !entries.isEmpty else { return nil }
        let beside = countryBeside(last, view)
        if beside == nil, let earlier = memory.earlier(key) { return earlier }
        func isBeside(_ entry: Gazetteer.Entry) -> Bool {
            guard let beside else { return false }
            if entry.country == beside.country {
                return beside.division == nil || entry.admin1 == beside.division
            }
            // "Atlanta, Georgia": the state, not the country.
            return beside.division == nil && entry.admin1 != nil && entry.admin1 == beside.name
        }
        func score(_ entry: Gazetteer.Entry) -> Double {
            var score = log10(Double(entry.population) + 1) + 2 * memory.weight(of: entry.country)
            if isBeside(entry) { score += 10 }
            if memory.isNear(entry) { score += 1 }
            if cue == .settlement, entry.kind == .populated { score += 2 }
            if cue == .division, entry.kind != .populated { score += 2 }
            if cue != .division, entry.kind == .division { score -= 0.5 }
            return score
        }
        guard let best = entries.max(by: { score($0) < score($1) }) else { return nil }
        if isBeside(best) { return best }
        let isTyped = cue == .settlement || cue == .division
        let isTold = memory.knows(best.country)
        let words = key.split(separator: " ").map { data.vocabulary.number(String($0)) }
        let isShared =
            words.count == 1
            && (data.peopleNames.contains(words[0]) || data.givenNames.contains(words[0])
                || data.surnames.contains(words[0])
                || !data.vocabulary.classes(words[0]).isDisjoint(with: .anyVerb)
                || data.vocabulary.classes(words[0]).contains(.adverb))
        if isShared { return isTyped && isTold ? best : nil }
        let isWater = best.kind == .water || best.kind == .region || best.kind == .site
        if cue == .weak { return isTold && best.population >= 20_000 || isWater ? best : nil }
        if isTold || isWater || best.population >= 200_000 { return best }
        let countries = Set(entries.map(\.country))
        return countries.count == 1 && (isTyped || best.population >= 20_000) ? best : nil
    }

    func size(_ entry: Gazetteer.Entry) -> Double {
        // A city rather than the division that bears its name.
        Double(entry.population) * (entry.kind == .division ? 0.2 : 1)
    }

    func place(_ entry: Gazetteer.Entry, name: String?, text: String) -> Place {
        let precision: Place.Precision =
            switch entry.kind {
            case .populated: .city
            case .country: .country
            case .site: .site
            case .division, .region, .water: .province
            }
        // The gazetteer's own spelling often is not the English one: "Dūmā" for Douma.
        let isPlain = entry.name.unicodeScalars.allSatisfy(\.isASCII)
        return Place(
            name: name ?? (isPlain ? entry.name : text), country: entry.country,
            admin1: entry.admin1,
            latitude: entry.latitude, longitude: entry.longitude, geonameId: entry.geonameId,
            precision: precision, text: text)
    }
}
