internal import CLinux
internal import Glibc

/// The daemon's data directory, held by one process at a time.
///
/// The lock is the kernel's and goes with the process, however it ends; what the lock file says
/// only names the holder.
public final class StateDirectory: Sendable {
    /// The directory.
    public let path: String
    private let descriptor: Int32

    /// Makes the directory if it is missing (mode 0750) and locks a part of it for `holder`: the
    /// journal's by default. Parts with other locks may be held by other processes.
    ///
    /// - Throws: ``StorageError``; `inUse`, naming the holder, if another process has it.
    public init(
        path: String, holder: String = "chancery run", lock part: String = "lock"
    ) throws(StorageError) {
        self.path = path
        try StateDirectory.make(path)
        let lock = "\(path)/\(part)"
        let opened = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard opened >= 0 else { throw .system(errno, path: lock, "cannot open") }
        guard StateDirectory.lock(opened) else {
            let number = errno
            defer { Glibc.close(opened) }
            guard number == EWOULDBLOCK else { throw .system(number, path: lock, "cannot lock") }
            throw StorageError(
                .inUse, path: part == "lock" ? path : lock,
                "is in use by process \(StateDirectory.holder(opened))")
        }
        let text = Array("\(getpid()) (\(holder))\n".utf8)
        guard ftruncate(opened, 0) == 0, pwrite(opened, text, text.count, 0) == text.count else {
            let number = errno
            Glibc.close(opened)
            throw .system(number, path: lock, "cannot write")
        }
        descriptor = opened
    }

    deinit {
        // Unlocking, not only closing: a child made without exec would keep the lock alive.
        _ = ftruncate(descriptor, 0)
        _ = flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
    }

    /// Takes the lock. Waits a second for it, because `chancery status` without a daemon holds it
    /// for a moment, which must not keep one from starting.
    private static func lock(_ descriptor: Int32) -> Bool {
        for _ in 0..<50 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK else { return false }
            usleep(20_000)
        }
        errno = EWOULDBLOCK
        return false
    }

    /// The path of a file in the directory.
    public func path(of file: String) -> String { "\(path)/\(file)" }

    /// Makes a directory and those above it, so that they are still there after a power cut.
    private static func make(_ path: String) throws(StorageError) {
        if mkdir(path, 0o750) != 0 {
            switch errno {
            case EEXIST:
                var status = stat()
                guard stat(path, &status) == 0 else {
                    throw .system(errno, path: path, "cannot look at")
                }
                guard status.st_mode & S_IFMT == S_IFDIR else {
                    throw StorageError(
                        .cannotOpen, path: path, "is not a directory: choose another place")
                }
                return
            case ENOENT:
                let parent = StateDirectory.parent(of: path)
                guard parent != path, !parent.isEmpty else {
                    throw .system(ENOENT, path: path, "cannot make the directory")
                }
                try make(parent)
                guard mkdir(path, 0o750) == 0 else {
                    throw .system(errno, path: path, "cannot make the directory")
                }
            case let number: throw .system(number, path: path, "cannot make the directory")
            }
        }
        try synchronize(directory: parent(of: path))
    }

    /// The directory that holds `path`.
    public static func parent(of path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    /// Makes names made or changed in a directory durable.
    static func synchronize(directory: String) throws(StorageError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno, path: directory, "cannot open") }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .system(errno, path: directory, "cannot sync") }
    }

    private static func holder(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 200)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let text = buffer.prefix(max(0, count)).prefix { $0 >= 0x20 && $0 < 0x7F }
        return text.isEmpty ? "(unknown)" : String(decoding: text, as: UTF8.self)
    }
}
