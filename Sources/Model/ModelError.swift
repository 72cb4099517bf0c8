internal import Tensors

/// Why a model cannot be used.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// There is no model where one was looked for.
        case absent
        /// A file of it cannot be read.
        case unreadable
        /// A file of it is damaged, or its files do not belong together.
        case malformed
        /// It is of a format that this version does not know.
        case foreign
    }

    /// The kind of fault.
    public var code: Code
    /// The file, or the folder.
    public var file: String
    /// What is wrong, for a person.
    public var reason: String

    /// An error of kind `code` in `file`.
    public init(_ code: Code, file: String, _ reason: String) {
        self.code = code
        self.file = file
        self.reason = reason
    }

    init(_ error: TensorError) {
        self.init(
            error.code == .unreadable ? .unreadable : .malformed, file: error.file, error.reason)
    }

    /// `file: reason`.
    public var description: String { "\(file): \(reason)" }
}
