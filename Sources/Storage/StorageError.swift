internal import CSQLite
internal import Glibc

/// Why something could not be stored or read: which file, what is wrong, what to do.
public struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No space is left on the disk, or in the file's allowance.
        case full
        /// The disk or the file system failed.
        case inputOutput
        /// The file or its file system may not be written.
        case readOnly
        /// The file cannot be opened or created.
        case cannotOpen
        /// No memory is left.
        case memory
        /// Somebody else holds the file longer than we wait.
        case busy
        /// Another daemon uses the state directory.
        case inUse
        /// The content is damaged, or it is no database at all.
        case corrupt
        /// The file belongs to another program.
        case foreign
        /// The file was written by a newer version.
        case newer
        /// The file has an older format and was opened only for reading.
        case older
        /// There is a file already where one should be made.
        case exists
        /// A value is larger than what is taken.
        case tooLarge
        /// The store was closed.
        case closed
        /// A mistake in this program.
        case fault
    }

    /// The kind of fault.
    public var code: Code
    /// The file or directory.
    public var path: String
    /// What is wrong, and where it helps, what to do.
    public var reason: String

    /// An error of kind `code` at `path`.
    public init(_ code: Code, path: String, _ reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// Whether the machine is at fault rather than the data: waiting and trying again may help.
    public var isEnvironmental: Bool {
        switch code {
        case .full, .inputOutput, .readOnly, .cannotOpen, .memory, .busy: true
        default: false
        }
    }

    /// One line for a person.
    public var description: String { "\(path): \(reason)" }

    /// The error of a failed system call, from `errno`.
    static func system(_ number: Int32, path: String, _ operation: String) -> StorageError {
        let code: Code
        switch number {
        case ENOSPC, EDQUOT, EFBIG: code = .full
        case EIO: code = .inputOutput
        case EROFS: code = .readOnly
        case ENOMEM: code = .memory
        default: code = .cannotOpen
        }
        return StorageError(code, path: path, "\(operation): \(String(cString: strerror(number)))")
    }

    /// The error of a failed SQLite call, from its (extended) result code.
    static func database(_ result: Int32, path: String, _ message: String) -> StorageError {
        switch result & 0xFF {
        case SQLITE_FULL: StorageError(.full, path: path, "no space is left (\(message))")
        case SQLITE_IOERR: StorageError(.inputOutput, path: path, "the disk failed (\(message))")
        case SQLITE_READONLY: StorageError(.readOnly, path: path, "not writable (\(message))")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            StorageError(
                .cannotOpen, path: path,
                "cannot be opened (\(message)): check that it exists and who owns it")
        case SQLITE_NOMEM: StorageError(.memory, path: path, "no memory is left")
        case SQLITE_BUSY, SQLITE_LOCKED:
            StorageError(.busy, path: path, "another process holds it (\(message))")
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            StorageError(
                .corrupt, path: path,
                "damaged or no database (\(message)): try chancery repair, or restore a backup")
        case SQLITE_TOOBIG: StorageError(.tooLarge, path: path, message)
        default: StorageError(.fault, path: path, "SQLite error \(result): \(message)")
        }
    }
}
