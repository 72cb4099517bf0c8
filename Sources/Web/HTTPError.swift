/// Why there is no answer.
public struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The name is not known, or cannot be asked for now.
        case unresolved
        /// Nobody takes the connection, or it breaks.
        case unreachable
        /// The address is not one that may be connected to.
        case forbidden
        /// This process may not connect at all: the system keeps it from it.
        case denied
        /// TLS failed: the certificate, or the protocol.
        case insecure
        /// Not done in time.
        case late
        /// More than is taken: header, body as sent, or body unpacked.
        case tooLarge
        /// What came is not HTTP, or cannot be unpacked.
        case malformed
        /// Given up by us.
        case cancelled
        /// A mistake in this program, or no memory.
        case fault
    }

    /// The kind of failure.
    public var code: Code
    /// What happened, for a person.
    public var reason: String

    /// A failure.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { reason }
}
