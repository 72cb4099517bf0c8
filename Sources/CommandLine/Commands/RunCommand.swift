import Arguments
import Configuration
import Daemon
import Glibc
import Messages

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
            Option(
                "feed", .text, placeholder: "URL", repeats: true,
                "poll a feed, besides the configured ones"),
            Option(
                "stages", .text, placeholder: "LIST",
                "the stages to serve, as fetch,publish (default: all); workers serve the others"),
        ] + LogOptions.options,
        positionals: [
            Positional("file", .path, presence: .repeated(atLeast: 0), "articles to read once")
        ],
        examples: [
            .init("chancery run --folder /srv/news", "watch a folder"),
            .init("chancery run --feed https://news.example/world.xml", "poll a feed"),
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
        let settings = LogOptions.applied(parsed, to: try Place.settings(parsed, console))
        let stages = try stages(parsed.string("stages"))
        var sources = SourcePlan()
        sources.files = parsed.strings("file").map(Paths.absolute)
        sources.folders = parsed.strings("folder").map(Paths.absolute)
        sources.feeds = try WebArguments.addresses(parsed.strings("feed"), option: "--feed")
        sources.standardInput = parsed.flag("stdin")
        if sources != SourcePlan() && !stages.contains(.fetch) {
            throw UsageError("--stages leaves fetch out, so nothing can be read here")
        }
        return Lifecycle.Plan(
            settings: settings, sources: sources,
            once: parsed.flag("once") || parsed.flag("stdin"), stages: stages,
            log: LogOptions.logger(settings, console),
            faults: try FaultPlan(console.environment["CHANCERY_FAULTS"] ?? ""),
            serviceManager: ServiceManager(environment: console.environment))
    }
    /// The stages that `list` names; all without a list, none if it is empty.
    static func stages(_ list: String?) throws(UsageError) -> Set<StageName> {
        guard let list else { return Set(StageName.allCases) }
        var stages: Set<StageName> = []
        for word in list.split(separator: ",") {
            guard let stage = StageName(rawValue: String(word)) else {
                throw UsageError(
                    "--stages: \(word) is none of "
                        + StageName.allCases.map(\.rawValue).joined(separator: ", "))
            }
            stages.insert(stage)
        }
        return stages
    }
}
