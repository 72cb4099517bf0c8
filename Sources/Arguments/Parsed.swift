internal import Notation

/// What was typed, checked. Asking for a name that the command does not declare is a fault of the
/// program and traps; a value that was not given is nil.
public struct Parsed: Equatable, Sendable {
    /// The commands that were named, without the program: `["dead", "show"]`.
    public let command: [String]
    private let values: [String: [String]]
    private let flags: Set<String>
    private let known: Set<String>

    init(command: [String], values: [String: [String]], flags: Set<String>, known: Set<String>) {
        self.command = command
        self.values = values
        self.flags = flags
        self.known = known
    }

    /// Whether the flag was given.
    public func flag(_ name: String) -> Bool {
        precondition(known.contains(name), "\(name) is not declared")
        return flags.contains(name)
    }

    /// All values of a repeated option or positional, in order.
    public func strings(_ name: String) -> [String] {
        precondition(known.contains(name), "\(name) is not declared")
        return values[name] ?? []
    }

    /// The value as text.
    public func string(_ name: String) -> String? { strings(name).last }

    /// The value of a ``ValueKind/integer(_:)``.
    public func integer(_ name: String) -> Int? { string(name).flatMap { Int($0) } }

    /// The value of a ``ValueKind/duration``.
    public func duration(_ name: String) -> Duration? {
        string(name).flatMap(DurationNotation.parse)
    }

    /// The value of a ``ValueKind/size``, in bytes.
    public func size(_ name: String) -> Int? { string(name).flatMap(SizeNotation.parse) }

    /// The value of a ``ValueKind/choice(of:)``.
    public func choice<Word: RawRepresentable<String>>(
        _ name: String, as words: Word.Type = Word.self
    ) -> Word? { string(name).flatMap { Word(rawValue: $0) } }
}
