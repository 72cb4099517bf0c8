import Storage
import Threads

/// What the daemon is to do for a follower.
enum FollowerAction: Hashable {
    /// Read entries behind `after` and hand them in.
    case read(after: Int64)
    /// Send events; everything up to `through` was examined.
    case send(through: Int64, [LogEntry])
    /// Tell that entries it has not seen are gone, that the log goes on at `first`, and let it go.
    case expire(first: Int64)
}

/// The decisions for one follower: replay and live are the same to it, it is always behind some
/// sequence and wants what comes next, within its credit.
///
/// A pure value; what is to be done comes back from each input. At most one read is under way;
/// `through` never goes back; no event goes out beyond credit.
struct FollowerMachine {
    /// Entries read at a time; more than a batch, because a filter may drop most of them.
    static let readLimit = 256
    /// Bytes read at a time.
    static let readBytes = 1 << 20

    /// A follower that says nothing for so long is let go.
    static let silence = Duration.seconds(60)
    /// The same for one that says PING: it says so each second.
    static let silenceOfPings = Duration.seconds(4)

    let filter: FollowFilter
    private(set) var through: Int64
    private(set) var credit: Int
    private(set) var last: Int64
    private(set) var reading = false
    /// What the follower was last told it is through.
    private var told: Int64
    private(set) var lastHeard: Instant
    private var pings = false

    /// A follower that has everything up to `through`, of a log that ends at `last`.
    init(filter: FollowFilter, through: Int64, last: Int64, credit: Int, at now: Instant) {
        self.filter = filter
        self.through = through
        self.credit = credit
        self.last = last
        told = through
        lastHeard = now
    }

    /// Whether the follower has been shown everything there is.
    var isCaughtUp: Bool { through >= last && told >= last && !reading }

    /// What there is to do at first, or after anything changed.
    mutating func advance() -> [FollowerAction] {
        guard credit > 0, !reading, through < last else { return [] }
        reading = true
        return [.read(after: through)]
    }

    /// The follower granted more, or only showed that it is there.
    mutating func heard(credit more: Int, at now: Instant) -> [FollowerAction] {
        lastHeard = now
        credit = min(credit + more, 100_000)
        return advance()
    }

    /// The follower said PING.
    mutating func pinged(at now: Instant) -> [FollowerAction] {
        pings = true
        return heard(credit: 0, at: now)
    }

    /// Whether the follower has said nothing for too long.
    func isSilent(at now: Instant) -> Bool {
        now - lastHeard
            >= (pings ? FollowerMachine.silenceOfPings : FollowerMachine.silence)
    }

    /// The log grew.
    mutating func committed(last: Int64) -> [FollowerAction] {
        self.last = max(self.last, last)
        return advance()
    }

    /// Entries behind `through`, in order.
    mutating func read(_ entries: [LogEntry]) -> [FollowerAction] {
        reading = false
        // Nothing although there should be: it comes with the next commit.
        guard let first = entries.first else { return [] }
        // The log has no holes but the one that retention leaves at its beginning, and any that
        // an old repair left. Both are shown, and both can be stepped over by beginning again.
        if first.sequence > through + 1 { return [.expire(first: first.sequence)] }
        var batch: [LogEntry] = []
        var actions: [FollowerAction] = []
        for entry in entries where entry.sequence > through {
            // A hole further on: what is before it goes out, the next read will begin at it.
            if entry.sequence > through + 1 { break }
            if filter.matches(entry) {
                guard credit > 0 else { break }
                credit -= 1
                batch.append(entry)
            }
            through = entry.sequence
            if batch.count == FollowMessage.batchLimit {
                actions.append(.send(through: through, batch))
                told = through
                batch = []
            }
        }
        if !batch.isEmpty {
            actions.append(.send(through: through, batch))
            told = through
        }
        return actions + advance()
    }

    /// A second passed: a filtered follower learns how far it is even if nothing matched.
    mutating func heartbeat() -> [FollowerAction] {
        guard told < through else { return [] }
        told = through
        return [.send(through: through, [])]
    }
}
