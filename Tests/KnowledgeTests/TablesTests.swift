import FoundationEssentials
import Knowledge
import Language
import Messages
import Ontology
import Testing

/// What a person who edits the tables may get wrong, row by row.
@Suite("The tables of names") struct TablesTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/KnowledgeTests")[0]) + "Data/knowledge/"
    private static let others: Set<String> = ["UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"]

    private func rows(_ file: String, _ columns: Int) throws -> [Table.Row] {
        // The last column of agents may be missing.
        let least = file == "agents.tsv" ? columns - 1 : columns
        return try Table(path: Self.directory + file, columns: least...columns).rows
    }

    private func folded(_ name: String) -> String {
        Tokenizer.words(name).map(\.text).joined(separator: " ")
    }

    private func codes() throws -> Set<String> {
        Set(try rows("countries.tsv", 7).map { try $0.text(0) })
    }

    /// The sectors of PLOVER, and ISM, which some list among them.
    private static let sectors: Set<String> = [
        "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "ISM", "JRN", "JUD", "LAB",
        "LEG", "MED", "MIL", "MNC", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY",
        "UAF", "UNK",
    ]

    @Test("no name of a country belongs to two countries")
    func countries() throws {
        var owner: [String: String] = [:]
        for row in try rows("countries.tsv", 7) {
            let code = try row.text(0)
            for name in [try row.text(1)] + (2...6).flatMap({ row.list($0) }) {
                let key = folded(name)
                #expect(!key.isEmpty, "line \(row.line)")
                #expect(owner[key] == nil || owner[key] == code, "line \(row.line): \(name)")
                owner[key] = code
            }
        }
        #expect(owner.count >= 2500)
    }

    @Test("territories and former states name a country and have names of their own")
    func territories() throws {
        let codes = try codes()
        var owner: Set<String> = []
        for row in try rows("countries.tsv", 7) {
            owner.formUnion(([try row.text(1)] + row.list(2) + row.list(3)).map(folded))
        }
        for (file, code) in [("territories.tsv", 5), ("former.tsv", 4)] {
            for row in try rows(file, 7) {
                #expect(codes.contains(try row.text(code)), "\(file) line \(row.line)")
                for name in [try row.text(0)] + row.list(1) + row.list(2) {
                    let isTaken = owner.contains(folded(name))
                    #expect(!isTaken, "\(file) line \(row.line): \(name)")
                }
            }
        }
    }

    @Test("an organisation's code, sectors and id are known, and a shared name is marked as such")
    func organisations() throws {
        let codes = try codes().union(Self.others)
        var ids: Set<String> = []
        var owner: [String: String] = [:]
        let all = try rows("organisations.tsv", 6)
        #expect(all.count >= 1200)
        for row in all {
            let id = try row.text(0)
            #expect(ids.insert(id).inserted, "line \(row.line): \(id) twice")
            #expect(!codes.contains(id), "line \(row.line): \(id) is a country")
            #expect(codes.contains(try row.text(3)), "line \(row.line)")
            #expect(
                Self.sectors.isSuperset(of: row.list(4)) && !row.list(4).isEmpty, "line \(row.line)"
            )
            for name in [try row.text(1)] + row.list(2) where !name.hasSuffix("?") {
                let key = folded(name)
                #expect(owner[key] == nil || owner[key] == id, "line \(row.line): \(name)")
                owner[key] = id
            }
        }
        for word in ["pm", "is", "car", "mit"] { #expect(owner[word] == nil) }
    }

    @Test("an agent's phrase stands once, with a known sector")
    func agents() throws {
        var phrases: Set<String> = []
        let all = try rows("agents.tsv", 6)
        #expect(all.count >= 1500)
        for row in all {
            let phrase = folded(try row.text(0))
            #expect(phrases.insert(phrase).inserted, "line \(row.line): \(phrase) twice")
            #expect(Self.sectors.contains(try row.text(2)), "line \(row.line)")
            #expect(
                ["yes", "no", "kin", "band"].contains(try row.text(4)), "line \(row.line)")
        }
    }

    @Test("a name that must not code is no country's")
    func regions() throws {
        var owner: Set<String> = []
        for row in try rows("countries.tsv", 7) {
            owner.formUnion(([try row.text(1)] + (2...5).flatMap { row.list($0) }).map(folded))
        }
        for row in try rows("regions.tsv", 2) {
            for name in row.list(1) {
                let isTaken = owner.contains(folded(name))
                #expect(!isTaken, "line \(row.line): \(name)")
            }
        }
    }

    @Test("the gazetteer is sorted and every line of it can be read")
    func gazetteer() throws {
        let codes = try codes()
        let text = try Data(contentsOf: URL(filePath: Self.directory + "places.tsv"))
        #expect(text.count <= 15_000_000)
        let tab = UInt8(ascii: "\t")
        var previous: Data.SubSequence = text[0..<0]
        var unsorted = 0
        var wrong: [String] = []
        var count = 0
        for line in text.split(separator: UInt8(ascii: "\n")) where line.first != 35 {
            if line.lexicographicallyPrecedes(previous) { unsorted += 1 }
            previous = line
            count += 1
            let fields = line.split(separator: tab).map { String(decoding: $0, as: UTF8.self) }
            let isPlace =
                fields.count == 9 && Gazetteer.Entry.Kind(rawValue: fields[7]) != nil
                && Int(fields[6]) != nil
                && (fields[4] == "-" || Double(fields[4]).map { abs($0) <= 90 } ?? false)
                && (fields[5] == "-" || Double(fields[5]).map { abs($0) <= 180 } ?? false)
            if !isPlace { wrong.append(String(decoding: line, as: UTF8.self)) }
            if fields.count > 2, fields[2] != "-", !codes.contains(fields[2]) {
                wrong.append(fields[2])
            }
        }
        #expect(unsorted == 0)
        #expect(wrong == [])
        #expect(count >= 69_000)
    }

    @Test(
        "places are found by their folded names",
        arguments: [
            ("tarhuna", "LBY", "Al Marqab"), ("kiev", "UKR", "Kyiv City"),
            ("n'djamena", "TCD", nil), ("cox 's bazar", "BGD", nil), ("sao paulo", "BRA", nil),
            ("black sea", nil, nil),
        ] as [(String, String?, String?)])
    func lookUp(key: String, country: String?, admin1: String?) throws {
        let gazetteer = try Gazetteer(path: Self.directory + "places.tsv")
        let entries = gazetteer.entries(key)
        #expect(
            entries.contains { $0.country == country && (admin1 == nil || $0.admin1 == admin1) })
    }

    @Test("what the gazetteer does not know is nothing", arguments: ["", "a", "zzzzzz", "\u{FF}"])
    func unknown(key: String) throws {
        #expect(try Gazetteer(path: Self.directory + "places.tsv").entries(key) == [])
    }

    @Test("a gazetteer that is not there, empty or damaged does no harm")
    func damaged() throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "chancery-places-\(UUID().uuidString).tsv")
        #expect(throws: LanguageError.self) { try Gazetteer(path: path.path) }
        defer { try? FileManager.default.removeItem(at: path) }
        try Data().write(to: path)
        #expect(try Gazetteer(path: path.path).entries("paris") == [])
        try Data("paris\tParis\nparis\tParis\tFRA\t-\tx\ty\t9\tP\t1\n".utf8).write(to: path)
        let entry = try #require(try Gazetteer(path: path.path).entries("paris").first)
        #expect(entry.country == "FRA" && entry.latitude == nil)
    }
}
