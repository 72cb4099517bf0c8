/// Why bytes cannot be read as what they should be.
public struct FeedError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// There is nothing in it.
        case empty
        /// It is something else: another format, or no format known.
        case notAFeed
        /// It is a page; ``FeedDiscovery`` may find feeds in it.
        case page
        /// It has the right format, and a fault that cannot be passed over.
        case malformed
        /// A limit is exceeded.
        case tooLarge
        /// It is compressed in a way that is broken or not known.
        case compression
    }

    /// The kind of fault.
    public var code: Code
    /// What is wrong, for a person, in one line.
    public var reason: String

    /// An error of kind `code`.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { reason }
}
