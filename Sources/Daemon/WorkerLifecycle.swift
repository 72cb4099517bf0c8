public import Configuration
import Flow
import Glibc
import Knowledge
public import Logging
public import Messages
import Publish
import Storage
import Threads
public import ZeroMQ

/// Serves one stage of a hub in another process: comes, works, and leaves in order.
public actor WorkerLifecycle {
    /// What a worker is to do.
    public struct Plan: Sendable {
        public var settings: Settings
        public var stage: StageName
        /// Where the hub is.
        public var hub: Endpoint
        /// Sources besides the configured ones; for Fetch.
        public var sources: SourcePlan
        public var log: Logger
        public var faults: FaultPlan
        /// Who wants to hear how the worker is; nil if nobody does.
        public var serviceManager: ServiceManager?

        /// What a worker is to do; see the properties.
        public init(
            settings: Settings, stage: StageName, hub: Endpoint,
            sources: SourcePlan = SourcePlan(), log: Logger, faults: FaultPlan = .none,
            serviceManager: ServiceManager? = nil
        ) {
            self.settings = settings
            self.stage = stage
            self.hub = hub
            self.sources = sources
            self.log = log
            self.faults = faults
            self.serviceManager = serviceManager
        }
    }

    /// How a worker ended.
    public enum Outcome: Hashable, Sendable {
        /// Asked to, with everything in order.
        case inOrder
        /// Something inside failed or was not done in time.
        case failed
        /// The hub does not want it, and says why.
        case refused(String)
    }

    private let plan: Plan
    private let log: Logger
    private let begin = Instant.now
    private let ending = Decision<Ending>()
    private let interrupted = Locked(false)
    private var supervisor: Supervisor?
    private var entrance: Entrance?
    private var publishing: Publishing?
    private var tables: Tables?

    /// A worker that does nothing yet.
    public init(_ plan: Plan) {
        self.plan = plan
        log = plan.log.child("worker")
    }

    /// Runs until a signal, or until it cannot go on.
    ///
    /// - Throws: what kept it from starting: ``DaemonError``, ``StorageError``, ``ZeroMQError``.
    public func run() async throws -> Outcome {
        if !plan.faults.isEmpty { log.warning("CHANCERY_FAULTS is set: articles will suffer") }
        // The others bind nothing, and may not be allowed to make it.
        if plan.stage == .fetch || plan.stage == .publish {
            try RuntimeDirectory.make(plan.settings.runtime)
        }
        let ending = ending
        let place = try await Workplace.open(
            plan.settings, log: plan.log, onGivingUp: { ending.settle(.gaveUp($0)) },
            onRefusal: { ending.settle(.refused($0)) })
        let part = try await WorkerPart.assemble(plan, in: place)
        entrance = place.entrance
        publishing = part.publishing
        tables = part.tables
        let signals = try SignalWatcher(loop: place.loop) { [weak self] signal in
            self?.received(signal)
        }
        await signals.start()
        try await part.start()
        supervisor = plan.serviceManager.map {
            Supervisor($0, loop: place.loop, probes: part.probes, log: plan.log)
        }
        await supervisor?.start()
        log.notice(
            "ready",
            [
                .version: Version.current, .pid: Int(getpid()), .seconds: Instant.now - begin,
                .worker: place.worker(plan.stage), .endpoint: "\(plan.hub)",
            ])
        let end = await serve(part)
        let late = await stop(part, end)
        await signals.stop()
        await supervisor?.stop()
        await place.entrance?.close()
        place.loop.stop()
        await place.loop.ended()
        // Lets BYE go out; no longer than the sockets' linger.
        try? place.context.terminate()
        log.notice("stopped", [.seconds: Instant.now - begin])
        plan.log.flush()
        return switch end {
        case .signal: late.isEmpty ? .inOrder : .failed
        case .gaveUp: .failed
        case .refused(let reason): .refused(reason)
        }
    }

    private func serve(_ part: WorkerPart) async -> Ending {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await part.fetching?.sources.run() }
            if let publishing = part.publishing {
                let maintenance = Maintenance(
                    publishing: publishing, keep: plan.settings.journal.keep,
                    retention: plan.settings.publish.retention, log: log)
                group.addTask { await maintenance.run() }
            }
            let end = await ending.value
            log.notice("stopping", [.reason: "\(end)"])
            await supervisor?.stopping("\(end)")
            // Sources that wait for an answer are told that there will be none.
            await part.fetching?.sources.stop()
            await part.fetching?.client.stop()
            group.cancelAll()
            return end
        }
    }

    private func stop(_ part: WorkerPart, _ end: Ending) async -> [String] {
        var steps = Steps()
        if case .signal = end {
            steps.add("articles in hand", within: plan.settings.shutdown.drain) {
                for runner in part.runners { await runner.drain() }
            }
            steps.add("followers", within: .seconds(3)) {
                await part.publishing?.followersCaughtUp()
            }
        }
        steps.add("workers", within: .seconds(2)) {
            for runner in part.runners { await runner.stop() }
        }
        steps.add("publish", within: .seconds(5)) { await part.publishing?.broadcaster.stop() }
        steps.add("files", within: .seconds(10)) { await part.publishing?.log.close() }
        return await steps.run(log: log)
    }

    /// A signal came; a second one that asks for the end gets it at once.
    private nonisolated func received(_ signal: Int32) {
        switch signal {
        // A short hop whose only effect is to read files again.
        case SIGHUP: Task { await self.reload() }
        case SIGUSR1: plan.faults.setBlocked(false)
        default:
            let again = interrupted.withLock { before in
                defer { before = true }
                return before
            }
            if again {
                log.warning("stopped at once", [.signal: Int(signal)])
                _exit(128 + signal)
            }
            ending.settle(.signal(signal))
        }
    }

    /// Reads again what can change while the worker runs, and tells the service manager when that
    /// is over.
    private func reload() async {
        await supervisor?.reloading()
        await Entrance.reload(entrance, publishing)
        if let tables {
            await tables.reload()
        } else if entrance == nil {
            log.info("nothing to read again", [.signal: "SIGHUP"])
        }
        await supervisor?.reloaded()
    }

    /// Why a worker ends.
    private enum Ending: Hashable, Sendable, CustomStringConvertible {
        case signal(Int32)
        case gaveUp(String)
        case refused(String)

        var description: String {
            switch self {
            case .signal(let number): "\(Lifecycle.Ending.signal(number))"
            case .gaveUp(let reason): reason
            case .refused(let reason): "refused by the hub: \(reason)"
            }
        }
    }
}
