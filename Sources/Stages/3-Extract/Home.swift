internal import Knowledge
internal import Language
internal import Messages

/// The state whose affairs an article tells, if it is one: of those that it names most, the one in
/// which it was written, as its dateline or its publisher's name says, or the one named far more than
/// any other. Its ministers, courts and parties need no state beside them.
struct Home {
    private let data: LanguageData
    private let day: Day
    /// So often must a state be named, and so often if nothing says where the article was written.
    private static let least = (written: 2, named: 4)
    /// So many times more often than any other if nothing says so, or if it was written elsewhere.
    private static let lead = (any: 2, abroad: 3)
    /// Datelines stand in the first sentences only.
    private static let datelineReach = 6

    init(data: LanguageData, day: Day) {
        self.data = data
        self.day = day
    }

    /// The state's code; nil if the article is as much about another. `datelines` are the words before
    /// the dash of each sentence.
    func country(
        of sentences: [ArraySlice<Token>], datelines: [ArraySlice<Token>], publisher: String?
    ) -> String? {
        var counts: [String: Int] = [:]
        for sentence in sentences {
            for code in codes(Array(sentence)) { counts[code, default: 0] += 1 }
        }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = sorted.first else { return nil }
        let second = sorted.count > 1 ? sorted[1].value : 0
        let places = datelines.prefix(Home.datelineReach).map { Set(codes(Array($0))) }
        let written = places.first { !$0.isEmpty }
        if let written {
            if written.count == 1, let code = written.first, isHome(code, counts, first.value) {
                return code
            }
            // A report from abroad tells of the country where it was written, too.
            return leads(first, second, by: Home.lead.abroad) ? first.key : nil
        }
        let published = publisher.map { Set(codes(words(of: $0))) } ?? []
        if published.count == 1, let code = published.first, isHome(code, counts, first.value) {
            return code
        }
        return leads(first, second, by: Home.lead.any) ? first.key : nil
    }

    private func leads(
        _ first: (key: String, value: Int), _ second: Int, by factor: Int
    ) -> Bool {
        first.value >= Home.least.named && first.value >= factor * second
    }

    /// Whether a state is named often enough where the article was written there: about as often as
    /// the one named most.
    private func isHome(_ code: String, _ counts: [String: Int], _ most: Int) -> Bool {
        let count = counts[code] ?? 0
        return count >= Home.least.written && 5 * count >= 4 * most
    }

    private func words(of name: String) -> [Token] {
        let text = ScalarText(name)
        return Tokenizer(data.vocabulary).tokens(of: text.scalars, in: 0..<text.count)
    }

    /// The states that words name, each time they do.
    private func codes(_ tokens: [Token]) -> [String] {
        var found: [String] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].shape.contains(.capital) else {
                index += 1
                continue
            }
            let matches = data.names.matches(at: index, count: tokens.count) { tokens[$0].word }
            guard let match = matches.first else {
                index += 1
                continue
            }
            if let code = match.entries.lazy.compactMap(code).first { found.append(code) }
            index += match.length
        }
        return found
    }

    /// The state that a name names, or of which it is a town, a person or a body.
    private func code(_ name: Name) -> String? {
        switch name {
        case .country(let number, _), .adjective(let number), .nationals(let number),
            .metonym(let number, _), .city(let number):
            if let until = data.countries[number].until, until < day { return nil }
            return data.countries[number].code
        case .organisation(let number, _):
            let country = data.organisations[number].country
            return CountryFinder.groups.contains(country) ? nil : country
        case .person(let number):
            guard let (office, standing) = data.persons[number].office(on: day),
                standing == .inOffice, !CountryFinder.groups.contains(office.country)
            else { return nil }
            return office.country
        default: return nil
        }
    }
}
