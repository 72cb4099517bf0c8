/// A socket with exactly one peer (PAIR), for `inproc` and monitors.
public final class PairSocket: Socket, ReceivingSocket {
    /// Opens a socket that belongs to `loop`, or to the calling thread.
    public init(
        _ context: Context, on loop: EventLoop? = nil, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.pair, context, on: loop, options: options)
    }

    /// Sends a message, all of it or nothing.
    ///
    /// - Throws: an error for an empty or too large message, or a closed socket or context.
    public func send(_ frames: [[UInt8]]) throws(ZeroMQError) -> SendResult {
        SendResult(try transmit(frames))
    }

    /// The next message, or nil when there is none now.
    public func receive() throws(ZeroMQError) -> Message? { try nextMessage() }
}
