internal import CZeroMQ

/// A socket that receives what it subscribed to (SUB).
public final class SubscriberSocket: Socket, ReceivingSocket {
    /// Opens a socket that belongs to `loop`, or to the calling thread.
    public init(
        _ context: Context, on loop: EventLoop? = nil, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.subscriber, context, on: loop, options: options)
    }

    /// Asks for messages whose first frame begins with `topic`; an empty one asks for all.
    public func subscribe(to topic: [UInt8]) throws(ZeroMQError) {
        let socket = try pointer(for: "subscribe")
        if zmq_setsockopt(socket, ZMQ_SUBSCRIBE, topic, topic.count) != 0 {
            throw .last("subscribe")
        }
    }

    /// Takes back one earlier subscription to the same topic.
    public func unsubscribe(from topic: [UInt8]) throws(ZeroMQError) {
        let socket = try pointer(for: "unsubscribe")
        if zmq_setsockopt(socket, ZMQ_UNSUBSCRIBE, topic, topic.count) != 0 {
            throw .last("unsubscribe")
        }
    }

    /// The next message, or nil when there is none now.
    public func receive() throws(ZeroMQError) -> Message? { try nextMessage() }
}
