extension WebState {
    /// All entries that wait, the oldest first.
    public func pending() throws(StorageError) -> [PendingEntry] {
        try database.query(
            """
            SELECT id, source, needsPage, url, due, attempts FROM entry
            WHERE state = 'pending' ORDER BY id
            """
        ) { row in
            PendingEntry(
                id: row.integer(0), source: row.integer(1),
                page: row.integer(2) != 0 && !row.isNull(3) ? row.text(3) : nil,
                due: row.integer(4), attempts: Int(row.integer(5)))
        }
    }

    /// What makes a document of an entry that waits; nil if it does not wait any more.
    public func entry(_ id: Int64) throws(StorageError) -> ListedEntry? {
        try database.first(
            """
            SELECT key, fingerprint, needsPage, item, url, title, publisher, published, language,
                body, isHTML
            FROM entry WHERE id = ? AND state = 'pending'
            """, [.integer(id)]
        ) { row in
            func text(_ index: Int32) -> String? { row.isNull(index) ? nil : row.text(index) }
            return ListedEntry(
                key: row.bytes(0), fingerprint: row.bytes(1), needsPage: row.integer(2) != 0,
                item: row.text(3), url: text(4), title: text(5), publisher: text(6),
                published: text(7), language: text(8), body: row.bytes(9),
                isHTML: row.integer(10) != 0)
        }
    }

    /// Ends the way of an entry that waits, unless it has changed since it had `fingerprint`; its
    /// bytes go. With `page`, that page counts as brought.
    ///
    /// - Returns: whether it ended; if not, what it says now is still to be brought.
    @discardableResult
    public func settle(
        _ id: Int64, _ fingerprint: [UInt8], as state: EntryState, reason: String = "",
        page: [UInt8]? = nil, now: Int64
    ) throws(StorageError) -> Bool {
        try database.transaction { () throws(StorageError) in
            let ended = try database.query(
                """
                UPDATE entry SET state = ?, settled = ?, visits = visits + 1, reason = ?,
                    item = NULL, url = NULL, title = NULL, publisher = NULL, published = NULL,
                    language = NULL, body = NULL
                WHERE id = ? AND state = 'pending' AND fingerprint = ?
                RETURNING source
                """,
                [
                    .text(state.rawValue), .integer(now), .text(reason), .integer(id),
                    .bytes(fingerprint),
                ]
            ) { $0.integer(0) }
            if let page, let source = ended.first {
                try database.execute(
                    """
                    INSERT INTO page (key, source, settled) VALUES (?, ?, ?)
                    ON CONFLICT (key) DO UPDATE SET settled = excluded.settled
                    """, [.bytes(page), .integer(source), .integer(now)])
            }
            return !ended.isEmpty
        }
    }

    /// Lets an entry wait until `due`, after so many attempts.
    public func postpone(
        _ id: Int64, until due: Int64, attempts: Int, reason: String
    ) throws(StorageError) {
        try database.execute(
            "UPDATE entry SET due = ?, attempts = ?, reason = ? WHERE id = ? AND state = 'pending'",
            [.integer(due), .integer(attempts), .text(reason), .integer(id)])
    }

    /// The source that has brought the page called `key`, if another one than `source` has.
    public func broughtBefore(_ key: [UInt8], not source: Int64) throws(StorageError) -> Bool {
        try database.first(
            "SELECT 1 FROM page WHERE key = ? AND source != ?", [.bytes(key), .integer(source)]
        ) { _ in true } ?? false
    }

    /// How many entries ended how.
    public func counts() throws(StorageError) -> [EntryState: Int] {
        let rows = try database.query("SELECT state, count(*) FROM entry GROUP BY state") { row in
            (EntryState(rawValue: row.text(0)), Int(row.integer(1)))
        }
        var counts: [EntryState: Int] = [:]
        for case (let state?, let count) in rows { counts[state] = count }
        return counts
    }

    /// Forgets entries that were listed last before `seconds` and do not wait, and pages brought
    /// before: at most `limit` each.
    public func forget(before seconds: Int64, limit: Int = 10_000) throws(StorageError) -> Int {
        try database.transaction { () throws(StorageError) in
            let entries = try database.query(
                """
                DELETE FROM entry WHERE id IN (
                    SELECT id FROM entry WHERE state != 'pending' AND listed < ? LIMIT ?)
                RETURNING 1
                """, [.integer(seconds), .integer(limit)]
            ) { _ in 1 }
            let pages = try database.query(
                """
                DELETE FROM page WHERE key IN (
                    SELECT key FROM page WHERE settled < ? LIMIT ?)
                RETURNING 1
                """, [.integer(seconds), .integer(limit)]
            ) { _ in 1 }
            return entries.count + pages.count
        }
    }

    /// Remembers that a domain wants to be left alone until then, in seconds since 1970.
    public func cool(_ domain: String, until: Int64, now: Int64) throws(StorageError) {
        try database.transaction { () throws(StorageError) in
            try database.execute("DELETE FROM domain WHERE until <= ?", [.integer(now)])
            try database.execute(
                """
                INSERT INTO domain (name, until) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET until = excluded.until
                """, [.text(domain), .integer(until)])
        }
    }

    /// The domains that want to be left alone, and until when.
    public func cooled() throws(StorageError) -> [String: Int64] {
        let rows = try database.query("SELECT name, until FROM domain") { row in
            (row.text(0), row.integer(1))
        }
        return Dictionary(rows, uniquingKeysWith: { $1 })
    }
}
