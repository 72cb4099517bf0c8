/// What is wrong with a file of tensors.
public struct TensorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// The file cannot be opened or mapped.
        case unreadable
        /// It is not a safetensors file, or a damaged one.
        case malformed
        /// A tensor is missing, or is not what the reader asked for.
        case mismatched
    }

    /// The kind of fault.
    public var code: Code
    /// The file.
    public var file: String
    /// What is wrong, for a person.
    public var reason: String

    /// An error of kind `code` in `file`.
    public init(_ code: Code, file: String, _ reason: String) {
        self.code = code
        self.file = file
        self.reason = reason
    }

    /// `file: reason`.
    public var description: String { "\(file): \(reason)" }
}
