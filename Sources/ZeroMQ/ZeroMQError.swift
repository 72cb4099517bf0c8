internal import CLinux
internal import CZeroMQ

/// What went wrong in this room: which call, at which endpoint, and why.
public struct ZeroMQError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errno, one of the system's or of libzmq's own (such as `ETERM`).
    public let code: Int32
    /// What was being done, as a verb phrase: "bind", "read the endpoint".
    public let operation: String
    /// The endpoint it was done at, where there is one.
    public let endpoint: String?
    /// What this room can say beyond the text that belongs to ``code``.
    public let detail: String?

    /// An error with a known code.
    public init(
        code: Int32, operation: String, endpoint: String? = nil, detail: String? = nil
    ) {
        self.code = code
        self.operation = operation
        self.endpoint = endpoint
        self.detail = detail
    }

    /// The error libzmq reported last on this thread.
    static func last(_ operation: String, at endpoint: String? = nil) -> ZeroMQError {
        ZeroMQError(code: zmq_errno(), operation: operation, endpoint: endpoint)
    }

    /// A value that was refused before libzmq saw it.
    static func invalid(
        _ detail: String, operation: String, at endpoint: String? = nil
    ) -> ZeroMQError {
        ZeroMQError(code: EINVAL, operation: operation, endpoint: endpoint, detail: detail)
    }

    /// Whether the same call may succeed later without any change.
    public var isRetriable: Bool {
        switch code {
        case EAGAIN, EINTR, EADDRINUSE, EADDRNOTAVAIL, EMFILE, ENFILE, ENOBUFS, ENOMEM,
            EHOSTUNREACH, ENETDOWN, ENETUNREACH, ECONNREFUSED, ETIMEDOUT:
            true
        default:
            false
        }
    }

    /// Whether the context was shut down under the call.
    public var isTermination: Bool { code == CZeroMQ.ETERM }

    /// One line for people: what could not be done, where, and why.
    public var description: String {
        var text = "cannot \(operation)"
        if let endpoint { text += " \(endpoint)" }
        text += ": "
        if let detail { return text + detail }
        return text + String(cString: zmq_strerror(code)).lowercasedFirst
    }
}

extension String {
    /// The text with a small first letter, to stand inside a sentence.
    fileprivate var lowercasedFirst: String {
        guard let first = unicodeScalars.first, first.isASCII else { return self }
        return Character(first).lowercased() + dropFirst()
    }
}
