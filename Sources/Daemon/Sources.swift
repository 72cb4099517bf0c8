import Configuration
import Fetch
import Flow
import Glibc
import Logging
import Messages
import Storage
import Threads
import ZeroMQ

/// Sources named on the command line, besides the configured ones.
public struct SourcePlan: Hashable, Sendable {
    /// Files to read once.
    public var files: [String] = []
    /// Folders to watch.
    public var folders: [String] = []
    /// Feeds to poll.
    public var feeds: [String] = []
    /// Whether to read standard input to its end.
    public var standardInput = false

    /// No further sources.
    public init() {}
}

/// All the sources of a run.
actor Sources {
    private let folders: [FolderSource]
    private let once: [OnceSource]
    private let web: WebFetching
    private let intake: IntakeService?
    /// Sources that are not done with their first look yet.
    private(set) var pending: Int
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var stopped = false
    private let log: Logger

    /// The configured sources and those of `plan`, which offer what they find with `client`.
    init(
        _ plan: SourcePlan, client: OfferClient, in place: Workplace, state: StateDirectory
    ) throws {
        let settings = place.settings
        let limit = settings.limits.document
        log = place.log.child("fetch")
        let places =
            settings.fetch.folders.map {
                FolderSource.Place(path: $0.path, pattern: $0.pattern, publisher: $0.publisher)
            } + plan.folders.map { FolderSource.Place(path: Sources.absolute($0)) }
        folders = try places.map {
            try FolderSource($0, into: client, limit: limit, log: place.log)
        }
        var inputs: [OnceSource.Input] = []
        if !plan.files.isEmpty { inputs.append(.files(plan.files)) }
        if plan.standardInput { inputs.append(.stream(0)) }
        once = inputs.map {
            OnceSource($0, into: client, limit: limit, log: place.log)
        }
        let endpoint = try Endpoint(settings.fetch.intake.endpoint)
        intake =
            settings.fetch.intake.enabled
            ? try IntakeService(
                context: place.context, loop: place.loop, endpoint: endpoint, offering: client,
                log: place.log, door: try place.door(at: endpoint, "fetch.intake.endpoint")) : nil
        web = WebFetching(
            settings, feeds: plan.feeds, path: state.path(of: WebState.file), into: client,
            log: place.log)
        pending = folders.count + once.count + 1
    }

    /// Opens the intake.
    func start() async throws { try await intake?.start() }

    /// Runs every source until its end, or until the task is cancelled.
    func run() async {
        let log = log
        await withTaskGroup(of: Void.self) { group in
            for folder in folders {
                group.addTask { await folder.run { await self.looked() } }
            }
            group.addTask { await self.web.run { await self.looked() } }
            for source in once {
                group.addTask {
                    let summary = await source.run()
                    let fields: LogFields = [
                        .count: summary.accepted,
                        .state: "\(summary.known) known, "
                            + "\(summary.refused + summary.bad) refused",
                    ]
                    if Task.isCancelled {
                        log.warning("perhaps not read to the end", fields)
                    } else {
                        log.info("read to the end", fields)
                    }
                    await self.looked()
                }
            }
        }
    }

    /// Returns when every source had its first look, and standard input is at its end; or when
    /// the sources are stopped.
    func firstLook() async {
        if pending == 0 || stopped { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    /// Closes the intake, and lets go of whoever waits for the first look.
    func stop() async {
        stopped = true
        wakeWaiters()
        await intake?.stop()
    }

    private func looked() {
        pending -= 1
        if pending == 0 { wakeWaiters() }
    }

    private func wakeWaiters() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }

    /// A path that does not depend on the working directory.
    private static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
