/// Decides which CURVE keys may talk to which sockets of a context, and under which names.
///
/// libzmq asks it during every handshake with a CURVE server (ZAP, ZeroMQ RFC 27). Start it before
/// binding any such socket: while nobody answers at its endpoint, libzmq admits every key. And then
/// a peer may even claim a user id itself, as metadata of its own making: to fail closed, let user
/// ids begin with a secret of this process, and drop messages whose ``Message/userID`` does not.
///
/// A key taken back keeps the connections it has; they end with their sockets or heartbeats, so
/// also compare ``Message/userID`` where that matters.
public actor Authority {
    /// A handshake that was refused.
    public struct Refusal: Hashable, Sendable {
        /// The peer's IP address, or what ``Message/peerAddress`` is over `ipc`.
        public let address: String
        /// The domain of the socket it came to.
        public let domain: String
        /// The key it showed; nil if it showed none.
        public let key: CurvePublicKey?
    }

    /// Says under which user id a key may come in; nil if it may not.
    public typealias Rule = @Sendable (_ domain: String, _ key: CurvePublicKey) -> String?

    /// The loop the authority lives on; best one that is never busy for long.
    public nonisolated let loop: EventLoop
    /// The loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    private let router: RouterSocket
    private let rule: Rule
    private let onRefusal: @Sendable (Refusal) -> Void
    /// How many handshakes were refused.
    public private(set) var refusals = 0

    /// Prepares an authority that asks `rule`. Both closures are called on `loop`; a user id longer
    /// than 255 bytes, the most ZAP carries, is a refusal.
    public init(
        context: Context, loop: EventLoop,
        onRefusal: @escaping @Sendable (Refusal) -> Void = { _ in }, rule: @escaping Rule
    ) throws(ZeroMQError) {
        self.loop = loop
        self.rule = rule
        self.onRefusal = onRefusal
        var options = SocketOptions()
        options.linger = .zero
        router = try RouterSocket(context, on: loop, options: options)
    }

    /// Starts answering. Only one authority can in a context.
    public func start() throws(ZeroMQError) {
        try router.bind(to: Endpoint("inproc://zeromq.zap.01"))
        loop.register(router, for: self) { authority, received in authority.answer(received) }
    }

    /// Answers no more. Sockets that still listen then admit whoever comes, under no user id.
    public func stop() { router.close() }

    private func answer(_ received: RoutedMessage) {
        guard let request = AuthenticationRequest(frames: received.frames) else { return }
        var key: CurvePublicKey?
        if case .curve(let shown) = request.credentials { key = shown }
        let name = key.flatMap { rule(request.domain, $0) }
        // Sending fails only if the handshake was given up meanwhile.
        if let name, (1...255).contains(name.utf8.count) {
            _ = try? router.send(to: received.identity, request.admission(as: name))
        } else {
            refusals += 1
            _ = try? router.send(to: received.identity, request.refusal)
            onRefusal(Refusal(address: request.address, domain: request.domain, key: key))
        }
    }

    isolated deinit { router.close() }
}
