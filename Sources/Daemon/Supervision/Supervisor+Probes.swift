import Flow
import Messages
import Publish
import Storage

extension Topology {
    /// What a supervisor asks of a daemon. Only the journal lives off the event loop.
    var probes: Supervisor.Probes {
        let (hub, journal, publishing) = (hub, archive.journal, publishing)
        return Supervisor.Probes(
            runners: runners + (publishing.map { [$0.runner] } ?? []),
            journal: { _ = try? await journal.counts() },
            status: {
                let inHand = Supervisor.articles(await hub.status.window)
                guard let last = await publishing?.broadcaster.lastSequence else { return inHand }
                return "\(inHand), last event \(last)"
            })
    }
}

extension WorkerPart {
    /// What a supervisor asks of a worker, which has no journal.
    var probes: Supervisor.Probes {
        let runners = runners
        return Supervisor.Probes(
            runners: runners, journal: {},
            status: {
                var inHand = 0
                for runner in runners { inHand += await runner.activity.inHand }
                return Supervisor.articles(inHand)
            })
    }
}

extension Supervisor.Probes {
    fileprivate init(
        runners: [StageRunner], journal: @escaping @Sendable () async -> Void,
        status: @escaping @Sendable () async -> String
    ) {
        self.init(
            stages: {
                var stages: [(String, StageActivity)] = []
                for runner in runners {
                    stages.append((runner.stage.rawValue, await runner.activity))
                }
                return stages
            }, journal: journal, status: status)
    }
}

extension Supervisor {
    fileprivate static func articles(_ count: Int) -> String {
        "\(count) \(count == 1 ? "article" : "articles") in hand"
    }
}
