internal import Language

/// A user's places, and which of the project's are taken away.
struct OwnPlaces: Sendable {
    /// By their keys.
    private(set) var entries: [String: [Gazetteer.Entry]] = [:]
    /// Keys whose places are taken away.
    private(set) var removedKeys: Set<String> = []
    /// Single places that are taken away or replaced, by key and id.
    private(set) var removed: [String: Set<Int>] = [:]

    var isEmpty: Bool { entries.isEmpty && removedKeys.isEmpty && removed.isEmpty }

    /// Reads a row; `codes` has the countries.
    mutating func read(
        _ row: Table.Row, _ origin: Origin, _ codes: [String: String]
    ) throws(LanguageError) {
        if row.isRemoval {
            let key = OwnPlaces.key(row.removal)
            guard !key.isEmpty else { throw row.error("names nothing to take away after the !") }
            if row.optional(8) != nil {
                removed[key, default: []].insert(try id(row))
            } else {
                removedKeys.insert(key)
            }
            return
        }
        guard row.fieldCount == 9 else {
            throw LanguageError(
                .wrongColumns, file: row.file, line: row.line,
                "has \(row.fieldCount) columns instead of 9, divided by tabs")
        }
        let name = try row.text(1)
        // Without a key the name is it.
        let key = OwnPlaces.key(row.optional(0) ?? name)
        guard !key.isEmpty else { throw row.error("the name has no words") }
        let country = row.optional(2)
        if let country, codes[country] != country {
            throw row.error("\"\(country)\" is not the code of a country")
        }
        let latitude = try coordinate(row, 4, limit: 90)
        let longitude = try coordinate(row, 5, limit: 180)
        guard (latitude == nil) == (longitude == nil) else {
            throw row.error("has only one of latitude and longitude")
        }
        guard let population = Int(row.optional(6) ?? "0"), population >= 0 else {
            throw row.error("\"\(row.fields[6])\" is not a number of people")
        }
        guard let kind = Gazetteer.Entry.Kind(rawValue: try row.text(7)) else {
            throw row.error(
                "\"\(row.fields[7])\" is not "
                    + Gazetteer.Entry.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let geonameId = row.optional(8) == nil ? nil : try id(row)
        if let geonameId { removed[key, default: []].insert(geonameId) }
        entries[key, default: []].append(
            Gazetteer.Entry(
                name: name, country: country, admin1: row.optional(3), latitude: latitude,
                longitude: longitude, population: population, kind: kind, geonameId: geonameId,
                origin: origin))
    }

    private func coordinate(
        _ row: Table.Row, _ column: Int, limit: Double
    ) throws(LanguageError) -> Double? {
        guard let degrees = try row.number(column) else { return nil }
        guard abs(degrees) <= limit else {
            throw row.error("\(degrees) is not between -\(Int(limit)) and \(Int(limit)) degrees")
        }
        return degrees
    }

    private func id(_ row: Table.Row) throws(LanguageError) -> Int {
        guard let id = Int(try row.text(8)), id > 0 else {
            throw row.error("\"\(row.fields[8])\" is not an id of GeoNames")
        }
        return id
    }

    /// The key of a name: its folded words parted by one space.
    static func key(_ name: String) -> String {
        Tokenizer.words(name).map(\.text).joined(separator: " ")
    }
}
