/// A command or a group of commands: what may be typed after its name, and what it is for.
public struct Command: Sendable {
    /// An example for the help.
    public struct Example: Sendable {
        /// What to type.
        public let line: String
        /// What it does.
        public let meaning: String

        /// An example.
        public init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// What came of the words that were typed.
    public enum Outcome: Sendable {
        /// Run the command.
        case run(Parsed)
        /// Print this on standard output and end with ``ExitCode/ok``.
        case show(String)
    }

    /// The word that calls it.
    public let name: String
    /// What it is for, in a few words, beginning in lower case.
    public let summary: String
    /// What else there is to know; an empty line begins a new paragraph.
    public let discussion: String
    /// Its options. Subcommands take them too.
    public let options: [Option]
    /// Its values by place.
    public let positionals: [Positional]
    /// The commands under it.
    public let subcommands: [Command]
    /// Examples for the help.
    public let examples: [Example]
    /// What `--version` answers; nil if it is not an option.
    public let version: String?

    /// A command. One with subcommands has no positionals: it cannot be told apart which is meant.
    public init(
        _ name: String, _ summary: String, discussion: String = "", options: [Option] = [],
        positionals: [Positional] = [], subcommands: [Command] = [], examples: [Example] = [],
        version: String? = nil
    ) {
        precondition(subcommands.isEmpty || positionals.isEmpty, "\(name): one or the other")
        let mustBe = positionals.map(\.presence)
        precondition(
            !zip(mustBe, mustBe.dropFirst()).contains { left, right in
                if case .repeated = left { return true }
                return left == .optional && right == .required
            }, "\(name): the order of positionals cannot be understood")
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.options = options
        self.positionals = positionals
        self.subcommands = subcommands
        self.examples = examples
        self.version = version
    }

    /// Reads `words`, the command line without the program's name. Options may stand before, between
    /// and after positionals; `--` ends them. `width` is for help.
    public func parse(
        _ words: [String], environment: [String: String] = [:], width: Int = 80
    ) throws(ArgumentError) -> Outcome {
        var parser = CommandParser(root: self, environment: environment, width: width)
        return try parser.parse(words)
    }

    /// The help of the command under this one that `path` leads to.
    public func help(_ path: [String] = [], width: Int = 80) throws(ArgumentError) -> String {
        var commands = [self]
        for word in path { commands.append(try commands.subcommand(word)) }
        return HelpText(commands: commands, width: width).text
    }
}

/// The way from the program to one of its commands.
extension [Command] {
    /// All names, as they are typed.
    var names: String { map(\.name).joined(separator: " ") }

    /// The command called `word` under the last one.
    func subcommand(_ word: String) throws(ArgumentError) -> Command {
        let candidates = last?.subcommands ?? []
        if let found = candidates.first(where: { $0.name == word }) { return found }
        if candidates.isEmpty {
            throw ArgumentError(command: names, message: "has no commands under it")
        }
        throw ArgumentError(
            command: names, unknown: "command", word, known: candidates.map(\.name))
    }
}
