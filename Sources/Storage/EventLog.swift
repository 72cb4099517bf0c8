public import Messages
internal import Threads

/// The log of published events: append-only, numbered, each event revision exactly once.
///
/// It runs on a thread of its own and is the only writer. Events, the answers to their articles,
/// the sequence counter and the epoch stand in one file and change in one transaction.
public actor EventLog {
    /// What was found when the log was opened.
    public struct Opening: Hashable, Sendable {
        /// Whether the log was made just now.
        public var isNew: Bool
        /// Entries that the log should hold and does not; if not 0, a new epoch was begun.
        public var lost: Int64
    }

    /// The file.
    public nonisolated let path: String
    /// What was found when the log was opened.
    public nonisolated let opening: Opening
    /// The id of this log's present life. It changes only when entries were lost or may have been:
    /// by a repair or a restore, never by a restart.
    public nonisolated let epoch: String
    let database: Database
    let watermark: WatermarkFile
    private let duplicates: NearDuplicates
    private let thread: DedicatedThread

    /// The thread it runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens the log at `path`, or makes it, and checks that it holds what it should: the counter
    /// of entries and the watermark against the entries themselves. Blocks the caller meanwhile.
    ///
    /// - Parameter duplicates: what counts as a near duplicate.
    /// - Throws: ``StorageError`` if it is not an event log, damaged, newer or unreadable.
    public init(
        path: String, duplicates: DuplicateRule = DuplicateRule()
    ) throws(StorageError) {
        let database = try Database(path: path, schema: .eventLog)
        self.path = path
        self.database = database
        self.duplicates = NearDuplicates(rule: duplicates, database: database)
        thread = DedicatedThread(name: "event-log")
        let before = Watermark.read(path)
        let (opening, now) = try database.transaction { () throws(StorageError) in
            let opening = try EventLog.examine(database, before)
            return (opening, try EventLog.mark(database))
        }
        self.opening = opening
        epoch = now.life
        watermark = WatermarkFile(path)
        watermark.note(now)
    }

    /// Commits the events of some articles in one transaction that is on the disk when this
    /// returns. An article that was answered before gets the same answer again; an event whose
    /// mention is in the log already is left out.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: what became of each article, in their order.
    /// - Throws: ``StorageError``; nothing at all was changed then.
    public func commit(
        _ batch: [(task: TaskID, coded: CodedArticle)], now: Int64
    ) throws(StorageError) -> [LogReceipt] {
        let (receipts, mark) = try database.transaction { () throws(StorageError) in
            var counters = try Counters(database)
            counters.note(time: now)
            var receipts: [LogReceipt] = []
            for (task, coded) in batch {
                receipts.append(try add(task, coded, now, &counters))
            }
            try counters.save(database)
            return (receipts, EventLog.mark(counters, epoch))
        }
        watermark.note(mark)
        return receipts
    }

    /// Where the log begins and ends.
    public func bounds() throws(StorageError) -> LogBounds { try EventLog.bounds(database) }

    /// The last sequence given; 0 before the first.
    public var lastSequence: Int64 {
        get throws(StorageError) { try bounds().last }
    }

    /// The first sequence that can be read.
    public var firstSequence: Int64 {
        get throws(StorageError) { try bounds().first }
    }

    /// What the log holds; cheap however much it is.
    public func statistics() throws(StorageError) -> LogStatistics {
        try EventLog.statistics(database)
    }

    static func statistics(_ database: Database) throws(StorageError) -> LogStatistics {
        let counters = try Counters(database)
        var types: [EventType: Int] = [:]
        for type in EventType.allCases where counters["type." + type.rawValue] > 0 {
            types[type] = Int(counters["type." + type.rawValue])
        }
        return LogStatistics(
            bounds: try EventLog.bounds(database), entries: Int(counters["entries"]),
            bytes: counters["bytes"],
            types: types,
            outcomes: Dictionary(
                uniqueKeysWithValues: Outcome.allCases.map {
                    ($0, Int(counters["outcome." + $0.rawValue]))
                }))
    }

    /// Writes a consistent copy to a new file, on another connection and thread, so that the log
    /// goes on meanwhile.
    public nonisolated func backup(to path: String) async throws(StorageError) {
        try await EventLog.backup(self.path, to: path)
    }

    /// Writes a consistent copy of the log at `log`, which another process may be writing.
    public nonisolated static func backup(
        _ log: String, to path: String
    ) async throws(StorageError) {
        try await BackupWorker().copy(log, schema: .eventLog, to: path)
    }

    /// Looks for damage; gives one line for each that is found.
    public func integrity() throws(StorageError) -> [String] { try database.integrity() }

    /// Closes the file; whatever is asked afterwards throws.
    public func close() { database.close() }

    private func add(
        _ task: TaskID, _ coded: CodedArticle, _ now: Int64, _ counters: inout Counters
    ) throws(StorageError) -> LogReceipt {
        if let known = try answer(task) { return LogReceipt(receipt: known, entries: []) }
        var entries: [LogEntry] = []
        let original = try duplicates.original(of: coded.info)
        for var event in coded.events {
            event.article.nearDuplicateOf = original
            let mention = Event.mentionKey(
                contentHash: coded.info.contentHash, trigger: event.evidence.triggerSpan,
                type: event.type, sources: event.sources, targets: event.targets)
            if let entry = try append(event, mention, now, &counters) { entries.append(entry) }
        }
        let allKnown = coded.outcome == .events && entries.isEmpty
        // An article that says nothing new is found under its first address already.
        if !allKnown { try duplicates.add(coded.info, coded.outcome, original: original, now: now) }
        let receipt = Receipt(
            outcome: allKnown ? .duplicate : coded.outcome, committed: entries.count)
        try database.execute(
            "INSERT INTO finished (task, outcome, committed, at) VALUES (?, ?, ?, ?)",
            [
                .bytes(task.bytes), .text(receipt.outcome.rawValue), .integer(receipt.committed),
                .integer(now),
            ])
        counters["outcome." + receipt.outcome.rawValue] += 1
        return LogReceipt(receipt: receipt, entries: entries)
    }

    private func answer(_ task: TaskID) throws(StorageError) -> Receipt? {
        try database.first(
            "SELECT outcome, committed FROM finished WHERE task = ?", [.bytes(task.bytes)]
        ) { (row) throws(StorageError) in
            guard let outcome = Outcome(rawValue: row.text(0)) else {
                throw StorageError(.corrupt, path: path, "unknown outcome \(row.text(0))")
            }
            return Receipt(outcome: outcome, committed: Int(row.integer(1)))
        }
    }

    private func append(
        _ event: Event, _ mention: [UInt8], _ now: Int64, _ counters: inout Counters
    ) throws(StorageError) -> LogEntry? {
        let known = try database.first(
            "SELECT 1 FROM entry WHERE mention = ? OR (id = ? AND revision = ?)",
            [.bytes(mention), .text(event.id), .integer(event.revision)]
        ) { $0.integer(0) }
        if known != nil { return nil }
        let sequence = counters["sequence"] + 1
        var event = event
        event.epoch = epoch
        event.sequence = sequence
        event.firstSeen = Timestamp(seconds: now)
        let entry = LogEntry(
            event, epoch: epoch, sequence: sequence, json: try EventLog.json(event, path))
        try EventLog.insert(
            entry, StoredEvent(id: event.id, revision: event.revision, mention: mention, at: now),
            into: database)
        counters["sequence"] = sequence
        counters.count(entry)
        return entry
    }

    private static func json(_ event: Event, _ path: String) throws(StorageError) -> [UInt8] {
        do {
            let json = try JSON.encode(event)
            // The topic and two numbers travel beside it.
            guard json.count <= Limits.publicMessage - 1024 else {
                throw MessageError(.tooLarge, "\(json.count) bytes")
            }
            return json
        } catch {
            throw StorageError(
                .tooLarge, path: path, "event \(event.id) cannot be stored: \(error)")
        }
    }
}
