/// A socket with many peers, each addressed by its identity (ROUTER).
public final class RouterSocket: Socket, ReceivingSocket {
    /// Opens a socket that belongs to `loop`, or to the calling thread.
    public init(
        _ context: Context, on loop: EventLoop? = nil, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.router, context, on: loop, options: options)
    }

    /// Sends a message to one peer, all of it or nothing.
    ///
    /// - Throws: an error for an empty or too large message, or a closed socket or context.
    public func send(
        to identity: [UInt8], _ frames: [[UInt8]]
    ) throws(ZeroMQError) -> RouteResult {
        RouteResult(try transmit(prefix: identity, frames))
    }

    /// Sends one frame to one peer without copying it. When the result is `sent`, `frame` is left
    /// empty; otherwise it is unchanged, to be sent later.
    public func send(
        to identity: [UInt8], _ frame: inout Frame
    ) throws(ZeroMQError) -> RouteResult {
        RouteResult(try transmit(prefix: identity, &frame))
    }

    /// The next message, or nil when there is none now.
    public func receive() throws(ZeroMQError) -> RoutedMessage? {
        guard var message = try nextMessage() else { return nil }
        let identity = message.frames.removeFirst()
        return RoutedMessage(identity: identity, message: message)
    }

    /// Shows the frames of the next message in place; index 0 is the peer's identity.
    ///
    /// - Returns: false when there is no message now.
    public func receive(
        visiting body: (_ index: Int, borrowing Frame) -> Void
    ) throws(ZeroMQError) -> Bool {
        try visitNextMessage(body)
    }
}

extension RouteResult {
    init(_ outcome: Socket.Outcome) {
        switch outcome {
        case .sent: self = .sent
        case .wouldBlock: self = .wouldBlock
        case .unroutable: self = .unroutable
        }
    }
}

extension SendResult {
    init(_ outcome: Socket.Outcome) { self = outcome == .sent ? .sent : .wouldBlock }
}
