internal import Glibc

/// Gets the bytes of a file of language data.
enum TableFile {
    /// The content of the regular file at `path`, valid UTF-8 of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(LanguageError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw LanguageError(.unreadable, file: path, "is not a regular file")
        }
        guard status.st_size <= limit else {
            throw LanguageError(.unreadable, file: path, "is larger than \(limit) bytes")
        }
        var failure: Int32 = 0
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
                if got > 0 { count += got } else if got == 0 { return }
                if got < 0, errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else { throw unreadable(path, failure) }
        return bytes
    }

    /// The first line of `bytes` that is not UTF-8, from 1; nil if all of them are.
    static func invalidLine(_ bytes: [UInt8]) -> Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }

    private static func unreadable(_ path: String, _ code: Int32) -> LanguageError {
        let reason =
            switch code {
            case ENOENT: "does not exist"
            case EACCES, EPERM: "cannot be read: this user may not"
            default: "cannot be read: \(String(cString: strerror(code)))"
            }
        return LanguageError(.unreadable, file: path, reason)
    }
}
