/// How a socket encrypts and whom it trusts.
public enum SecurityOptions: Hashable, Sendable {
    /// Plain text. For `inproc`, `ipc` and loopback.
    case none
    /// The side that others authenticate to. Start an ``Authority`` in the same context before
    /// binding: without one libzmq lets every key in, and messages carry no user id. The authority
    /// is told `domain`, 1 to 255 bytes, so that it can tell sockets apart.
    case curveServer(secretKey: CurveSecretKey, domain: String = "chancery")
    /// The side that knows the server's key and shows its own.
    case curveClient(
        serverKey: CurvePublicKey, publicKey: CurvePublicKey, secretKey: CurveSecretKey)
}

/// ZMTP heartbeats: they show that the peer's I/O thread lives, not that its work goes on.
///
/// Not for sockets that others can reach over a network: libzmq 4.3.4 aborts the process at the next
/// heartbeat of a connection that broke while nothing was read from it (its queue was full, or an
/// encrypted message on it was none): `Assertion failed: !_io_error`.
public struct Heartbeat: Hashable, Sendable {
    /// How often a ping is sent.
    public var interval: Duration
    /// How long without any traffic until the connection is given up.
    public var timeout: Duration
    /// How long the peer should wait for us; in steps of 100 ms, at most 6553 s.
    public var timeToLive: Duration

    /// Heartbeats at an interval; by default three missed ones end a connection.
    public init(interval: Duration, timeout: Duration? = nil, timeToLive: Duration? = nil) {
        self.interval = interval
        self.timeout = timeout ?? interval * 3
        self.timeToLive = timeToLive ?? interval * 3
    }
}

/// Everything that is set on a socket, before it binds or connects.
///
/// An option that belongs to another role is an error, not ignored.
public struct SocketOptions: Hashable, Sendable {
    /// The longest ``linger`` accepted, so that an ending always ends.
    public static let longestLinger = Duration.seconds(30)

    /// Messages held per peer before sending would block; a memory guard, not flow control.
    /// Zero means no limit.
    public var sendHighWaterMark = 1000
    /// Messages held per peer before its sending is slowed. Zero means no limit.
    public var receiveHighWaterMark = 1000
    /// How long unsent messages are still sent after closing.
    public var linger = Duration.seconds(1)
    /// The largest frame, and the largest message in all, in bytes. A larger one from a peer ends
    /// its connection (frame) or is dropped (message); a larger one of our own is refused.
    public var maxMessageSize = 16 << 20
    /// The most frames a message may have; one with more is dropped whole.
    ///
    /// libzmq gathers a whole message before this limit sees it, and its high-water marks count
    /// whole messages only. A peer that never ends a message fills memory, so let only those
    /// connect who are trusted with that: local ones, or ones an ``Authority`` knows.
    public var maxFrames = 64
    /// ZMTP heartbeats, off by default.
    public var heartbeat: Heartbeat?
    /// How long a peer may take over the handshake.
    public var handshakeInterval = Duration.seconds(5)
    /// How long to wait before connecting again.
    public var reconnectInterval = Duration.milliseconds(100)
    /// Up to where that wait doubles.
    public var reconnectIntervalMaximum = Duration.seconds(30)
    /// Whether messages only queue for connections that stand. Otherwise a full queue builds up
    /// for a peer that may never come. SUB has nothing to queue and ignores it.
    public var immediate = true
    /// The idle time after which TCP probes the peer; nil leaves it to the system.
    public var tcpKeepalive: Duration?
    /// ROUTER: whether a new peer may take over the identity of a connected one. Only safe where
    /// identities are authenticated.
    public var routerHandover = false
    /// DEALER, REQ: the identity the peer's ROUTER sees; 1 to 255 bytes, the first not zero.
    public var routingID: [UInt8]?
    /// XPUB: whether every subscribe and unsubscribe is reported, not only the first and the last.
    public var xpubVerboser = false
    /// XPUB: whether a subscription counts only once ``XPublisherSocket/grant(topic:)`` says so.
    /// Every subscribe and unsubscribe is then reported.
    public var xpubManual = false
    /// XPUB: what each new subscriber receives first, if subscribed to a prefix of it.
    public var welcomeMessage: [UInt8]?
    /// Encryption and authentication.
    public var security = SecurityOptions.none

    /// The defaults described at each property.
    public init() {}

    /// The defaults with some changes, in one expression.
    public init(_ change: (inout SocketOptions) -> Void) {
        change(&self)
    }
}
