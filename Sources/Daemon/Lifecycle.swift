public import Configuration
import Extract
import Flow
import Glibc
import Knowledge
public import Logging
public import Messages
import Normalize
import Publish
import Security
import Storage
import Threads
import ZeroMQ

/// Starts a daemon, waits for its end, and stops it.
public actor Lifecycle {
    /// What a run is to do.
    public struct Plan: Sendable {
        public var settings: Settings
        /// Sources besides the configured ones.
        public var sources: SourcePlan
        /// Whether to end when every source was read once and every article has ended.
        public var once: Bool
        /// The stages this process serves besides the hub.
        public var stages: Set<StageName>
        public var log: Logger
        public var faults: FaultPlan
        /// Who wants to hear how the daemon is; nil if nobody does.
        public var serviceManager: ServiceManager?

        /// What a run is to do; see the properties.
        public init(
            settings: Settings, sources: SourcePlan = SourcePlan(), once: Bool = false,
            stages: Set<StageName> = Set(StageName.allCases), log: Logger,
            faults: FaultPlan = .none, serviceManager: ServiceManager? = nil
        ) {
            self.settings = settings
            self.sources = sources
            self.once = once
            self.stages = stages
            self.log = log
            self.faults = faults
            self.serviceManager = serviceManager
        }
    }

    /// Why a run ends.
    enum Ending: Equatable, Sendable {
        case signal(Int32)
        case finished
        case gaveUp(String)
    }

    private let plan: Plan
    private let log: Logger
    private let begin = Instant.now
    private var ending: Ending?
    private var endingWaiter: CheckedContinuation<Ending, Never>?
    private var topology: Topology?
    private var tables: Tables?
    private var supervisor: Supervisor?

    /// A daemon that does nothing yet.
    public init(_ plan: Plan) {
        self.plan = plan
        log = plan.log.child("daemon")
    }

    /// The language model, if this process extracts and one is installed.
    private func languageModel(_ data: String) throws(DaemonError) -> SentenceModel? {
        guard plan.stages.contains(.extract) else { return nil }
        let (model, note) = try SentenceModel.open(data: data, plan.settings)
        if let note { log.warning(note) }
        return model
    }

    /// Runs to the end.
    ///
    /// - Returns: true if everything ended in order.
    /// - Throws: what kept the daemon from starting: ``DaemonError``, ``StorageError``,
    ///   ``ZeroMQError``.
    public func run() async throws -> Bool {
        if !plan.faults.isEmpty { log.warning("CHANCERY_FAULTS is set: articles will suffer") }
        plan.serviceManager?.send(.status("starting: opening the journal and the event log"))
        let data = try DataDirectory.find(given: plan.settings.data)
        let model = try languageModel(data)
        if Tables.needed(by: plan.stages) {
            tables = try Tables(data, plan.settings.knowledge, log: log)
        }
        let topology = try await Topology.assemble(
            plan,
            stages: StageMakers(
                source: tables?.source, model: model, pages: try PageLexicon.open(data),
                textLimit: plan.settings.limits.articleText, faults: plan.faults),
            status: { [weak self] in try await self?.status() ?? StatusReport.none },
            onGivingUp: { [weak self] reason in self?.end(.gaveUp(reason)) })
        self.topology = topology
        let signals = try SignalWatcher(loop: topology.place.loop) { [weak self] signal in
            self?.received(signal)
        }
        await signals.start()
        try await topology.start()
        supervisor = plan.serviceManager.map {
            Supervisor($0, loop: topology.place.loop, probes: topology.probes, log: plan.log)
        }
        await supervisor?.start()
        log.notice(
            "ready",
            [
                .version: Version.current, .pid: Int(getpid()), .seconds: Instant.now - begin,
                .epoch: topology.publishing?.log.epoch ?? "",
            ])
        let ending = await serve(topology)
        let inOrder = await stop(topology, ending)
        await signals.stop()
        await supervisor?.stop()
        topology.place.loop.stop()
        await topology.place.loop.ended()
        // Lets what the sockets still had to say be said; no longer than their linger.
        try? topology.place.context.terminate()
        plan.log.flush()
        return inOrder && !ending.isFailure
    }

    /// Lets the sources run until something ends the daemon.
    private func serve(_ topology: Topology) async -> Ending {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await topology.fetching?.sources.run() }
            let maintenance = Maintenance(
                journal: topology.archive.journal, publishing: topology.publishing,
                keep: plan.settings.journal.keep, retention: plan.settings.publish.retention,
                log: log)
            group.addTask { await maintenance.run() }
            if plan.once {
                group.addTask {
                    await topology.fetching?.sources.firstLook()
                    await topology.hub.idle()
                    self.end(.finished)
                }
            }
            let ending = await withCheckedContinuation {
                (continuation: CheckedContinuation<Ending, Never>) in
                if let settled = self.ending {
                    continuation.resume(returning: settled)
                } else {
                    endingWaiter = continuation
                }
            }
            log.notice("stopping", [.reason: "\(ending)"])
            await supervisor?.stopping("\(ending)")
            await topology.fetching?.sources.stop()
            await topology.hub.endIdleWaits()
            if ending != .finished { await topology.fetching?.client.stop() }
            group.cancelAll()
            return ending
        }
    }

    private func stop(_ topology: Topology, _ ending: Ending) async -> Bool {
        var steps = Steps()
        steps.add("fetch", within: .seconds(2)) { await topology.fetching?.client.stop() }
        if !ending.isFailure {
            let drain = plan.settings.shutdown.drain
            steps.add("articles in hand", within: drain) { await topology.hub.drain() }
            steps.add("followers", within: .seconds(3)) {
                await topology.publishing?.followersCaughtUp()
            }
        }
        steps.add("workers", within: .seconds(2)) {
            for runner in topology.runners { await runner.stop() }
            await topology.publishing?.runner.stop()
        }
        steps.add("hub", within: .seconds(5)) { await topology.hub.stop() }
        steps.add("publish", within: .seconds(5)) {
            await topology.publishing?.broadcaster.stop()
        }
        steps.add("administration", within: .seconds(2)) { await topology.admin.stop() }
        if let entrance = topology.place.entrance {
            steps.add("authority", within: .seconds(2)) { await entrance.close() }
        }
        steps.add("files", within: .seconds(10)) {
            await topology.archive.journal.close()
            await topology.publishing?.log.close()
        }
        let late = await steps.run(log: log)
        log.notice("stopped", [.seconds: Instant.now - begin])
        return late.isEmpty
    }

    /// A signal came; a second one that asks for the end gets it at once.
    private nonisolated func received(_ signal: Int32) {
        switch signal {
        // A short hop, as in `end`.
        case SIGHUP: Task { await self.reload() }
        case SIGUSR1: plan.faults.setBlocked(false)
        default:
            if interrupted.withLock({ before in
                defer { before = true }
                return before
            }) {
                log.warning("stopped at once", [.signal: Int(signal)])
                _exit(128 + signal)
            }
            end(.signal(signal))
        }
    }

    private let interrupted = Locked(false)

    /// Ends the run in order; for whoever runs a daemon as a part of something else.
    public nonisolated func finish() { end(.finished) }

    private nonisolated func end(_ ending: Ending) {
        // A short hop whose only effect is to wake `serve`.
        Task { await self.settle(ending) }
    }

    /// Reads again what can change while the daemon runs, the allow-list and the tables, and tells
    /// the service manager when that is over.
    private func reload() async {
        await supervisor?.reloading()
        await Entrance.reload(topology?.place.entrance, topology?.publishing)
        await tables?.reload()
        await supervisor?.reloaded()
    }

    private func settle(_ ending: Ending) {
        guard self.ending == nil else { return }
        self.ending = ending
        endingWaiter?.resume(returning: ending)
        endingWaiter = nil
    }

    private func status() async throws -> StatusReport {
        guard let topology else { return .none }
        return StatusReport(
            version: Version.current, state: ending == nil ? "running" : "stopping",
            pid: Int(getpid()), uptime: Int((Instant.now - begin).seconds),
            hub: await topology.hub.status,
            journal: try await topology.archive.journalReport(),
            log: try await topology.archive.logReport(),
            followers: await topology.publishing?.broadcaster.followerCount,
            sourcesPending: await topology.fetching?.sources.pending,
            security: topology.place.entrance?.door.report)
    }
}

extension Lifecycle.Ending: CustomStringConvertible {
    /// Whether the daemon ends because it cannot go on.
    var isFailure: Bool { if case .gaveUp = self { true } else { false } }

    var description: String {
        switch self {
        case .signal(SIGTERM): "SIGTERM"
        case .signal(SIGINT): "SIGINT"
        case .signal(let number): "signal \(number)"
        case .finished: "all is done"
        case .gaveUp(let reason): reason
        }
    }
}
