/// How a client behaves towards everybody.
public struct ClientSettings: Hashable, Sendable {
    /// Who asks, with a way to reach whoever runs it.
    public var userAgent: String
    /// Which addresses may be connected to.
    public var policy: AddressPolicy
    /// A proxy, as `http://host:port`; nil for none. The environment is never asked.
    public var proxy: String?
    /// Connections kept open for the next request.
    public var keptConnections: Int
    /// `HOST:PORT:CONNECT-HOST:CONNECT-PORT`, for tests: where to connect instead.
    public var connectTo: [String]

    /// The given ones, or the defaults.
    public init(
        userAgent: String, policy: AddressPolicy = AddressPolicy(), proxy: String? = nil,
        keptConnections: Int = 32, connectTo: [String] = []
    ) {
        self.userAgent = userAgent
        self.policy = policy
        self.proxy = proxy
        self.keptConnections = keptConnections
        self.connectTo = connectTo
    }
}
