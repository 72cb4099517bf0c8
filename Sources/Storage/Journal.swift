public import Messages
internal import Threads

/// The journal of accepted articles: nothing that is in it is lost, whatever dies.
///
/// It runs on a thread of its own. ``commit(_:)`` is the only way to write.
public actor Journal {
    /// Most entries of history kept for an article.
    public static let historyLimit = 20

    /// What was found when the journal was opened.
    public struct Opening: Hashable, Sendable {
        /// Articles that the journal should know and does not, because its end is gone.
        public var lost: Int64
    }

    /// The file.
    public nonisolated let path: String
    /// What was found when the journal was opened.
    public nonisolated let opening: Opening
    let database: Database
    private let watermark: WatermarkFile
    private let thread: DedicatedThread

    /// The thread it runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens the journal at `path`, or makes it, and checks that it knows as many articles as it
    /// ever took. Blocks the caller while the file is recovered.
    ///
    /// - Throws: ``StorageError`` if it is not a journal, damaged, newer or unreadable.
    public init(path: String) throws(StorageError) {
        self.path = path
        let database = try Database(path: path, schema: .journal)
        self.database = database
        thread = DedicatedThread(name: "journal")
        let before = Watermark.read(path)
        let (lost, now) = try database.transaction { () throws(StorageError) in
            var counters = try Counters(database)
            let lost = try Journal.examine(database, before, &counters)
            try counters.save(database)
            return (lost, Journal.mark(counters))
        }
        opening = Opening(lost: lost)
        watermark = WatermarkFile(path)
        watermark.note(now)
    }

    /// Compares the journal with its counters and with its watermark, and mends the counters.
    ///
    /// - Returns: how many articles are missing.
    private static func examine(
        _ database: Database, _ watermark: Watermark?, _ counters: inout Counters
    ) throws(StorageError) -> Int64 {
        let known = try database.first(
            "SELECT count(*), coalesce(max(id), 0) FROM article"
        ) { ($0.integer(0), $0.integer(1).clamped(0, Counters.most)) }
        let (held, highest) = known ?? (0, 0)
        let missing = max(0, mark(counters).held - held)
        if mark(counters).held != held { try recount(database, &counters) }
        // What is beyond the last one taken was not forgotten yet.
        let reached = max(counters["taken"], highest)
        let beyond = max(0, (watermark?.reached ?? 0) - reached)
        counters["taken"] = reached + beyond
        return missing + beyond
    }

    /// How far the journal has come.
    static func mark(_ counters: Counters) -> Watermark {
        Watermark(
            reached: counters["taken"],
            held: JournalState.allCases.reduce(0) { $0 + counters["state." + $1.rawValue] })
    }

    /// Does all the operations in one transaction that is on the disk when this returns.
    ///
    /// - Returns: what became of each operation, in their order.
    /// - Throws: ``StorageError``; nothing at all was changed then.
    public func commit(
        _ operations: [JournalOperation]
    ) throws(StorageError) -> [JournalResult] {
        let (results, mark) = try database.transaction { () throws(StorageError) in
            var counters = try Counters(database)
            var results: [JournalResult] = []
            for operation in operations {
                results.append(try apply(operation, &counters))
            }
            try counters.save(database)
            return (results, Journal.mark(counters))
        }
        watermark.note(mark)
        return results
    }

    /// The state of an article; nil if it is not known.
    public func state(of task: TaskID) throws(StorageError) -> JournalState? {
        try database.first("SELECT state FROM article WHERE task = ?", [.bytes(task.bytes)]) {
            JournalState(rawValue: $0.text(0))
        } ?? nil
    }

    /// Removes finished and dropped articles settled before `seconds` from the seen-index: at most
    /// `limit`, and at most a tenth of them a run, so that a clock gone wild is noticed in time.
    public func forget(
        before seconds: Int64, now: Int64, limit: Int = 10_000
    ) throws(StorageError) -> RetentionResult {
        let (result, mark) = try database.transaction {
            () throws(StorageError) -> (RetentionResult, Watermark) in
            var counters = try Counters(database)
            guard now >= counters["newest"] else {
                let newest = counters["newest"]
                return (.clockSteppedBack(newest: newest), Journal.mark(counters))
            }
            counters.note(time: now)
            let settled = counters["state.finished"] + counters["state.dropped"]
            let removed = try database.query(
                """
                DELETE FROM article WHERE id IN (
                    SELECT id FROM article
                    WHERE state IN ('finished', 'dropped') AND settled < ?
                    ORDER BY settled LIMIT ?)
                RETURNING state, outcome
                """, [.integer(seconds), .integer(min(Int64(limit), (settled + 9) / 10))]
            ) { ($0.text(0), $0.isNull(1) ? nil : $0.text(1)) }
            for (state, outcome) in removed {
                counters["state." + state] -= 1
                if let outcome { counters["outcome." + outcome] -= 1 }
            }
            try counters.save(database)
            return (.removed(removed.count), Journal.mark(counters))
        }
        watermark.note(mark)
        return result
    }

    /// Writes a consistent copy to a new file, on another connection and thread, so that the
    /// journal goes on meanwhile.
    public nonisolated func backup(to path: String) async throws(StorageError) {
        try await BackupWorker().copy(self.path, schema: .journal, to: path)
    }

    /// Looks for damage; gives one line for each that is found.
    public func integrity() throws(StorageError) -> [String] { try database.integrity() }

    /// Closes the file; whatever is asked afterwards throws.
    public func close() { database.close() }
}
