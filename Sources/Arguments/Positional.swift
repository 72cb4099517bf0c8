/// A value that is known by its place.
public struct Positional: Sendable {
    /// How many there must be.
    public enum Presence: Equatable, Sendable {
        /// One.
        case required
        /// One or none.
        case optional
        /// At least so many. Only the last positional of a command can be repeated.
        case repeated(atLeast: Int)
    }

    /// The name, as help and ``Parsed`` know it.
    public let name: String
    /// What it may be.
    public let kind: ValueKind
    /// How many there must be.
    public let presence: Presence
    /// What it is for, in a few words.
    public let summary: String

    /// A positional value.
    public init(
        _ name: String, _ kind: ValueKind, presence: Presence = .required,
        _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.presence = presence
        self.summary = summary
    }

    /// How it stands in a usage line.
    var usage: String {
        switch presence {
        case .required: "<\(name)>"
        case .optional: "[<\(name)>]"
        case .repeated(let least): least > 0 ? "<\(name)>..." : "[<\(name)>...]"
        }
    }
}
