internal import Language
internal import Messages

/// Says which mentions of countries only tell where something is: "in Chad", "the Chadian border",
/// "Chad's north", "eastern Chad", and what is joined to such a one.
enum WhereRule {
    /// Nouns of what lies in a country.
    private static let areas: Set<String> = [
        "border", "borders", "frontier", "town", "towns", "city", "cities", "village", "villages",
        "resort", "camp", "camps", "region", "regions", "province", "provinces", "district",
        "districts", "coast", "island", "islands", "soil", "territory", "airspace", "waters",
        "desert", "enclave", "capital", "port", "side", "area", "areas", "north", "south", "east",
        "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
        "south-east", "south-west", "interior", "mountains", "countryside",
    ]
    private static let directions: Set<String> = [
        "northern", "southern", "eastern", "western", "central", "north-eastern", "north-western",
        "south-eastern", "south-western", "northeastern", "northwestern", "southeastern",
        "southwestern",
    ]

    /// The places among the mentions of a sentence, by their numbers there.
    static func places(in view: SentenceView) -> Set<Int> {
        var places: Set<Int> = []
        for (number, found) in view.mentions.enumerated() {
            if found.isPlace || isArea(found, view)
                || isCountry(found) && isJoined(number, to: places, view)
            {
                places.insert(number)
            }
        }
        return places
    }

    private static func isCountry(_ found: FoundMention) -> Bool {
        found.mention.resolvedBy == "lexicon:country" && found.mention.sectors == ["GOV"]
    }

    private static func isArea(
        _ found: FoundMention, _ view: SentenceView
    ) -> Bool {
        guard isCountry(found), found.mention.kind != .metonym else { return false }
        if found.first > 0, directions.contains(word(found.first - 1, view)) { return true }
        var index = found.last + 1
        if index < view.tokens.count, ["'s", "’s"].contains(word(index, view)) { index += 1 }
        let limit = min(view.tokens.count, index + 4)
        while index < limit {
            if areas.contains(word(index, view)) { return true }
            guard [.adjective, .name, .noun].contains(view.tags[index]) else { return false }
            index += 1
        }
        return false
    }

    /// Whether a comma or "and" stands between a mention and a place before it.
    private static func isJoined(
        _ number: Int, to places: Set<Int>, _ view: SentenceView
    ) -> Bool {
        let first = view.mentions[number].first
        guard first > 1, view.isComma(first - 1) || word(first - 1, view) == "and" else {
            return false
        }
        return places.contains { view.mentions[$0].last == first - 2 }
    }

    private static func word(_ index: Int, _ view: SentenceView) -> String {
        view.text[view.span(index, index)].lowercased()
    }
}
