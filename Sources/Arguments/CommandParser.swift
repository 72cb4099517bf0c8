/// Reads the words of one command line.
struct CommandParser {
    private let environment: [String: String]
    private let width: Int
    private var commands: [Command]
    private var given: [String: [String]] = [:]
    private var flags: Set<String> = []
    private var positionals: [String] = []

    init(root: Command, environment: [String: String], width: Int) {
        self.environment = environment
        self.width = width
        commands = [root]
    }

    mutating func parse(_ words: [String]) throws(ArgumentError) -> Command.Outcome {
        var rest = words[...]
        var optionsEnded = false
        while let word = rest.popFirst() {
            if optionsEnded || word == "-" || !word.hasPrefix("-") || isNegativeNumber(word) {
                if command.subcommands.isEmpty {
                    positionals.append(word)
                } else if word == "help", !command.subcommands.contains(where: { $0.name == word })
                {
                    return .show(try help(for: rest))
                } else {
                    commands.append(try commands.subcommand(word))
                }
            } else if word == "--" {
                optionsEnded = true
            } else if word == "--help" || word == "-h" {
                return .show(HelpText(commands: commands, width: width).text)
            } else if word == "--version", let version = commands[0].version {
                return .show(version + "\n")
            } else if word.hasPrefix("--") {
                try long(word, &rest)
            } else {
                try short(word, &rest)
            }
        }
        return .run(try finish())
    }

    // `commands` begins with the root and only grows.
    private var command: Command { commands[commands.count - 1] }

    /// Options of the command and of those above it, the nearest first.
    private var options: [Option] { commands.reversed().flatMap(\.options) }

    private func fail(_ message: String, remedy: String = "says more") -> ArgumentError {
        ArgumentError(command: commands.names, message: message, remedy: remedy)
    }

    /// `-5` is a number where no option is called `-5`.
    private func isNegativeNumber(_ word: String) -> Bool {
        guard let first = word.dropFirst().first, word.first == "-", Int(word) != nil else {
            return false
        }
        return !options.contains { $0.short == first }
    }

    private func help(for path: ArraySlice<String>) throws(ArgumentError) -> String {
        var commands = commands
        for word in path where !word.hasPrefix("-") {
            commands.append(try commands.subcommand(word))
        }
        return HelpText(commands: commands, width: width).text
    }

    private mutating func long(
        _ word: String, _ rest: inout ArraySlice<String>
    ) throws(ArgumentError) {
        let parts = word.dropFirst(2).split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = options.first(where: { $0.name == name }) else {
            let known = ["--help"] + options.map { "--\($0.name)" }
            throw ArgumentError(
                command: commands.names, unknown: "option", "--\(name)", known: known)
        }
        try take(option, as: "--\(name)", attached: parts.count > 1 ? String(parts[1]) : nil, &rest)
    }

    /// `-v`, `-n 5`, `-n5`, `-n=5`, or several flags in one word.
    private mutating func short(
        _ word: String, _ rest: inout ArraySlice<String>
    ) throws(ArgumentError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw fail(
                    "unknown option \(TerminalText.shown("-\(letter)"))", remedy: "lists them")
            }
            if option.kind == nil {
                try take(option, as: "-\(letter)", attached: nil, &rest)
                continue
            }
            let attached = letters.isEmpty ? nil : String(letters.drop { $0 == "=" })
            return try take(option, as: "-\(letter)", attached: attached, &rest)
        }
    }

    private mutating func take(
        _ option: Option, as name: String, attached: String?, _ rest: inout ArraySlice<String>
    ) throws(ArgumentError) {
        guard let kind = option.kind else {
            if attached != nil { throw fail("\(name) takes no value") }
            flags.insert(option.name)
            return
        }
        if given[option.name] != nil, !option.repeats { throw fail("\(name) is given twice") }
        guard let value = attached ?? next(&rest) else {
            throw fail("\(name) needs a value: \(name) \(option.placeholder)")
        }
        try check(value, kind, name)
        given[option.name, default: []].append(value)
    }

    /// The next word as a value, unless it is an option that is known: `--after --json` is a slip.
    private func next(_ rest: inout ArraySlice<String>) -> String? {
        guard let word = rest.first else { return nil }
        let isOption =
            word == "--" || word == "--help" || options.contains { word == "--\($0.name)" }
        if isOption { return nil }
        rest.removeFirst()
        return word
    }

    private func check(_ value: String, _ kind: ValueKind, _ name: String) throws(ArgumentError) {
        if let problem = kind.problem(with: value) {
            throw fail("\(name): \(TerminalText.shown(value)) \(problem)")
        }
    }

    private mutating func finish() throws(ArgumentError) -> Parsed {
        if !command.subcommands.isEmpty {
            let names = command.subcommands.map(\.name).joined(separator: ", ")
            throw fail("needs a command: \(names)", remedy: "explains them")
        }
        try assignPositionals()
        for option in options where given[option.name] == nil {
            guard let kind = option.kind else { continue }
            if let variable = option.environment, let value = environment[variable], !value.isEmpty
            {
                try check(value, kind, "$\(variable)")
                given[option.name] = [value]
            } else if let fallback = option.fallback {
                given[option.name] = [fallback]
            }
        }
        return Parsed(
            command: commands.dropFirst().map(\.name), values: given, flags: flags,
            known: Set(options.map(\.name) + command.positionals.map(\.name)))
    }

    private mutating func assignPositionals() throws(ArgumentError) {
        var rest = positionals[...]
        for positional in command.positionals {
            let (least, most) =
                switch positional.presence {
                case .required: (1, 1)
                case .optional: (0, 1)
                case .repeated(let atLeast): (atLeast, Int.max)
                }
            let taken = rest.prefix(most)
            if taken.count < least { throw fail("needs <\(positional.name)>") }
            for value in taken { try check(value, positional.kind, "<\(positional.name)>") }
            given[positional.name] = taken.isEmpty ? nil : Array(taken)
            rest = rest.dropFirst(taken.count)
        }
        if let extra = rest.first { throw fail("does not take \(TerminalText.shown(extra))") }
    }
}
