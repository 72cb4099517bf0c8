internal import Language
internal import Messages
internal import Ontology

/// Reads the offices of persons, and tells which rows are of one person: the same name in the same
/// country or organisation.
struct PersonReader {
    private let codes: [String: String]
    private let removedBodies: Set<String>
    /// Persons by a hash of name and body; of several with one hash the next key holds the next.
    private var numbers: [UInt64: Int32] = [:]
    private var reigning: Set<UInt64> = []
    /// The texts of the last row, which most rows repeat.
    private var last: (row: Table.Row, office: Person.Office)?

    init(codes: [String: String], removedBodies: Set<String>) {
        self.codes = codes
        self.removedBodies = removedBodies
        numbers.reserveCapacity(8192)
    }

    /// The office in a row; nil if its body was taken away.
    mutating func office(
        _ row: Table.Row, _ origin: Origin, dates: Int, _ ontology: OntologyTables
    ) throws(LanguageError) -> Person.Office? {
        var office: Person.Office
        if let last, (2...4).allSatisfy({ row.isSame($0, as: last.row) }) {
            office = last.office
        } else {
            let body = try row.text(2)
            guard let country = codes[body] else {
                if removedBodies.contains(body) { return nil }
                throw row.error("\"\(body)\" is no country or organisation of these tables")
            }
            let sector = try row.text(3)
            guard ontology.sectorCodes.contains(sector) else {
                throw row.error("\"\(sector)\" is no sector")
            }
            let day = Day(number: 0)
            office = Person.Office(
                body: body, country: country, sector: sector, title: try row.text(4), rank: 0,
                from: day, to: nil, origin: origin)
            last = (row, office)
        }
        office.rank = dates == 6 ? try PersonReader.rank(row) : 0
        office.from = try PersonReader.date(row, dates).first
        office.to =
            row.withBytes(dates + 1, \.isEmpty) ? nil : try PersonReader.date(row, dates + 1).last
        office.origin = origin
        office.isTenure = dates == 6
        if let to = office.to, to < office.from {
            throw row.error("\(row.fields[0]) leaves before \(row.fields[dates])")
        }
        return office
    }

    /// How high an office is, by its role; a head's comes first where it has two.
    private static func rank(_ row: Table.Row) throws(LanguageError) -> Int {
        let rank = row.withBytes(5) { role in
            let role = role.prefix { $0 != UInt8(ascii: "|") }
            return roles.first { $0.name.elementsEqual(role) }?.rank
        }
        guard let rank else {
            throw row.error(
                "the role \"\(row.fields[5])\" is not "
                    + roles.map { String(decoding: $0.name, as: UTF8.self) }
                    .joined(separator: ", "))
        }
        return rank
    }

    private static let roles: [(name: [UInt8], rank: Int)] = [
        (Array("foreign-minister".utf8), 1), (Array("head-of-government".utf8), 3),
        (Array("defence-minister".utf8), 1), (Array("head-of-state".utf8), 4),
        (Array("head".utf8), 2),
    ]

    private static func date(_ row: Table.Row, _ column: Int) throws(LanguageError) -> PartialDate {
        guard let date = row.withBytes(column, { PartialDate(bytes: $0) }) else {
            throw row.error(
                "\"\(row.fields[column])\" is not a date as 2020-06-15, 2020-06 or 2020")
        }
        return date
    }

    /// A hash of the name and the body of a row (FNV-1a).
    func key(_ row: Table.Row) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for column in [0, 2] {
            row.withBytes(column) { bytes in
                for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            }
            hash = (hash ^ 9) &* 0x100_0000_01B3
        }
        return hash
    }

    /// The number of the person in a row, if rows before told of it.
    func person(_ key: UInt64, _ row: Table.Row, _ persons: [Person]) -> Int? {
        var key = key
        while let number = numbers[key] {
            let person = persons[Int(number)]
            let isSame =
                row.withBytes(0) { $0.elementsEqual(person.name.utf8) }
                && row.withBytes(2) { $0.elementsEqual(person.offices[0].body.utf8) }
            if isSame { return Int(number) }
            key &+= 1
        }
        return nil
    }

    mutating func add(_ number: Int, _ key: UInt64) {
        var key = key
        while numbers[key] != nil { key &+= 1 }
        numbers[key] = Int32(number)
    }

    /// Remembers who reigns, or did.
    mutating func noteReign(_ row: Table.Row) {
        let isReign = row.withBytes(4) { title in
            // "grand duke" is the longest; most offices are longer.
            title.count <= 10 && PersonalName.reigns(String(decoding: title, as: UTF8.self))
        }
        if isReign { reigning.insert(key(row)) }
    }

    /// Whether the person with that key reigns, or did. Two persons of one hash would only lose a
    /// name of one word.
    func reigns(_ key: UInt64) -> Bool { reigning.contains(key) }
}
