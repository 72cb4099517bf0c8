import FoundationEssentials
import Language
import Testing

@Suite("Tables of words") struct TableTests {
    private func table(_ text: String, _ columns: ClosedRange<Int> = 2...2) throws -> Table {
        try Table(text: text, file: "t.tsv", columns: columns)
    }

    @Test("fields are trimmed; comments, empty lines and other line ends do not count")
    func fields() throws {
        let rows = try table("\u{FEFF}# x\n a \tb\r\n\n#\tc\nd\t-").rows
        #expect(rows.map(\.fields) == [["a", "b"], ["d", "-"]])
        #expect(rows.map(\.line) == [2, 5])
        #expect(try rows[0].text(1) == "b")
        #expect(rows[1].optional(1) == nil && rows[1].optional(7) == nil)
        #expect(rows[0].withBytes(0) { Array($0) } == [97])
        #expect(rows[1].withBytes(1) { $0.isEmpty } && rows[1].withBytes(9) { $0.isEmpty })
        #expect(rows[0].isSame(0, as: rows[0]) && !rows[0].isSame(0, as: rows[1]))
    }

    @Test(
        "a field's parts are the same as texts and as bytes", arguments: ["a| b |c", "|", "-", "a"])
    func parts(field: String) throws {
        let row = try table("x\t\(field)").rows[0]
        var parts: [String] = []
        try row.forEachPart(1) { parts.append(String(decoding: $0, as: UTF8.self)) }
        #expect(parts == row.list(1))
    }

    @Test("an error out of a part is handed on, and ends the reading")
    func partError() throws {
        let row = try table("x\ta|b").rows[0]
        var count = 0
        let error = #expect(throws: LanguageError.self) {
            try row.forEachPart(1) { _ throws(LanguageError) in
                count += 1
                throw row.error("no")
            }
        }
        #expect(error?.description == "t.tsv:1: no" && count == 1)
    }

    @Test("a wrong line is named; or all of them, and the others are read")
    func faults() throws {
        let text = "a\tb\nc\nd\te\tf\ng\th\n"
        let error = #expect(throws: LanguageError.self) { try table(text) }
        #expect(error?.description == "t.tsv:2: has 1 columns instead of 2, divided by tabs")
        let path = TemporaryTable.write(text)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var faults = FaultLog(keepsAll: true)
        let rows = try Table(path: path, columns: 2...2, &faults).rows
        #expect(rows.map(\.line) == [1, 4])
        #expect(faults.faults.map(\.line) == [2, 3])
    }

    @Test("what cannot be read says why, with the line of what is not UTF-8")
    func unreadable() throws {
        func reason(_ path: String) -> String? {
            do throws(LanguageError) {
                _ = try Table(path: path, columns: 1...1)
                return nil
            } catch {
                return String(error.description.dropFirst(path.count))
            }
        }
        #expect(reason("/no/such.tsv") == ": does not exist")
        #expect(reason("/") == ": is not a regular file")
        #expect(reason("/dev/zero") == ": is not a regular file")
        let path = TemporaryTable.write("a\nb\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data([97, 10, 98, 10, 0xFF, 10]).write(to: URL(filePath: path))
        #expect(reason(path) == ":3: is not UTF-8")
        try Data(repeating: 97, count: Table.sizeLimit + 1).write(to: URL(filePath: path))
        #expect(reason(path) == ": is larger than \(Table.sizeLimit) bytes")
        try Data().write(to: URL(filePath: path))
        #expect(reason(path) == nil)
    }

    @Test("more faults than can be of use are only counted")
    func limit() throws {
        var faults = FaultLog(keepsAll: true)
        for line in 0..<FaultLog.limit + 5 {
            try faults.take(LanguageError(.invalidValue, file: "f", line: 1000 - line, "x"))
        }
        faults.sort()
        #expect(faults.faults.count == FaultLog.limit && faults.omitted == 5)
        #expect(faults.faults.map(\.line) == faults.faults.map(\.line).sorted())
    }

    @Test("words keep their numbers, however many there are")
    func vocabulary() {
        var vocabulary = Vocabulary()
        let words =
            (0..<5000).map { "w\($0)" } + ["", "é", "日本", String(repeating: "x", count: 300)]
        let numbers = words.map { vocabulary.intern($0) }
        #expect(numbers == (0..<Int32(words.count)).map { $0 })
        vocabulary.reserve(100_000)
        #expect(words.map { vocabulary.number($0) } == numbers)
        #expect(words.map { vocabulary.intern($0) } == numbers)
        #expect(numbers.map { vocabulary.text($0) } == words)
        for unknown in ["w5000", "W1", "w", "日"] { #expect(vocabulary.number(unknown) == -1) }
        #expect(vocabulary.text(-1) == "" && vocabulary.count == words.count)
    }
}

private enum TemporaryTable {
    static func write(_ text: String) -> String {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "chancery-table-\(UUID().uuidString).tsv").path
        try? Data(text.utf8).write(to: URL(filePath: path))
        return path
    }
}
