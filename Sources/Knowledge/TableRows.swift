internal import Language

/// The rows of one table that count: a user's first, because of two things of one name the first is
/// meant, then the project's that no user's row replaces or takes away.
struct TableRows {
    /// The rows, each with the number of its file.
    private(set) var rows: [(row: Table.Row, file: Int)] = []
    /// How many of them are users'.
    private(set) var ownCount = 0
    /// Names that users took out of a list, as they are written.
    private(set) var removedNames: Set<String> = []
    /// The keys of rows that users took away.
    private(set) var removedKeys: Set<String> = []
    /// Rows of users that take away what is not there.
    private(set) var idle: [LanguageError] = []
    /// The bytes of users' files.
    private(set) var ownBytes: [[UInt8]] = []

    /// Reads the file of `table` in the data `directory` and those of `additions` that belong to it; `files`
    /// are the paths read so far.
    init(
        _ table: KnowledgeTable, directory: String, _ additions: [KnowledgeFile],
        files: inout [String], _ faults: inout FaultLog
    ) throws(LanguageError) {
        var own = Own(table)
        for addition in additions where addition.table == table {
            files.append(addition.path)
            let table = try Table(path: addition.path, columns: 1...table.columns, &faults)
            ownBytes.append(table.bytes)
            try own.read(table, number: files.count - 1, &faults)
        }
        let path = "\(directory)/\(table.folder)/\(table.rawValue).tsv"
        files.append(path)
        let number = files.count - 1
        let bundled = try Table(
            path: path, columns: table.leastColumns...table.columns, &faults
        ).rows
        guard !own.isEmpty else {
            rows = bundled.map { ($0, number) }
            return
        }
        rows = own.rows
        ownCount = rows.count
        removedNames = own.removedNames
        removedKeys = own.removedKeys
        for row in bundled where !own.covers(row) { rows.append((row, number)) }
        idle = own.idle
    }
}

/// What users' files say of one table.
private struct Own {
    let table: KnowledgeTable
    var rows: [(row: Table.Row, file: Int)] = []
    var removedNames: Set<String> = []
    /// Where each row stands, by its key.
    private var places: [String: Int] = [:]
    /// What is taken away, by the first columns of the key; whether it was there.
    private var removed: [String: (row: Table.Row, wasThere: Bool)] = [:]
    private var lengths: Set<Int> = []

    init(_ table: KnowledgeTable) { self.table = table }

    var isEmpty: Bool { rows.isEmpty && removed.isEmpty && removedNames.isEmpty }

    var removedKeys: Set<String> { Set(removed.keys) }

    /// What was to be taken away and is not there.
    var idle: [LanguageError] {
        removed.values.filter { !$0.wasThere }.map {
            $0.row.error("there is no such row to take away")
        }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    }

    mutating func read(
        _ file: Table, number: Int, _ faults: inout FaultLog
    ) throws(LanguageError) {
        var lines: [String: Int] = [:]
        for row in file.rows {
            do throws(LanguageError) {
                try take(row, number, &lines)
            } catch {
                try faults.take(error)
            }
        }
    }

    private mutating func take(
        _ row: Table.Row, _ file: Int, _ lines: inout [String: Int]
    ) throws(LanguageError) {
        if row.isRemoval {
            try remove(row, file)
            return
        }
        guard row.fieldCount >= table.leastColumns else {
            throw LanguageError(
                .wrongColumns, file: row.file, line: row.line,
                "has \(row.fieldCount) columns instead of \(table.leastColumns), divided by tabs")
        }
        guard !table.keyColumns.isEmpty else {
            rows.append((row, file))
            return
        }
        let key = key(row, table.keyColumns.count)
        if let line = lines.updateValue(row.line, forKey: key) {
            throw row.error("stands in line \(line) already; take one of them out")
        }
        // Of two files the later one counts.
        if let place = places[key] {
            rows[place] = (row, file)
        } else {
            places[key] = rows.count
            rows.append((row, file))
        }
    }

    private mutating func remove(_ row: Table.Row, _ file: Int) throws(LanguageError) {
        let first = row.removal
        switch table {
        case .countries:
            throw row.error("a country cannot be taken away: other tables name it")
        case .regions, .sharedNames:
            guard row.fieldCount == 2, !row.list(1).isEmpty else {
                throw row.error("names nothing to take away: !\(first), a tab, and the names")
            }
            removedNames.formUnion(row.list(1))
        case .places:
            rows.append((row, file))
        default:
            guard !first.isEmpty else { throw row.error("names nothing to take away after the !") }
            let given = table.keyColumns.prefix { $0 == 0 || row.optional($0) != nil }.count
            let key = key(row, given)
            lengths.insert(given)
            removed[key] = (row, false)
        }
    }

    /// Whether a row of the project is replaced or taken away.
    mutating func covers(_ row: Table.Row) -> Bool {
        for length in lengths {
            let key = key(row, length)
            if removed[key] != nil {
                removed[key]?.wasThere = true
                return true
            }
        }
        return !places.isEmpty && places[key(row, table.keyColumns.count)] != nil
    }

    /// The first `count` columns of a row's key.
    private func key(_ row: Table.Row, _ count: Int) -> String {
        table.keyColumns.prefix(count).map { column in
            column == 0 && row.isRemoval ? row.removal : row.optional(column) ?? ""
        }.joined(separator: "\t")
    }
}

extension Table.Row {
    /// Whether it takes something away: "!" stands before its first field.
    var isRemoval: Bool { withBytes(0) { $0.first == UInt8(ascii: "!") } }

    /// What it takes away.
    var removal: String {
        let text = String((optional(0) ?? "").dropFirst())
        return String(text.drop { $0 == " " })
    }
}
