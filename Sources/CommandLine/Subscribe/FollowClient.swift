import Messages
import Publish
import Threads

/// The decisions of a follower: says FOLLOW, grants credit as events are done with, and begins
/// again where it is when the daemon goes away, refuses, or has another log.
///
/// A pure value; inputs are the methods, outputs collect in ``takeActions()``. The position never
/// goes back within an epoch, and FOLLOW always says it.
struct FollowClient {
    /// Where to begin.
    enum Start: Hashable {
        /// With whatever the log still has.
        case beginning
        /// Behind a sequence.
        case after(Int64)
        /// With what comes next.
        case latest
        /// Where an earlier run got to.
        case cursor(Cursor)
    }

    /// Where the conversation stands.
    enum Phase: Hashable {
        /// FOLLOW was sent; the daemon has not answered yet.
        case asking
        /// Events come.
        case following
        /// To begin anew at this instant.
        case waiting(until: Instant)
        /// Nothing more is to be done.
        case ended
    }

    /// Events on their way at most.
    static let window = 500
    /// Silence after which the daemon is given up. It says something each second.
    static let silence = Duration.seconds(3)
    /// Wait between attempts at most.
    static let longestWait = Duration.seconds(30)
    /// How often the daemon hears that we are here.
    static let ping = Duration.seconds(1)

    private(set) var phase = Phase.asking
    /// Everything up to here was handed out; nil before the daemon said where its log is.
    private(set) var position: Cursor?
    private let start: Start
    private let filter: FollowFilter
    private let most: Int?
    private let untilStop: Bool
    private var delivered = 0
    /// Events the daemon may still send.
    private var credit = 0
    private var lastHeard: Instant
    private var lastSent: Instant
    private var patience = FollowClient.silence
    private var wait = Duration.seconds(1)
    /// Answers in a row that only sent us elsewhere.
    private var detours = 0
    private var wasThere = false
    /// What was said and still holds, so that it is said once.
    private var said: FollowNote?
    private var actions: [FollowAction] = []

    /// A follower that begins at once; `most` events, or until the daemon ends, or for ever.
    init(
        start: Start, filter: FollowFilter, most: Int? = nil, untilStop: Bool = false,
        at now: Instant
    ) {
        self.start = start
        self.filter = filter
        self.most = most
        self.untilStop = untilStop
        if case .cursor(let cursor) = start { position = cursor }
        lastHeard = now
        lastSent = now
        connect(at: now)
    }

