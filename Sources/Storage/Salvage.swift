internal import Glibc

/// What a repair could do.
public struct Repair: Hashable, Sendable {
    /// Entries or articles that were saved.
    public var saved: Int64
    /// Those that could not be read or were not as they had been written.
    public var lost: Int64
    /// Where the damaged file lies now.
    public var damaged: String
}

/// Puts a new file with what can be read in the place of a damaged one that nobody has open. The
/// damaged file stays, under another name.
enum Salvage {
    /// Replaces the file at `path` by what `copy` takes from it.
    ///
    /// - Throws: ``StorageError`` if not even the file's first page can be read: restore a backup.
    static func run(
        _ path: String, schema: Schema,
        copy: (_ source: Database, _ target: Database) throws(StorageError) -> (Int64, Int64)
    ) throws(StorageError) -> Repair {
        let fresh = path + ".repaired"
        let damaged = path + ".damaged"
        guard access(damaged, F_OK) != 0 else {
            throw StorageError(.exists, path: damaged, "left by an earlier repair: move it away")
        }
        for rest in ["", "-wal", "-shm"] { unlink(fresh + rest) }
        let source = try Database(path: path, schema: schema, access: .read)
        defer { source.close() }
        let target = try Database(path: fresh, schema: schema)
        let (saved, lost) = try target.transaction { () throws(StorageError) in
            try copy(source, target)
        }
        target.close()
        source.close()
        // Both names for the old file first, then the new one in its place: at no moment is there
        // no file, which a start would take for a new one. The write-ahead log belongs to the old
        // file and must not meet the new one.
        guard link(path, damaged) == 0 else { throw .system(errno, path: damaged, "cannot make") }
        rename(path + "-wal", damaged + "-wal")
        unlink(path + "-shm")
        guard rename(fresh, path) == 0 else { throw .system(errno, path: path, "cannot replace") }
        try StateDirectory.synchronize(directory: StateDirectory.parent(of: path))
        return Repair(saved: saved, lost: lost, damaged: damaged)
    }
}
