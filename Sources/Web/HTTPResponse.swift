/// What a server answered.
public struct HTTPResponse: Sendable {
    /// The status code, 200 to 599.
    public var status: Int
    /// The header fields of the final answer.
    public var headers: HTTPHeaders
    /// What to ask with next time; the bytes as they came.
    public var validators: Validators
    /// The unpacked body.
    public var body: [UInt8]
    /// Bytes of the body as they were sent.
    public var transferred: Int
    /// The address that was connected to; nil if nobody knows.
    public var remote: String?
    /// The version of HTTP, as `2` or `1.1`.
    public var version: String
    /// What it took.
    public var times: HTTPTimes

    /// An answer; see the properties.
    public init(
        status: Int, headers: HTTPHeaders, validators: Validators = Validators(),
        body: [UInt8] = [], transferred: Int = 0, remote: String? = nil, version: String = "1.1",
        times: HTTPTimes = HTTPTimes()
    ) {
        self.status = status
        self.headers = headers
        self.validators = validators
        self.body = body
        self.transferred = transferred
        self.remote = remote
        self.version = version
        self.times = times
    }

    /// Whether it points elsewhere.
    public var isRedirect: Bool {
        switch status {
        case 301, 302, 303, 307, 308: headers["location"] != nil
        default: false
        }
    }

    /// Whether what was asked for has moved for good.
    public var isPermanentRedirect: Bool { isRedirect && (status == 301 || status == 308) }
}

/// What an exchange took, each counted from its beginning.
public struct HTTPTimes: Hashable, Sendable {
    /// Until the name was resolved.
    public var resolved: Duration = .zero
    /// Until the connection stood, with TLS.
    public var connected: Duration = .zero
    /// Until the first byte of the answer.
    public var answered: Duration = .zero
    /// Until the end.
    public var total: Duration = .zero

    /// None.
    public init() {}
}
