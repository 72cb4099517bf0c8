internal import CLinux
internal import CZeroMQ
internal import Threads

extension SocketOptions {
    /// Refuses options that cannot be meant.
    func check(for role: Socket.Role) throws(ZeroMQError) {
        func require(_ condition: Bool, _ reason: String) throws(ZeroMQError) {
            if !condition { throw .invalid(reason, operation: "open a \(role) socket") }
        }
        let counts = 0...Int(Int32.max)
        try require(counts.contains(sendHighWaterMark), "sendHighWaterMark is out of range")
        try require(counts.contains(receiveHighWaterMark), "receiveHighWaterMark is out of range")
        try require(maxMessageSize > 0, "maxMessageSize must be positive")
        try require((1...1_000_000).contains(maxFrames), "maxFrames must be 1 to 1000000")
        try require(
            linger >= .zero && linger <= Self.longestLinger,
            "linger must be between 0 and \(Self.longestLinger.seconds) s")
        let times = [
            handshakeInterval, reconnectInterval, reconnectIntervalMaximum, tcpKeepalive ?? .zero,
            heartbeat?.interval ?? .zero, heartbeat?.timeout ?? .zero,
            heartbeat?.timeToLive ?? .zero,
        ]
        try require(
            times.allSatisfy { $0 >= .zero && $0 <= .seconds(6553) },
            "times must be between 0 and 6553 s")
        if let routingID {
            try require(
                (1...255).contains(routingID.count) && routingID[0] != 0,
                "routingID must have 1 to 255 bytes and not begin with a zero")
            try require(role == .dealer || role == .request, "routingID is for DEALER and REQ")
        }
        try require(!routerHandover || role == .router, "routerHandover is for ROUTER")
        try require(!xpubVerboser || role == .xpublisher, "xpubVerboser is for XPUB")
        try require(!xpubManual || role == .xpublisher, "xpubManual is for XPUB")
        if case .curveServer(_, let domain) = security {
            try require(
                (1...255).contains(domain.utf8.count), "a domain must have 1 to 255 bytes")
        }
        try require(
            welcomeMessage == nil || role == .xpublisher, "welcomeMessage is for XPUB")
    }

    /// Sets everything on a fresh socket.
    func apply(
        to socket: UnsafeMutableRawPointer, role: Socket.Role
    ) throws(ZeroMQError) {
        try set(socket, ZMQ_SNDHWM, sendHighWaterMark)
        try set(socket, ZMQ_RCVHWM, receiveHighWaterMark)
        try set(socket, ZMQ_LINGER, linger.milliseconds)
        try set(socket, ZMQ_MAXMSGSIZE, wide: Int64(maxMessageSize))
        try set(socket, ZMQ_HANDSHAKE_IVL, handshakeInterval.milliseconds)
        try set(socket, ZMQ_RECONNECT_IVL, reconnectInterval.milliseconds)
        try set(socket, ZMQ_RECONNECT_IVL_MAX, reconnectIntervalMaximum.milliseconds)
        // A SUB queues nothing but its subscriptions, which should leave without waiting for its
        // thread to notice the connection.
        try set(socket, ZMQ_IMMEDIATE, immediate && role != .subscriber ? 1 : 0)
        if let heartbeat {
            try set(socket, ZMQ_HEARTBEAT_IVL, heartbeat.interval.milliseconds)
            try set(socket, ZMQ_HEARTBEAT_TIMEOUT, heartbeat.timeout.milliseconds)
            try set(socket, ZMQ_HEARTBEAT_TTL, heartbeat.timeToLive.milliseconds)
        }
        if let tcpKeepalive {
            let idle = max(1, Int64(tcpKeepalive.seconds))
            try set(socket, ZMQ_TCP_KEEPALIVE, 1)
            try set(socket, ZMQ_TCP_KEEPALIVE_IDLE, idle)
            try set(socket, ZMQ_TCP_KEEPALIVE_INTVL, max(1, idle / 3))
            try set(socket, ZMQ_TCP_KEEPALIVE_CNT, 3)
        }
        if let routingID { try set(socket, ZMQ_ROUTING_ID, bytes: routingID) }
        switch role {
        case .router:
            // Otherwise a message to an unknown peer vanishes without a word.
            try set(socket, ZMQ_ROUTER_MANDATORY, 1)
            try set(socket, ZMQ_ROUTER_HANDOVER, routerHandover ? 1 : 0)
        case .xpublisher:
            if xpubVerboser { try set(socket, ZMQ_XPUB_VERBOSER, 1) }
            if xpubManual { try set(socket, ZMQ_XPUB_MANUAL, 1) }
            if let welcomeMessage {
                try set(socket, ZMQ_XPUB_WELCOME_MSG, bytes: welcomeMessage)
            }
        case .dealer, .subscriber, .request, .pair:
            break
        }
        try applySecurity(to: socket)
    }

    private func applySecurity(to socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        switch security {
        case .none:
            break
        case .curveServer(let secretKey, let domain):
            try set(socket, ZMQ_CURVE_SERVER, 1)
            try set(socket, ZMQ_CURVE_SECRETKEY, text: secretKey.text)
            try set(socket, ZMQ_ZAP_DOMAIN, text: domain)
        case .curveClient(let serverKey, let publicKey, let secretKey):
            try set(socket, ZMQ_CURVE_SERVERKEY, text: serverKey.text)
            try set(socket, ZMQ_CURVE_PUBLICKEY, text: publicKey.text)
            try set(socket, ZMQ_CURVE_SECRETKEY, text: secretKey.text)
        }
    }
}

private func set(
    _ socket: UnsafeMutableRawPointer, _ option: Int32, _ value: some BinaryInteger
) throws(ZeroMQError) {
    var value = Int32(clamping: value)
    let code = zmq_setsockopt(socket, option, &value, MemoryLayout<Int32>.size)
    if code != 0 { throw .last("set socket option \(option)") }
}

private func set(
    _ socket: UnsafeMutableRawPointer, _ option: Int32, wide value: Int64
) throws(ZeroMQError) {
    var value = value
    let code = zmq_setsockopt(socket, option, &value, MemoryLayout<Int64>.size)
    if code != 0 { throw .last("set socket option \(option)") }
}

private func set(
    _ socket: UnsafeMutableRawPointer, _ option: Int32, bytes: [UInt8]
) throws(ZeroMQError) {
    if zmq_setsockopt(socket, option, bytes, bytes.count) != 0 {
        throw .last("set socket option \(option)")
    }
}

private func set(
    _ socket: UnsafeMutableRawPointer, _ option: Int32, text: String
) throws(ZeroMQError) {
    try set(socket, option, bytes: [UInt8](text.utf8))
}
