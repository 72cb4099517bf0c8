internal import Glibc

extension WebState {
    /// Writes a consistent copy of the file at `source` to a new file; whoever has it open goes on.
    public static func backup(_ source: String, to path: String) async throws(StorageError) {
        try await BackupWorker().copy(source, schema: .webState, to: path)
    }

    /// Copies a backup to `path`, where no file may be.
    public static func restore(from backup: String, to path: String) throws(StorageError) {
        for rest in ["", "-wal"] where access(path + rest, F_OK) == 0 {
            throw StorageError(
                .exists, path: path + rest, "exists already: move it away before a restore")
        }
        try BackupWorker.write(backup, schema: .webState, to: path) { (_) throws(StorageError) in }
    }
}
