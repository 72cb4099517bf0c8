import Messages
import Storage
import Threads

/// The decisions of the hub: one state per article, who gets which task, what a result, a failure,
/// a silence or a crash leads to.
///
/// A pure value. Inputs are the methods that take an instant; what is to be done collects in
/// ``takeActions()``. What holds at any time:
/// - an article of the window is in exactly one phase; a task in hand has exactly one lease;
/// - articles in the window never exceed `settings.window`; when articles are let in, the bytes in
///   the window never exceed `windowBytes` but for one article;
/// - a result always has a place in the next stage's queue: its article's own place in the window;
/// - whoever was told `accepted` was told after the journal's commit;
/// - nothing is offered to a worker while the journal still has to write down what the last
///   attempt came to.
struct HubMachine {
    let settings: FlowSettings
    let incarnation: String
    /// Seconds from the monotonic clock's start back to 1970. Its owner keeps it right: the clock
    /// may be set long after the start, and the monotonic one sleeps with the machine.
    var wallClockOffset: Int64

    /// The articles between the journal and Publish.
    var articles: HubWindow
    /// The waiting articles of each stage, first come first served.
    var queues: [StageName: [TaskID]] = [:]
    /// Stages whose environment failed, and until when they are left alone.
    var pauses: [StageName: Pause] = [:]
    /// Everyone who said HELLO.
    var peers: [PeerID: HubPeer] = [:]

    /// Articles accepted and not finished, in the window or not.
    var backlog: Int
    /// Of these, the ones the journal still has to hand in. Below 0 while it handed in articles
    /// whose acceptance it has not reported yet.
    var unloaded: Int
    /// How far the journal was read.
    var loadedThrough: Int64 = 0
    /// Set while a read is under way, to what ``unloaded`` was when it began.
    var loading: Int?
    /// Set while the journal cannot be read.
    var loadPause: Pause?

    /// What waits for the next commit.
    var pending: [Record] = []
    /// What is being committed.
    var committing: [Record] = []
    /// Offers among both that nobody was answered for.
    var openOffers = 0
    /// Set while the journal cannot write.
    var journalPause: Pause?

    /// Set when nothing new is taken any more.
    var draining = false
    /// What ended, since the start.
    var tally = HubTally()
    /// When time last passed.
    var lastTick: Instant?

    private var actions: [HubAction] = []

    /// A hub whose journal holds `backlog` accepted articles. `incarnation` also names the hub's
    /// process: a worker that greets with it lives here.
    init(
        settings: FlowSettings, incarnation: String, backlog: Int, wallClockOffset: Int64 = 0
    ) {
        self.settings = settings
        self.wallClockOffset = wallClockOffset
        self.incarnation = incarnation
        self.backlog = backlog
        unloaded = backlog
        articles = HubWindow(crashesBeforeAlone: settings.crashesBeforeAlone)
        for stage in StageName.working { queues[stage] = [] }
    }

    /// A wait that doubles until something succeeds.
    struct Pause: Hashable {
        var until: Instant
        var wait: Duration
        var reason: String
    }

    /// Whether a wait still lasts.
    func isPaused(_ pause: Pause?, at now: Instant) -> Bool {
        pause.map { $0.until > now } ?? false
    }

    /// The wait after one more failure.
    func longer(_ pause: Pause?, _ reason: String, at now: Instant) -> Pause {
        let wait = min(
            pause.map { $0.wait * 2 } ?? settings.environmentWait, settings.environmentWaitLimit)
        return Pause(until: now + wait, wait: wait, reason: reason)
    }

    /// Something to be written down, and what it is for.
    struct Record: Hashable {
        enum Purpose: Hashable {
            /// An offer of `peer`.
            case acceptance(PeerID, TaskID)
            /// An article that is done.
            case finish(TaskID, Outcome)
            /// A failed attempt or a crash; the article is tried again afterwards.
            case setback(TaskID, retryAfter: Duration)
            /// An article that becomes a dead letter.
            case burial(TaskID)
            /// A part of another record.
            case supplement
            /// A request of the administration.
            case administration(ticket: Int)
        }

        let operation: JournalOperation
        let purpose: Purpose
    }

    /// What there is to do, once.
    mutating func takeActions() -> [HubAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    mutating func act(_ action: HubAction) { actions.append(action) }

    mutating func send(_ envelope: Envelope, to peer: PeerID) {
        act(.send(envelope, to: peer))
    }

    mutating func note(
        _ level: HubNote.Level, _ message: String, task: TaskID? = nil, stage: StageName? = nil,
        worker: String? = nil, reason: String? = nil
    ) {
        act(
            .note(
                HubNote(
                    level: level, message: message, task: task, stage: stage, worker: worker,
                    reason: reason)))
    }

    /// An envelope came from `peer`.
    mutating func received(_ envelope: Envelope, from id: PeerID, at now: Instant) {
        if envelope.command == .hello {
            greeted(envelope, by: id, at: now)
        } else if peers[id] != nil {
            peers[id]?.lastHeard = now
            handle(envelope, from: id, at: now)
        } else if envelope.command != .bye {
            send(
                Envelope(
                    .bye,
                    header: FarewellHeader(.unknown, "the hub does not know you; say HELLO")),
                to: id)
        }
        advance(at: now)
    }

    /// Something that is no envelope came from `peer`.
    mutating func received(malformed error: MessageError, from id: PeerID, at now: Instant) {
        note(.warning, "refused a message", worker: peers[id]?.greeting.worker, reason: "\(error)")
        send(Envelope(.bye, header: FarewellHeader(.malformed, "\(error)")), to: id)
    }

    private mutating func handle(_ envelope: Envelope, from id: PeerID, at now: Instant) {
        do throws(MessageError) {
            switch envelope.command {
            case .offer: try offered(envelope, by: id, at: now)
            case .ready: try granted(envelope, by: id)
            case .done: try completed(envelope, by: id, at: now)
            case .fail: try failed(envelope, by: id, at: now)
            case .progress, .pong: break
            case .ping: send(Envelope(.pong), to: id)
            case .refused: try returned(envelope, by: id)
            case .bye: left(id, at: now)
            case .hello, .welcome, .accepted, .task:
                throw MessageError(
                    .unknownCommand, at: "frame[1]",
                    "\(envelope.command.rawValue) is not for the hub")
            }
        } catch {
            received(malformed: error, from: id, at: now)
        }
    }

    /// Time passed. Call at least every quarter of a second.
    mutating func tick(at now: Instant) {
        forgive(at: now)
        for id in peers.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            if let peer = peers[id] { watch(id, peer, at: now) }
        }
        let due = articles.ordered { article in
            switch article.phase {
            case .inHand(let lease): lease.deadline.map { $0 <= now } ?? false
            case .delayed(let until): until <= now
            case .queued, .recording: false
            }
        }
        for task in due {
            guard let article = articles[task] else { continue }
            if case .inHand(let lease) = article.phase {
                overdue(task, article, lease, at: now)
            } else {
                enqueue(task)
            }
        }
        advance(at: now)
    }

    /// Starts whatever can be started now.
    mutating func advance(at now: Instant) {
        commit(at: now)
        load(at: now)
        dispatch(at: now)
        replenish(at: now)
    }
}

/// What ended, since the hub's start.
struct HubTally: Hashable {
    var outcomes: [Outcome: Int] = [:]
    var dead = 0
    var repeats = 0
    var refusedResults = 0
}
