import Messages

@testable import Storage

/// A store under test: the journal or the event log, as far as both do the same.
protocol TestedStore: Actor {
    static func open(_ path: String) throws(StorageError) -> Self
    /// Everything in it, a line a row.
    func content() throws(StorageError) -> [String]
    /// One of the changes a workload makes. The same number is the same change.
    func change(_ number: Int, seed: UInt64) throws(StorageError)
    /// Something new, told apart by a number, is taken, and stands where it should.
    func goesOn(_ number: Int) throws(StorageError) -> Bool
    func run(_ sql: String) throws(StorageError)
    func integrity() throws(StorageError) -> [String]
    func close()
}

extension Database {
    /// The rows of some tables.
    func content(of tables: [String]) throws(StorageError) -> [String] {
        var lines: [String] = []
        for table in tables {
            let columns = try query("SELECT name FROM pragma_table_info('\(table)')") { $0.text(0) }
            let row = columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
            lines += try query("SELECT \(row) FROM \(table) ORDER BY 1") {
                let text = $0.bytes(0)
                return text.count < 200
                    ? "\(table) \(String(decoding: text, as: UTF8.self))"
                    : "\(table) \(Digest.hexadecimal(Digest.sha256(of: text)))"
            }
        }
        return lines
    }
}

extension Journal: TestedStore {
    static func open(_ path: String) throws(StorageError) -> Journal { try Journal(path: path) }

    func content() throws(StorageError) -> [String] {
        try database.content(of: ["article", "document", "history", "counter"])
    }

    func change(_ number: Int, seed: UInt64) throws(StorageError) {
        var numbers = SeededNumbers(seed: seed &* 1000 &+ UInt64(number))
        if number % 9 == 8 {
            _ = try forget(before: 10_000, now: 10_000)
            return
        }
        let operations = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
            let which = Int.random(in: 0..<40, using: &numbers)
            switch Int.random(in: 0..<12, using: &numbers) {
            case 0..<6: return accept(which, size: Int.random(in: 0...9000, using: &numbers))
            case 6..<8: return .finish(task: task(which), outcome: .events, at: 1)
            case 8: return .attemptFailed(task: task(which), stage: .extract, reason: "x", at: 1)
            case 9: return .bury(task: task(which), stage: .extract, reason: "y", at: 1)
            case 10: return .requeue(task: task(which), at: 1)
            default: return .drop(task: task(which), at: 1)
            }
        }
        _ = try commit(operations)
    }

    func goesOn(_ number: Int) throws(StorageError) -> Bool {
        let results = try commit([accept(1_000_000 + number)])
        let state = try state(of: task(1_000_000 + number))
        return results == [.accepted] && state == .accepted
    }
}

extension EventLog: TestedStore {
    static func open(_ path: String) throws(StorageError) -> EventLog { try EventLog(path: path) }

    func content() throws(StorageError) -> [String] {
        try database.content(of: ["entry", "finished", "epoch", "counter"])
    }

    func change(_ number: Int, seed: UInt64) throws(StorageError) {
        var numbers = SeededNumbers(seed: seed &* 1000 &+ UInt64(number))
        switch number % 11 {
        case 9: _ = try expire(before: 1000 + Int64(number), now: 2000)
        case 10: _ = try forgetFinished(before: 1000 + Int64(number), now: 2000)
        default:
            let articles = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                let which = Int.random(in: 0..<60, using: &numbers)
                let events = Array(0..<Int.random(in: 0...3, using: &numbers))
                return (task: task(which), coded: coded("\(which)", events: events))
            }
            _ = try commit(articles, now: 1000 + Int64(number))
        }
    }

    func goesOn(_ number: Int) throws(StorageError) -> Bool {
        let last = try lastSequence
        let receipts = try commit(
            [(task(1_000_000 + number), coded("more \(number)", events: [0, 10]))], now: 3000)
        return receipts[0].entries.map(\.sequence) == [last + 1, last + 2]
    }
}

/// A store at work on a recorded disk, and what it acknowledged when.
struct Workload<Store: TestedStore> {
    static var file: String { "store.sqlite" }

    let disk: RecordedDisk
    /// What was in the store after each acknowledged change, and how many steps that had taken.
    private(set) var acknowledged: [(steps: Int, content: [String])] = []

    /// Makes `changes` changes to a new store, set up by `pragma`, with checkpoints and reopenings in between.
    init(seed: UInt64, changes: Int, pragma: String = "") async throws {
        disk = try RecordedDisk()
        var numbers = SeededNumbers(seed: seed)
        var store = try await open(&numbers, pragma)
        acknowledged.append((disk.count, try await store.content()))
        for number in 0..<changes {
            try await store.change(number, seed: seed)
            acknowledged.append((disk.count, try await store.content()))
            if Int.random(in: 0..<8, using: &numbers) == 0 {
                await store.close()
                store = try await open(&numbers, pragma)
            }
        }
        await store.close()
    }

    private func open(_ numbers: inout SeededNumbers, _ pragma: String) async throws -> Store {
        let store = try Store.open(disk.folder(Self.file))
        // Small, so that checkpoints and new beginnings of the write-ahead log are among the steps.
        let pages = Int.random(in: 6...40, using: &numbers)
        try await store.run("PRAGMA wal_autocheckpoint = \(pages); \(pragma)")
        return store
    }

    /// What may be found after a stop at step `count`: all that was acknowledged, and perhaps the
    /// change that was under way, whole. Nil before the store was there.
    func allowed(at count: Int) -> [[String]]? {
        guard let last = acknowledged.lastIndex(where: { $0.steps <= count }) else { return nil }
        return acknowledged[last...].prefix(2).map(\.content)
    }
}
