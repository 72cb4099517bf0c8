internal import Glibc
internal import Threads

/// The service manager that started this process and wants to hear how it is, as `sd_notify(3)`
/// describes it.
public struct ServiceManager: Sendable {
    /// Something to tell it.
    public enum Notice: Hashable, Sendable {
        /// The start, or reading the configuration again, is over.
        case ready
        /// The configuration is being read again since this instant of CLOCK_MONOTONIC.
        case reloading(microseconds: Int64)
        /// The end has begun.
        case stopping
        /// One line for people.
        case status(String)
        /// All is well.
        case alive
        /// Starting or stopping takes at least this much longer.
        case extendTimeout(Duration)
    }

    /// Longest status line that is sent, in bytes.
    static let statusLimit = 200
    /// How long a notice that is said only once waits to be taken.
    static let patience = Duration.milliseconds(500)

    /// How long it waits for a sign of life; nil if it does not.
    public let watchdog: Duration?
    private let socket: Socket

    /// The service manager that `environment` names; nil if there is none, or its socket cannot be
    /// used. A watchdog that is meant for another process is ignored.
    public init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], let socket = Socket(path: path) else {
            return nil
        }
        self.socket = socket
        let isOurs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdog = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Sends notices in one message. What is said again anyway never waits for a manager that is
    /// behind with its reading; what is said once waits ``patience`` at most.
    ///
    /// - Returns: whether it was sent.
    @discardableResult
    public func send(_ notices: Notice...) -> Bool {
        socket.send(
            Array(notices.map(ServiceManager.lines).joined(separator: "\n").utf8),
            waits: notices.contains { ServiceManager.isSaidOnce($0) })
    }

    private static func isSaidOnce(_ notice: Notice) -> Bool {
        switch notice {
        case .ready, .reloading, .stopping: true
        case .status, .alive, .extendTimeout: false
        }
    }

    static func lines(_ notice: Notice) -> String {
        switch notice {
        case .ready: "READY=1"
        case .reloading(let microseconds): "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
        case .stopping: "STOPPING=1"
        case .status(let text): "STATUS=\(line(text))"
        case .alive: "WATCHDOG=1"
        case .extendTimeout(let duration):
            "EXTEND_TIMEOUT_USEC=\(max(1, duration.nanoseconds / 1000))"
        }
    }

    /// One line of at most ``statusLimit`` bytes: a line break would begin another assignment.
    private static func line(_ text: String) -> String {
        var bytes: [UInt8] = []
        for character in text {
            let next = character.isNewline ? [UInt8(ascii: " ")] : Array(String(character).utf8)
            if bytes.count + next.count > statusLimit { break }
            bytes += next
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Microseconds of CLOCK_MONOTONIC, by which the manager orders reloads.
    static var monotonicMicroseconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}

extension ServiceManager {
    /// A datagram socket and the address it sends to.
    private final class Socket: Sendable {
        private let descriptor: Int32
        /// A `sockaddr_un` without the room that the path does not fill: every byte of an abstract
        /// name counts.
        private let address: [UInt8]

        init?(path: String) {
            let isAbstract = path.hasPrefix("@")
            var name = Array(path.utf8)
            if isAbstract { name[0] = 0 }
            guard isAbstract || path.hasPrefix("/"), name.count > 1,
                name.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
            else { return nil }
            if !isAbstract { name.append(0) }
            address = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + name
            descriptor = Glibc.socket(
                AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            if descriptor < 0 { return nil }
            var patience = timeval(
                tv_sec: 0, tv_usec: suseconds_t(ServiceManager.patience.nanoseconds / 1000))
            setsockopt(
                descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience,
                socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        func send(_ message: [UInt8], waits: Bool) -> Bool {
            // The pointers live for the call, which only reads them.
            address.withUnsafeBytes { address in
                guard let base = address.baseAddress else { return false }
                return sendto(
                    descriptor, message, message.count,
                    Int32(MSG_NOSIGNAL | (waits ? 0 : MSG_DONTWAIT)),
                    base.assumingMemoryBound(to: sockaddr.self), socklen_t(address.count))
                    == message.count
            }
        }
    }
}
