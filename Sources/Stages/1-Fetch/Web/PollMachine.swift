import Storage
import Threads
import Web

/// What the actor beside the machine is to do.
enum PollAction: Hashable {
    /// Ask a server.
    case fetch(FetchOrder)
    /// A source was asked, and this came of it: store it, then say ``PollMachine/adopt(_:for:)``.
    case polled(Int64, PollOutcome)
    /// The page of an entry is not got, now or ever.
    case pageFailed(Int64, PageFailure)
    /// A domain is left alone until then, in seconds since 1970.
    case cool(String, until: Int64)
}

/// One question to a server.
struct FetchOrder: Hashable, Sendable {
    /// What it is asked for.
    enum Subject: Hashable, Sendable {
        /// The document of a source.
        case poll(Int64)
        /// The page of an entry.
        case page(Int64)
        /// The robots.txt of an origin.
        case robots(String)
    }

    var ticket: Int
    var subject: Subject
    var address: WebAddress
    var validators = Validators()
    /// Whether every redirect up to here was for good.
    var hasMovedForGood: Bool
    /// Redirects up to here.
    var hops: Int
}

/// The decisions of polling: who is asked for what, and when. Inputs and a moment go in, actions
/// come out.
///
/// Everything that waits for a time stands in one queue. What is due goes into the lane of its
/// registrable domain; a lane lets through what its manners allow.
struct PollMachine {
    /// A source as the machine knows it.
    struct Source {
        var record: PollRecord
        let kind: WebSourceRecord.Kind
        /// Its ticket while it is under way or waits for its time.
        var ticket: Int?
        /// Whether it was asked since the start, or need not be yet.
        var isSeen = false
    }

    /// Something to be asked for, on its way through redirects.
    struct Job {
        let ticket: Int
        let subject: FetchOrder.Subject
        var address: WebAddress
        var hops = 0
        var hasMovedForGood = true
        var due: Instant = .zero
        var begun: Instant = .zero
        var lane = ""
    }

    /// What is known of the rules of an origin.
    enum Robots {
        /// They are being asked for; these jobs wait.
        case asked(waiting: [Int])
        /// They are known until then. Rules that stand in for none because of an error are marked.
        case known(RobotsRules, until: Instant, isError: Bool)
    }

    enum Event: Hashable {
        case job(Int)
        case lane(String)
    }

    let rules: PollRules
    var now: PollTime
    var queue = DueQueue<Event>()
    var lanes: [String: Lane] = [:]
    var robots: [String: Robots] = [:]
    var jobs: [Int: Job] = [:]
    var sources: [Int64: Source] = [:]
    /// Lanes that wait until somebody of all is done.
    var waitingLanes: [String] = []
    /// Requests under way.
    var active = 0
    /// Polls that are due and wait until fewer entries do.
    private var held: [Int] = []
    private(set) var isStalled = false
    private var lastTicket = 0
    private var actions: [PollAction] = []

    init(rules: PollRules, at now: PollTime) {
        self.rules = rules
        self.now = now
    }

    /// What there is to do, once.
    mutating func takeActions() -> [PollAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    mutating func act(_ action: PollAction) { actions.append(action) }

    /// When there is something to do next, if nothing happens before.
    var nextDue: Instant? { queue.first }

    // MARK: What is to be asked for

    /// These are all the sources there are. New ones are scheduled as their history says.
    mutating func sync(_ wanted: [StoredSource], at now: PollTime) {
        self.now = now
        let ids = Set(wanted.map(\.id))
        for (id, source) in sources where !ids.contains(id) {
            if let ticket = source.ticket { jobs[ticket] = nil }
            sources[id] = nil
        }
        for stored in wanted where sources[stored.id] == nil {
            sources[stored.id] = Source(record: stored.poll, kind: stored.source.kind)
            schedule(stored.id)
        }
    }

    /// A source has this history now; it is asked again when that says.
    mutating func adopt(_ record: PollRecord, for source: Int64, at now: PollTime) {
        self.now = now
        guard sources[source] != nil else { return }
        sources[source]?.record = record
        sources[source]?.isSeen = true
        schedule(source)
    }

    private mutating func schedule(_ id: Int64) {
        guard var source = sources[id] else { return }
        if let ticket = source.ticket { jobs[ticket] = nil }
        source.ticket = nil
        defer { sources[id] = source }
        guard source.record.retired == nil else {
            source.isSeen = true
            return
        }
        if source.record.due > now.wall { source.isSeen = true }
        guard let address = try? WebAddress(source.record.current) else {
            // The address was checked when it was named; somebody has changed the file by hand.
            source.isSeen = true
            return
        }
        source.ticket = post(
            .poll(id), address, at: now.instant(ofWall: source.record.due))
    }

    /// The page of an entry is to be got, when it is due.
    mutating func addPage(_ entry: Int64, _ address: WebAddress, due: Int64, at now: PollTime) {
        self.now = now
        post(.page(entry), address, at: now.instant(ofWall: due))
    }

    /// Has something wait until it is to be asked for.
    @discardableResult
    mutating func post(
        _ subject: FetchOrder.Subject, _ address: WebAddress, at instant: Instant
    ) -> Int {
        let job = make(subject, address, due: instant)
        queue.insert(.job(job.ticket), at: instant)
        return job.ticket
    }

    mutating func make(
        _ subject: FetchOrder.Subject, _ address: WebAddress, due: Instant
    ) -> Job {
        lastTicket += 1
        var job = Job(ticket: lastTicket, subject: subject, address: address)
        job.due = due
        jobs[job.ticket] = job
        return job
    }

    /// A domain wants to be left alone until then, in seconds since 1970.
    mutating func leaveAlone(_ domain: String, until wall: Int64, at now: PollTime) {
        self.now = now
        let until = now.instant(ofWall: wall)
        lanes[domain, default: Lane()].cooledUntil = until
        queue.insert(.lane(domain), at: until)
    }

    /// With too much waiting nobody is polled; pages are still got.
    mutating func stall(_ isStalled: Bool, at now: PollTime) {
        self.now = now
        guard isStalled != self.isStalled else { return }
        self.isStalled = isStalled
        if !isStalled {
            let due = held
            held = []
            for ticket in due { enter(ticket) }
        }
    }

    /// Time passed.
    mutating func tick(at now: PollTime) {
        self.now = now
        while let event = queue.next(by: now.instant) {
            switch event {
            case .lane(let name): pump(name)
            case .job(let ticket):
                if isStalled, case .poll? = jobs[ticket]?.subject {
                    held.append(ticket)
                } else {
                    enter(ticket)
                }
            }
        }
    }

    /// Sources that are due since the start and were not asked yet.
    var unseen: Int { sources.values.count { !$0.isSeen } }

    /// Whether nothing is under way, and nothing will be within `horizon`.
    func isQuiet(for horizon: Duration) -> Bool {
        let end = now.instant + horizon
        guard active == 0, held.isEmpty else { return false }
        return jobs.values.allSatisfy { job in
            max(job.due, lanes[job.lane]?.blockedUntil ?? .zero) > end
        }
    }
}
