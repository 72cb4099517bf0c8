internal import Glibc

/// What the daemon needs to know of the machine.
enum Machine {
    /// The name of the machine, for names of workers.
    static var host: String {
        var buffer = [CChar](repeating: 0, count: 65)
        guard gethostname(&buffer, 64) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = String(decoding: bytes.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }

    /// Cores that are online.
    static var cores: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}

/// The directory of the sockets.
enum RuntimeDirectory {
    /// Makes the directory and those above it; the last one is open to its group, to nobody else.
    static func make(_ path: String) throws(DaemonError) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o750) != 0 && errno != EEXIST {
                throw DaemonError(
                    .configuration,
                    "runtime: cannot make \(made): \(String(cString: strerror(errno)))")
            }
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw DaemonError(.configuration, "runtime: \(path) is not writable")
        }
    }
}
