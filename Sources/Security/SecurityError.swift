/// Why a key or an allow-list cannot be used: one line for a person.
public struct SecurityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: Hashable, Sendable {
        /// A file is not there, or not readable.
        case unreadable
        /// A file cannot be written.
        case unwritable
        /// Others could read a secret, or change who may come in.
        case exposed
        /// A file does not hold what it should.
        case malformed
        /// Something that is needed is not set.
        case missing
    }

    /// The kind of fault.
    public var code: Code
    /// The file; nil if it is about none.
    public var file: String?
    /// The line in it, from 1.
    public var line: Int?
    /// What is wrong, and what to do.
    public var reason: String

    init(_ code: Code, file: String? = nil, line: Int? = nil, _ reason: String) {
        self.code = code
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `clients:3: …`
    public var description: String {
        guard let file else { return reason }
        return line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
