internal import Glibc
internal import Threads

/// Copies a database on a thread and a connection of its own; writers go on meanwhile.
actor BackupWorker {
    private let thread = DedicatedThread(name: "backup")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Copies the database at `source` to a new file; see ``write(_:schema:to:finish:)``.
    func copy(_ source: String, schema: Schema, to target: String) throws(StorageError) {
        try BackupWorker.write(source, schema: schema, to: target) { (_) throws(StorageError) in }
    }

    /// Writes a consistent, compact copy of `source` to a new file. The name appears only when the
    /// copy is complete, passed `finish` and is on the disk.
    static func write(
        _ source: String, schema: Schema, to target: String,
        finish: (String) throws(StorageError) -> Void
    ) throws(StorageError) {
        guard access(target, F_OK) != 0 else {
            throw StorageError(
                .exists, path: target, "exists already: choose another name or move it away")
        }
        let part = target + ".part"
        unlink(part)
        do throws(StorageError) {
            let database = try Database(path: source, schema: schema, access: .read)
            try database.execute("VACUUM INTO ?", [.text(part)])
            database.close()
            try finish(part)
            try synchronize(part)
        } catch {
            unlink(part)
            throw error
        }
        guard rename(part, target) == 0 else {
            throw .system(errno, path: target, "cannot give the copy its name")
        }
        try StateDirectory.synchronize(directory: StateDirectory.parent(of: target))
    }

    private static func synchronize(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, path: path, "cannot open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno, path: path, "cannot sync") }
    }
}
