import Arguments
import Configuration
import Daemon
import Glibc
import Messages
import ZeroMQ

/// `chancery work`: one stage, for a hub in another process.
enum WorkCommand: Verb {
    static let watchesSignals = true

    static let command = Command(
        "work", "serve one stage of a daemon that runs elsewhere",
        discussion: """
            The daemon is a `chancery run` whose flow.endpoint is ipc or tcp. Workers come and go at \
            any time; what one had in hand when it died goes to another. Any number may serve \
            normalize, extract and classify. Of fetch and publish there is one each: fetch reads \
            the sources and opens the intake, publish writes the event log in its --state directory \
            and serves subscribers.

            Runs in the foreground until SIGTERM or SIGINT, finishes what it has in hand within \
            shutdown.drain, and ends with 0; a second signal ends it at once. Ends with 75 if the \
            hub refuses it for good, or if another process holds its part of the state directory.
            """,
        options: Place.options + [
            Option(
                "connect", .text, placeholder: "ENDPOINT",
                "where the hub is (default: flow.endpoint of the configuration)"),
            Option(
                "instances", .integer(1...256), placeholder: "N",
                "tasks at a time (default: stages.STAGE.instances of the configuration)"),
            Option(
                "folder", .path, placeholder: "DIR", repeats: true,
                "watch a folder, besides the configured ones; for fetch"),
            Option(
                "feed", .text, placeholder: "URL", repeats: true,
                "poll a feed, besides the configured ones; for fetch"),
        ] + LogOptions.options,
        positionals: [Positional("stage", .choice(of: StageName.self), "the stage")],
        examples: [
            .init(
                "chancery work extract --connect ipc:///run/chancery/hub.sock",
                "a worker beside the daemon")
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        umask(0o027)
        let plan = try plan(parsed, console)
        switch try await WorkerLifecycle(plan).run() {
        case .inOrder: return .ok
        case .failed: return .software
        case .refused(let reason):
            console.complain("the hub refuses this worker: \(reason)")
            return .tempFail
        }
    }

    /// What the command line asks for.
    static func plan(_ parsed: Parsed, _ console: Console) throws -> WorkerLifecycle.Plan {
        guard let stage: StageName = parsed.choice("stage") else {
            throw UsageError("name the stage to serve")
        }
        var settings = LogOptions.applied(parsed, to: try Place.settings(parsed, console))
        if let instances = parsed.integer("instances") {
            switch stage {
            case .normalize: settings.stages.normalize = .count(instances)
            case .extract: settings.stages.extract = .count(instances)
            case .classify: settings.stages.classify = .count(instances)
            case .fetch, .publish:
                throw UsageError("--instances: there is one \(stage.rawValue)")
            }
        }
        var sources = SourcePlan()
        sources.folders = parsed.strings("folder").map(Paths.absolute)
        sources.feeds = try WebArguments.addresses(parsed.strings("feed"), option: "--feed")
        if stage != .fetch && !(sources.folders.isEmpty && sources.feeds.isEmpty) {
            throw UsageError("--folder and --feed: only fetch reads sources")
        }
        return WorkerLifecycle.Plan(
            settings: settings, stage: stage, hub: try hub(parsed, settings), sources: sources,
            log: LogOptions.logger(settings, console),
            faults: try FaultPlan(console.environment["CHANCERY_FAULTS"] ?? ""),
            serviceManager: ServiceManager(environment: console.environment))
    }

    private static func hub(_ parsed: Parsed, _ settings: Settings) throws(UsageError) -> Endpoint {
        let given = parsed.string("connect")
        let endpoint: Endpoint
        do throws(ZeroMQError) {
            endpoint = try Endpoint(given ?? settings.flow.endpoint)
        } catch {
            throw UsageError("--connect: \(error)")
        }
        guard endpoint.transport != .inproc else {
            throw UsageError(
                (given == nil ? "flow.endpoint" : "--connect")
                    + ": \(endpoint) is inside the daemon's process; workers need ipc or tcp")
        }
        return endpoint
    }
}
