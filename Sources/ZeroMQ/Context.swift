internal import CZeroMQ
internal import Threads

/// libzmq's threads and the name space of `inproc` endpoints; every socket belongs to one.
///
/// The order of an ending: sockets close first, each giving up unsent messages after its own
/// `linger` (never longer than ``SocketOptions/longestLinger``); only then may the context end,
/// since `zmq_ctx_term` waits for every open socket, without a limit. This type makes the wrong
/// order impossible: a socket retains its context, so `deinit` finds none open, and
/// ``terminate()`` refuses to wait for one that is.
public final class Context: @unchecked Sendable {
    // Proof of @unchecked Sendable: libzmq documents contexts as thread-safe; `pointer` is never
    // changed, and what is counted beside it has a lock.
    let pointer: UnsafeMutableRawPointer
    private let state = Locked(State())

    private struct State {
        var openSockets = 0
        var isTerminated = false
    }

    /// Starts a context.
    ///
    /// - Parameters:
    ///   - ioThreads: libzmq threads that move bytes; one per gigabit a second is libzmq's own
    ///     rule, so one is plenty here.
    ///   - maxSockets: how many sockets may be open at once (monitors count double).
    public init(ioThreads: Int = 1, maxSockets: Int = 1023) throws(ZeroMQError) {
        guard (1...64).contains(ioThreads), (1...65_535).contains(maxSockets) else {
            throw .invalid(
                "ioThreads must be 1 to 64 and maxSockets 1 to 65535, not \(ioThreads) and"
                    + " \(maxSockets)", operation: "start a ZeroMQ context")
        }
        guard let pointer = zmq_ctx_new() else { throw .last("start a ZeroMQ context") }
        self.pointer = pointer
        zmq_ctx_set(pointer, ZMQ_IO_THREADS, Int32(ioThreads))
        zmq_ctx_set(pointer, ZMQ_MAX_SOCKETS, Int32(maxSockets))
        // A socket turns IPv6 on only for an endpoint that names an IPv6 address.
        zmq_ctx_set(pointer, ZMQ_IPV6, 0)
    }

    deinit {
        // Sockets retain their context, so none is open: this waits at most the longest linger.
        if !state.withLock({ $0.isTerminated }) { end() }
    }

    /// The number of sockets now open, monitors included.
    public var openSockets: Int { state.withLock { $0.openSockets } }

    /// Ends the context. Needed only to know that unsent messages have had their time; letting go
    /// of the last reference does the same.
    ///
    /// With all sockets closed it returns after at most the longest linger. With sockets still
    /// open it does not wait: from then on every operation on them throws an error whose
    /// ``ZeroMQError/isTermination`` is true, their event loop lets go of them, and the context
    /// ends with the last of them.
    ///
    /// - Throws: an error naming the number of sockets still open.
    public func terminate() throws(ZeroMQError) {
        let (wasTerminated, open) = state.withLock { state in
            let before = state.isTerminated
            if state.openSockets == 0 { state.isTerminated = true }
            return (before, state.openSockets)
        }
        if wasTerminated { return }
        guard open == 0 else {
            zmq_ctx_shutdown(pointer)
            throw ZeroMQError(
                code: CZeroMQ.EBUSY, operation: "end the ZeroMQ context at once",
                detail: "\(open) sockets are still open; close them first")
        }
        end()
    }

    private func end() {
        // EINTR is the one failure, and means "call again".
        while zmq_ctx_term(pointer) != 0 && zmq_errno() == EINTR {}
    }

    /// Opens a raw socket and counts it. The caller pairs it with ``closeSocket(_:)``.
    func openSocket(_ kind: Int32) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        let admitted = state.withLock { state in
            if state.isTerminated { return false }
            state.openSockets += 1
            return true
        }
        guard admitted else {
            throw ZeroMQError(code: ETERM, operation: "open a socket")
        }
        guard let socket = zmq_socket(pointer, kind) else {
            let error = ZeroMQError.last("open a socket")
            state.withLock { $0.openSockets -= 1 }
            throw error
        }
        return socket
    }

    /// Closes a raw socket; libzmq goes on sending for at most its linger.
    func closeSocket(_ socket: UnsafeMutableRawPointer) {
        zmq_close(socket)
        state.withLock { $0.openSockets -= 1 }
    }
}
