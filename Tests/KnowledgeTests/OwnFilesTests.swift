import FoundationEssentials
import Language
import Messages
import Testing

@testable import Knowledge

/// Rows of users: more, others, fewer.
@Suite("Files of users") struct OwnFilesTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/KnowledgeTests")[0]) + "Data"

    /// The project's data with few rows, which is read a hundred times in these tests.
    private static let small = Result {
        let manager = FileManager.default
        let path = manager.temporaryDirectory
            .appending(path: "chancery-small-\(UUID().uuidString)").path
        for room in ["knowledge", "language", "ontology", "predicates"] {
            let folder = "\(path)/\(room)"
            try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for file in try manager.contentsOfDirectory(atPath: "\(directory)/\(room)") {
                let table = KnowledgeTable(rawValue: String(file.dropLast(4)))
                if let table, ![.countries, .places, .predicates].contains(table) {
                    let text = try rows(of: table, "\(directory)/\(room)/\(file)")
                    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(file)"))
                } else if file == "verbs.tsv" || file == "predicates.tsv" {
                    try Data().write(to: URL(filePath: "\(folder)/\(file)"))
                } else {
                    try manager.createSymbolicLink(
                        atPath: "\(folder)/\(file)",
                        withDestinationPath: "\(directory)/\(room)/\(file)")
                }
            }
        }
        return path
    }

    /// The rows of a table that the tests speak of.
    private static func rows(of table: KnowledgeTable, _ path: String) throws -> String {
        try Table(path: path, columns: table.leastColumns...table.columns).rows.filter { row in
            keptNames.contains { name in row.fields.contains { $0.contains(name) } }
        }.map { $0.fields.joined(separator: "\t") + "\n" }.joined()
    }

    private static let keptNames = [
        "WHO", "OPEC", "NATO", "rebel", "Puerto Rico", "Soviet Union", "Paris Agreement",
        "Angela Merkel", "Sergey Lavrov", "Khalifa Haftar",
    ]

    /// A folder with files of some tables.
    private final class Folder {
        let data: String
        let path = FileManager.default.temporaryDirectory
            .appending(path: "chancery-own-\(UUID().uuidString)").path
        var files: [KnowledgeFile] = []

        init() throws {
            data = try OwnFilesTests.small.get()
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        func add(_ table: KnowledgeTable, _ rows: [String], name: String? = nil) throws {
            let path = "\(path)/\(name ?? table.rawValue).tsv"
            try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
            files.append(KnowledgeFile(path: path, table: table))
        }

        func load() throws(LanguageError) -> LanguageData {
            try LanguageData.load(directory: data, files: files)
        }

        func check() throws(LanguageError) -> (faults: FaultLog, remarks: [LanguageError]) {
            try LanguageData.check(directory: data, files: files)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private func entities(_ name: String, _ data: LanguageData) -> [String] {
        data.entries(named: name).compactMap { $0.entity ?? $0.sectors.first }
    }

    @Test("rows are added to every table")
    func added() throws {
        let folder = try Folder()
        try folder.add(
            .countries, ["XKA\tKarkadia\tOld Kark\tKarkadian\tKarkadians\tKarkburg\tKarkport"])
        try folder.add(.territories, ["Isle of Hats\t-\tHattish\t-\tHat Town\tXKA\tGOV"])
        try folder.add(.former, ["Greater Karkadia\t-\t-\t-\tXKA\t1950-01-01\t1990-12-31"])
        try folder.add(.regions, ["region\tthe Far Hills"])
        try folder.add(.sharedNames, ["given\tKarkburg"])
        try folder.add(.organisations, ["HATG\tHat Guild\tHG?\tXKA\tLAB|SOC\tguild"])
        try folder.add(.periods, ["HATG\t1990\t2010\tREB", "HATG\t2011\t2020\t-"])
        try folder.add(.members, ["HATG\tNOR|XKA\t1995\t2005", "HATG\tNOR\t2008\t-"])
        try folder.add(
            .agents, ["hat warden\t-\tCOP\tperson\tyes", "hatter\t-\tCVL\tgroup\tyes\tXKA"])
        try folder.add(
            .tenures,
            [
                "Ann Brimley\tAnna Brimley\tXKA\tGOV\tpresident\thead-of-state\t2020-01\t-\t-\t-"
            ])
        try folder.add(.people, ["Bo Tassel\t-\tHATG\tLAB\tspokesman\t2021\t-"])
        try folder.add(.places, ["-\tKarkheim\tXKA\tHills\t10.5\t20.5\t3000\tP\t-"])
        let data = try folder.load()
        #expect(entities("Karkadia", data) == ["XKA/GOV"])
        #expect(entities("karkadian", data) == ["XKA/GOV"])
        #expect(entities("Isle of Hats", data) == ["XKA/GOV"])
        #expect(entities("Greater Karkadia", data) == ["XKA/GOV"])
        #expect(data.entries(named: "the Far Hills").map(\.kind) == [.region])
        #expect(data.placeGivenNames.contains(data.vocabulary.number("karkburg")))
        #expect(entities("Hat Guild", data) == ["HATG/LAB"])
        #expect(data.entries(named: "HG").map(\.isShared) == [true])
        let guild = try #require(data.organisationNumbers["HATG"].map { data.organisations[$0] })
        let years = try [1989, 1990, 2010, 2011, 2021].map { year in
            try #require(Day(year: year, month: 6, day: 1))
        }
        #expect(
            years.map { guild.entity(on: $0) }.suffix(4) == [
                "HATG/REB", "HATG/REB", "HATG/LAB", "HATG/LAB",
            ])
        #expect(years.map { guild.exists(on: $0) } == [false, true, true, true, false])
        let day = try #require(Day("2000-01-01"))
        #expect(guild.members(on: day) == ["NOR", "XKA"])
        #expect(data.entries(named: "Hat Guild", on: day).first?.members == ["NOR", "XKA"])
        #expect(data.entries(named: "Hat Guild").first?.members == ["NOR"])
        #expect(entities("hatters", data) == ["XKA/CVL"])
        #expect(entities("hat wardens", data) == ["COP"])
        #expect(entities("Anna Brimley", data) == ["XKA/GOV"])
        #expect(entities("Bo Tassel", data) == ["HATG/LAB"])
        let place = try #require(data.entries(named: "Karkheim").first)
        #expect(place.country == "XKA" && place.place?.latitude == 10.5)
        #expect(place.file == folder.files.last?.path && place.line == 1)
        // What the project knows is still there.
        #expect(entities("Norway", data) == ["NOR/GOV"])
        #expect(data.entries(named: "Oslo").contains { $0.kind == .place })
    }

    @Test("a row with the same key takes the place of the project's")
    func replaced() throws {
        let folder = try Folder()
        try folder.add(.organisations, ["WHO\tWorld Hat Office\tWHO\tNGO\tSOC\toffice"])
        try folder.add(.agents, ["rebel\t-\tCVL\tperson\tno"])
        try folder.add(
            .countries, ["NOR\tNorway\tNorge\tNorwegian\tNorwegians\tOslo\tHamar"])
        let old = try LanguageData.load(directory: folder.data)
        let sergey = try #require(old.entries(named: "Sergey Lavrov").first)
        let from = try #require(sergey.from)
        try folder.add(
            .tenures,
            [
                "Sergey Lavrov\t-\tRUS\tGOV\tforeign minister\tforeign-minister\t\(from)\t"
                    + "2040-01-01\t-\t-"
            ])
        let data = try folder.load()
        #expect(entities("WHO", data) == ["WHO/SOC"])
        #expect(entities("World Health Organization", data) == [])
        #expect(data.organisations.filter { $0.id == "WHO" }.count == 1)
        #expect(data.agents.filter { $0.phrase == "rebel" }.map(\.sector) == ["CVL"])
        #expect(entities("Norge", data) == ["NOR/GOV"])
        #expect(data.countries.filter { $0.code == "NOR" && !$0.isTerritory }.count == 1)
        // The cities the row no longer names are only places now.
        #expect(!data.entries(named: "Bergen").contains { $0.kind == .city })
        let lavrov = data.entries(named: "Sergey Lavrov")
        #expect(lavrov.map(\.to) == [Day("2040-01-01")])
        #expect(lavrov.map(\.file) == [folder.files[3].path])
    }

    @Test("a row that begins with ! takes away")
    func removed() throws {
        let folder = try Folder()
        try folder.add(.organisations, ["!WHO", "! OPEC"])
        try folder.add(.agents, ["!rebel"])
        try folder.add(.territories, ["!Puerto Rico"])
        try folder.add(.former, ["!Soviet Union"])
        try folder.add(.regions, ["!phrase\tParis Agreement|the Paris Agreement"])
        try folder.add(.tenures, ["!Angela Merkel\t-\tDEU", "!Sergey Lavrov"])
        try folder.add(.people, ["!Khalifa Haftar\t-\tLBY", "!Angela Merkel"])
        try folder.add(.places, ["!Geneva", "!oslo\t-\t-\t-\t-\t-\t-\t-\t3143244"])
        let data = try folder.load()
        for name in ["WHO", "OPEC", "Puerto Rico", "Angela Merkel", "Khalifa Haftar"] {
            #expect(data.entries(named: name).allSatisfy { $0.kind == .place }, "\(name)")
        }
        #expect(data.entries(named: "Paris Agreement").isEmpty)
        #expect(data.agents.allSatisfy { $0.phrase != "rebel" })
        #expect(data.gazetteer.entries("geneva").isEmpty)
        #expect(!data.gazetteer.entries("oslo").contains { $0.geonameId == 3_143_244 })
        #expect(!data.gazetteer.entries("bergen").isEmpty)
        // Whoever headed what is gone is gone with it.
        #expect(data.persons.allSatisfy { $0.offices.allSatisfy { $0.body != "WHO" } })
        #expect(
            try folder.check().remarks == [])
    }

    @Test("a user's name goes before the project's, and the later file before the earlier")
    func order() throws {
        let folder = try Folder()
        try folder.add(.organisations, ["A1\tFirst Hat\tNATO\tNGO\tSOC\t-"], name: "a")
        try folder.add(.organisations, ["A1\tSecond Hat\tNATO\tNGO\tLAB\t-"], name: "b")
        let data = try folder.load()
        #expect(entities("NATO", data) == ["A1/LAB", "NATO/IGO"])
        #expect(entities("First Hat", data) == [])
        folder.files.removeFirst()
        let remarks = try folder.check().remarks
        let remark = try #require(remarks.first?.description)
        #expect(remarks.count == 1)
        #expect(remark.contains("\"NATO\" is North Atlantic Treaty Organization, too"), "\(remark)")
    }

    @Test("the version tells that, and which, files of a user are in force")
    func version() throws {
        let folder = try Folder()
        #expect(try folder.load().version == "english-1")
        try folder.add(.regions, ["region\tthe Far Hills"])
        let first = try folder.load().version
        #expect(first.hasPrefix("english-1+"))
        #expect(try folder.load().version == first)
        folder.files = []
        try folder.add(.regions, ["region\tthe Near Hills"])
        #expect(try folder.load().version != first)
    }

    @Test(
        "a wrong row is named with file and line, and what would be right",
        arguments: [
            (.organisations, "X\tY\t-\tNGO\tSOC", "has 5 columns instead of 6"),
            (.organisations, "X\tY\t-\tXXX\tSOC\t-", "\"XXX\" is not the code of a country"),
            (.organisations, "X\tY\t-\tNGO\tSOCC\t-", "\"SOCC\" is no sector; there are AGR"),
            (.organisations, "X\tY\t-\tNGO\t-\t-", "there is no sector"),
            (.organisations, "NOR\tY\t-\tNGO\tSOC\t-", "the id \"NOR\" is the code of a country"),
            (.organisations, "X\t-\t-\tNGO\tSOC\t-", "column 2 is empty"),
            (.organisations, "X\t?\t-\tNGO\tSOC\t-", "\"\" has 0 words"),
            (.organisations, "!", "names nothing to take away"),
            (.countries, "Norway\tNorway\t-\t-\t-\t-\t-", "\"Norway\" is not an alpha-3 code"),
            (.countries, "!NOR", "a country cannot be taken away"),
            (.territories, "X\t-\t-\t-\t-\tXXX\tGOV", "\"XXX\" is not the code of a country"),
            (.territories, "X\t-\t-\t-\t-\tNOR\tMIL", "the sector is not GOV or PRE"),
            (.former, "X\t-\t-\t-\tNOR\t2000-01-01\t1999-01-01", "the days are not two days"),
            (.regions, "place\tX", "\"place\" is not region"),
            (.regions, "!region", "names nothing to take away: !region, a tab, and the names"),
            (.sharedNames, "name\tX", "\"name\" is not given or surname"),
            (.agents, "x\t-\tGOV\tthing\tyes", "\"thing\" is not person, body, group or peer"),
            (.agents, "x\t-\tGOV\tperson\tmaybe", "\"maybe\" is not yes, no, kin or band"),
            (.agents, "x\t-\tGOVV\tperson\tyes", "\"GOVV\" is no sector"),
            (.agents, "x\t-\tGOV\tperson\tyes\tXXX", "\"XXX\" is no country or organisation"),
            (.periods, "XXX\t2000\t-\t-", "\"XXX\" is no organisation of these tables"),
            (.periods, "NATO\t-\t-\t-", "column 2 is empty"),
            (.periods, "NATO\tonce\t-\t-", "\"once\" is not a date as 2020-06-15"),
            (.periods, "NATO\t2000\t1999\t-", "ends before it begins"),
            (.periods, "NATO\t1900\t-\tXXX", "\"XXX\" is no sector"),
            (.members, "XXX\tNOR\t2000\t-", "\"XXX\" is no organisation of these tables"),
            (.members, "NATO\tXXX\t2000\t-", "\"XXX\" is not the code of a country"),
            (.members, "NATO\t-\t2000\t-", "column 2 is empty"),
            (.people, "X Y\t-\tNOR\tGOV\tx\t2020\tnever", "\"never\" is not a date"),
            (.people, "X Y\t-\tNOR\tGOV\tx\t2020\t2019", "X Y leaves before 2020"),
            (
                .tenures, "X Y\t-\tNOR\tGOV\tx\tboss\t2020\t-\t-\t-",
                "the role \"boss\" is not foreign-minister"
            ),
            (.places, "-\tX\tXXX\t-\t-\t-\t1\tP\t-", "\"XXX\" is not the code of a country"),
            (.places, "-\tX\tNOR\t-\t91\t0\t1\tP\t-", "91.0 is not between -90 and 90 degrees"),
            (.places, "-\tX\tNOR\t-\t1\t-\t1\tP\t-", "has only one of latitude and longitude"),
            (.places, "-\tX\tNOR\t-\tx\t1\t1\tP\t-", "column 5: \"x\" is not a number"),
            (.places, "-\tX\tNOR\t-\t-\t-\tmany\tP\t-", "\"many\" is not a number of people"),
            (.places, "-\tX\tNOR\t-\t-\t-\t1\tQ\t-", "\"Q\" is not P, A, C"),
            (.places, "-\tX\tNOR\t-\t-\t-\t1\tP\tx", "\"x\" is not an id of GeoNames"),
            (.places, "x\ty", "has 2 columns instead of 9"),
            (
                .predicates, "x\tSING\t-\t-\tsubj>obj\t-\t-\t1\tx~",
                "\"SING\" is not an event type"
            ),
            (.predicates, "x\ty", "has 2 columns instead of 9"),
            (
                .agents, "a b c d e f g h i j k l m n o p q\t=\tGOV\tperson\tyes",
                "has 17 words; a name has 1 to 16"
            ),
        ] as [(KnowledgeTable, String, String)])
    func faults(table: KnowledgeTable, row: String, reason: String) throws {
        let folder = try Folder()
        try folder.add(table, ["# a comment", row])
        let error = #expect(throws: LanguageError.self) { try folder.load() }
        let text = try #require(error?.description)
        let place = "\(folder.files[0].path):2: "
        #expect(text.hasPrefix(place) && text.contains(reason), "\(text)")
        // The check finds the same, and goes on.
        let faults = try folder.check().faults
        #expect(faults.faults.map(\.description) == [text])
    }

    @Test("the check finds all faults, in the order of the lines, and the same row twice")
    func check() throws {
        let folder = try Folder()
        try folder.add(
            .organisations,
            [
                "X\tY\t-\tNGO\tSOC\t-", "Z\tY", "X\tW\t-\tNGO\tSOC\t-", "V\tV\t-\tNGO\tNO\t-",
                "!NOPE",
            ])
        try folder.add(.people, ["\u{1}"])
        try Data([0x41, 0x0A, 0xFF]).write(to: URL(filePath: folder.files[1].path))
        folder.files.append(KnowledgeFile(path: "/no/such.tsv", table: .agents))
        let (faults, remarks) = try folder.check()
        let lines = faults.faults.map(\.description)
        let path = folder.files[0].path
        #expect(
            lines == [
                "\(path):2: has 2 columns instead of 6, divided by tabs",
                "\(path):3: stands in line 1 already; take one of them out",
                lines.count > 2 ? lines[2] : "", "/no/such.tsv: does not exist",
                "\(folder.files[1].path):2: is not UTF-8",
            ])
        #expect(lines.count > 2 && lines[2].hasPrefix("\(path):4: \"NO\" is no sector"))
        #expect(remarks.map(\.description) == ["\(path):5: there is no such row to take away"])
    }

    @Test("the tables in force change as a whole, and who holds the old ones keeps them")
    func source() throws {
        let folder = try Folder()
        let source = LanguageSource(try folder.load())
        let held = source.current
        try folder.add(.organisations, ["HATG\tHat Guild\t-\tNGO\tSOC\t-"])
        source.replace(with: try folder.load())
        #expect(entities("Hat Guild", held) == [])
        #expect(entities("Hat Guild", source.current) == ["HATG/SOC"])
    }
}
