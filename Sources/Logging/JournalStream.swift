internal import Glibc

/// Tells whether standard error is the systemd journal.
public enum JournalStream {
    /// Whether `descriptor` is the stream that `JOURNAL_STREAM` (`device:inode`) names. The
    /// variable alone is not enough: a shell under a service inherits it with its own standard error.
    public static func isJournal(
        descriptor: Int32 = 2, environment: [String: String]
    ) -> Bool {
        guard let value = environment["JOURNAL_STREAM"] else { return false }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return matches(value, device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    static func matches(_ value: String, device: UInt64, inode: UInt64) -> Bool {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && UInt64(parts[0]) == device && UInt64(parts[1]) == inode
    }
}
