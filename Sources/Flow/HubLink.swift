import Messages
import Threads
import ZeroMQ

/// A DEALER to the hub that can be closed and opened anew, for the actors that talk to it.
///
/// Lives on its owner's event loop, like the socket.
final class HubLink {
    private let context: Context
    private let loop: EventLoop
    private let endpoint: Endpoint
    private let security: SecurityOptions
    private var socket: DealerSocket

    init(
        context: Context, loop: EventLoop, endpoint: Endpoint, security: SecurityOptions
    ) throws(ZeroMQError) {
        self.context = context
        self.loop = loop
        self.endpoint = endpoint
        self.security = security
        socket = try HubLink.open(context, loop, security)
    }

    private static func open(
        _ context: Context, _ loop: EventLoop, _ security: SecurityOptions
    ) throws(ZeroMQError) -> DealerSocket {
        try DealerSocket(
            context, on: loop,
            options: SocketOptions { options in
                options.security = security
                options.maxMessageSize = Limits.internalMessage
                options.linger = .seconds(1)
                // HELLO may wait for a hub that is not there yet. What piles up is dropped with
                // the socket, which is replaced after a few seconds of silence.
                options.immediate = false
                options.reconnectInterval = .milliseconds(50)
                options.reconnectIntervalMaximum = .seconds(2)
            })
    }

    /// Connects, and delivers what comes to `owner`.
    func connect<Owner: Actor>(
        for owner: Owner,
        onReceive: @escaping @Sendable (isolated Owner, Result<Envelope, MessageError>) -> Void
    ) throws(ZeroMQError) {
        try socket.connect(to: endpoint)
        loop.register(socket, for: owner) { owner, message in
            onReceive(
                owner, Result { () throws(MessageError) in try Envelope(frames: message.frames) })
        }
    }

    /// Drops the connection and everything that waits in it, and makes a new one.
    func reconnect<Owner: Actor>(
        for owner: Owner,
        onReceive: @escaping @Sendable (isolated Owner, Result<Envelope, MessageError>) -> Void
    ) throws(ZeroMQError) {
        socket.close()
        socket = try HubLink.open(context, loop, security)
        try connect(for: owner, onReceive: onReceive)
    }

    /// Sends an envelope; false if the socket has no room, which the conversation's own deadlines
    /// then notice.
    func send(_ envelope: Envelope) -> Bool {
        (try? socket.send(envelope.frames)) == .sent
    }

    func close() { socket.close() }
}
