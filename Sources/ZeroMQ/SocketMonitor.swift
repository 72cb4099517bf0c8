internal import CZeroMQ
internal import Synchronization

/// Tells what happens to a socket's connections.
///
/// Make it before binding or connecting, else the first events are missed, and keep receiving:
/// libzmq's own threads write the events.
public final class SocketMonitor {
    private let pair: PairSocket
    private weak var socket: Socket?
    private static let number = Atomic<Int>(0)

    /// Watches `socket`, on the thread it belongs to.
    public init(of socket: Socket) throws(ZeroMQError) {
        let raw = try socket.pointer(for: "watch a socket")
        let number = Self.number.add(1, ordering: .relaxed).newValue
        let endpoint = try Endpoint("inproc://chancery.monitor.\(number)")
        guard zmq_socket_monitor(raw, endpoint.description, ZMQ_EVENT_ALL) == 0 else {
            throw .last("watch a socket", at: endpoint.description)
        }
        var options = SocketOptions()
        // At a high-water mark libzmq's I/O thread would wait for us, and all traffic with it.
        options.receiveHighWaterMark = 0
        options.linger = .zero
        self.socket = socket
        pair = try PairSocket(socket.context, on: socket.loop, options: options)
        try pair.connect(to: endpoint)
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

    /// Ends watching. Call it where you close the socket, in either order.
    public func close() {
        if let socket, let raw = socket.openPointer { zmq_socket_monitor(raw, nil, 0) }
        pair.close()
    }
}
