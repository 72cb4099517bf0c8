import Configuration
import Flow
import Logging
import Messages
import Publish
import Security
import Storage
import Threads
import ZeroMQ

/// The parts of a daemon and how they hang together. Reads as the pipeline.
struct Topology: Sendable {
    let context: Context
    let loop: EventLoop
    let directory: StateDirectory
    let archive: Archive
    let hub: Hub
    let fetch: OfferClient
    let runners: [StageRunner]
    let broadcaster: Broadcaster
    let admin: AdminService
    let entrance: Entrance?

    /// Opens files and makes every part; nothing talks yet.
    static func assemble(
        _ settings: Settings, stages: StageMakers, log: Logger,
        status: @escaping @Sendable () async throws -> StatusReport,
        onGivingUp: @escaping @Sendable (String) -> Void
    ) async throws -> Topology {
        let directory = try StateDirectory(path: settings.state)
        try RuntimeDirectory.make(settings.runtime)
        let archive = Archive(
            journal: try Journal(path: directory.path(of: Archive.journalFile)),
            log: try EventLog(path: directory.path(of: Archive.logFile)))
        if archive.log.opening.lost > 0 {
            log.error(
                "the event log lost entries; a new epoch begins",
                [.count: archive.log.opening.lost, .epoch: archive.log.epoch])
        }
        let context = try Context()
        let entrance = try await Entrance.open(settings.security, context: context, log: log)
        let loop = try EventLoop(name: "flow")
        let process = Digest.base32(Digest.random(10))
        let flow = FlowSettings(settings.flow)

        let broadcaster = try Broadcaster(
            Broadcaster.Parts(
                context: context, loop: loop,
                broadcast: try Endpoint(settings.publish.broadcast),
                follow: try Endpoint(settings.publish.follow),
                reader: try EventLogReader(path: archive.log.path),
                bounds: try await archive.log.bounds(),
                maximumFollowers: settings.publish.maxFollowers, log: log,
                door: entrance?.door))
        let publishing = PublishStage(
            log: archive.log, thread: DedicatedThread(name: "publish")
        ) { entries in await broadcaster.broadcast(entries) }

        let endpoint = try Endpoint(settings.flow.endpoint)
        // Over tcp our own stages would need keys of their own.
        let inside = endpoint.transport == .tcp ? try Endpoint("inproc://hub") : endpoint
        let hub = try await Hub.open(
            Hub.Parts(
                context: context, loop: loop,
                endpoints: inside == endpoint ? [endpoint] : [inside, endpoint],
                journal: archive.journal, flight: directory.path(of: Archive.flightFile),
                process: process, settings: flow, log: log, door: entrance?.door))
        func greeting(_ stage: StageName, _ instances: Int) -> Greeting {
            Greeting(
                stage: stage, version: Version.current, worker: "\(stage.rawValue)@\(process)",
                process: process, instances: instances)
        }
        func runner(
            _ stage: StageName, _ instances: Int,
            _ make: @escaping @Sendable (Int) throws -> StageInstance
        ) throws -> StageRunner {
            try StageRunner(
                context: context, loop: loop, hub: inside,
                greeting: greeting(stage, instances), settings: flow, log: log,
                onGivingUp: onGivingUp, makeInstance: make)
        }
        let cores = Machine.cores

        // The pipeline.
        let fetch = try OfferClient(
            context: context, loop: loop, hub: inside, greeting: greeting(.fetch, 1),
            settings: flow, documentLimit: settings.limits.document, log: log)
        let runners = [
            try runner(
                .normalize, settings.stages.normalize.number(cores: cores), stages.normalize),
            try runner(.extract, settings.stages.extract.number(cores: cores), stages.extract),
            try runner(.classify, settings.stages.classify.number(cores: cores), stages.classify),
            try runner(.publish, flow.publishing) { _ in stages.publish(publishing) },
        ]

        let admin = try AdminService(
            context: context, loop: loop, endpoint: try Endpoint(settings.admin.endpoint),
            administration: Administration(
                archive: archive,
                actions: Administration.Actions(
                    status: status, requeue: { await hub.requeue($0) },
                    drop: { await hub.drop($0) })), log: log)
        return Topology(
            context: context, loop: loop, directory: directory, archive: archive, hub: hub,
            fetch: fetch, runners: runners, broadcaster: broadcaster, admin: admin,
            entrance: entrance)
    }

    /// Binds and connects, the last stage first, so that whoever comes finds the next one there.
    func start() async throws {
        try await hub.start()
        try await broadcaster.start()
        for runner in runners.reversed() { try await runner.start() }
        try await fetch.start()
        try await admin.start()
    }
}

extension FlowSettings {
    /// What the configuration says.
    init(_ settings: Settings.Flow) {
        self.init()
        window = settings.window
        windowBytes = settings.windowBytes
        backlog = settings.backlog
        attempts = settings.attempts
        heartbeat = settings.heartbeat
        silence = settings.silence
        taskDeadline = settings.taskDeadline
        taskDeadlinePer10kB = settings.taskDeadlinePer10kB
    }

    /// Tasks Publish holds at once, so that one commit serves many.
    var publishing: Int { min(window, 64) }
}
