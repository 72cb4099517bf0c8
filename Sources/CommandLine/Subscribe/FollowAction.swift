import Publish

/// What a follower's loop is to do.
enum FollowAction: Hashable {
    /// Close the socket, if there is one, and connect a new one.
    case open
    /// Send a message to the daemon.
    case send(FollowMessage)
    /// Print events; then, everything up to `cursor` is done with.
    case deliver([[UInt8]], cursor: Cursor)
    /// Tell the person.
    case note(FollowNote)
    /// It is over, as was asked.
    case end
}

/// What a person is told while following.
enum FollowNote: Hashable, CustomStringConvertible {
    /// Events come now.
    case following(Cursor)
    /// The daemon is not there, or not any more.
    case lost(wasThere: Bool)
    /// The daemon said that it stops.
    case stopping
    /// The log is another one.
    case epoch(before: Cursor, now: Cursor)
    /// Entries are gone.
    case hole(from: Int64, to: Int64)
    /// The daemon said no.
    case refused(String)
    /// The daemon said something that makes no sense.
    case nonsense(String)

    /// Whether it only matters to somebody who watches.
    var isForTerminal: Bool { if case .following = self { true } else { false } }

    var description: String {
        switch self {
        case .following(let cursor):
            "following epoch \(cursor.epoch) after \(cursor.sequence)"
        case .lost(wasThere: true): "the daemon is silent; connecting again until it is back"
        case .lost(wasThere: false): "no daemon answers; waiting for one"
        case .stopping: "the daemon stops; waiting until it is back"
        case .epoch(let before, let now):
            "the event log is another one: epoch \(now.epoch) instead of \(before.epoch), where "
                + "\(before.sequence) was reached; beginning at its first event, \(now.sequence + 1)"
        case .hole(let from, let to):
            "events \(from) to \(to) are no longer in the log; going on with \(to + 1)"
        case .refused(let reason): "the daemon refuses: \(reason); trying again"
        case .nonsense(let reason): "cannot understand the daemon: \(reason); connecting again"
        }
    }
}
