public import ZeroMQ

/// Who may use a listening socket: everybody who reaches it, or whom a door lets in for a role.
public struct SocketAccess: Sendable {
    private let door: Door?
    /// What one must be allowed to do here.
    private let role: Role

    /// Whoever reaches the socket may use it.
    public static let open = SocketAccess(door: nil, role: .subscribe)

    /// Through `door`, for `role`, if the endpoint is one others can reach over the network.
    public init(_ door: Door?, for role: Role, at endpoint: Endpoint) {
        self.init(door: endpoint.transport == .tcp ? door : nil, role: role)
    }

    private init(door: Door?, role: Role) {
        self.door = door
        self.role = role
    }

    /// Whether there is a door.
    public var isGuarded: Bool { door != nil }

    /// What the socket is to be opened with.
    public var options: SecurityOptions {
        door.map { .curveServer(secretKey: $0.keys.secretKey, domain: "\(role)") } ?? .none
    }

    /// Whether a message may be looked at; one that may not is counted and to be dropped.
    ///
    /// - Parameter asked: the role it needs, if not the socket's.
    public func admits(_ message: Message, as asked: Role? = nil) -> Bool {
        guard let door else { return true }
        let role = asked ?? role
        if door.admits(message.userID, as: role) { return true }
        door.dropped(message, role: role)
        return false
    }

    /// Whether who came in as `userID` may still be here.
    public func admits(userID: String?) -> Bool {
        door?.admits(userID, as: role) ?? true
    }

    /// Counts the handshakes that fail at `socket`; nil if there is no door. Call it on the
    /// socket's loop, before binding.
    public func watch<Owner: Actor>(
        _ socket: Socket, for owner: Owner
    ) throws(ZeroMQError) -> SocketMonitor? {
        guard let door else { return nil }
        let monitor = try SocketMonitor(of: socket)
        monitor.deliverFailures(to: owner) { _, failure in door.noticed(failure) }
        return monitor
    }
}
