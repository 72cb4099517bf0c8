internal import CSQLite
internal import Glibc

/// One connection to one SQLite file, for one thread. An actor on a thread of its own keeps it.
///
/// A commit is on the disk when it returns (write-ahead log, synchronous FULL).
public final class Database {
    /// How a connection is opened.
    public enum Access: Sendable {
        /// For reading and writing; made if it is missing, migrated if it is old.
        case write
        /// For reading only; it must exist in the current format.
        case read
    }

    /// The file.
    public let path: String
    private var handle: OpaquePointer?
    private var statements: [String: Statement] = [:]

    /// Opens the file at `path` and brings it to the format of `schema`.
    ///
    /// - Throws: ``StorageError`` in one line for a person: a foreign, newer, damaged or
    ///   unreadable file is refused untouched.
    public init(path: String, schema: Schema, access: Access = .write) throws(StorageError) {
        self.path = path
        let flags =
            access == .write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        // One thread at a time uses a connection, so it needs no lock of its own.
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        do throws(StorageError) {
            guard code == SQLITE_OK, let handle else {
                throw StorageError.database(
                    code, path: path, handle.map { String(cString: sqlite3_errmsg($0)) } ?? "")
            }
            sqlite3_extended_result_codes(handle, 1)
            sqlite3_busy_timeout(handle, 5000)
            chancery_set_defensive(handle)
            try script("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
            // Before anything is written: a foreign file stays as it is.
            let found = try schema.check(self, access)
            if access == .write {
                // Debian builds SQLite with secure_delete, which would write every deleted
                // document once more, as zeros.
                try script(
                    """
                    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                    PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF;
                    PRAGMA journal_size_limit = 67108864;
                    """)
                try schema.migrate(self, from: found)
            }
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// Closes the connection; the last one to a file folds the write-ahead log into it. Whatever is
    /// asked afterwards throws ``StorageError/Code/closed``.
    public func close() {
        statements.removeAll()
        if let handle { sqlite3_close_v2(handle) }
        handle = nil
    }

    /// Runs one statement and reads every row it gives.
    public func query<Row>(
        _ sql: String, _ values: [Statement.Value] = [],
        _ read: (Statement) throws(StorageError) -> Row
    ) throws(StorageError) -> [Row] {
        var rows: [Row] = []
        try forEach(sql, values) { (row) throws(StorageError) in
            rows.append(try read(row))
            return true
        }
        return rows
    }

    /// Runs one statement and reads its first row; nil if there is none. The statement runs to its
    /// end all the same.
    public func first<Row>(
        _ sql: String, _ values: [Statement.Value] = [],
        _ read: (Statement) throws(StorageError) -> Row
    ) throws(StorageError) -> Row? {
        try query(sql, values, read).first
    }

    /// Runs one statement for its effect.
    public func execute(
        _ sql: String, _ values: [Statement.Value] = []
    ) throws(StorageError) {
        try forEach(sql, values) { (_) throws(StorageError) in true }
    }

    /// Runs one statement, row by row, as long as `visit` says true.
    public func forEach(
        _ sql: String, _ values: [Statement.Value] = [],
        _ visit: (Statement) throws(StorageError) -> Bool
    ) throws(StorageError) {
        let statement = try prepared(sql)
        precondition(!statement.isRunning, "a statement cannot run inside itself")
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {
            if !(try visit(statement)) { break }
        }
    }

    /// Does `body` as one transaction: all of it is on the disk afterwards, or, if it throws,
    /// nothing of it.
    public func transaction<Result>(
        _ body: () throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do throws(StorageError) {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // SQLite may have rolled back by itself, after a full disk for example.
            if let handle, sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
            throw error
        }
    }

    /// Runs several statements without parameters; rows are ignored.
    public func script(_ sql: String) throws(StorageError) {
        guard let handle else { throw closed }
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw .database(code, path: path, String(cString: sqlite3_errmsg(handle)))
        }
    }

    /// Looks for damage in the file; gives one line for each that is found, at most 100.
    public func integrity() throws(StorageError) -> [String] {
        try query("PRAGMA quick_check") { (row) throws(StorageError) in row.text(0) }
            .filter { $0 != "ok" }
    }

    private var closed: StorageError { StorageError(.closed, path: path, "already closed") }

    private func prepared(_ sql: String) throws(StorageError) -> Statement {
        if let statement = statements[sql] { return statement }
        guard let handle else { throw closed }
        let statement = try Statement(sql, handle: handle, path: path)
        statements[sql] = statement
        return statement
    }
}
