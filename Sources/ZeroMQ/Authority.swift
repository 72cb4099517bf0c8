/// Decides which CURVE keys may talk to the sockets of a context, and under which names.
///
/// libzmq asks it during every handshake with a CURVE server (ZAP, ZeroMQ RFC 27). Start it before
/// binding any such socket: while nobody answers at its endpoint, libzmq admits every key. Belt and
/// braces: drop messages whose ``Message/userID`` is nil.
///
/// A key taken back keeps the connections it has; they end with their sockets or heartbeats, so
/// also compare ``Message/userID`` where that matters.
public actor Authority {
    /// The loop the authority lives on; best one that is never busy for long.
    public nonisolated let loop: EventLoop
    /// The loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    private let router: RouterSocket
    private var users: [CurvePublicKey: String]
    /// How many handshakes were refused.
    public private(set) var refusals = 0

    /// Prepares an authority that admits `users`, each key under a name of 1 to 255 bytes.
    public init(
        context: Context, loop: EventLoop, users: [CurvePublicKey: String]
    ) throws(ZeroMQError) {
        for (key, name) in users {
            guard (1...255).contains(name.utf8.count) else {
                throw .invalid(
                    "the name for key \(key) must have 1 to 255 bytes",
                    operation: "start the authority")
            }
        }
        self.loop = loop
        self.users = users
        var options = SocketOptions()
        options.linger = .zero
        router = try RouterSocket(context, on: loop, options: options)
    }

    /// Starts answering. Only one authority can in a context.
    public func start() throws(ZeroMQError) {
        try router.bind(to: Endpoint("inproc://zeromq.zap.01"))
        loop.register(router, for: self) { authority, received in authority.answer(received) }
    }

    /// Replaces the admitted keys and their names.
    public func admit(_ users: [CurvePublicKey: String]) { self.users = users }

    private func answer(_ received: RoutedMessage) {
        guard let request = AuthenticationRequest(frames: received.frames) else { return }
        var reply = request.refusal
        if case .curve(let key) = request.credentials, let name = users[key] {
            reply = request.admission(as: name)
        } else {
            refusals += 1
        }
        // Fails only if the handshake was given up meanwhile.
        _ = try? router.send(to: received.identity, reply)
    }

    isolated deinit { router.close() }
}
