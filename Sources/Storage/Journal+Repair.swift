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
        let highest = (try? source.first("SELECT max(id) FROM article") { $0.integer(0) }) ?? nil
        // Every number given was given with a position, so there are no more of them than those.
        let lowest = (try? source.first("SELECT min(id) FROM article") { $0.integer(0) }) ?? nil
        // A number that is damaged itself may be beyond anything.
        let most = (before?.reached ?? 0) + Salvage.mostRows(source.path)
        var number = max(1, min(lowest ?? 1, highest ?? 1, before?.reached ?? .max)) - 1
        if number > most { number = 0 }
        let last = max(highest ?? 0, old?["position"] ?? 0, before?.reached ?? 0).clamped(
            number, number + most)
        while number < last {
            number += 1
            let row = try? source.first(
                "SELECT \(columns) FROM article WHERE id = ?", [.integer(number)]
            ) { row in (0..<15).map { row.value($0) } }
            guard let row = row ?? nil else { continue }
            guard try insert(row, into: target) else { continue }
            let document = try? source.first(
                "SELECT header, body, checksum, article FROM document WHERE article = ?",
                [.integer(number)]
            ) { row in (0..<4).map { row.value($0) } }
            guard let document = document ?? nil, document[3] == .integer(number) else { continue }
            try target.execute(
                "UPDATE document SET header = ?, body = ?, checksum = ? WHERE article = ?", document
            )
        }
        if let scan = PageScan(source.path) {
            defer { scan.close() }
            let found = try target.first("SELECT count(*) FROM article") { $0.integer(0) } ?? 0
            if found < max(before?.held ?? 0, old.map { mark($0).held } ?? .max) {
                try takeArticles(scan, into: target)
            }
            try takeDocuments(scan, into: target)
        }
        return try settle(target, old, before)
    }

    /// Takes the articles that were not found by their numbers from the file's pages. Of two copies
    /// of one the later state counts; one too early is harmless, because Publish knows what it has
    /// answered.
    private static func takeArticles(
        _ scan: PageScan, into target: Database
    ) throws(StorageError) {
        let known = Set(try target.query("SELECT id FROM article") { $0.integer(0) })
        var articles: [Int64: [Statement.Value]] = [:]
        try scan.rows(columns: 15) { (number, row) throws(StorageError) in
            guard number > 0, !known.contains(number), case .bytes(let task) = row[1],
                task.count == 16, case .text(let state) = row[2],
                JournalState(rawValue: state) != nil
            else { return }
            if articles[number] == nil || row[2] != .text("accepted") { articles[number] = row }
        }
        for (number, row) in articles.sorted(by: { $0.key < $1.key }) {
            try insert([.integer(number)] + row.dropFirst(), into: target)
        }
    }

    /// Takes the documents that were not found by their articles' numbers.
    private static func takeDocuments(
        _ scan: PageScan, into target: Database
    ) throws(StorageError) {
        let missing = Set(
            try target.query("SELECT article FROM document WHERE checksum = x''") { $0.integer(0) })
        if missing.isEmpty { return }
        try scan.rows(columns: 4) { (number, row) throws(StorageError) in
            guard missing.contains(number), case .bytes(let header) = row[1],
                case .bytes(let body) = row[2],
                row[3] == .bytes(checksum(Payload(header: header, body: body)))
            else { return }
            try target.execute(
                "UPDATE document SET header = ?, body = ?, checksum = ? WHERE article = ?",
                [row[1], row[2], row[3], .integer(number)])
        }
    }

    private static let columns = """
        id, task, state, position, source, item, size, accepted, settled, outcome, stage,
        reason, attempts, crashes, aloneCrashes
        """

    /// Puts an article in, without its document; nothing if it breaks the rules of the table.
    ///
    /// - Returns: whether it should have a document.
    @discardableResult
    private static func insert(
        _ row: [Statement.Value], into target: Database
    ) throws(StorageError) -> Bool {
        let marks = Array(repeating: "?", count: 15).joined(separator: ", ")
        do throws(StorageError) {
            try target.execute("INSERT INTO article (\(columns)) VALUES (\(marks))", row)
        } catch  where error.code == .fault {
            return false
        }
        guard row[2] == .text("accepted") || row[2] == .text("dead") else { return false }
        try target.execute(
            "INSERT INTO document (article, header, body, checksum) VALUES (?, x'', x'', x'')",
            [row[0]])
        return true
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
        let bytes = try database.first(
            "SELECT total(size) FROM article WHERE state IN ('accepted', 'dead')"
        ) { $0.real(0) }
        counters["bytes"] = Int64(min(max(bytes ?? 0, 0), Double(Counters.most)))
        let position = try database.first("SELECT coalesce(max(position), 0) FROM article") {
            $0.integer(0).clamped(0, Counters.most)
        }
        counters["position"] = max(counters["position"], position ?? 0)
    }
}
