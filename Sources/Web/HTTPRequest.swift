/// One question to a server: a GET.
public struct HTTPRequest: Hashable, Sendable {
    /// What is asked for.
    public var address: WebAddress
    /// What kind of answer is wanted.
    public var accept: String
    /// What we have already; the server answers 304 if that is still right.
    public var validators: Validators
    /// Limits for this request.
    public var limits: HTTPLimits

    /// A question; see the properties.
    public init(
        _ address: WebAddress, accept: String = "*/*", validators: Validators = Validators(),
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.address = address
        self.accept = accept
        self.validators = validators
        self.limits = limits
    }
}

/// What an exchange may cost.
public struct HTTPLimits: Hashable, Sendable {
    /// Until the connection stands.
    public var connect: Duration
    /// For everything.
    public var total: Duration
    /// Bytes of the body as they are sent.
    public var transferred: Int
    /// Bytes of the body when it is unpacked.
    public var body: Int
    /// Bytes of all header lines.
    public var header: Int

    /// The given ones, or the defaults.
    public init(
        connect: Duration = .seconds(10), total: Duration = .seconds(30),
        transferred: Int = 8 << 20, body: Int = 8 << 20, header: Int = 64 << 10
    ) {
        self.connect = connect
        self.total = total
        self.transferred = transferred
        self.body = body
        self.header = header
    }

    /// Most header lines.
    static let headerLines = 256
}
