import CLinux
import Glibc
import Testing
import Threads

/// What a service manager would listen on.
actor NotifySocket {
    // Waiting for messages keeps a thread; it must not be one of the pool's few.
    private let thread = DedicatedThread(name: "notify-socket")
    private let descriptor: Int32

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Listens at a path, or at an abstract name that begins with `@`.
    init(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        if path.hasPrefix("@") { bytes[0] = 0 }
        try #require(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length =
            MemoryLayout<sa_family_t>.size + bytes.count + (path.hasPrefix("@") ? 0 : 1)
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let bound = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(length))
            }
        }
        try #require(bound == 0)
    }

    deinit { close(descriptor) }

    /// The lines of the next message; nil if none comes in time.
    func next(within milliseconds: Int32 = 10_000) -> [String]? {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, milliseconds) == 1 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { return nil }
        return String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n").map(
            String.init)
    }

    /// The first line that satisfies `condition`; nil if none comes in time.
    func first(_ condition: @Sendable (String) -> Bool) -> String? {
        for _ in 0..<1000 {
            guard let lines = next() else { return nil }
            if let line = lines.first(where: condition) { return line }
        }
        return nil
    }

    /// Forgets what has come.
    func drain() { while next(within: 0) != nil {} }
}