    /// What there is to do, once, in this order.
    mutating func takeActions() -> [FollowAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    /// Frames came from the daemon.
    mutating func received(_ frames: [[UInt8]], at now: Instant) {
        guard phase != .ended else { return }
        lastHeard = now
        do throws(MessageError) {
            let message = try FollowMessage(frames: frames)
            switch message.kind {
            case .following: try began(try message.header(), at: now)
            case .batch: try took(try message.header(), message.events, at: now)
            case .heartbeat: break
            case .expired: try moved(try message.header(), isNewEpoch: false, at: now)
            case .epoch: try moved(try message.header(), isNewEpoch: true, at: now)
            case .refused: try refused(try message.header(), at: now)
            case .end: ended(at: now)
            case .follow, .credit, .ping:
                throw MessageError(.unknownCommand, "\(message.kind.rawValue) is not for us")
            }
        } catch {
            say(.nonsense("\(error)"))
            pause(at: now)
        }
    }

    /// Printing took its time, in which nothing could be heard.
    mutating func resumed(at now: Instant) { lastHeard = max(lastHeard, now) }

    /// Time passed. Call at least every quarter of a second.
    mutating func tick(at now: Instant) {
        switch phase {
        case .waiting(let until):
            if until <= now { connect(at: now) }
        case .asking:
            guard now - lastHeard >= patience else { return }
            say(.lost(wasThere: wasThere))
            patience = min(patience * 2, FollowClient.longestWait)
            connect(at: now)
        case .following:
            if now - lastHeard >= FollowClient.silence {
                say(.lost(wasThere: true))
                connect(at: now)
            } else if now - lastSent >= FollowClient.ping {
                send(FollowMessage(.ping, header: FollowReason("")), at: now)
            }
        case .ended: break
        }
    }

    /// Takes leave, so that the daemon need not wait for us.
    mutating func leave(at now: Instant) {
        guard phase != .ended else { return }
        phase = .ended
        send(FollowMessage(.end, header: FollowReason("the subscriber stops")), at: now)
    }

    private var remaining: Int { most.map { max(0, $0 - delivered) } ?? Int.max }

    private mutating func connect(at now: Instant) {
        actions.append(.open)
        lastHeard = now
        ask(at: now)
    }

    private mutating func ask(at now: Instant) {
        phase = .asking
        credit = min(FollowClient.window, remaining)
        let after: Int64? =
            switch (position, start) {
            case (let position?, _): position.sequence
            case (nil, .after(let sequence)): sequence
            case (nil, .latest): nil
            case (nil, .beginning), (nil, .cursor): 0
            }
        send(
            FollowMessage(
                .follow,
                header: FollowHeader(
                    after: after, epoch: position?.epoch, filter: filter, credit: credit)),
            at: now)
    }

    private mutating func began(_ bounds: FollowBounds, at now: Instant) throws(MessageError) {
        guard phase == .asking else { return }
        if position == nil {
            let sequence: Int64 =
                switch start {
                case .after(let sequence): sequence
                case .latest: bounds.last
                case .beginning, .cursor: 0
                }
            reach(Cursor(epoch: bounds.epoch, sequence: sequence))
        }
        guard let position, position.epoch == bounds.epoch else {
            throw MessageError(.invalidValue, at: "FOLLOWING.epoch", "not the one asked for")
        }
        phase = .following
        patience = FollowClient.silence
        wait = .seconds(1)
        detours = 0
        wasThere = true
        said = nil
        actions.append(.note(.following(position)))
        // From now on the daemon misses us when we are not heard.
        send(FollowMessage(.ping, header: FollowReason("")), at: now)
    }

    private mutating func took(
        _ header: BatchHeader, _ events: [[UInt8]], at now: Instant
    ) throws(MessageError) {
        guard phase == .following, let position else { return }
        guard header.epoch == position.epoch, header.count == events.count,
            header.through >= position.sequence + Int64(events.count), events.count <= credit
        else {
            throw MessageError(.invalidValue, at: "BATCH", "does not fit what came before")
        }
        delivered += events.count
        credit -= events.count
        if header.through > position.sequence {
            self.position = Cursor(epoch: header.epoch, sequence: header.through)
            actions.append(
                .deliver(
                    events, cursor: Cursor(epoch: header.epoch, sequence: header.through)))
        }
        if remaining == 0 {
            leave(at: now)
            actions.append(.end)
            return
        }
        let wanted = min(FollowClient.window, remaining)
        if credit <= wanted / 2 {
            send(
                FollowMessage(.credit, header: FollowCredit(credit: wanted - credit)), at: now)
            credit = wanted
        }
    }

    /// The place that was asked for is not there: begin at the first one that is.
    private mutating func moved(
        _ bounds: FollowBounds, isNewEpoch: Bool, at now: Instant
    ) throws(MessageError) {
        let next = Cursor(epoch: bounds.epoch, sequence: max(0, bounds.first - 1))
        let before = position
        if isNewEpoch {
            guard let before, before.epoch != next.epoch else {
                throw MessageError(.invalidValue, at: "EPOCH", "it is the one asked for")
            }
            actions.append(.note(.epoch(before: before, now: next)))
        } else {
            var reached = before?.sequence ?? 0
            if before == nil, case .after(let sequence) = start { reached = sequence }
            guard reached < next.sequence, before == nil || before?.epoch == next.epoch else {
                throw MessageError(.invalidValue, at: "EXPIRED", "it is there")
            }
            // Who asks for whatever there is misses nothing.
            if before != nil || start != .beginning {
                actions.append(.note(.hole(from: reached + 1, to: next.sequence)))
            }
        }
        reach(next)
        detours += 1
        // A log that moves each time it is asked is looked at again later.
        if detours <= 3 { ask(at: now) } else { pause(at: now) }
    }

    private mutating func reach(_ cursor: Cursor) {
        position = cursor
        actions.append(.deliver([], cursor: cursor))
    }

    private mutating func refused(_ header: FollowReason, at now: Instant) throws(MessageError) {
        switch phase {
        // The daemon has let us go, or is a new one: it knows nothing of us. Over a new connection,
        // since it may not have heard us over this one.
        case .following: connect(at: now)
        case .asking:
            say(.refused(header.reason.prefix(utf8: 300)))
            pause(at: now)
        case .waiting, .ended: break
        }
    }

    private mutating func ended(at now: Instant) {
        if untilStop {
            phase = .ended
            actions.append(.end)
        } else {
            say(.stopping)
            pause(at: now)
        }
    }

    private mutating func pause(at now: Instant) {
        phase = .waiting(until: now + wait)
        wait = min(wait * 2, FollowClient.longestWait)
    }

    /// Says it, unless it was said and nothing has changed since.
    private mutating func say(_ note: FollowNote) {
        guard said == nil else { return }
        said = note
        actions.append(.note(note))
    }

    private mutating func send(_ message: FollowMessage, at now: Instant) {
        lastSent = now
        actions.append(.send(message))
    }
}
