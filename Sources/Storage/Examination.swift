/// Looks through whole files that nobody has open.
extension EventLog {
    /// What is wrong with the log at `path`: damage in the file, or an entry that is not as it was
    /// written; nil if all of it is whole.
    ///
    /// - Throws: ``StorageError`` if it cannot be looked at, or is none of ours.
    public static func damage(at path: String) throws(StorageError) -> String? {
        try Database.damage(at: path, schema: .eventLog) { (database) throws(StorageError) in
            try database.forEach("SELECT \(columns) FROM entry") { (row) throws(StorageError) in
                _ = try entry(row, path: path)
                return true
            }
        }
    }
}

extension Journal {
    /// What is wrong with the journal at `path`; nil if it is whole. A document that is not as it
    /// was written is no damage of the journal: its article becomes a dead letter.
    ///
    /// - Throws: ``StorageError`` if it cannot be looked at, or is none of ours.
    public static func damage(at path: String) throws(StorageError) -> String? {
        try Database.damage(at: path, schema: .journal) { (database) throws(StorageError) in
            try database.execute("SELECT sum(length(header) + length(body)) FROM document")
        }
    }
}

extension Database {
    fileprivate static func damage(
        at path: String, schema: Schema, _ look: (Database) throws(StorageError) -> Void
    ) throws(StorageError) -> String? {
        do throws(StorageError) {
            let database = try Database(path: path, schema: schema, access: .read)
            defer { database.close() }
            let found = try database.first("PRAGMA integrity_check(1)") { $0.text(0) }
            if let found, found != "ok" { return found }
            try look(database)
            return nil
        } catch  where error.code == .corrupt || error.code == .fault {
            return error.reason
        }
    }
}
