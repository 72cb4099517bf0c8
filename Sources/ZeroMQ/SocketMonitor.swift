internal import CZeroMQ
internal import Synchronization

/// Tells what happens to a socket's connections.
///
/// Make it before binding or connecting, else the first events are missed, and keep receiving:
/// events gather without a limit. A socket has one monitor; a second one takes over from the first.
public final class SocketMonitor {
    private let pair: PairSocket
    private weak var socket: Socket?
    private static let number = Atomic<Int>(0)

    /// Watches `socket`, on the thread it belongs to.
    public init(of socket: Socket) throws(ZeroMQError) {
        let raw = try socket.pointer(for: "watch a socket")
        let number = Self.number.add(1, ordering: .relaxed).newValue
        let endpoint = try Endpoint("inproc://chancery.monitor.\(number)")
        var options = SocketOptions()
        // libzmq's I/O thread writes the events and waits while there is no room or no reader, and
        // all traffic with it. So room is unlimited, the reader connects before the first event,
        // and the socket keeps it until the events have ended.
        options.receiveHighWaterMark = 0
        options.linger = .zero
        options.immediate = false
        pair = try PairSocket(socket.context, on: socket.loop, options: options)
        self.socket = socket
        try pair.connect(to: endpoint)
        guard zmq_socket_monitor(raw, endpoint.description, ZMQ_EVENT_ALL) == 0 else {
            throw .last("watch a socket", at: endpoint.description)
        }
        socket.monitorReader = pair
    }

    deinit {
        // Elsewhere the socket's own end will do it.
        if pair.isOnOwnThread { close() }
    }

    /// The next event, or nil when there is none now. Never waits.
    public func receive() throws(ZeroMQError) -> SocketEvent? {
        guard let message = try pair.receive() else { return nil }
        return SocketEvent(frames: message.frames)
    }

    /// Delivers events to an actor on the socket's loop; it is held weakly.
    public func deliver<Owner: Actor>(
        to owner: Owner, onEvent: @escaping @Sendable (isolated Owner, SocketEvent) -> Void
    ) {
        guard let loop = pair.loop else {
            preconditionFailure("the monitored socket belongs to no event loop")
        }
        loop.register(pair, for: owner) { owner, message in
            if let event = SocketEvent(frames: message.frames) { onEvent(owner, event) }
        }
    }

    /// Delivers failed handshakes to an actor on the socket's loop, with the peer's address where
    /// it can be known for sure; the actor is held weakly.
    public func deliverFailures<Owner: Actor>(
        to owner: Owner,
        onFailure: @escaping @Sendable (isolated Owner, FailedHandshake) -> Void
    ) {
        guard let loop = pair.loop else {
            preconditionFailure("the monitored socket belongs to no event loop")
        }
        // Proof of nonisolated(unsafe): the pair and its reader belong to this loop's thread, as
        // the owner does, whose isolation is all that the compiler sees being crossed.
        nonisolated(unsafe) let reader = FailureReader(pair)
        loop.register(pair, for: owner) { owner in
            for failure in reader.read() { onFailure(owner, failure) }
        }
    }

    /// Ends watching; closing the socket ends it too.
    public func close() {
        if let socket, socket.monitorReader === pair {
            if let raw = socket.openPointer { zmq_socket_monitor(raw, nil, 0) }
            socket.monitorReader = nil
        }
        pair.close()
    }
}

/// Reads events until there are none, so that what they say together is sure.
private final class FailureReader {
    /// Events a turn, so that a flood at one socket does not keep others waiting.
    private static let budget = 256

    // The loop holds the pair until it is closed, and asks nothing of it afterwards.
    private unowned let pair: PairSocket
    private var ledger = HandshakeLedger()

    init(_ pair: PairSocket) { self.pair = pair }

    func read() -> [FailedHandshake] {
        for _ in 0..<Self.budget {
            guard pair.isOpen, let message = try? pair.receive() else { return ledger.settle() }
            guard let event = SocketEvent(frames: message.frames) else { continue }
            ledger.observe(event) { remoteAddress(of: $0, acceptedAt: event.endpoint) }
        }
        return ledger.isFull ? ledger.settle() : []
    }
}
