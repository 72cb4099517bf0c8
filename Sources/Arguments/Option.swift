/// An option: `--name VALUE`, or `--name` alone if it is a flag.
public struct Option: Sendable {
    /// The name without dashes.
    public let name: String
    /// A letter for short, without its dash.
    public let short: Character?
    /// What value it takes; nil if it is a flag.
    public let kind: ValueKind?
    /// What stands for the value in a usage line.
    public let placeholder: String
    /// The value if none is given.
    public let fallback: String?
    /// The environment variable that gives the value if the command line does not.
    public let environment: String?
    /// Whether it may be given several times.
    public let repeats: Bool
    /// What it is for, in a few words.
    public let summary: String

    /// An option with a value.
    public init(
        _ name: String, short: Character? = nil, _ kind: ValueKind, placeholder: String? = nil,
        fallback: String? = nil, environment: String? = nil, repeats: Bool = false,
        _ summary: String
    ) {
        precondition(
            fallback.map { kind.problem(with: $0) == nil } ?? true, "--\(name): wrong fallback")
        self.name = name
        self.short = short
        self.kind = kind
        self.placeholder = placeholder ?? kind.placeholder
        self.fallback = fallback
        self.environment = environment
        self.repeats = repeats
        self.summary = summary
    }

    /// A flag.
    public init(flag name: String, short: Character? = nil, _ summary: String) {
        self.name = name
        self.short = short
        kind = nil
        placeholder = ""
        fallback = nil
        environment = nil
        repeats = false
        self.summary = summary
    }
}
