import Configuration
import Flow
import Logging
import Messages
import Publish
import Storage
import Threads
import ZeroMQ

/// Publish's part of a process: the event log under its own lock, the stage that commits to it,
/// and the sockets for subscribers.
struct Publishing: Sendable {
    /// The lock of whoever writes the event log.
    static let lock = "publish.lock"

    let directory: StateDirectory
    let log: EventLog
    let broadcaster: Broadcaster
    let runner: StageRunner

    /// Opens the log and makes the parts; nothing talks yet.
    static func assemble(
        in place: Workplace, hub: Endpoint, stages: StageMakers
    ) async throws -> Publishing {
        let settings = place.settings
        let broadcast = try Endpoint(settings.publish.broadcast)
        let follow = try Endpoint(settings.publish.follow)
        _ = try place.door(at: broadcast, "publish.broadcast")
        let door = try place.door(at: follow, "publish.follow")
        let directory = try StateDirectory(
            path: settings.state, holder: "publish", lock: Publishing.lock)
        let log = try EventLog(
            path: directory.path(of: Archive.logFile),
            duplicates: DuplicateRule(window: settings.publish.duplicateWindow))
        if log.opening.lost > 0 {
            place.log.error(
                "the event log lost entries; a new epoch begins",
                [.count: log.opening.lost, .epoch: log.epoch])
        }
        let broadcaster = try Broadcaster(
            Broadcaster.Parts(
                context: place.context, loop: place.loop,
                broadcast: broadcast, follow: follow,
                reader: try EventLogReader(path: log.path), bounds: try await log.bounds(),
                maximumFollowers: settings.publish.maxFollowers, log: place.log,
                door: door))
        let stage = PublishStage(log: log, thread: DedicatedThread(name: "publish")) { entries in
            await broadcaster.broadcast(entries)
        }
        return Publishing(
            directory: directory, log: log, broadcaster: broadcaster,
            runner: try place.runner(.publish, hub: hub) { _ in stages.publish(stage) })
    }

    /// Returns when every follower has what is committed, or the task is cancelled.
    func followersCaughtUp() async {
        while !(await broadcaster.isCaughtUp) {
            try? await Task.sleep(for: .milliseconds(20))
            if Task.isCancelled { return }
        }
    }
}
