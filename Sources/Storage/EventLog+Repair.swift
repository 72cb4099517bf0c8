internal import Glibc
internal import Messages

extension EventLog {
    /// Copies a backup to `path`, where no log may be, and begins a new epoch in it: what was
    /// committed after the backup is lost, and its numbers will be given again.
    public static func restore(from backup: String, to path: String) throws(StorageError) {
        for rest in ["", "-wal"] where access(path + rest, F_OK) == 0 {
            throw StorageError(
                .exists, path: path + rest, "exists already: move it away before a restore")
        }
        Watermark.remove(path)
        try BackupWorker.write(backup, schema: .eventLog, to: path) { (part) throws(StorageError) in
            let database = try Database(path: part, schema: .eventLog)
            defer { database.close() }
            try database.transaction { () throws(StorageError) in
                try beginEpoch(database, after: try bounds(database).last)
            }
        }
    }

    /// Saves what can be read of a damaged log that nobody has open: each entry is looked up by its
    /// number and kept if it is as it was written. A new epoch begins if any is lost. The damaged
    /// file stays, under another name.
    ///
    /// - Throws: ``StorageError`` if not even the file's first page can be read: restore a backup.
    public static func repair(_ path: String) throws(StorageError) -> Repair {
        try Salvage.run(path, schema: .eventLog) { (source, target) throws(StorageError) in
            try salvage(source, target, path)
        }
    }

    private static func salvage(
        _ source: Database, _ target: Database, _ path: String
    ) throws(StorageError) -> (Int64, Int64) {
        let old = try? Counters(source)
        let before = Watermark.read(path)
        let highest = try? source.first("SELECT max(sequence) FROM entry") { $0.integer(0) }
        let lowest = try? source.first("SELECT min(sequence) FROM entry") { $0.integer(0) }
        // A number that is damaged itself may be beyond anything.
        let most = Salvage.mostRows(path)
        // There are no holes but old ones, so the first is at most as far from the last as there
        // are entries.
        let counted =
            before.map { $0.reached - $0.held } ?? old.map { $0["sequence"] - $0["entries"] }
        let first = max(1, min(lowest ?? .max, (counted ?? 0) + 1))
        let said = max(old?["sequence"] ?? 0, highest ?? 0).clamped(0, first + most)
        let last = before.map { max($0.reached, said.clamped(0, $0.reached + most)) } ?? said
        var counters = try Counters(target)
        let epochs =
            (try? source.query("SELECT number, id, start FROM epoch") {
                ($0.integer(0), $0.text(1), $0.integer(2))
            }) ?? []
        for (number, id, start) in epochs {
            try target.execute(
                "INSERT INTO epoch (number, id, start) VALUES (?, ?, ?)",
                [.integer(number), .text(id), .integer(start)])
        }
        // Not the epoch, so that an entry does not go with another table.
        let select = """
            SELECT \(ownColumns), '', id, revision, mention, firstSeen FROM entry
            WHERE sequence = ?
            """
        var sequence = first
        while sequence <= last {
            let found = try? source.first(select, [.integer(sequence)]) {
                (row) throws(StorageError) in
                let event = StoredEvent(
                    id: row.text(9), revision: Int(row.integer(10)), mention: row.bytes(11),
                    at: row.integer(12))
                return (try entry(row, path: path), event)
            }
            if let (entry, event) = found ?? nil, entry.sequence == sequence {
                do throws(StorageError) {
                    try insert(entry, event, into: target)
                    counters.count(entry)
                } catch  where error.code == .fault {
                    // Its keys are damaged and meet another entry's: lost.
                }
            }
            sequence += 1
        }
        if counters["entries"] < max(before?.held ?? 0, old?["entries"] ?? .max) {
            try scan(source.path, from: first, into: target, &counters)
        }
        // With the list of epochs gone, each entry still says its own.
        if epochs.isEmpty { try listEpochs(target) }
        let saved = counters["entries"]
        let held = max(
            before?.held ?? 0, old?["entries"] ?? max(saved, last - (first - 1)))
        counters["sequence"] = last
        counters["newest"] = old?["newest"] ?? 0
        // Answers that cannot be read are missed only if their articles come again, and then the
        // mention keys still keep their events from being committed twice.
        try? source.forEach("SELECT task, outcome, committed, at FROM finished") {
            (row) throws(StorageError) in
            try target.execute(
                "INSERT OR IGNORE INTO finished (task, outcome, committed, at) VALUES (?, ?, ?, ?)",
                [
                    .bytes(row.bytes(0)), .text(row.text(1)), .integer(row.integer(2)),
                    .integer(row.integer(3)),
                ])
            return true
        }
        // The index of near duplicates is worth keeping and no more: what cannot be read is left.
        try? source.forEach(
            "SELECT number, id, original, published, at, simHash, sketch FROM article"
        ) { (row) throws(StorageError) in
            guard let sketch = TextSketch(bytes: row.bytes(6)) else { return true }
            try target.execute(
                """
                INSERT OR IGNORE INTO article (number, id, original, published, at, simHash, sketch)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(row.integer(0)), .text(row.text(1)),
                    row.isNull(2) ? .null : .text(row.text(2)), .integer(row.integer(3)),
                    .integer(row.integer(4)), .integer(row.integer(5)), .bytes(sketch.bytes),
                ])
            for band in sketch.bands {
                try target.execute(
                    "INSERT OR IGNORE INTO band (key, article) VALUES (?, ?)",
                    [.integer(band), .integer(row.integer(0))])
            }
            return true
        }
        let outcomes = try target.query("SELECT outcome, count(*) FROM finished GROUP BY outcome") {
            ($0.text(0), $0.integer(1))
        }
        for (outcome, count) in outcomes { counters["outcome." + outcome] = count }
        try counters.save(target)
        let lost = max(0, held - saved)
        if lost > 0 || epochs.isEmpty { try beginEpoch(target, after: last) }
        return (saved, lost)
    }

    /// Takes the entries that were not found by their numbers from the file's pages.
    private static func scan(
        _ path: String, from first: Int64, into target: Database, _ counters: inout Counters
    ) throws(StorageError) {
        guard let scan = PageScan(path) else { return }
        defer { scan.close() }
        try scan.rows(columns: 12) { (number, row) throws(StorageError) in
            guard number >= first, case .bytes(let mention) = row[3],
                case .integer(let at) = row[9], case .bytes(let sum) = row[10],
                case .bytes(let json) = row[11], sum == checksum(json),
                let event = try? JSON.decode(Event.self, from: json), event.sequence == number
            else { return }
            let entry = LogEntry(event, epoch: event.epoch ?? "", sequence: number, json: json)
            do throws(StorageError) {
                try insert(
                    entry,
                    StoredEvent(id: event.id, revision: event.revision, mention: mention, at: at),
                    into: target)
                counters.count(entry)
            } catch  where error.code == .fault {
                // It is there already.
            }
        }
    }

    private static func listEpochs(_ target: Database) throws(StorageError) {
        var starts: [(String, Int64)] = []
        try target.forEach("SELECT sequence, json FROM entry ORDER BY sequence") {
            (row) throws(StorageError) in
            let event = try? JSON.decode(Event.self, from: row.bytes(1))
            if let epoch = event?.epoch, epoch != starts.last?.0 {
                starts.append((epoch, row.integer(0)))
            }
            return true
        }
        for (epoch, start) in starts {
            try target.execute(
                "INSERT INTO epoch (id, start) VALUES (?, ?)", [.text(epoch), .integer(start)])
        }
    }
}
