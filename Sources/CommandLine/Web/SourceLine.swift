import Arguments
import Messages
import Storage

/// A source as `chancery sources list` shows it.
struct SourceLine: Encodable {
    var kind: String
    var url: String
    var origin: String
    var publisher: String?
    var text: String
    var title: String?
    /// `ok`, `failing`, `gone`, or `new` before the first poll.
    var state: String
    var message: String
    var failures: Int
    var polled: Timestamp?
    var succeeded: Timestamp?
    /// When it is asked next; absent if it is gone.
    var next: Timestamp?
    /// Where it is asked for, if it has moved.
    var moved: String?
    var entries: Int
    var pending: Int

    init(_ stored: StoredSource) {
        let (source, poll) = (stored.source, stored.poll)
        kind = source.kind.rawValue
        url = source.url
        origin = source.origin.rawValue
        publisher = source.publisher
        text = source.text.rawValue
        title = poll.title
        state =
            poll.retired != nil
            ? "gone" : poll.failures > 0 ? "failing" : poll.succeeded == nil ? "new" : "ok"
        message = poll.message
        failures = poll.failures
        polled = poll.polled.map(Timestamp.init(seconds:))
        succeeded = poll.succeeded.map(Timestamp.init(seconds:))
        next = poll.retired == nil && poll.due > 0 ? Timestamp(seconds: poll.due) : nil
        moved = poll.current == source.url ? nil : poll.current
        entries = stored.entries
        pending = stored.pending
    }

    /// For people.
    static func table(_ lines: [SourceLine]) -> Table {
        Table(
            [
                .init("kind"), .init("state"), .init("entries", .right), .init("waiting", .right),
                .init("last success"), .init("next"), .init("url", shrinksTo: 20),
                .init("last poll", shrinksTo: 12),
            ],
            rows: lines.map { line in
                [
                    line.kind, line.failures > 0 ? "\(line.state) \(line.failures)" : line.state,
                    "\(line.entries)", "\(line.pending)", line.succeeded?.text ?? "-",
                    line.next?.text ?? "-", line.url, line.message,
                ]
            })
    }
}
