internal import CZeroMQ

/// What a publisher hears from its subscribers.
public enum SubscriptionEvent: Hashable, Sendable {
    /// Someone wants messages that begin with `topic`; unless the options ask for every such
    /// event, only the first to want it is reported.
    case subscribed(topic: [UInt8], userID: String?)
    /// Nobody (or, with every event asked for, somebody) no longer wants them.
    case unsubscribed(topic: [UInt8], userID: String?)
    /// A message of the subscriber's own making. Subscribers have nothing to say: ignore it.
    case other(Message)
}

/// A socket that publishes to all who subscribed (XPUB).
///
/// A subscriber that cannot keep up loses messages, and only its own; sending never blocks.
public final class XPublisherSocket: Socket, ReceivingSocket {
    /// Opens a socket that belongs to `loop`, or to the calling thread.
    public init(
        _ context: Context, on loop: EventLoop? = nil, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.xpublisher, context, on: loop, options: options)
    }

    /// Publishes a message; subscriptions are compared with the start of its first frame.
    ///
    /// - Throws: an error for an empty or too large message, or a closed socket or context.
    public func send(_ frames: [[UInt8]]) throws(ZeroMQError) {
        _ = try transmit(frames)
    }

    /// Lets the subscriber of the last received event have messages that begin with `topic`; needs
    /// ``SocketOptions/xpubManual``. Does nothing if it has gone meanwhile.
    public func grant(topic: [UInt8]) throws(ZeroMQError) {
        try manual(ZMQ_SUBSCRIBE, topic, "grant a subscription")
    }

    /// Takes back what ``grant(topic:)`` gave the subscriber of the last received event.
    public func withdraw(topic: [UInt8]) throws(ZeroMQError) {
        try manual(ZMQ_UNSUBSCRIBE, topic, "withdraw a subscription")
    }

    private func manual(
        _ option: Int32, _ topic: [UInt8], _ operation: String
    ) throws(ZeroMQError) {
        let socket = try pointer(for: operation)
        guard options.xpubManual else {
            throw .invalid("the socket was made without xpubManual", operation: operation)
        }
        if zmq_setsockopt(socket, option, topic, topic.count) != 0 { throw .last(operation) }
    }

    /// The next thing a subscriber said, or nil when there is none now.
    public func receive() throws(ZeroMQError) -> SubscriptionEvent? {
        guard let message = try nextMessage() else { return nil }
        guard message.frames.count == 1, let mark = message.frames[0].first, mark <= 1 else {
            return .other(message)
        }
        let topic = [UInt8](message.frames[0].dropFirst())
        return mark == 1
            ? .subscribed(topic: topic, userID: message.userID)
            : .unsubscribed(topic: topic, userID: message.userID)
    }
}
