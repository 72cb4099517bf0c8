import Arguments
import Knowledge
import Messages

/// A row of the tables as `chancery lexicon lookup` prints it. What does not apply is absent.
struct LexiconLine: Encodable {
    let name: String?
    let kind: String
    let table: String
    let entity: String?
    let country: String?
    let sectors: [String]?
    let members: [String]?
    let office: String?
    let from: Day?
    let to: Day?
    let shared: Bool?
    let capitals: Bool?
    let admin1: String?
    let latitude: Double?
    let longitude: Double?
    let population: Int?
    let geonameId: Int?
    let file: String
    let line: Int?

    init(_ entry: LexiconEntry) {
        name = entry.name.isEmpty ? nil : entry.name
        kind = entry.kind.rawValue
        table = entry.table.rawValue
        entity = entry.entity
        country = entry.country
        sectors = entry.sectors.isEmpty ? nil : entry.sectors
        members = entry.members.isEmpty ? nil : entry.members
        office = entry.office
        from = entry.from
        to = entry.to
        shared = entry.isShared ? true : nil
        capitals = entry.isCapitals ? true : nil
        admin1 = entry.place?.admin1
        latitude = entry.place?.latitude
        longitude = entry.place?.longitude
        population = entry.place.map(\.population)
        geonameId = entry.place?.geonameId
        file = entry.file
        line = entry.line
    }

    static func table(_ entries: [LexiconEntry]) -> Table {
        var table = Table([
            .init("KIND"), .init("NAME", shrinksTo: 12), .init("ENTITY"),
            .init("TELLS", shrinksTo: 16), .init("STANDS IN", shrinksTo: 20),
        ])
        table.rows = entries.map { entry in
            let sectors = entry.sectors.joined(separator: ",")
            return [
                entry.kind.rawValue, entry.name,
                entry.entity ?? entry.country ?? (sectors.isEmpty ? "" : "?/\(sectors)"),
                tells(entry),
                entry.line.map { "\(entry.file):\($0)" } ?? entry.file,
            ]
        }
        return table
    }

    private static func tells(_ entry: LexiconEntry) -> String {
        var parts: [String] = []
        if let office = entry.office { parts.append(office) }
        if let from = entry.from {
            parts.append("\(from) to \(entry.to.map { "\($0)" } ?? "today")")
        } else if let to = entry.to {
            parts.append("to \(to)")
        }
        if !entry.members.isEmpty {
            parts.append("members: " + entry.members.joined(separator: " "))
        }
        if entry.isShared { parts.append("only where its country is named") }
        if entry.isCapitals { parts.append("in capitals") }
        if let place = entry.place {
            if let admin1 = place.admin1 { parts.append(admin1) }
            if let latitude = place.latitude, let longitude = place.longitude {
                parts.append("\(latitude) \(longitude)")
            }
            if place.population > 0 { parts.append("\(place.population) people") }
        }
        return parts.joined(separator: ", ")
    }
}

/// How much the tables know, as `chancery lexicon stats` prints it.
struct LexiconStatistics: Encodable {
    let version: String
    let loadSeconds: Double
    let rows: [String: Int]
    let names: Int
    let persons: Int
    let words: Int
    let gazetteerBytes: Int
    let files: [String]

    init(_ data: LanguageData, seconds: Double) {
        let statistics = data.statistics
        version = data.version
        loadSeconds = seconds
        rows = Dictionary(
            uniqueKeysWithValues: statistics.rows.map { ($0.key.rawValue, $0.value) })
        names = statistics.names
        persons = statistics.persons
        words = statistics.words
        gazetteerBytes = statistics.gazetteerBytes
        files = data.files
    }

    var table: Table {
        var table = Table([.init("WHAT"), .init("HOW MANY", .right)])
        table.rows = KnowledgeTable.allCases.compactMap { table in
            rows[table.rawValue].map { [table.rawValue, "\($0)"] }
        }
        table.rows += [
            ["names", "\(names)"], ["persons", "\(persons)"], ["words", "\(words)"],
            ["bytes of the gazetteer", "\(gazetteerBytes)"],
            ["milliseconds to load", "\(Int((loadSeconds * 1000).rounded()))"],
            ["version", version],
        ]
        return table
    }
}
