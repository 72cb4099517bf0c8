/// One mistake in the configuration, as one line for the person who can mend it.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible, Sendable {
    /// The file as it was named; nil if the mistake is not in a file.
    public var file: String?
    /// The line in it, from 1; nil if the mistake is about the file as a whole.
    public var line: Int?
    /// The key, like `flow.window`; nil if the mistake is about no key.
    public var key: String?
    /// What is wrong and what would be right.
    public var message: String

    init(file: String?, line: Int? = nil, key: String? = nil, message: String) {
        self.file = file
        self.line = line
        self.key = key
        self.message = message
    }

    /// `chancery.yaml:12: flow.window: "many" is not a whole number from 1 to 4096`
    public var description: String {
        var parts: [String] = []
        if let file { parts.append(line.map { "\(file):\($0)" } ?? file) }
        if let key, !key.isEmpty { parts.append(key) }
        parts.append(message)
        return parts.joined(separator: ": ")
    }
}

/// All mistakes that one reading of the configuration found; at least one.
public struct ConfigurationErrors: Error, Equatable, CustomStringConvertible, Sendable {
    /// The first mistakes, ordered by line, at most ``limit``.
    public let errors: [ConfigurationError]
    /// How many more there are.
    public let omitted: Int

    /// More mistakes than this are only counted.
    public static let limit = 20

    init(_ errors: [ConfigurationError], omitted: Int = 0) {
        let sorted = errors.enumerated().sorted { left, right in
            (left.element.line ?? 0, left.offset) < (right.element.line ?? 0, right.offset)
        }
        self.errors = sorted.prefix(Self.limit).map(\.element)
        self.omitted = max(0, errors.count - Self.limit) + omitted
    }

    /// One line for each mistake.
    public var description: String {
        let lines = errors.map(\.description)
        let rest = omitted > 0 ? ["… and \(omitted) more"] : []
        return (lines + rest).joined(separator: "\n")
    }
}
