/// Why the daemon, or a command about it, cannot go on: one line for a person.
public struct DaemonError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault; commands map it to their exit code.
    public enum Code: Hashable, Sendable {
        /// Something is set that cannot work.
        case configuration
        /// A file that is to be read is not there, or not readable.
        case noInput
        /// Input is not what it should be.
        case badInput
        /// A file cannot be written.
        case cannotWrite
        /// The daemon is not there, or does not answer.
        case unavailable
        /// The daemon refused.
        case refused
        /// Something inside failed.
        case internalFault
    }

    /// The kind of fault.
    public var code: Code
    /// What happened, and what to do.
    public var reason: String

    /// An error of kind `code`.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { reason }
}
