internal import Language
public import Messages

/// What the tables know under a name, for a person who looks it up.
public struct LexiconEntry: Hashable, Sendable {
    /// What a name names.
    public enum Kind: String, Sendable {
        case country, adjective, nationals, government, city, organisation, region, person, agent
        case place
    }

    /// What it names.
    public var kind: Kind
    /// The table it stands in.
    public var table: KnowledgeTable
    /// Its name there.
    public var name: String
    /// The entity it stands for.
    public var entity: String?
    /// The country code.
    public var country: String?
    /// The sectors, the main one first.
    public var sectors: [String] = []
    /// The countries that belong to it, of an organisation.
    public var members: [String] = []
    /// The office, of a person.
    public var office: String?
    /// The first day, of an office or of an organisation.
    public var from: Day?
    /// The last day, of an office, or of a state or an organisation that is gone.
    public var to: Day?
    /// Whether it counts only where its country or itself was named before.
    public var isShared = false
    /// Whether it must be written in capitals.
    public var isCapitals = false
    /// The place, if it is one.
    public var place: Gazetteer.Entry?
    /// The file.
    public var file: String
    /// The line in it; absent for the project's gazetteer, which is searched and not read.
    public var line: Int?
}

extension LanguageData {
    /// Everything that the tables know under `name`, as a text would have to write it, upper and
    /// lower case aside: names first in their order of preference, then places. Sectors and members
    /// of organisations are those of `day`; without one, those that the tables tell last.
    public func entries(named name: String, on day: Day? = nil) -> [LexiconEntry] {
        let day = day ?? .distantFuture
        let key = OwnPlaces.key(name)
        let words = Tokenizer.phrase(name).map { vocabulary.number($0) }
        let matches = names.matches(at: 0, count: words.count) { words[$0] }
        let found = matches.first { $0.length == words.count }?.entries ?? []
        // A surname alone is no name of the tables, but the last word of some.
        let named = Set(
            found.compactMap { name in if case .person(let number) = name { number } else { nil } })
        let bearers = words.count == 1 ? surnames[words[0]].filter { !named.contains($0) } : []
        let all = found.flatMap { entries($0, day) } + bearers.flatMap { entries(persons[$0]) }
        var seen: Set<LexiconEntry> = []
        return all.filter { entry in
            // A row may bear a name in two spellings, or as singular and plural.
            var plain = entry
            plain.isCapitals = false
            return seen.insert(plain).inserted
        } + gazetteer.entries(key).map(entry)
    }

    private func entries(_ name: Name, _ day: Day) -> [LexiconEntry] {
        switch name {
        case .country(let number, let spelling): [entry(.country, number, spelling)]
        case .adjective(let number): [entry(.adjective, number)]
        case .nationals(let number): [entry(.nationals, number)]
        case .metonym(let number, _): [entry(.government, number)]
        case .city(let number): [entry(.city, number)]
        case .organisation(let number, let spelling):
            [entry(organisations[number], spelling, isShared: false, day)]
        case .shared(let number, let spelling):
            [entry(organisations[number], spelling, isShared: true, day)]
        case .region(let origin):
            [
                LexiconEntry(
                    kind: .region, table: .regions, name: "", file: file(of: origin),
                    line: Int(origin.line))
            ]
        case .person(let number): entries(persons[number])
        case .agent(let number, _): [entry(agents[number])]
        }
    }

    private func entry(
        _ kind: LexiconEntry.Kind, _ number: Int, _ spelling: Name.Case = .capital
    ) -> LexiconEntry {
        let country = countries[number]
        let table: KnowledgeTable =
            country.until != nil ? .former : country.isTerritory ? .territories : .countries
        return LexiconEntry(
            kind: kind, table: table, name: country.name,
            entity: "\(country.code)/\(country.sector)", country: country.code,
            sectors: [country.sector], to: country.until, isCapitals: spelling == .capitals,
            file: file(of: country.origin), line: Int(country.origin.line))
    }

    private func entry(
        _ organisation: Organisation, _ spelling: Name.Case, isShared: Bool, _ day: Day
    ) -> LexiconEntry {
        LexiconEntry(
            kind: .organisation, table: .organisations, name: organisation.name,
            entity: organisation.entity(on: day), country: organisation.country,
            sectors: organisation.sectors(on: day), members: organisation.members(on: day),
            from: organisation.periods.first?.time.from, to: organisation.periods.last?.time.to,
            isShared: isShared, isCapitals: spelling == .capitals,
            file: file(of: organisation.origin), line: Int(organisation.origin.line))
    }

    private func entries(_ person: Person) -> [LexiconEntry] {
        person.offices.map { office in
            LexiconEntry(
                kind: .person, table: office.isTenure ? .tenures : .people, name: person.name,
                entity: office.entity, country: office.country, sectors: [office.sector],
                office: office.title, from: office.from, to: office.to,
                file: file(of: office.origin), line: Int(office.origin.line))
        }
    }

    private func entry(_ agent: Agent) -> LexiconEntry {
        LexiconEntry(
            kind: .agent, table: .agents, name: agent.phrase,
            entity: agent.owner.map { "\($0.body)/\(agent.sector)" },
            country: agent.owner?.country, sectors: [agent.sector],
            file: file(of: agent.origin), line: Int(agent.origin.line))
    }

    private func entry(_ place: Gazetteer.Entry) -> LexiconEntry {
        LexiconEntry(
            kind: .place, table: .places, name: place.name, country: place.country, place: place,
            file: place.origin.map(file) ?? gazetteer.path,
            line: (place.origin?.line).map(Int.init))
    }

    private func file(of origin: Origin) -> String { files[Int(origin.file)] }
}

extension Day {
    /// Later than all days that are told.
    fileprivate static let distantFuture = Day(year: 9999, month: 12, day: 31) ?? Day(number: 0)
}
