import Logging
import Messages
import Storage
import Threads

extension Hub {
    /// Writes down what was in flight when the last run died.
    static func recover(_ parts: Parts) async throws {
        let log = parts.log.child("hub")
        let survivors = try FlightRecord.survivors(at: parts.flight)
        guard !survivors.isEmpty else { return }
        let now = WallClock.seconds
        guard survivors.allSatisfy(\.sameBoot) else {
            log.notice("the machine was restarted while articles were in hand")
            return
        }
        log.warning(
            "the last run ended without warning", [.count: survivors.count])
        // If the crash itself named its culprit, nobody else is suspected.
        let blamed = survivors.filter(\.blamed)
        let operations: [JournalOperation] =
            blamed.isEmpty
            ? [
                .crashed(
                    tasks: survivors.map {
                        CrashedTask(task: $0.task, stage: $0.stage, alone: $0.alone)
                    }, at: now)
            ]
            : blamed.map {
                .attemptFailed(
                    task: $0.task, stage: $0.stage,
                    reason: "the process crashed in \($0.stage.rawValue)", at: now)
            }
        _ = try await parts.journal.commit(operations)
    }
}
