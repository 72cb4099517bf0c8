internal import Language
internal import Ontology

/// Reads the files of names into one tree.
struct NameReader {
    var countries: [Country] = []
    var organisations: [Organisation] = []
    /// The number of each organisation, by its id.
    var organisationNumbers: [String: Int] = [:]
    var persons: [Person] = []
    var agents: [Agent] = []
    var names = PhraseTree<Name>()
    var surnames = NumberLists()
    var givenNames = NumberLists()
    /// Persons by how their names sound.
    var sounds: [UInt64: [Int32]] = [:]
    var peopleNames: Set<Int32> = []
    var placeGivenNames: Set<Int32> = []
    var ownPlaces = OwnPlaces()
    /// The bytes of users' files, each behind the name of its table.
    var ownBytes: [[UInt8]] = []
    /// The files read.
    var files: [String] = []
    /// The code of each country, and the country code of each organisation's id.
    var codes: [String: String] = [:]
    /// What is wrong with the files.
    var faults: FaultLog
    /// What users take away and is not there.
    var idle: [LanguageError] = []
    /// How many rows of each table count.
    var rowCounts: [KnowledgeTable: Int] = [:]

    private let directory: String
    private let additions: [KnowledgeFile]
    let ontology: OntologyTables
    /// The ids of organisations that users took away, whose tenures go with them.
    var removedBodies: Set<String> = []

    /// A reader of the tables in the data `directory` and of users' files.
    init(
        directory: String, _ additions: [KnowledgeFile], _ ontology: OntologyTables,
        _ faults: FaultLog
    ) {
        self.directory = directory
        self.additions = additions
        self.ontology = ontology
        self.faults = faults
    }

    /// Reads all tables.
    ///
    /// - Throws: the first fault, unless they are kept.
    mutating func read(_ builder: inout VocabularyBuilder) throws(LanguageError) {
        try each(.countries) { reader, row, origin throws(LanguageError) in
            try reader.readCountry(row, origin, &builder)
        }
        for country in countries { codes[country.code] = country.code }
        try each(.territories) { reader, row, origin throws(LanguageError) in
            try reader.readTerritory(row, origin, &builder)
        }
        try each(.former) { reader, row, origin throws(LanguageError) in
            try reader.readFormer(row, origin, &builder)
        }
        let regions = try rows(.regions)
        try each(regions) { reader, row, origin throws(LanguageError) in
            try reader.readRegions(row, origin, regions.removedNames, &builder)
        }
        let sharedNames = try rows(.sharedNames)
        try each(sharedNames) { reader, row, _ throws(LanguageError) in
            try reader.readSharedNames(row, sharedNames.removedNames, &builder)
        }
        let organisations = try rows(.organisations)
        removedBodies = organisations.removedKeys
        try each(organisations) { reader, row, origin throws(LanguageError) in
            try reader.readOrganisation(row, origin, &builder)
        }
        try each(.periods) { reader, row, _ throws(LanguageError) in try reader.readPeriod(row) }
        try each(.members) { reader, row, _ throws(LanguageError) in try reader.readMembers(row) }
        try each(.agents) { reader, row, origin throws(LanguageError) in
            try reader.readAgent(row, origin, &builder)
        }
        try readPersons(&builder)
        try readPlaces()
    }

    /// The rows of a table that count.
    mutating func rows(_ table: KnowledgeTable) throws(LanguageError) -> TableRows {
        let rows = try TableRows(
            table, directory: directory, additions, files: &files, &faults)
        idle += rows.idle
        rowCounts[table] = rows.rows.count
        note(rows.ownBytes, of: table)
        return rows
    }

    private mutating func note(_ bytes: [[UInt8]], of table: KnowledgeTable) {
        for bytes in bytes { ownBytes += [Array(table.rawValue.utf8), bytes] }
    }

    /// Reads the rows of a table one by one.
    private mutating func each(
        _ table: KnowledgeTable,
        _ read: (inout NameReader, Table.Row, Origin) throws(LanguageError) -> Void
    ) throws(LanguageError) { try each(rows(table), read) }

    /// Reads rows one by one.
    mutating func each(
        _ rows: TableRows,
        _ read: (inout NameReader, Table.Row, Origin) throws(LanguageError) -> Void
    ) throws(LanguageError) {
        for (row, file) in rows.rows {
            do throws(LanguageError) {
                try read(&self, row, Origin(file: file, line: row.line))
            } catch {
                try faults.take(error)
            }
        }
    }

    /// Reads the user's places; the project's are searched where they lie.
    private mutating func readPlaces() throws(LanguageError) {
        for addition in additions where addition.table == .places {
            files.append(addition.path)
            let number = files.count - 1
            let table = try Table(path: addition.path, columns: 1...9, &faults)
            note([table.bytes], of: .places)
            for row in table.rows {
                do throws(LanguageError) {
                    try ownPlaces.read(row, Origin(file: number, line: row.line), codes)
                } catch {
                    try faults.take(error)
                }
            }
        }
    }
}

extension NameReader {
    /// Makes a phrase known, and its word if it has only one.
    mutating func insert(
        _ phrase: UnsafeBufferPointer<UInt8>, _ name: Name, _ wordClass: WordClass,
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        builder.read(phrase)
        guard builder.words.count <= phraseLimit, let first = builder.words.first else {
            let text = String(decoding: phrase, as: UTF8.self)
            throw row.error(
                "\"\(text)\" has \(builder.words.count) words; a name has 1 to \(phraseLimit)")
        }
        names.insert(builder.words, name)
        if builder.words.count == 1 { builder.vocabulary.add(wordClass, to: first) }
    }

    /// Makes each name in a column known.
    mutating func insert(
        column: Int, _ name: Name, _ wordClass: WordClass, _ row: Table.Row,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        try row.forEachPart(column) { phrase throws(LanguageError) in
            try insert(phrase, name, wordClass, row, &builder)
        }
    }

    /// Makes each name in a column known, which must be written as it stands there: "US" not "us".
    mutating func insertSpelt(
        column: Int, _ row: Table.Row, _ builder: inout VocabularyBuilder,
        _ name: (Name.Case) -> Name
    ) throws(LanguageError) {
        try row.forEachPart(column) { phrase throws(LanguageError) in
            try insert(phrase, name(NameReader.spelling(phrase)), .noun, row, &builder)
        }
    }

    /// How a name must be written to be meant: "US" not "us".
    static func spelling(_ phrase: UnsafeBufferPointer<UInt8>) -> Name.Case {
        let isPlain = phrase.allSatisfy { $0 < 0x80 }
        if isPlain, !phrase.contains(where: { (65...90).contains($0) || (48...57).contains($0) }) {
            return .any
        }
        guard phrase.count <= 6 else { return .capital }
        if isPlain {
            return phrase.contains { (97...122).contains($0) } ? .capital : .capitals
        }
        let text = String(decoding: phrase, as: UTF8.self)
        let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
        return letters.allSatisfy { $0.properties.isUppercase } ? .capitals : .capital
    }

    /// The sectors in a column, of which there must be one.
    func sectors(_ row: Table.Row, _ column: Int) throws(LanguageError) -> [String] {
        let sectors = row.list(column)
        guard !sectors.isEmpty else { throw row.error("there is no sector") }
        for sector in sectors where !ontology.sectorCodes.contains(sector) {
            throw row.error(
                "\"\(sector)\" is no sector; there are "
                    + ontology.sectorCodes.sorted().joined(separator: ", "))
        }
        return sectors
    }
}
