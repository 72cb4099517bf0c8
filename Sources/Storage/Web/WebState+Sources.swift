extension WebState {
    /// Names a source, or names it anew: its history stays. Gives its number, and whether it was
    /// there already.
    @discardableResult
    public func put(
        _ source: WebSourceRecord, now: Int64
    ) throws(StorageError) -> (id: Int64, isNew: Bool) {
        try database.transaction { () throws(StorageError) in
            let found = try database.first(
                "SELECT id FROM source WHERE kind = ? AND url = ?",
                [.text(source.kind.rawValue), .text(source.url)]
            ) { $0.integer(0) }
            if let found {
                try database.execute(
                    """
                    UPDATE source SET origin = ?, parent = ?, publisher = ?, text = ? WHERE id = ?
                    """, values(source) + [.integer(found)])
                return (found, false)
            }
            try database.execute(
                """
                INSERT INTO source (origin, parent, publisher, text, kind, url, current, added)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                values(source) + [
                    .text(source.kind.rawValue), .text(source.url), .text(source.url),
                    .integer(now),
                ])
            return (try database.first("SELECT last_insert_rowid()") { $0.integer(0) } ?? 0, true)
        }
    }

    private func values(_ source: WebSourceRecord) -> [Statement.Value] {
        [
            .text(source.origin.rawValue), .optional(source.parent),
            source.publisher.map { .text($0) } ?? .null, .text(source.text.rawValue),
        ]
    }

    /// Makes `sources` the only ones that the configuration names. What it named before keeps its
    /// history until it is named again.
    public func configure(
        _ sources: [WebSourceRecord], now: Int64
    ) throws(StorageError) {
        try database.execute(
            "UPDATE source SET origin = 'once' WHERE origin = 'configuration'")
        for source in sources { try put(source, now: now) }
    }

    /// Removes a source with its entries and the sitemaps it stands above; false if there is none.
    public func remove(_ id: Int64) throws(StorageError) -> Bool {
        try database.transaction { () throws(StorageError) in
            let children = try database.query(
                "SELECT id FROM source WHERE parent = ?", [.integer(id)]
            ) { $0.integer(0) }
            for child in children + [id] {
                try database.execute("DELETE FROM entry WHERE source = ?", [.integer(child)])
            }
            for child in children {
                try database.execute("DELETE FROM source WHERE id = ?", [.integer(child)])
            }
            return try !database.query(
                "DELETE FROM source WHERE id = ? RETURNING 1", [.integer(id)]
            ) { _ in 1 }.isEmpty
        }
    }

    /// Every source, in the order it was named, each with the number of its entries.
    public func sources(counting: Bool = false) throws(StorageError) -> [StoredSource] {
        var counts: [Int64: (Int, Int)] = [:]
        if counting {
            try database.forEach(
                "SELECT source, count(*), sum(state = 'pending') FROM entry GROUP BY source"
            ) { row in
                counts[row.integer(0)] = (Int(row.integer(1)), Int(row.integer(2)))
                return true
            }
        }
        return try database.query(
            """
            SELECT id, kind, url, origin, parent, publisher, text, current, entityTag,
                lastModified, validatorsFor, digest, interval, due, failures, moveTarget, moves,
                retired, polled, succeeded, message, title, ttl, skipHours,
                skipDays, lasts
            FROM source ORDER BY id
            """
        ) { row in
            var stored = StoredSource(
                id: row.integer(0), source: WebState.source(row), poll: WebState.poll(row))
            (stored.entries, stored.pending) = counts[stored.id] ?? (0, 0)
            return stored
        }
    }

    private static func source(_ row: Statement) -> WebSourceRecord {
        WebSourceRecord(
            kind: WebSourceRecord.Kind(rawValue: row.text(1)) ?? .feed, url: row.text(2),
            origin: WebSourceRecord.Origin(rawValue: row.text(3)) ?? .once,
            parent: row.isNull(4) ? nil : row.integer(4),
            publisher: row.isNull(5) ? nil : row.text(5),
            text: WebSourceRecord.Text(rawValue: row.text(6)) ?? .auto)
    }

    private static func poll(_ row: Statement) -> PollRecord {
        func text(_ index: Int32) -> String? { row.isNull(index) ? nil : row.text(index) }
        func bytes(_ index: Int32) -> [UInt8]? { row.isNull(index) ? nil : row.bytes(index) }
        func time(_ index: Int32) -> Int64? { row.isNull(index) ? nil : row.integer(index) }
        var poll = PollRecord(current: row.text(7))
        poll.entityTag = bytes(8)
        poll.lastModified = bytes(9)
        poll.validatorsFor = text(10)
        poll.digest = bytes(11)
        poll.interval = row.real(12)
        poll.due = row.integer(13)
        poll.failures = Int(row.integer(14))
        poll.moveTarget = text(15)
        poll.moves = Int(row.integer(16))
        poll.retired = time(17)
        poll.polled = time(18)
        poll.succeeded = time(19)
        poll.message = row.text(20)
        poll.title = text(21)
        poll.ttl = row.real(22)
        func set(_ index: Int32) -> Set<Int> {
            Set((0..<32).filter { row.integer(index) >> Int64($0) & 1 == 1 })
        }
        poll.skipHours = set(23)
        poll.skipDays = set(24)
        poll.lasts = row.real(25)
        return poll
    }
}
