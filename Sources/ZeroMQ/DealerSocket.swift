/// A socket that talks to one peer, or to several in turn, without identities (DEALER).
public final class DealerSocket: Socket, ReceivingSocket {
    /// Opens a socket that belongs to `loop`, or to the calling thread.
    public init(
        _ context: Context, on loop: EventLoop? = nil, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.dealer, context, on: loop, options: options)
    }

    /// Sends a message, all of it or nothing.
    ///
    /// - Throws: an error for an empty or too large message, or a closed socket or context.
    public func send(_ frames: [[UInt8]]) throws(ZeroMQError) -> SendResult {
        SendResult(try transmit(frames))
    }

    /// Sends one frame without copying it. When the result is `sent`, `frame` is left empty;
    /// otherwise it is unchanged, to be sent later.
    public func send(_ frame: inout Frame) throws(ZeroMQError) -> SendResult {
        SendResult(try transmit(&frame))
    }

    /// The next message, or nil when there is none now.
    public func receive() throws(ZeroMQError) -> Message? { try nextMessage() }

    /// Shows the frames of the next message in place.
    ///
    /// - Returns: false when there is no message now.
    public func receive(
        visiting body: (_ index: Int, borrowing Frame) -> Void
    ) throws(ZeroMQError) -> Bool {
        try visitNextMessage(body)
    }
}
