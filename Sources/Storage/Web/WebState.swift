internal import Threads

/// What is known about sources on the web: how it went with each and when it is asked again, which
/// of its entries were seen, and those that wait to be brought.
///
/// An entry stands here from the moment it is seen until the journal has it, so nothing that was
/// listed once is lost, whatever dies and whatever the feed lists next. Other processes may add and
/// remove sources meanwhile. It runs on a thread of its own.
public actor WebState {
    /// How often an entry is brought again because it has changed, at most.
    public static let visits = 10
    /// For so long a changed entry is not brought again, doubling each time, in seconds.
    public static let revisit: Int64 = 3600

    /// The file.
    public nonisolated let path: String
    let database: Database
    private let thread: DedicatedThread

    /// The thread it runs on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Opens the file at `path`, or makes it.
    ///
    /// - Throws: ``StorageError`` if it is something else, damaged, newer or unreadable.
    public init(path: String) throws(StorageError) {
        self.path = path
        database = try Database(path: path, schema: .webState)
        thread = DedicatedThread(name: "web-state")
    }

    /// Closes the file; whatever is asked afterwards throws.
    public func close() { database.close() }

    /// A number that is another one when somebody else has changed the file.
    public func dataVersion() throws(StorageError) -> Int64 {
        try database.first("PRAGMA data_version") { $0.integer(0) } ?? 0
    }

    /// Stores what a poll of `source` gave and the entries it listed, together.
    ///
    /// - Parameter now: seconds since 1970.
    /// - Returns: the entries that are to be brought now.
    public func commit(
        _ poll: PollRecord, of source: Int64, listed entries: [ListedEntry], now: Int64
    ) throws(StorageError) -> PollCommit {
        try database.transaction { () throws(StorageError) in
            var commit = PollCommit()
            for entry in entries { try take(entry, of: source, now, &commit) }
            try write(poll, of: source)
            return commit
        }
    }

    /// Stores what a poll of `source` came to.
    public func save(_ poll: PollRecord, of source: Int64) throws(StorageError) {
        try database.transaction { () throws(StorageError) in try write(poll, of: source) }
    }

    /// Entries of `source` that were seen before, of those with `keys`.
    public func seen(_ keys: [[UInt8]], of source: Int64) throws(StorageError) -> Int {
        var count = 0
        for key in keys {
            count += try database.query(
                "SELECT 1 FROM entry WHERE source = ? AND key = ?", [.integer(source), .bytes(key)]
            ) { _ in 1 }.count
        }
        return count
    }

    private func take(
        _ entry: ListedEntry, of source: Int64, _ now: Int64, _ commit: inout PollCommit
    ) throws(StorageError) {
        let found = try database.first(
            """
            SELECT id, fingerprint, state, listed, settled, visits FROM entry
            WHERE source = ? AND key = ?
            """, [.integer(source), .bytes(entry.key)]
        ) { row in
            (
                id: row.integer(0), fingerprint: row.bytes(1), state: row.text(2),
                listed: row.integer(3), settled: row.integer(4), visits: row.integer(5)
            )
        }
        guard let found else {
            commit.new += 1
            let state = entry.isPassed ? EntryState.passed : .pending
            try database.execute(
                """
                INSERT INTO entry (source, key, fingerprint, state, listed, due)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(source), .bytes(entry.key), .bytes(entry.fingerprint),
                    .text(state.rawValue), .integer(now), .integer(now),
                ])
            if state == .pending {
                let id = try database.first("SELECT last_insert_rowid()") { $0.integer(0) } ?? 0
                try hold(entry, id, of: source, due: now, &commit)
            }
            return
        }
        // Once a day is enough to know what is listed no more.
        if now - found.listed > 86_400 {
            try database.execute(
                "UPDATE entry SET listed = ? WHERE id = ?", [.integer(now), .integer(found.id)])
        }
        guard found.fingerprint != entry.fingerprint, !entry.isPassed else { return }
        if found.state == EntryState.pending.rawValue {
            // It waits in any case; what it says now is what is brought.
            var unused = PollCommit()
            try database.execute(
                "UPDATE entry SET fingerprint = ? WHERE id = ?",
                [.bytes(entry.fingerprint), .integer(found.id)])
            try hold(entry, found.id, of: source, due: now, &unused)
            return
        }
        guard found.visits < Int64(WebState.visits) else { return }
        commit.changed += 1
        // Something may change at each look; its page is not got at each look.
        let pause = entry.needsPage ? WebState.revisit << max(0, found.visits - 1) : 0
        let due = max(now, found.settled + pause)
        try database.execute(
            """
            UPDATE entry SET fingerprint = ?, state = 'pending', attempts = 0, due = ?, reason = ''
            WHERE id = ?
            """, [.bytes(entry.fingerprint), .integer(due), .integer(found.id)])
        try hold(entry, found.id, of: source, due: due, &commit)
    }

    /// Keeps what makes a document of an entry.
    private func hold(
        _ entry: ListedEntry, _ id: Int64, of source: Int64, due: Int64, _ commit: inout PollCommit
    ) throws(StorageError) {
        func text(_ text: String?) -> Statement.Value { text.map { .text($0) } ?? .null }
        try database.execute(
            """
            UPDATE entry SET needsPage = ?, item = ?, url = ?, title = ?, publisher = ?,
                published = ?, language = ?, body = ?, isHTML = ?
            WHERE id = ?
            """,
            [
                .integer(entry.needsPage ? 1 : 0), .text(entry.item), text(entry.url),
                text(entry.title), text(entry.publisher), text(entry.published),
                text(entry.language), .bytes(entry.body), .integer(entry.isHTML ? 1 : 0),
                .integer(id),
            ])
        commit.pending.append(
            PendingEntry(
                id: id, source: source, page: entry.needsPage ? entry.url : nil, due: due,
                attempts: 0))
    }

    private func write(_ poll: PollRecord, of source: Int64) throws(StorageError) {
        func bytes(_ bytes: [UInt8]?) -> Statement.Value { bytes.map { .bytes($0) } ?? .null }
        func text(_ text: String?) -> Statement.Value { text.map { .text($0) } ?? .null }
        try database.execute(
            """
            UPDATE source SET current = ?, entityTag = ?, lastModified = ?, validatorsFor = ?,
                digest = ?, interval = ?, due = ?, failures = ?, moveTarget = ?, moves = ?,
                retired = ?, polled = ?, succeeded = ?, message = ?, title = ?, ttl = ?,
                skipHours = ?, skipDays = ?, lasts = ?
            WHERE id = ?
            """,
            [
                .text(poll.current), bytes(poll.entityTag), bytes(poll.lastModified),
                text(poll.validatorsFor), bytes(poll.digest), .real(poll.interval),
                .integer(poll.due), .integer(poll.failures), text(poll.moveTarget),
                .integer(poll.moves), .optional(poll.retired), .optional(poll.polled),
                .optional(poll.succeeded), .text(poll.message), text(poll.title), .real(poll.ttl),
                .integer(WebState.bits(poll.skipHours)), .integer(WebState.bits(poll.skipDays)),
                .real(poll.lasts),
                .integer(source),
            ])
    }

    /// A set of small numbers as bits.
    private static func bits(_ numbers: Set<Int>) -> Int64 {
        numbers.reduce(0) { (0..<32).contains($1) ? $0 | 1 << Int64($1) : $0 }
    }
}
