/// What is wrong with a file of language data, and where.
public struct LanguageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// The file cannot be read.
        case unreadable
        /// A line has too few or too many columns.
        case wrongColumns
        /// A field holds something that is not allowed there.
        case invalidValue
    }

    /// The kind of fault.
    public var code: Code
    /// The file.
    public var file: String
    /// The line, from 1; 0 for the whole file.
    public var line: Int
    /// What is wrong there, for a person.
    public var reason: String

    /// An error of kind `code` at `line` of `file`.
    public init(_ code: Code, file: String, line: Int = 0, _ reason: String) {
        self.code = code
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `file:line: reason`.
    public var description: String {
        line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)"
    }
}
