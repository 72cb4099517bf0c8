internal import Glibc

/// Gets the bytes of a configuration file.
enum ConfigurationFile {
    /// The content of `file`, at most one byte more than the parser takes.
    static func read(_ file: String) throws(ConfigurationError) -> [UInt8] {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(file, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(file, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw ConfigurationError(file: file, message: "is a directory; name the file in it")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= YAMLParser.longest {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count > 0 {
                bytes += chunk.prefix(count)
            } else if errno != EINTR {
                throw unreadable(file, errno)
            }
        }
        return bytes
    }

    private static func unreadable(_ file: String, _ code: Int32) -> ConfigurationError {
        let reason =
            switch code {
            case ENOENT: "does not exist"
            case EACCES, EPERM: "cannot be read: this user may not"
            default: "cannot be read: \(String(cString: strerror(code)))"
            }
        return ConfigurationError(file: file, message: reason)
    }
}
