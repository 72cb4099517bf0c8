/// A connection to a listening socket that never came to be.
public struct FailedHandshake: Hashable, Sendable {
    /// ``SocketEvent/Kind/handshakeFailed(errno:)`` or ``SocketEvent/Kind/protocolFailed(code:)``.
    public let kind: SocketEvent.Kind
    /// The endpoint it was knocked at.
    public let endpoint: String
    /// The peer's IP address; nil if it was gone before anybody could look, or over `ipc`.
    public let address: String?

    /// A failure, as tests make it.
    public init(_ kind: SocketEvent.Kind, endpoint: String, address: String?) {
        self.kind = kind
        self.endpoint = endpoint
        self.address = address
    }
}

/// Puts together what libzmq tells apart: who connected, that a handshake failed, and that a
/// connection ended.
///
/// A failure is told without saying whose it was, and right after it, by the same thread, the end
/// of its connection with the descriptor. The descriptor was told when the connection was accepted,
/// and who is at its other end is asked then. By that time it may have been closed and given to the
/// next connection; that one's own acceptance is then among the events still to be read. So an
/// address counts only once all events there were have been seen (``settle()``).
struct HandshakeLedger {
    /// Connections remembered, and failures held back, at most: a flood costs addresses, not memory.
    static let limit = 10_000

    private var addresses: [Int32: String] = [:]
    private var failure: SocketEvent?
    private var pending: [(descriptor: Int32?, failure: FailedHandshake)] = []

    /// Takes an event in.
    ///
    /// - Parameter resolve: who is at the other end of a descriptor now.
    mutating func observe(_ event: SocketEvent, resolve: (Int32) -> String?) {
        switch event.kind {
        case .accepted:
            guard let descriptor = event.descriptor else { return }
            disown(descriptor)
            addresses[descriptor] =
                addresses.count < Self.limit ? resolve(descriptor) : nil
        case .handshakeFailed, .protocolFailed:
            flush()
            failure = event
        case .authenticationFailed:
            // The authority knows who that was, and says so.
            flush()
        case .disconnected:
            let address = event.descriptor.flatMap { addresses.removeValue(forKey: $0) }
            guard let failed = failure else { return }
            failure = nil
            hold(failed, event.descriptor, address)
        default: break
        }
    }

    /// What failed so far; call it when no event is waiting. A failure whose connection's end is
    /// still to be told waits for it.
    mutating func settle() -> [FailedHandshake] {
        defer { pending = [] }
        return pending.map(\.failure)
    }

    /// Whether failures are held back that should be told even if events never cease.
    var isFull: Bool { pending.count >= Self.limit }

    /// Whoever was asked about `descriptor` while it may have been another's is not named.
    private mutating func disown(_ descriptor: Int32) {
        for index in pending.indices where pending[index].descriptor == descriptor {
            let failure = pending[index].failure
            pending[index] = (
                nil, FailedHandshake(failure.kind, endpoint: failure.endpoint, address: nil)
            )
        }
    }

    /// A failure whose connection's end is not told any more.
    private mutating func flush() {
        guard let failed = failure else { return }
        failure = nil
        hold(failed, nil, nil)
    }

    private mutating func hold(_ event: SocketEvent, _ descriptor: Int32?, _ address: String?) {
        pending.append(
            (
                descriptor,
                FailedHandshake(event.kind, endpoint: event.endpoint, address: address)
            ))
    }
}
