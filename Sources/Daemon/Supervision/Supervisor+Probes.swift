import Flow
import Messages
import Publish
import Storage

extension Topology {
    /// What a supervisor asks of a whole daemon. Only the journal lives off the event loop.
    var probes: Supervisor.Probes {
        let (hub, broadcaster, journal, runners) = (hub, broadcaster, archive.journal, runners)
        return Supervisor.Probes(
            stages: {
                var stages: [(String, StageActivity)] = []
                for runner in runners {
                    stages.append((runner.stage.rawValue, await runner.activity))
                }
                return stages
            },
            journal: { _ = try? await journal.counts() },
            status: {
                let count = await hub.status.window
                let last = await broadcaster.lastSequence
                return "\(count) \(count == 1 ? "article" : "articles") in hand, "
                    + "last event \(last)"
            })
    }
}
