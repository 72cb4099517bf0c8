import Glibc
import Synchronization
import Threads
import ZeroMQ

/// A name no other test of this run uses.
func freshName(_ stem: String) -> String {
    "\(stem)-\(getpid())-\(counter.add(1, ordering: .relaxed).newValue)"
}

private let counter = Atomic<Int>(0)

func freshInproc(_ stem: String = "test") throws -> Endpoint {
    try Endpoint("inproc://\(freshName(stem))")
}

/// A folder for Unix sockets, removed by the caller. Kept short: a socket's path has 107 bytes.
struct ScratchFolder {
    let path: String

    init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let stem = base.utf8.count > 60 ? "/tmp" : base
        path = "\(stem)/\(freshName("zmq"))"
        guard mkdir(path, 0o700) == 0 else { throw ScratchError(code: errno) }
    }

    struct ScratchError: Error { let code: Int32 }

    func endpoint(_ name: String) throws -> Endpoint { try Endpoint("ipc://\(path)/\(name)") }

    func remove() {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { unlink("\(path)/\(name)") }
        }
        closedir(folder)
        rmdir(path)
    }
}

struct NotInTime: Error { let what: String }

/// Tries again, on the socket's own thread, until there is a result. For what libzmq's threads do
/// in the background, with no event to wait for.
@discardableResult
func eventually<Result>(
    _ what: String, within limit: Duration = .seconds(40), _ attempt: () throws -> Result?
) throws -> Result {
    let deadline = Instant.now + limit
    while Instant.now < deadline {
        if let result = try attempt() { return result }
        usleep(1000)
    }
    throw NotInTime(what: what)
}

func options(_ change: (inout SocketOptions) -> Void) -> SocketOptions {
    var options = SocketOptions()
    // On a busy machine the other side may come late; a wait that doubled meanwhile would too.
    options.reconnectIntervalMaximum = .milliseconds(200)
    options.linger = .zero
    options.reconnectInterval = .milliseconds(10)
    change(&options)
    return options
}

let quick = options { _ in }

extension [UInt8] {
    init(_ text: String) { self = Array(text.utf8) }
}

/// Sends once the connection stands.
func sendWhenReady(_ dealer: DealerSocket, _ frames: [[UInt8]]) throws {
    try eventually("a connection") { try dealer.send(frames) == .sent ? true : nil }
}

/// Something said once from one side and awaited at the other.
actor Flag<Value: Sendable> {
    private var value: Value?
    private var waiters: [CheckedContinuation<Value, Never>] = []

    func set(_ value: Value) {
        guard self.value == nil else { return }
        self.value = value
        for waiter in waiters { waiter.resume(returning: value) }
        waiters = []
    }

    func wait() async -> Value {
        if let value { return value }
        return await withCheckedContinuation { waiters.append($0) }
    }
}

func hasLoopbackIPv6() -> Bool {
    let probe = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_addr = in6addr_loopback
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(probe, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
        }
    }
}
