internal import Glibc

extension Journal {
    /// Copies a backup to `path`, where no journal may be.
    public static func restore(from backup: String, to path: String) throws(StorageError) {
        for rest in ["", "-wal"] where access(path + rest, F_OK) == 0 {
            throw StorageError(
                .exists, path: path + rest, "exists already: move it away before a restore")
        }
        Watermark.remove(path)
        try BackupWorker.write(backup, schema: .journal, to: path) { (_) throws(StorageError) in }
    }
}
