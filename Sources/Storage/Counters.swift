/// Named numbers that stand in the same file as what they count, and change in the same
/// transaction. They make counting cheap however many rows there are.
struct Counters {
    /// The table, for migrations.
    static let table = """
        CREATE TABLE counter (name TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        """

    /// More than anything is ever counted to; what is beyond it is damage, and must not overflow.
    static let most: Int64 = 1 << 53

    private let stored: [String: Int64]
    private var values: [String: Int64]

    /// Reads the counters; inside a transaction, to change them.
    init(_ database: Database) throws(StorageError) {
        var values: [String: Int64] = [:]
        try database.forEach("SELECT name, value FROM counter") { (row) throws(StorageError) in
            values[row.text(0)] = row.integer(1).clamped(0, Counters.most)
            return true
        }
        stored = values
        self.values = values
    }

    /// The counter called `name`; 0 if it was never set.
    subscript(name: String) -> Int64 {
        get { values[name] ?? 0 }
        set { values[name] = newValue }
    }

    /// Remembers the latest time anybody told, to notice a clock that steps backward.
    mutating func note(time: Int64) { self["newest"] = max(self["newest"], time) }

    /// Writes what changed.
    func save(_ database: Database) throws(StorageError) {
        for (name, value) in values where stored[name] != value {
            try database.execute(
                """
                INSERT INTO counter (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, [.text(name), .integer(value)])
        }
    }
}

/// What a run of retention did.
public enum RetentionResult: Hashable, Sendable {
    /// This many were removed.
    case removed(Int)
    /// Nothing was removed, because the clock shows less than the latest time on record, in
    /// seconds: ages cannot be trusted until it is past that again.
    case clockSteppedBack(newest: Int64)
}
