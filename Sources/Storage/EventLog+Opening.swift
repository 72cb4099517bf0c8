internal import Messages

/// What a row of the log holds besides the entry itself.
struct StoredEvent {
    var id: String
    var revision: Int
    var mention: [UInt8]
    /// When it was committed, in seconds since 1970.
    var at: Int64
}

extension Counters {
    /// Counts an entry in.
    mutating func count(_ entry: LogEntry) {
        self["entries"] += 1
        self["bytes"] += Int64(entry.json.count)
        self["type." + entry.type.rawValue] += 1
    }
}

extension EventLog {
    /// The columns of an entry, as ``entry(_:path:)`` reads them; behind these comes the epoch.
    static let ownColumns = """
        sequence, type, status, countries, entities, confidence, json, checksum
        """
    /// All columns of an entry, as ``entry(_:path:)`` reads them.
    static let columns = """
        \(ownColumns),
        (SELECT epoch.id FROM epoch WHERE epoch.start <= entry.sequence
            ORDER BY epoch.number DESC LIMIT 1)
        """

    /// Reads one entry and checks that its content is what was written.
    static func entry(_ row: Statement, path: String) throws(StorageError) -> LogEntry {
        let json = row.bytes(6)
        guard let type = EventType(rawValue: row.text(1)),
            let status = EventStatus(rawValue: row.text(2)), row.bytes(7) == checksum(json)
        else {
            throw StorageError(
                .corrupt, path: path,
                "entry \(row.integer(0)) is damaged: try chancery repair, or restore a backup")
        }
        return LogEntry(
            epoch: row.text(8), sequence: row.integer(0), type: type, status: status,
            countries: list(row.text(3)), entities: list(row.text(4)), confidence: row.real(5),
            json: json)
    }

    /// Writes one entry.
    static func insert(
        _ entry: LogEntry, _ stored: StoredEvent, into database: Database
    ) throws(StorageError) {
        try database.execute(
            """
            INSERT INTO entry (sequence, id, revision, mention, type, status, countries, entities,
                confidence, firstSeen, checksum, json)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(entry.sequence), .text(stored.id), .integer(stored.revision),
                .bytes(stored.mention), .text(entry.type.rawValue), .text(entry.status.rawValue),
                .text(entry.countries.joined(separator: "\n")),
                .text(entry.entities.joined(separator: "\n")), .real(entry.confidence),
                .integer(stored.at), .bytes(checksum(entry.json)), .bytes(entry.json),
            ])
    }

    /// Where the log in `database` begins and ends.
    static func bounds(_ database: Database) throws(StorageError) -> LogBounds {
        let bounds = try database.first(
            """
            SELECT (SELECT id FROM epoch ORDER BY number DESC LIMIT 1),
                (SELECT min(sequence) FROM entry),
                coalesce((SELECT value FROM counter WHERE name = 'sequence'), 0)
            """
        ) { row in
            let last = row.integer(2).clamped(0, Counters.most)
            let first = row.isNull(1) ? last + 1 : row.integer(1).clamped(1, Counters.most)
            return LogBounds(epoch: row.text(0), first: first, last: last)
        }
        guard let bounds else {
            throw StorageError(.fault, path: database.path, "a row is always given")
        }
        return bounds
    }

    /// Begins a new epoch after everything that is in the log.
    static func beginEpoch(_ database: Database, after last: Int64) throws(StorageError) {
        // 10 characters of base 32: enough that two epochs of anybody's logs never meet.
        let id = String(Digest.base32(Digest.random(7)).prefix(10)).lowercased()
        try database.execute(
            "INSERT INTO epoch (id, start) VALUES (?, ?)", [.text(id), .integer(last + 1)])
    }

    /// How far the log has come.
    static func mark(_ counters: Counters, _ epoch: String) -> Watermark {
        Watermark(life: epoch, reached: counters["sequence"], held: counters["entries"])
    }

    /// How far the log in `database` has come.
    static func mark(_ database: Database) throws(StorageError) -> Watermark {
        mark(try Counters(database), try bounds(database).epoch)
    }

    /// Compares the log with its counters and with its watermark. If it holds less than it should,
    /// or more than the counter of sequences knows, a new epoch begins after the highest number
    /// ever given.
    static func examine(
        _ database: Database, _ watermark: Watermark?
    ) throws(StorageError) -> Opening {
        var counters = try Counters(database)
        let epochs = try database.query("SELECT id FROM epoch ORDER BY number") { $0.text(0) }
        let held = try database.first("SELECT count(*) FROM entry") { $0.integer(0) } ?? 0
        let highest =
            try database.first("SELECT coalesce(max(sequence), 0) FROM entry") {
                $0.integer(0).clamped(0, Counters.most)
            } ?? 0
        var lost = max(0, counters["entries"] - held)
        var isShorter = false
        // One of an earlier epoch is about what this log was before it was repaired or restored.
        if let watermark, !epochs.dropLast().contains(watermark.life) {
            // Retention takes from the other end, so what is beyond the last number was there.
            let beyond = max(0, watermark.reached - max(counters["sequence"], highest))
            lost += min(beyond, watermark.held)
            isShorter = beyond > 0
        }
        let isNew = epochs.isEmpty
        if isNew || isShorter || held != counters["entries"] || highest > counters["sequence"] {
            counters["entries"] = held
            counters["sequence"] = max(
                counters["sequence"], highest, isShorter ? watermark?.reached ?? 0 : 0)
            try recount(database, &counters)
            try counters.save(database)
            try beginEpoch(database, after: counters["sequence"])
        }
        return Opening(isNew: isNew, lost: lost)
    }

    private static func recount(
        _ database: Database, _ counters: inout Counters
    ) throws(StorageError) {
        for type in EventType.allCases { counters["type." + type.rawValue] = 0 }
        counters["bytes"] = 0
        let types = try database.query(
            "SELECT type, count(*), sum(length(json)) FROM entry GROUP BY type"
        ) { ($0.text(0), $0.integer(1), $0.integer(2)) }
        for (type, count, bytes) in types {
            counters["type." + type] = count
            counters["bytes"] += bytes
        }
    }

    static func checksum(_ json: [UInt8]) -> [UInt8] { Array(Digest.sha256(of: json).prefix(8)) }

    private static func list(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n").map(String.init)
    }
}
