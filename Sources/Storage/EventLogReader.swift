internal import Threads

/// Reads an event log over a connection and on a thread of its own: long replays hold up neither
/// publishing nor each other's end.
public actor EventLogReader {
    private let database: Database
    private let thread: DedicatedThread

    /// The thread it runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens the log at `path`, which an ``EventLog`` has made.
    public init(path: String) throws(StorageError) {
        database = try Database(path: path, schema: .eventLog, access: .read)
        thread = DedicatedThread(name: "log-reader")
    }

    /// Entries after `sequence`, in order: at most `limit`, and as many as fit into `bytes`, but at
    /// least one if there is any.
    ///
    /// - Throws: ``StorageError``, also for an entry that is not as it was written.
    public func read(
        after sequence: Int64, limit: Int, bytes: Int
    ) throws(StorageError) -> [LogEntry] {
        var entries: [LogEntry] = []
        var room = bytes
        try database.forEach(
            "SELECT \(EventLog.columns) FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?",
            [.integer(sequence), .integer(max(0, limit))]
        ) { (row) throws(StorageError) in
            let entry = try EventLog.entry(row, path: database.path)
            room -= entry.json.count
            if room < 0 && !entries.isEmpty { return false }
            entries.append(entry)
            return room > 0
        }
        return entries
    }

    /// The log's epoch, and where it begins and ends.
    public func bounds() throws(StorageError) -> LogBounds { try EventLog.bounds(database) }

    /// What the log holds; cheap however much it is.
    public func statistics() throws(StorageError) -> LogStatistics {
        try EventLog.statistics(database)
    }

    /// The latest revision of the event called `id`; nil if the log does not hold it.
    public func entry(_ id: String) throws(StorageError) -> LogEntry? {
        try database.first(
            """
            SELECT \(EventLog.columns) FROM entry WHERE id = ? ORDER BY revision DESC LIMIT 1
            """, [.text(id)]
        ) { (row) throws(StorageError) in try EventLog.entry(row, path: database.path) }
    }

    /// Closes the file; whatever is asked afterwards throws.
    public func close() { database.close() }
}
