/// A whole message as it arrived, copied out of libzmq.
public struct Message: Hashable, Sendable {
    /// The frames, at least one.
    public var frames: [[UInt8]]
    /// Who the peer authenticated as. Nil means nobody checked: with CURVE, drop such a message.
    public var userID: String?
    /// The peer's IP address; over `ipc` the kernel's word on its process, `:uid:gid:pid`, which
    /// ends in zeros if unknown; nil for `inproc`.
    public var peerAddress: String?

    /// A message, as tests make it.
    public init(frames: [[UInt8]], userID: String? = nil, peerAddress: String? = nil) {
        self.frames = frames
        self.userID = userID
        self.peerAddress = peerAddress
    }
}

/// A message together with the peer it came from, as a ROUTER receives it.
public struct RoutedMessage: Hashable, Sendable {
    /// The peer's identity: what ``RouterSocket/send(to:_:)`` takes to answer.
    public var identity: [UInt8]
    /// The frames after the identity; none if the peer sent nothing else.
    public var message: Message

    /// The frames after the identity.
    public var frames: [[UInt8]] { message.frames }

    /// A routed message, as tests make it.
    public init(identity: [UInt8], message: Message) {
        self.identity = identity
        self.message = message
    }
}

/// What became of a message given to a socket.
public enum SendResult: Hashable, Sendable {
    /// The socket has it. Whether the peer ever will is for acknowledgements to say.
    case sent
    /// No peer has room (or none is connected); nothing was sent.
    case wouldBlock
}

/// What became of a message given to a ROUTER.
public enum RouteResult: Hashable, Sendable {
    /// The socket has it. Whether the peer ever will is for acknowledgements to say.
    case sent
    /// No peer of that identity is connected; nothing was sent.
    case unroutable
    /// That peer has no room; nothing was sent.
    case wouldBlock
}
