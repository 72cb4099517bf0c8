import Logging
import Messages
import Publish
import Storage
import TestSupport
import Threads
import ZeroMQ

/// The publishing half of a daemon: a log and its sockets in a folder.
struct Feed: Sendable {
    let log: EventLog
    let broadcaster: Broadcaster
    private let loop: EventLoop

    /// Opens the log in `folder` and binds its sockets there.
    init(in folder: TemporaryFolder) async throws {
        log = try EventLog(path: folder.path(of: "events.sqlite"))
        loop = try EventLoop(name: "feed")
        broadcaster = try Broadcaster(
            Broadcaster.Parts(
                context: try Context(), loop: loop,
                broadcast: try Endpoint(Feed.broadcast(folder)),
                follow: try Endpoint(Feed.follow(folder)),
                reader: try EventLogReader(path: log.path), bounds: try await log.bounds(),
                maximumFollowers: 8, log: .silent))
        try await broadcaster.start()
    }

    static func follow(_ folder: TemporaryFolder) -> String {
        "ipc://" + folder.path(of: "follow.sock")
    }

    static func broadcast(_ folder: TemporaryFolder) -> String {
        "ipc://" + folder.path(of: "events.sock")
    }

    /// Commits events for these numbers, one an article, and broadcasts them.
    func publish(_ numbers: ClosedRange<Int>) async throws {
        let batch = numbers.map { number -> (task: TaskID, coded: CodedArticle) in
            var coded = CodedArticle.sample
            coded.info.contentHash = "hash-\(number)"
            coded.events[0].id = "ev1-\(number)"
            coded.events[0].confidence = Double(number % 10) / 10
            return (
                TaskID.derived(source: "test", item: "\(number)", bytes: []), coded
            )
        }
        let receipts = try await log.commit(batch, now: 1_900_000_000)
        await broadcaster.broadcast(receipts.flatMap(\.entries))
    }

    /// Says END and closes everything.
    func stop() async {
        await broadcaster.stop()
        await log.close()
        loop.stop()
        await loop.ended()
    }
}
