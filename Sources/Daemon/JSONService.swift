import Messages
import Security
import ZeroMQ

/// A ROUTER that takes one JSON frame and gives one, for REQ (which puts an empty frame before it)
/// and DEALER (which may, or not). Lives on its owner's event loop.
final class JSONService {
    /// A question, and where its answer goes.
    struct Question: Sendable {
        let identity: [UInt8]
        /// The frames before the JSON: an empty one, and for REQ behind proxies others.
        let envelope: [[UInt8]]
        let json: [UInt8]
    }

    private let router: RouterSocket
    private let loop: EventLoop
    private let endpoint: Endpoint
    private let access: SocketAccess
    private var monitor: SocketMonitor?

    init(
        context: Context, loop: EventLoop, endpoint: Endpoint, access: SocketAccess = .open
    ) throws(ZeroMQError) {
        self.loop = loop
        self.endpoint = endpoint
        self.access = access
        router = try RouterSocket(
            context, on: loop,
            options: SocketOptions { options in
                options.security = access.options
                options.maxMessageSize = Limits.publicMessage
                options.linger = .seconds(1)
            })
    }

    /// Binds; the file of an `ipc` endpoint gets `mode`.
    func bind(mode: UInt32, for owner: some Actor) throws(ZeroMQError) {
        monitor = try access.watch(router, for: owner)
        try router.bind(to: endpoint, mode: mode)
    }

    func register<Owner: Actor>(
        for owner: Owner, onQuestion: @escaping @Sendable (isolated Owner, Question) -> Void
    ) {
        let access = access
        loop.register(router, for: owner) { owner, received in
            guard access.admits(received.message) else { return }
            var frames = received.frames
            // No frame at all is answered too, as bad JSON.
            let json = frames.popLast() ?? []
            onQuestion(
                owner, Question(identity: received.identity, envelope: frames, json: json))
        }
    }

    func reply(_ answer: some Encodable, to question: Question) {
        guard router.isOpen, let json = try? JSON.encode(answer) else { return }
        // A client that went away, or does not read, has only itself to blame.
        _ = try? router.send(to: question.identity, question.envelope + [json])
    }

    func close() {
        monitor?.close()
        monitor = nil
        router.close()
    }
}
