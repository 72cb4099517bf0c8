import Configuration
import Logging
import Publish
import Storage
import Threads

/// Removes what is older than the configuration keeps, a little at a time.
struct Maintenance: Sendable {
    /// Between two runs. A run removes a tenth at most, so a clock gone wild is noticed in time.
    static let interval = Duration.seconds(3600)
    /// Answers to articles are kept this much longer than the journal knows the articles, so that
    /// an article it could offer again is still answered from the log.
    static let margin = Duration.seconds(7 * 86_400)

    /// The journal, where it is kept by this process.
    var journal: Journal?
    /// Publish, where it is served by this process.
    var publishing: Publishing?
    let keep: Duration
    let retention: Duration?
    let log: Logger

    /// Runs now and then until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await runOnce(now: WallClock.seconds)
            try? await Task.sleep(for: Maintenance.interval)
        }
    }

    /// Removes what is too old at `now`, in seconds since 1970.
    func runOnce(now: Int64) async {
        func before(_ age: Duration) -> Int64 { now - Int64(age.seconds) }
        do throws(StorageError) {
            if let journal {
                report("seen articles", try await journal.forget(before: before(keep), now: now))
            }
            guard let publishing else { return }
            report(
                "answers",
                try await publishing.log.forgetFinished(
                    before: before(keep + Maintenance.margin), now: now))
            if let retention {
                report(
                    "events", try await publishing.log.expire(before: before(retention), now: now))
                await publishing.broadcaster.expired(first: try await publishing.log.bounds().first)
            }
        } catch {
            log.warning("cannot remove what is old", [.reason: "\(error)"])
        }
    }

    private func report(_ what: String, _ result: RetentionResult) {
        switch result {
        case .removed(0): break
        case .removed(let count): log.info("removed what is old", [.state: what, .count: count])
        case .clockSteppedBack(let newest):
            log.warning(
                "nothing is removed: the clock is behind what was written before",
                [.state: what, .expected: newest])
        }
    }
}
