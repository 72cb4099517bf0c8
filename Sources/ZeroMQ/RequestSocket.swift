internal import CZeroMQ
internal import Threads

/// A socket that asks and waits for the answer (REQ), for command-line clients and tests.
///
/// It is the one role that waits, always with a limit; keep it off event loops. After a request
/// without an answer the socket refuses the next one: make a new socket, so that a late answer
/// cannot be taken for another's.
public final class RequestSocket: Socket {
    /// Opens a socket that belongs to the calling thread.
    public init(
        _ context: Context, options: SocketOptions = SocketOptions()
    ) throws(ZeroMQError) {
        try super.init(.request, context, on: nil, options: options)
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Throws: `ETIMEDOUT` when the peer was not there or did not answer in time.
    public func request(
        _ frames: [[UInt8]], timeout: Duration
    ) throws(ZeroMQError) -> Message {
        let deadline = Instant.now + timeout
        while try transmit(frames) != .sent {
            try wait(for: ZMQ_POLLOUT, until: deadline, "reach the peer")
        }
        while true {
            if let message = try nextMessage() { return message }
            try wait(for: ZMQ_POLLIN, until: deadline, "get an answer")
        }
    }

    private func wait(
        for event: Int32, until deadline: Instant, _ operation: String
    ) throws(ZeroMQError) {
        let left = deadline - Instant.now
        guard left > .zero else { throw ZeroMQError(code: ETIMEDOUT, operation: operation) }
        var item = zmq_pollitem_t(
            socket: try pointer(for: operation), fd: -1, events: Int16(event), revents: 0)
        if zmq_poll(&item, 1, Int(left.milliseconds)) < 0, zmq_errno() != EINTR {
            throw .last(operation)
        }
    }
}
