import Messages
import Testing

@testable import Storage

/// Numbers that only damage can have written: the greatest and the least there are. Checksums cover
/// documents and entries, not the columns beside them.
@Suite("Numbers beyond all bounds in a file do no harm", .timeLimit(.minutes(1)))
struct ExtremeNumbersTests {
    static let numbers = [Int64.min, -1, Int64.max]

    @Test("a document whose size and counts are damaged is loaded", arguments: numbers)
    func document(number: Int64) async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("journal.sqlite"))
        _ = try await journal.commit([accept(1), accept(2)])
        try await journal.run(
            """
            UPDATE article SET size = \(number), attempts = \(number), crashes = \(number),
                aloneCrashes = \(number)
            """)
        let documents = try await journal.load(after: 0, limit: 10, bytes: 1 << 20)
        #expect(documents.first?.task == task(1))
        for document in documents {
            #expect(document.attempts >= 0 && document.attempts + 1 > 0)
            #expect(document.crashes >= 0 && document.aloneCrashes >= 0)
        }
        await journal.close()
    }

    @Test("a journal with an article of such a number is repaired", arguments: numbers)
    func article(number: Int64) async throws {
        let folder = try Folder()
        let path = folder("journal.sqlite")
        let journal = try Journal(path: path)
        _ = try await journal.commit([accept(1), accept(2)])
        try await journal.run(
            """
            PRAGMA foreign_keys = OFF;
            UPDATE article SET id = \(number) WHERE task = x'\(hexadecimal(task(2)))';
            """)
        await journal.close()
        let repair = try Journal.repair(path)
        #expect(repair.saved >= 1)
        let again = try Journal(path: path)
        #expect(try await again.state(of: task(1)) == .accepted)
        await again.close()
    }

    @Test("a log whose counter is damaged tells bounds that can be counted on", arguments: numbers)
    func bounds(number: Int64) async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        try await log.run(
            "INSERT OR REPLACE INTO counter (name, value) VALUES ('sequence', \(number))")
        let bounds = try await log.bounds()
        #expect(bounds.first >= 1 && bounds.last >= 0 && bounds.first == bounds.last + 1)
        await log.close()
    }

    private func hexadecimal(_ task: TaskID) -> String { Digest.hexadecimal(task.bytes) }
}
