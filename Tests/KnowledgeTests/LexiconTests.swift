import Knowledge
import Language
import Messages
import Testing

@Suite("Looking up names") struct LexiconTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/KnowledgeTests")[0]) + "Data"
    private static let data = Result { try LanguageData.load(directory: directory) }

    @Test("everything under a name is told, with the row where it stands")
    func entries() throws {
        let data = try Self.data.get()
        let georgia = data.entries(named: "Georgia")
        #expect(georgia.first?.kind == .country && georgia.first?.entity == "GEO/GOV")
        #expect(georgia.contains { $0.kind == .place && $0.country == "USA" })
        for (name, kind) in [
            ("Georgian", LexiconEntry.Kind.adjective), ("Kremlin", .government),
            ("Norwegians", .nationals), ("Bergen", .city), ("WHO", .organisation),
            ("Paris Agreement", .region), ("Angela Merkel", .person),
            ("prime ministers", .agent), ("Tarhuna", .place),
        ] {
            let entry = try #require(data.entries(named: name).first { $0.kind == kind }, "\(name)")
            guard let line = entry.line else {
                #expect(kind == .place)
                continue
            }
            // The line it names does tell of it.
            let row = try #require(
                try Table(path: entry.file, columns: 1...10).rows.first { $0.line == line })
            let isThere =
                row.fields.contains { $0.contains(name) } || row.fields.contains(entry.name)
            #expect(isThere, "\(name): \(row.fields)")
        }
    }

    @Test("a surname is told with all who bear it, and what is no name with nobody")
    func surnames() throws {
        let data = try Self.data.get()
        let bush = data.entries(named: "Bush").filter { $0.kind == .person }
        #expect(Set(bush.map(\.name)).count >= 2)
        #expect(bush.allSatisfy { $0.office != nil && $0.from != nil })
        for name in ["", " ", "zzzz", "Angela", "?"] {
            #expect(data.entries(named: name).filter { $0.kind != .place } == [], "\(name)")
        }
    }

    @Test("the tables are counted")
    func statistics() throws {
        let statistics = try Self.data.get().statistics
        #expect(Set(statistics.rows.keys) == Set(KnowledgeTable.allCases).subtracting([.places]))
        #expect(statistics.rows[.countries] == 199)
        #expect(statistics.names > 20_000 && statistics.words > 20_000)
        #expect(statistics.persons > 6000 && statistics.gazetteerBytes > 1_000_000)
    }
}
