internal import Messages

/// Takes those whose country no words tell to be of the country of whom they deal with, where that is
/// usual: whom police and courts deal with, who takes to the streets, who is pardoned.
enum HomeRule {
    /// Sectors that deal with people of their own country.
    private static let domestic: Set<String> = ["COP", "JUD", "LEG"]
    /// Types in which a government deals with people of its own.
    private static let inner: Set<String> = ["PROTEST", "CONCEDE", "COERCE"]

    /// Sectors of those who are as likely of elsewhere.
    private static let strangers: Set<String> = ["REB", "MIL", "UAF", "PRM", "GOV", "IGO"]

    /// Fills in the countries of mentions `numbers` by those of `others`. `type` is the event's, as far
    /// as it is known, and `arePeople` tells whether a mention's words are people's.
    static func settle(
        _ numbers: [Int], by others: [Int], type: String?, _ memory: inout MentionMemory,
        arePeople: (Int) -> Bool
    ) -> Bool {
        let sides = others.map { memory.all[$0] }
        let countries = Set(sides.compactMap(\.country))
        guard countries.count == 1, let country = countries.first, country.count == 3,
            !["UNO", "IGO", "EUR", "NGO", "IMG", "MNC", "ISM"].contains(country)
        else { return false }
        let sectors = Set(sides.compactMap(\.sectors.first))
        let fits =
            !sectors.isDisjoint(with: domestic)
            || type.map(inner.contains) ?? false && sectors.contains("GOV")
        guard fits else { return false }
        var changed = false
        for number in numbers {
            var mention = memory.all[number]
            guard mention.entity == nil, mention.kind == .description,
                mention.sectors.isEmpty
                    ? arePeople(number) : !strangers.contains(mention.sectors[0])
            else { continue }
            let sector = mention.sectors.first ?? "CVL"
            mention.country = country
            mention.entity = "\(country)/\(sector)"
            mention.sectors = [sector]
            mention.resolvedBy = "event:country"
            mention.score = 0.4
            memory.update(number, to: mention)
            changed = true
        }
        return changed
    }
}
