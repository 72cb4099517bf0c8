internal import CZeroMQ

/// What happened to one of a socket's connections.
public struct SocketEvent: Hashable, Sendable {
    /// The kinds of events, with the errno or code libzmq gives.
    public enum Kind: Hashable, Sendable {
        /// The socket listens.
        case listening
        /// Listening failed.
        case bindFailed(errno: Int32)
        /// A peer connected to us; the handshake is still to come.
        case accepted
        /// A peer could not be accepted.
        case acceptFailed(errno: Int32)
        /// We connected to a peer; the handshake is still to come.
        case connected
        /// Connecting goes on in the background.
        case connectDelayed
        /// Connecting failed and is tried again after this many milliseconds.
        case connectRetried(afterMilliseconds: Int32)
        /// Peer and socket agreed on how to talk: messages can flow.
        case handshakeSucceeded
        /// The handshake failed for a reason of the system's.
        case handshakeFailed(errno: Int32)
        /// The peer does not speak ZMTP as it should (`ZMQ_PROTOCOL_ERROR_…`).
        case protocolFailed(code: Int32)
        /// The peer was refused by the authority (300, 400 or 500).
        case authenticationFailed(status: Int32)
        /// The connection ended.
        case disconnected
        /// The listener or connection was closed by us.
        case closed
        /// Closing failed.
        case closeFailed(errno: Int32)
        /// There will be no more events.
        case monitorStopped
        /// An event this version of the room does not know.
        case unknown(event: UInt16, value: Int32)
    }

    /// What happened.
    public let kind: Kind
    /// The endpoint it happened at, as libzmq writes it.
    public let endpoint: String
    /// The connection's file descriptor, where libzmq tells it: when a peer was accepted, and when
    /// its connection ended. It may have been closed, and be another's, by the time one reads this.
    public let descriptor: Int32?

    /// An event, as tests make it.
    public init(_ kind: Kind, endpoint: String, descriptor: Int32? = nil) {
        self.kind = kind
        self.endpoint = endpoint
        self.descriptor = descriptor
    }

    /// Reads the two frames a monitor sends; nil if they are something else.
    init?(frames: [[UInt8]]) {
        guard frames.count == 2, frames[0].count == 6 else { return nil }
        // Both numbers are in the byte order of this machine.
        let (event, value) = frames[0].withUnsafeBytes {
            (
                $0.loadUnaligned(as: UInt16.self),
                $0.loadUnaligned(fromByteOffset: 2, as: Int32.self)
            )
        }
        kind = Kind(event: event, value: value)
        descriptor = kind == .accepted || kind == .disconnected ? value : nil
        endpoint = String(decoding: frames[1].prefix(512), as: UTF8.self)
    }
}

extension SocketEvent.Kind {
    init(event: UInt16, value: Int32) {
        self =
            switch Int32(event) {
            case ZMQ_EVENT_LISTENING: .listening
            case ZMQ_EVENT_BIND_FAILED: .bindFailed(errno: value)
            case ZMQ_EVENT_ACCEPTED: .accepted
            case ZMQ_EVENT_ACCEPT_FAILED: .acceptFailed(errno: value)
            case ZMQ_EVENT_CONNECTED: .connected
            case ZMQ_EVENT_CONNECT_DELAYED: .connectDelayed
            case ZMQ_EVENT_CONNECT_RETRIED: .connectRetried(afterMilliseconds: value)
            case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: .handshakeSucceeded
            case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: .handshakeFailed(errno: value)
            case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: .protocolFailed(code: value)
            case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: .authenticationFailed(status: value)
            case ZMQ_EVENT_DISCONNECTED: .disconnected
            case ZMQ_EVENT_CLOSED: .closed
            case ZMQ_EVENT_CLOSE_FAILED: .closeFailed(errno: value)
            case ZMQ_EVENT_MONITOR_STOPPED: .monitorStopped
            default: .unknown(event: event, value: value)
            }
    }
}
