import Arguments
import Configuration
import Daemon
import Glibc
import Logging

/// `chancery run`: the daemon.
enum RunCommand: Verb {
    static let watchesSignals = true

    static let command = Command(
        "run", "the daemon: read articles, publish events",
        discussion: """
            Runs in the foreground until SIGTERM or SIGINT; a second one ends it at once. Logs go \
            to standard error. Articles come from the configured sources, and from what is named \
            here besides.

            With --once, or with --stdin, it ends when all that was named is read and every \
            accepted article has ended.

            Ends with 75 if another daemon uses the state directory, with 70 if something inside \
            failed or was not done in time, with 74 if the disk did.
            """,
        options: Place.options + [
            Option(flag: "once", "end when everything is read and finished"),
            Option(flag: "stdin", "read standard input to its end; implies --once"),
            Option(
                "folder", .path, placeholder: "DIR", repeats: true,
                "watch a folder, besides the configured ones"),
            Option("log-level", .choice(of: Settings.Log.Level.self), "the least that is logged"),
            Option("log-format", .choice(of: Settings.Log.Format.self), "how a log line looks"),
        ],
        positionals: [
            Positional("file", .path, presence: .repeated(atLeast: 0), "articles to read once")
        ],
        examples: [
            .init("chancery run --folder /srv/news", "watch a folder"),
            .init("chancery run --once --state ./state *.jsonl", "a batch"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        // Others may not look into what we make.
        umask(0o027)
        let plan = try plan(parsed, console)
        return try await Lifecycle(plan).run() ? .ok : .software
    }

    /// What the command line asks for.
    static func plan(_ parsed: Parsed, _ console: Console) throws -> Lifecycle.Plan {
        var settings = try Place.settings(parsed, console)
        if let level: Settings.Log.Level = parsed.choice("log-level") {
            settings.log.level = level
        }
        if let format: Settings.Log.Format = parsed.choice("log-format") {
            settings.log.format = format
        }
        var sources = SourcePlan()
        sources.files = parsed.strings("file").map(Paths.absolute)
        sources.folders = parsed.strings("folder").map(Paths.absolute)
        sources.standardInput = parsed.flag("stdin")
        let log = Logger.standardError(
            component: "chancery", level: LogLevel(settings.log.level),
            format: settings.log.format == .json ? .json : .logfmt,
            environment: console.environment)
        return Lifecycle.Plan(
            settings: settings, sources: sources,
            once: parsed.flag("once") || parsed.flag("stdin"), log: log,
            faults: try FaultPlan(console.environment["CHANCERY_FAULTS"] ?? ""),
            serviceManager: ServiceManager(environment: console.environment))
    }
}

extension LogLevel {
    /// The level a configuration names.
    init(_ level: Settings.Log.Level) {
        switch level {
        case .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}
