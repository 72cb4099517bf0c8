/// The format of one kind of database file: whose it is, and the steps from each version to the
/// next.
public struct Schema: Sendable {
    /// What the file is called in messages, as `event log`.
    public var name: String
    /// The number in the file's header that says whose it is.
    public var applicationID: Int32
    /// The SQL of each step; the file's version is the number of steps taken.
    public var migrations: [String]

    /// A schema; see the properties.
    public init(name: String, applicationID: Int32, migrations: [String]) {
        self.name = name
        self.applicationID = applicationID
        self.migrations = migrations
    }

    /// The version of an existing file, 0 for an empty one. Writes nothing.
    func check(_ database: Database, _ access: Database.Access) throws(StorageError) -> Int {
        let owner = try database.first("PRAGMA application_id") { $0.integer(0) } ?? 0
        let version = Int(try database.first("PRAGMA user_version") { $0.integer(0) } ?? 0)
        let tables = try database.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } ?? 0
        if owner == 0, version == 0, tables == 0, access == .write { return 0 }
        guard owner == Int64(applicationID) else {
            throw StorageError(
                .foreign, path: database.path,
                "a database, but no Chancery \(name): move it away or choose another place")
        }
        guard version > 0 else {
            throw StorageError(
                .corrupt, path: database.path,
                "damaged (it states format \(version)): try chancery repair, or restore a backup")
        }
        guard version <= migrations.count else {
            throw StorageError(
                .newer, path: database.path,
                "this \(name) has format \(version), written by a newer version of Chancery; this"
                    + " version knows formats up to \(migrations.count)")
        }
        guard access == .write || version == migrations.count else {
            throw StorageError(
                .older, path: database.path,
                "this \(name) has the older format \(version): start the daemon once to bring it"
                    + " to format \(migrations.count)")
        }
        return version
    }

    /// Takes the missing steps, each in a transaction of its own.
    func migrate(_ database: Database, from version: Int) throws(StorageError) {
        for step in version..<migrations.count {
            try database.transaction { () throws(StorageError) in
                try database.script(migrations[step])
                try database.script(
                    "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(step + 1);")
            }
        }
    }
}
