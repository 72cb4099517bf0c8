import FoundationEssentials
import Testing

@testable import Storage

@Suite struct DatabaseTests {
    private let first = Schema(
        name: "sample", applicationID: 77, migrations: ["CREATE TABLE a (x INTEGER) STRICT;"])
    private var second: Schema {
        Schema(
            name: "sample", applicationID: 77,
            migrations: first.migrations + ["ALTER TABLE a ADD COLUMN y TEXT;"])
    }

    @Test("every kind of value comes back as it was written")
    func values() throws {
        let folder = try Folder()
        let database = try Database(
            path: folder("a.sqlite"),
            schema: Schema(
                name: "sample", applicationID: 7,
                migrations: ["CREATE TABLE v (i INTEGER, r REAL, t TEXT, b BLOB, n ANY) STRICT;"]))
        let rows: [[Statement.Value]] = [
            [.integer(Int64.max), .real(-0.5), .text("Łódź \u{0}x"), .bytes([0, 255]), .null],
            [.integer(Int64.min), .real(0), .text(""), .bytes([]), .null],
        ]
        for row in rows { try database.execute("INSERT INTO v VALUES (?, ?, ?, ?, ?)", row) }
        let read = try database.query("SELECT * FROM v") { row in
            [
                Statement.Value.integer(row.integer(0)), .real(row.real(1)), .text(row.text(2)),
                .bytes(row.bytes(3)), row.isNull(4) ? .null : .integer(0),
            ]
        }
        #expect(read == rows)
        #expect(
            try database.first("SELECT t IS NULL OR b IS NULL FROM v WHERE r = 0") {
                $0.integer(0)
            } == 0)
    }

    @Test("a commit is synced and in the write-ahead log")
    func settings() throws {
        let folder = try Folder()
        let database = try Database(path: folder("a.sqlite"), schema: first)
        #expect(try database.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
        #expect(try database.first("PRAGMA synchronous") { $0.integer(0) } == 2)
        #expect(try database.first("PRAGMA foreign_keys") { $0.integer(0) } == 1)
        #expect(try database.first("PRAGMA trusted_schema") { $0.integer(0) } == 0)
        #expect(try database.first("PRAGMA secure_delete") { $0.integer(0) } == 0)
    }

    @Test("a transaction that throws leaves nothing, and the next one works")
    func rollback() throws {
        let folder = try Folder()
        let database = try Database(path: folder("a.sqlite"), schema: first)
        #expect(throws: StorageError.self) {
            try database.transaction { () throws(StorageError) in
                try database.execute("INSERT INTO a VALUES (1)")
                try database.execute("INSERT INTO a VALUES ('no number')")
            }
        }
        try database.transaction { () throws(StorageError) in
            try database.execute("INSERT INTO a VALUES (2)")
        }
        #expect(try database.query("SELECT x FROM a") { $0.integer(0) } == [2])
    }

    @Test("an old file is brought to the new format and keeps its rows")
    func migration() throws {
        let folder = try Folder()
        let old = try Database(path: folder("a.sqlite"), schema: first)
        try old.execute("INSERT INTO a VALUES (5)")
        old.close()
        let older = #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: second, access: .read)
        }
        #expect(older?.code == .older)
        let new = try Database(path: folder("a.sqlite"), schema: second)
        #expect(try new.first("SELECT x FROM a WHERE y IS NULL") { $0.integer(0) } == 5)
        #expect(try new.first("PRAGMA user_version") { $0.integer(0) } == 2)
    }

    @Test("a migration that fails leaves the file in its old format")
    func failedMigration() throws {
        let folder = try Folder()
        try Database(path: folder("a.sqlite"), schema: first).close()
        var broken = first
        broken.migrations.append("CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER);")
        #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: broken)
        }
        let again = try Database(path: folder("a.sqlite"), schema: first)
        #expect(try again.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 1)
    }

    @Test(
        "a damaged format number is refused as damage",
        arguments: [0, -1, Int64(Int32.min)], [Database.Access.write, .read])
    func impossible(version: Int64, access: Database.Access) throws {
        let folder = try Folder()
        let database = try Database(path: folder("a.sqlite"), schema: second)
        try database.script("PRAGMA user_version = \(version)")
        database.close()
        let error = #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: second, access: access)
        }
        #expect(error?.code == .corrupt)
        #expect(error?.reason.contains("format \(version)") == true)
    }

    @Test("a newer file is refused in one line that names both formats")
    func newer() throws {
        let folder = try Folder()
        try Database(path: folder("a.sqlite"), schema: second).close()
        let error = #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: first)
        }
        #expect(error?.code == .newer)
        #expect(error?.isEnvironmental == false)
        let text = try #require(error?.description)
        #expect(text.contains("format 2") && text.contains("up to 1") && !text.contains("\n"))
    }

    @Test("another program's database is refused and stays as it is")
    func foreign() throws {
        let folder = try Folder()
        let other = Schema(
            name: "other", applicationID: 0, migrations: ["CREATE TABLE theirs (x INTEGER);"])
        try Database(path: folder("a.sqlite"), schema: other).close()
        let before = try folder.bytes("a.sqlite")
        let error = #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: first)
        }
        #expect(error?.code == .foreign)
        #expect(try folder.bytes("a.sqlite") == before)
    }

    @Test("what is no database is refused and stays as it is")
    func garbage() throws {
        let folder = try Folder()
        let garbage = Array("This is a shopping list, not a database.\n".utf8)
        try folder.write(Array(repeating: garbage, count: 50).flatMap { $0 }, to: "a.sqlite")
        let error = #expect(throws: StorageError.self) {
            try Database(path: folder("a.sqlite"), schema: first)
        }
        #expect(error?.code == .corrupt)
        #expect(try folder.bytes("a.sqlite").starts(with: garbage))
    }

    @Test("a file that cannot be opened is the machine's fault")
    func unreadable() throws {
        let folder = try Folder()
        let error = #expect(throws: StorageError.self) {
            try Database(path: folder("missing/a.sqlite"), schema: first)
        }
        #expect(error?.code == .cannotOpen)
        #expect(error?.isEnvironmental == true)
        #expect(throws: StorageError.self) {
            try Database(path: folder("missing.sqlite"), schema: first, access: .read)
        }
        #expect(!FileManager.default.fileExists(atPath: folder("missing.sqlite")))
    }

    @Test("a reader cannot write")
    func readOnly() throws {
        let folder = try Folder()
        let writer = try Database(path: folder("a.sqlite"), schema: first)
        let reader = try Database(path: folder("a.sqlite"), schema: first, access: .read)
        let error = #expect(throws: StorageError.self) {
            try reader.execute("INSERT INTO a VALUES (1)")
        }
        #expect(error?.code == .readOnly)
        try writer.execute("INSERT INTO a VALUES (3)")
        #expect(try reader.first("SELECT x FROM a") { $0.integer(0) } == 3)
    }

    @Test("a closed database says so")
    func closed() throws {
        let folder = try Folder()
        let database = try Database(path: folder("a.sqlite"), schema: first)
        database.close()
        let error = #expect(throws: StorageError.self) { try database.execute("SELECT 1") }
        #expect(error?.code == .closed)
    }
}
