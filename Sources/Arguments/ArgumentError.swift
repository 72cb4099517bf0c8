internal import Notation

/// What is wrong with a command line, as one line. The program ends with ``ExitCode/usage``.
public struct ArgumentError: Error, Equatable, CustomStringConvertible, Sendable {
    /// The command that was read, with the program's name: `chancery subscribe`.
    public let command: String
    /// What is wrong.
    public let message: String
    /// What its help would do about it.
    let remedy: String

    init(command: String, message: String, remedy: String = "says more") {
        self.command = command
        self.message = message
        self.remedy = remedy
    }

    /// A word that nothing is called.
    init(command: String, unknown what: String, _ word: String, known: [String]) {
        // Dashes would make every short name look near.
        func bare(_ word: String) -> String { String(word.drop { $0 == "-" }) }
        let nearest = Spelling.nearest(to: bare(word), among: known.map(bare))
        let meant = nearest.flatMap { near in known.first { bare($0) == near } }
        self.init(
            command: command,
            message: "unknown \(what) \(TerminalText.shown(word))"
                + (meant.map { "; did you mean \($0)?" } ?? ""),
            remedy: "lists them")
    }

    /// `chancery subscribe: unknown option --aftr; did you mean --after?  (chancery subscribe --help
    /// lists them)`
    public var description: String {
        "\(command): \(message)  (\(command) --help \(remedy))"
    }
}
