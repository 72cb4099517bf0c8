public import Messages

extension Journal {
    private static let document = """
        SELECT coalesce(article.position, 0), article.task, article.state, article.attempts,
            article.crashes, article.aloneCrashes, article.size, document.header, document.body,
            document.checksum
        FROM article JOIN document ON document.article = article.id
        """

    /// Accepted documents after `position`, in order: at most `limit`, and as many as fit into
    /// `bytes`, but at least one if there is any.
    ///
    /// A document that is not as it was written is never handed out: it becomes a dead letter that
    /// says so.
    public func load(
        after position: Int64, limit: Int, bytes: Int
    ) throws(StorageError) -> [StoredDocument] {
        var documents: [StoredDocument] = []
        var damaged: [TaskID] = []
        var room = Int64(bytes)
        try database.forEach(
            Journal.document + """
                 WHERE article.state = 'accepted' AND article.position > ?
                ORDER BY article.position LIMIT ?
                """, [.integer(position), .integer(max(0, limit))]
        ) { (row) throws(StorageError) in
            // The size is looked at before the bytes are copied.
            let size = row.integer(6).clamped(0, Counters.most)
            if size > room && !documents.isEmpty { return false }
            guard let document = try document(row) else {
                damaged.append(try task(row.bytes(1)))
                return true
            }
            room -= size
            documents.append(document)
            return room > 0
        }
        if damaged.isEmpty { return documents }
        let newest = try Counters(database)["newest"]
        _ = try commit(
            damaged.map {
                .bury(
                    task: $0, stage: .fetch, reason: "its document was damaged on the disk",
                    at: newest)
            })
        if !documents.isEmpty { return documents }
        return try load(after: position, limit: limit, bytes: bytes)
    }

    /// The document of an article that is accepted or dead; nil if there is none any more.
    ///
    /// - Throws: ``StorageError``, also for a document that is not as it was written.
    public func load(_ task: TaskID) throws(StorageError) -> StoredDocument? {
        try database.first(Journal.document + " WHERE article.task = ?", [.bytes(task.bytes)]) {
            (row) throws(StorageError) in
            guard let document = try document(row) else {
                throw StorageError(
                    .corrupt, path: database.path, "the document of \(task) is damaged: drop it")
            }
            return document
        }
    }

    /// What a payload is checked by: the first 8 bytes of a SHA-256.
    static func checksum(_ payload: Payload) -> [UInt8] {
        Array(Digest.sha256([payload.header, payload.body]).prefix(8))
    }

    /// How many articles there are; cheap however many.
    public func counts() throws(StorageError) -> JournalCounts {
        let counters = try Counters(database)
        let oldest = try database.first(
            """
            SELECT accepted FROM article WHERE state = 'accepted' ORDER BY position LIMIT 1
            """
        ) { $0.integer(0) }
        return JournalCounts(
            states: Dictionary(
                uniqueKeysWithValues: JournalState.allCases.map {
                    ($0, Int(counters["state." + $0.rawValue]))
                }),
            outcomes: Dictionary(
                uniqueKeysWithValues: Outcome.allCases.map {
                    ($0, Int(counters["outcome." + $0.rawValue]))
                }), oldestAccepted: oldest, bytes: counters["bytes"])
    }

    private static let letter = """
        SELECT article.id, article.task, article.source, article.item, article.accepted,
            article.settled, article.stage, article.reason, article.attempts, article.crashes,
            article.aloneCrashes, length(document.body), document.header,
            substr(document.body, 1, 2000)
        FROM article JOIN document ON document.article = article.id
        WHERE article.state = 'dead'
        """

    /// Articles that were given up, after the letter numbered `after`.
    public func dead(
        limit: Int, after number: Int64 = 0
    ) throws(StorageError) -> [DeadLetter] {
        try database.query(
            Journal.letter + " AND article.id > ? ORDER BY article.id LIMIT ?",
            [.integer(number), .integer(max(0, limit))]
        ) { (row) throws(StorageError) in try letter(row) }
    }

    /// All that is known about one that was given up; nil if it is not dead.
    public func deadLetter(_ task: TaskID) throws(StorageError) -> DeadLetterReport? {
        let report = try database.first(
            Journal.letter + " AND article.task = ?", [.bytes(task.bytes)]
        ) { (row) throws(StorageError) in
            DeadLetterReport(
                letter: try letter(row), header: row.bytes(12), preview: printable(row.bytes(13)),
                history: [])
        }
        guard var report else { return nil }
        report.history = try database.query(
            """
            SELECT kind, stage, reason, attempt, at FROM history WHERE article = ? ORDER BY number
            """, [.integer(report.letter.number)]
        ) { (row) throws(StorageError) in
            guard let kind = HistoryEntry.Kind(rawValue: row.text(0)) else {
                throw StorageError(.corrupt, path: database.path, "unknown kind of history")
            }
            return HistoryEntry(
                kind: kind, stage: StageName(rawValue: row.text(1)), reason: row.text(2),
                attempt: Int(row.integer(3)), at: row.integer(4))
        }
        return report
    }

    /// The document of a row; nil if it is not as it was written.
    private func document(_ row: Statement) throws(StorageError) -> StoredDocument? {
        guard let state = JournalState(rawValue: row.text(2)) else {
            throw StorageError(.corrupt, path: database.path, "unknown state \(row.text(2))")
        }
        let payload = Payload(header: row.bytes(7), body: row.bytes(8))
        guard Journal.checksum(payload) == row.bytes(9) else { return nil }
        return StoredDocument(
            position: row.integer(0), task: try task(row.bytes(1)), state: state,
            payload: payload, attempts: count(row, 3), crashes: count(row, 4),
            aloneCrashes: count(row, 5))
    }

    /// A number that is counted further; a damaged one must not overflow.
    private func count(_ row: Statement, _ column: Int32) -> Int {
        Int(row.integer(column).clamped(0, Counters.most))
    }

    private func letter(_ row: Statement) throws(StorageError) -> DeadLetter {
        DeadLetter(
            number: row.integer(0), task: try task(row.bytes(1)), source: row.text(2),
            item: row.text(3), accepted: row.integer(4), buried: row.integer(5),
            stage: StageName(rawValue: row.text(6)), reason: row.text(7),
            attempts: count(row, 8), crashes: count(row, 9), aloneCrashes: count(row, 10),
            size: count(row, 11))
    }

    private func task(_ bytes: [UInt8]) throws(StorageError) -> TaskID {
        guard let task = TaskID(bytes: bytes) else {
            throw StorageError(.corrupt, path: database.path, "a task id of \(bytes.count) bytes")
        }
        return task
    }

    private func printable(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n", .format, .privateUse, .surrogate, .unassigned:
                text.append(" ")
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
