internal import Messages

extension Journal {
    /// Saves what can be read of a damaged journal that nobody has open: each article is looked up
    /// by its number. One whose document cannot be read, or is not as it was written, becomes a
    /// dead letter when its turn comes. Histories are not saved. The damaged file stays, under
    /// another name.
    ///
    /// - Throws: ``StorageError`` if not even the file's first page can be read: restore a backup.
    public static func repair(_ path: String) throws(StorageError) -> Repair {
        try Salvage.run(path, schema: .journal) { (source, target) throws(StorageError) in
            try salvage(source, target, Watermark.read(path))
        }
    }

    private static func salvage(
        _ source: Database, _ target: Database, _ before: Watermark?
    ) throws(StorageError) -> (Int64, Int64) {
        let old = try? Counters(source)
        let columns = """
            id, task, state, position, source, item, size, accepted, settled, outcome, stage,
            reason, attempts, crashes, aloneCrashes
            """
        let marks = Array(repeating: "?", count: 15).joined(separator: ", ")
        let highest = (try? source.first("SELECT max(id) FROM article") { $0.integer(0) }) ?? nil
        // Every number given was given with a position, so there are no more of them than those.
        let lowest = (try? source.first("SELECT min(id) FROM article") { $0.integer(0) }) ?? nil
        // A number that is damaged itself may be beyond anything.
        let most = (before?.reached ?? 0) + Salvage.mostRows(source.path)
        var number = max(0, min(lowest ?? 1, highest ?? 1, before?.reached ?? .max) - 1)
        if number > most { number = 0 }
        let last = max(highest ?? 0, old?["position"] ?? 0, before?.reached ?? 0).clamped(
            number, number + most)
        while number < last {
            number += 1
            let row = try? source.first(
                "SELECT \(columns) FROM article WHERE id = ?", [.integer(number)]
            ) { row in (0..<15).map { row.value($0) } }
            guard let row = row ?? nil else { continue }
            do throws(StorageError) {
                try target.execute("INSERT INTO article (\(columns)) VALUES (\(marks))", row)
            } catch  where error.code == .fault {
                // Its content breaks the rules of the table: lost.
                continue
            }
            guard row[2] == .text("accepted") || row[2] == .text("dead") else { continue }
            let document = try? source.first(
                "SELECT article, header, body, checksum FROM document WHERE article = ?",
                [.integer(number)]
            ) { row in (0..<4).map { row.value($0) } }
            let missing: [Statement.Value] = [.integer(number), .bytes([]), .bytes([]), .bytes([])]
            let content = (document ?? nil) ?? missing
            try target.execute(
                "INSERT INTO document (article, header, body, checksum) VALUES (?, ?, ?, ?)",
                content[0] == .integer(number) ? content : missing)
        }
        return try settle(target, old, before)
    }

    private static func settle(
        _ database: Database, _ old: Counters?, _ before: Watermark?
    ) throws(StorageError) -> (Int64, Int64) {
        var counters = try Counters(database)
        try recount(database, &counters)
        counters["position"] = max(counters["position"], old?["position"] ?? 0)
        counters["newest"] = old?["newest"] ?? 0
        counters["taken"] = max(old?["taken"] ?? 0, before?.reached ?? 0)
        try counters.save(database)
        let saved = mark(counters).held
        let held = max(old.map { mark($0).held } ?? 0, before?.held ?? 0)
        return (saved, max(0, held - saved))
    }

    /// Counts everything anew.
    static func recount(
        _ database: Database, _ counters: inout Counters
    ) throws(StorageError) {
        for state in JournalState.allCases { counters["state." + state.rawValue] = 0 }
        for outcome in Outcome.allCases { counters["outcome." + outcome.rawValue] = 0 }
        for (prefix, column) in [("state.", "state"), ("outcome.", "outcome")] {
            let counts = try database.query(
                "SELECT \(column), count(*) FROM article WHERE \(column) IS NOT NULL GROUP BY 1"
            ) { ($0.text(0), $0.integer(1)) }
            for (name, count) in counts { counters[prefix + name] = count }
        }
        // What a document will count when it goes is its article's size.
        counters["bytes"] =
            try database.first(
                """
                SELECT coalesce(sum(size), 0) FROM article WHERE state IN ('accepted', 'dead')
                """
            ) { $0.integer(0) } ?? 0
        let position = try database.first("SELECT coalesce(max(position), 0) FROM article") {
            $0.integer(0)
        }
        counters["position"] = max(counters["position"], position ?? 0)
    }
}
