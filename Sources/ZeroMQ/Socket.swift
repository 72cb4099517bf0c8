internal import CLinux
internal import CZeroMQ
internal import Glibc

/// What all socket roles share: a life, endpoints, and a thread they belong to.
///
/// A socket given an event loop belongs to the loop's thread; one without belongs to the thread
/// that made it. Every operation checks and traps on a wrong thread, since libzmq's sockets are
/// not thread-safe and the damage would show much later. Making one is allowed anywhere, so that
/// an actor's `init` can; so is letting go of the last reference, which closes it: nobody else can
/// be using it then, and reference counting orders memory.
///
/// Registering with the loop does not keep the socket's owner alive. The loop keeps the socket
/// until ``close()``, so call that in the owner's `isolated deinit`.
public class Socket {
    /// libzmq's names for what a socket may do.
    enum Role: String, Sendable, CustomStringConvertible {
        case router, dealer, xpublisher, subscriber, request, pair

        var number: Int32 {
            switch self {
            case .router: ZMQ_ROUTER
            case .dealer: ZMQ_DEALER
            case .xpublisher: ZMQ_XPUB
            case .subscriber: ZMQ_SUB
            case .request: ZMQ_REQ
            case .pair: ZMQ_PAIR
            }
        }

        var description: String { rawValue }
    }

    /// The context the socket keeps alive.
    public let context: Context
    /// The loop whose thread the socket belongs to; nil if it belongs to the thread that made it.
    public let loop: EventLoop?
    /// The options it was made with.
    public let options: SocketOptions
    /// Messages from peers dropped for having too many frames or bytes.
    public internal(set) var droppedMessages = 0

    private let maker: pthread_t
    private(set) var openPointer: UnsafeMutableRawPointer?
    /// The far end of the monitor, kept for as long as events may come.
    var monitorReader: PairSocket?
    /// Where parts are received, at a fixed address and reused.
    let scratch: UnsafeMutablePointer<zmq_msg_t>

    init(
        _ role: Role, _ context: Context, on loop: EventLoop?, options: SocketOptions
    ) throws(ZeroMQError) {
        try options.check(for: role)
        let pointer = try context.openSocket(role.number)
        do throws(ZeroMQError) {
            try options.apply(to: pointer, role: role)
        } catch {
            context.closeSocket(pointer)
            throw error
        }
        self.context = context
        self.loop = loop
        self.options = options
        maker = pthread_self()
        openPointer = pointer
        scratch = .allocate(capacity: 1)
        zmq_msg_init(scratch)
    }

    deinit {
        if let openPointer {
            stopMonitor(openPointer)
            context.closeSocket(openPointer)
        }
        zmq_msg_close(scratch)
        scratch.deallocate()
    }

    /// Whether the caller runs on the thread the socket belongs to.
    public var isOnOwnThread: Bool {
        loop?.isCurrent ?? (pthread_equal(maker, pthread_self()) != 0)
    }

    /// Whether ``close()`` was not yet called.
    public var isOpen: Bool { openPointer != nil }

    /// The raw socket for one operation, once the thread is checked.
    func pointer(for operation: String) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        precondition(isOnOwnThread, "a ZeroMQ socket was used off the thread it belongs to")
        guard let openPointer else {
            throw ZeroMQError(code: ENOTSOCK, operation: operation, detail: "the socket is closed")
        }
        return openPointer
    }

    /// Listens at an endpoint.
    ///
    /// libzmq removes whatever file is at an `ipc` path first, even the socket of a process that
    /// still listens there; make sure of being the only one by a lock. The file's permissions
    /// follow the umask and its folder's.
    ///
    /// - Returns: the endpoint with the port the kernel chose, where it was a wildcard.
    @discardableResult
    public func bind(to endpoint: Endpoint) throws(ZeroMQError) -> Endpoint {
        let socket = try pointer(for: "bind")
        try endpoint.checkBindable()
        try attach(socket, endpoint, "bind", zmq_bind)
        guard endpoint.hasWildcardPort else { return endpoint }
        var text = [CChar](repeating: 0, count: 512)
        var size = text.count
        guard zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, &text, &size) == 0 else {
            throw .last("read the bound port of", at: endpoint.description)
        }
        let bytes = text.prefix(max(0, size - 1)).map(UInt8.init(bitPattern:))
        return try Endpoint(String(decoding: bytes, as: UTF8.self))
    }

    /// Binds; the socket file of an `ipc` endpoint gets `mode`. Until then the umask holds, which
    /// should be the tighter of the two.
    @discardableResult
    public func bind(to endpoint: Endpoint, mode: UInt32) throws(ZeroMQError) -> Endpoint {
        let bound = try bind(to: endpoint)
        if let path = endpoint.path, chmod(path, mode_t(mode)) != 0 {
            throw ZeroMQError(code: errno, operation: "set the mode of", endpoint: "\(endpoint)")
        }
        return bound
    }

    /// Connects to an endpoint, and again whenever the connection is lost.
    public func connect(to endpoint: Endpoint) throws(ZeroMQError) {
        let socket = try pointer(for: "connect")
        try endpoint.checkConnectable()
        try attach(socket, endpoint, "connect to", zmq_connect)
    }

    /// Ends a connection made by ``connect(to:)``; messages queued for it are dropped.
    public func disconnect(from endpoint: Endpoint) throws(ZeroMQError) {
        let socket = try pointer(for: "disconnect")
        if zmq_disconnect(socket, endpoint.description) != 0 {
            throw .last("disconnect from", at: endpoint.description)
        }
    }

    /// Stops listening. Takes the endpoint that ``bind(to:)`` returned.
    public func unbind(from endpoint: Endpoint) throws(ZeroMQError) {
        let socket = try pointer(for: "unbind")
        if zmq_unbind(socket, endpoint.description) != 0 {
            throw .last("stop listening at", at: endpoint.description)
        }
    }

    /// Closes the socket and takes it off its loop. Unsent messages have the linger of the options
    /// to leave, in the background. Closing again does nothing.
    public func close() {
        precondition(isOnOwnThread, "a ZeroMQ socket was closed off the thread it belongs to")
        guard let pointer = openPointer else { return }
        loop?.unregister(self)
        openPointer = nil
        stopMonitor(pointer)
        context.closeSocket(pointer)
    }

    /// Ends the events before their reader can go: libzmq's I/O thread would wait for one for ever.
    private func stopMonitor(_ pointer: UnsafeMutableRawPointer) {
        if monitorReader != nil { zmq_socket_monitor(pointer, nil, 0) }
    }

    private func attach(
        _ socket: UnsafeMutableRawPointer, _ endpoint: Endpoint, _ operation: String,
        _ call: (UnsafeMutableRawPointer?, UnsafePointer<CChar>?) -> Int32
    ) throws(ZeroMQError) {
        var flag: Int32 = endpoint.isIPv6 ? 1 : 0
        zmq_setsockopt(socket, ZMQ_IPV6, &flag, MemoryLayout<Int32>.size)
        if call(socket, endpoint.description) != 0 {
            throw .last(operation, at: endpoint.description)
        }
    }
}
