internal import Knowledge
internal import Language

/// The country in which what an article tells takes place, if it is one: whose towns it names, in
/// which things happen, whose rebels and refugees it tells of. Its "the rebels" and "civilians" are
/// that country's, whoever was named last.
struct Theatre {
    /// Sectors of people who belong to where things happen, not to whoever is spoken of.
    static let sectors: Set<String> = ["REB", "OPP", "UAF", "REF", "CVL", "CRM"]

    private let data: LanguageData
    /// So often must a country be told as the place.
    private static let least = 3
    private static let before: Set<String> = [
        "in", "inside", "across", "throughout", "into", "northern", "southern", "eastern",
        "western", "central", "north-east", "north-west", "north-eastern", "north-western",
    ]
    private static let wars: Set<String> = ["war", "conflict", "civil", "uprising", "regime"]

    init(data: LanguageData) { self.data = data }

    /// The country's code; nil if none, or no single one, is told often enough.
    func country(of sentences: [ArraySlice<Token>]) -> String? {
        var counts: [String: Int] = [:]
        for sentence in sentences { count(Array(sentence), &counts) }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = sorted.first, first.value >= Theatre.least else { return nil }
        return sorted.dropFirst().allSatisfy { $0.value * 2 <= first.value } ? first.key : nil
    }

    private func count(_ tokens: [Token], _ counts: inout [String: Int]) {
        var index = 0
        while index < tokens.count {
            let matches = data.names.matches(at: index, count: tokens.count) { tokens[$0].word }
            guard let match = matches.first, tokens[index].shape.contains(.capital) else {
                index += 1
                continue
            }
            let last = index + match.length - 1
            for name in match.entries {
                guard let country = country(name, index, last, tokens) else { continue }
                counts[data.countries[country].code, default: 0] += 1
                break
            }
            index = last + 1
        }
    }

    /// The number of the country that a name tells as the place.
    private func country(_ name: Name, _ first: Int, _ last: Int, _ tokens: [Token]) -> Int? {
        switch name {
        case .city(let number): return number
        case .country(let number, _):
            let word = first > 0 ? data.vocabulary.text(tokens[first - 1].word) : ""
            return Theatre.before.contains(word) ? number : nil
        case .adjective(let number):
            let next = (last + 1..<min(last + 3, tokens.count)).contains { index in
                Theatre.wars.contains(data.vocabulary.text(tokens[index].word))
                    || data.names.matches(at: index, count: tokens.count) { tokens[$0].word }
                        .contains { $0.entries.contains(where: isLocal) }
            }
            return next ? number : nil
        default: return nil
        }
    }

    private func isLocal(_ name: Name) -> Bool {
        guard case .agent(let number, _) = name else { return false }
        return Theatre.sectors.contains(data.agents[number].sector)
    }
}
