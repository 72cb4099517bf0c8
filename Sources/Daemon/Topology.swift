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
    /// Where the daemon's own stages find the hub.
    private static let inside = "inproc://hub"

    let place: Workplace
    let directory: StateDirectory
    let archive: Archive
    let hub: Hub
    /// The stages of this process; the others are served by workers elsewhere.
    let fetching: Fetching?
    let runners: [StageRunner]
    let publishing: Publishing?
    let admin: AdminService

    /// Opens files and makes every part; nothing talks yet.
    static func assemble(
        _ plan: Lifecycle.Plan, stages: StageMakers,
        status: @escaping @Sendable () async throws -> StatusReport,
        onGivingUp: @escaping @Sendable (String) -> Void
    ) async throws -> Topology {
        let settings = plan.settings
        let directory = try StateDirectory(path: settings.state)
        try RuntimeDirectory.make(settings.runtime)
        let journal = try Journal(path: directory.path(of: Archive.journalFile))
        if journal.opening.lost > 0 {
            plan.log.child("daemon").error(
                "the end of the journal is gone: offer again what was accepted last",
                [.count: journal.opening.lost])
        }
        let place = try await Workplace.open(settings, log: plan.log, onGivingUp: onGivingUp)
        let outside = try Endpoint(settings.flow.endpoint)
        let inside = outside.transport == .inproc ? outside : try Endpoint(Topology.inside)
        guard outside != inside || plan.stages.count == StageName.allCases.count else {
            throw DaemonError(
                .configuration,
                "flow.endpoint is \(outside), where no other process can come in to serve the "
                    + "stages that are missing here: make it ipc://\(settings.runtime)/hub.sock")
        }
        let hub = try await Hub.open(
            Hub.Parts(
                context: place.context, loop: place.loop,
                endpoints: outside == inside ? [inside] : [inside, outside], journal: journal,
                flight: directory.path(of: Archive.flightFile), process: place.process,
                settings: place.flow, log: plan.log,
                door: try place.door(at: outside, "flow.endpoint")))

        // The pipeline.
        func here(_ stage: StageName) -> Bool { plan.stages.contains(stage) }
        let fetching =
            here(.fetch) ? try Fetching.assemble(plan.sources, in: place, hub: inside) : nil
        let runners = try StageName.working.filter(here).compactMap { stage in
            try stages.maker(of: stage).map { try place.runner(stage, hub: inside, $0) }
        }
        let publishing =
            here(.publish)
            ? try await Publishing.assemble(in: place, hub: inside, stages: stages) : nil

        let archive =
            publishing.map { Archive(journal: journal, log: $0.log) }
            ?? Archive(journal: journal, logPath: directory.path(of: Archive.logFile))
        let admin = try AdminService(
            context: place.context, loop: place.loop,
            endpoint: try Endpoint(settings.admin.endpoint),
            administration: Administration(
                archive: archive,
                actions: Administration.Actions(
                    status: status, requeue: { await hub.requeue($0) },
                    drop: { await hub.drop($0) })), log: plan.log)
        return Topology(
            place: place, directory: directory, archive: archive, hub: hub, fetching: fetching,
            runners: runners, publishing: publishing, admin: admin)
    }

    /// Binds and connects, the last stage first, so that whoever comes finds the next one there.
    func start() async throws {
        try await hub.start()
        if let publishing {
            try await publishing.broadcaster.start()
            try await publishing.runner.start()
        }
        for runner in runners.reversed() { try await runner.start() }
        try await fetching?.client.start()
        try await admin.start()
        try await fetching?.sources.start()
    }
}
