import Arguments
import Daemon
import Messages

/// `chancery version`.
enum VersionCommand: Verb {
    static let command = Command(
        "version", "which version this is, and what it speaks",
        options: [
            Option("format", .choice(of: Console.Format.self), fallback: "table", "how it looks")
        ])

    /// What is told.
    struct Report: Codable, Hashable {
        var version: String
        /// The message subscribers read.
        var event: String
    }

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let report = Report(version: Version.current, event: Event.schema)
        switch parsed.choice("format", as: Console.Format.self) {
        case .json: try console.print(json: report)
        default: try console.print("chancery \(report.version)")
        }
        return .ok
    }
}

/// `chancery completion bash`.
enum CompletionCommand: Verb {
    enum Shell: String, CaseIterable {
        case bash
    }

    static let command = Command(
        "completion", "a script that completes commands in a shell",
        positionals: [Positional("shell", .choice(of: Shell.self), "for which shell")],
        examples: [.init("source <(chancery completion bash)", "for this session")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        try console.print(BashCompletion(Program.root).script, terminator: "")
        return .ok
    }
}
