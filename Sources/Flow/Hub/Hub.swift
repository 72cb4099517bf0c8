internal import Glibc
public import Logging
public import Messages
public import Storage
import Threads
public import ZeroMQ

/// The one place that knows every article on its way. Acts on what a `HubMachine` decides: one
/// ROUTER, the journal, the flight record, a timer.
public actor Hub {
    /// What a hub is made of.
    public struct Parts: Sendable {
        public var context: Context
        public var loop: EventLoop
        public var endpoints: [Endpoint]
        public var journal: Journal
        /// Path of the flight record.
        public var flight: String
        /// A random token of this process; also names this run of the hub.
        public var process: String
        public var settings: FlowSettings
        public var log: Logger

        /// What a hub is made of; see the properties.
        public init(
            context: Context, loop: EventLoop, endpoints: [Endpoint], journal: Journal,
            flight: String, process: String, settings: FlowSettings, log: Logger
        ) {
            self.context = context
            self.loop = loop
            self.endpoints = endpoints
            self.journal = journal
            self.flight = flight
            self.process = process
            self.settings = settings
            self.log = log
        }
    }

    private nonisolated let loop: EventLoop
    private let log: Logger
    private let router: RouterSocket
    private let endpoints: [Endpoint]
    private let journal: Journal
    private let flights: FlightRecord
    private var machine: HubMachine
    /// What could not be sent while the actions at hand were performed.
    private var undelivered: [(Envelope, to: PeerID)] = []
    private var slots: [TaskID: Int] = [:]
    private var timer: LoopToken?
    private var journalWork: [Int: Task<Void, Never>] = [:]
    private var administrations: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var lastTicket = 0
    private var drainWaiters: [CheckedContinuation<Void, Never>] = []
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Opens a hub: what was in flight when the last one died is written down before anything is
    /// offered again. Call ``start()`` next.
    ///
    /// - Throws: ``StorageError`` or ``ZeroMQError``.
    public static func open(_ parts: Parts) async throws -> Hub {
        try await recover(parts)
        let counts = try await parts.journal.counts()
        return try Hub(parts, backlog: counts[.accepted])
    }

    private static func recover(_ parts: Parts) async throws {
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

    private init(_ parts: Parts, backlog: Int) throws {
        loop = parts.loop
        log = parts.log.child("hub")
        endpoints = parts.endpoints
        journal = parts.journal
        flights = try FlightRecord(path: parts.flight)
        router = try RouterSocket(
            parts.context, on: parts.loop,
            options: SocketOptions { options in
                options.maxMessageSize = Limits.internalMessage
                options.linger = .seconds(1)
                options.sendHighWaterMark = 10_000
                options.receiveHighWaterMark = 10_000
            })
        machine = HubMachine(
            settings: parts.settings, incarnation: parts.process, backlog: backlog,
            wallClockOffset: WallClock.seconds - Instant.now.nanoseconds / 1_000_000_000)
    }

    isolated deinit {
        if let timer { loop.cancel(timer) }
        router.close()
    }

    /// Binds the endpoints and begins.
    public func start() throws(ZeroMQError) {
        // A socket file is for this user and the group of its directory. The mask holds for the
        // whole process; for this moment other files get tighter modes.
        let before = umask(0o117)
        defer { umask(before) }
        for endpoint in endpoints { try router.bind(to: endpoint) }
        loop.register(router, for: self) { $0.received($1) }
        timer = loop.schedule(after: .milliseconds(200), repeating: .milliseconds(200)) {
            [weak self] in self?.assumeIsolated { $0.tick() }
        }
        machine.advance(at: .now)
        perform()
    }

    /// What the hub can say about itself.
    public var status: HubStatus { machine.status }

    /// Returns when every accepted article has ended.
    public func idle() async {
        if machine.isIdle { return }
        await withCheckedContinuation { idleWaiters.append($0) }
    }

    /// Takes nothing new any more; returns when what is beyond Normalize is finished.
    public func drain() async {
        machine.drain(at: .now)
        perform()
        if machine.isDrained { return }
        await withCheckedContinuation { drainWaiters.append($0) }
    }

    /// Ends all conversations and closes the socket. What is not finished stays in the journal.
    public func stop() async {
        machine.farewell()
        perform()
        if let timer { loop.cancel(timer) }
        timer = nil
        router.close()
        for work in journalWork.values { await work.value }
        for slot in slots.values { flights.end(slot) }
        slots = [:]
        for waiter in drainWaiters + idleWaiters { waiter.resume() }
        drainWaiters = []
        idleWaiters = []
        for waiter in administrations.values { waiter.resume(returning: false) }
        administrations = [:]
    }

    /// Sets a dead letter back to accepted; false if there is none.
    public func requeue(_ task: TaskID) async -> Bool {
        await administer(.requeue(task: task, at: WallClock.seconds))
    }

    /// Removes a dead letter for good; false if there is none.
    public func drop(_ task: TaskID) async -> Bool {
        await administer(.drop(task: task, at: WallClock.seconds))
    }

    private func administer(_ operation: JournalOperation) async -> Bool {
        await withCheckedContinuation { continuation in
            lastTicket += 1
            administrations[lastTicket] = continuation
            machine.administer(operation, ticket: lastTicket, at: .now)
            perform()
        }
    }

    private func received(_ received: RoutedMessage) {
        let now = Instant.now
        do throws(MessageError) {
            let envelope = try Envelope(frames: received.frames)
            machine.received(envelope, from: received.identity, at: now)
        } catch {
            machine.received(malformed: error, from: received.identity, at: now)
        }
        perform()
    }

    private func tick() {
        machine.tick(at: .now)
        perform()
    }

    private func perform() {
        while case let actions = machine.takeActions(), !actions.isEmpty {
            for action in actions { perform(action) }
            if !undelivered.isEmpty {
                machine.undeliverable(undelivered, at: .now)
                undelivered = []
            }
        }
        if machine.isDrained {
            for waiter in drainWaiters { waiter.resume() }
            drainWaiters = []
        }
        if !idleWaiters.isEmpty && machine.isIdle {
            for waiter in idleWaiters { waiter.resume() }
            idleWaiters = []
        }
    }

    private func perform(_ action: HubAction) {
        switch action {
        case .send(let envelope, let peer): send(envelope, to: peer)
        case .commit(let operations): commit(operations)
        case .load(let position, let limit, let bytes): load(position, limit, bytes)
        case .depart(let task, let stage, let alone):
            slots[task] = flights.begin(task, stage: stage, alone: alone)
        case .land(let task):
            if let slot = slots.removeValue(forKey: task) { flights.end(slot) }
        case .answer(let ticket, let changed):
            administrations.removeValue(forKey: ticket)?.resume(returning: changed)
        case .note(let note): log.write(note)
        }
    }

    private func send(_ envelope: Envelope, to peer: PeerID) {
        let result = try? router.send(to: peer, envelope.frames)
        guard result != .sent, envelope.command != .bye else { return }
        undelivered.append((envelope, to: peer))
    }

    private func commit(_ operations: [JournalOperation]) {
        inJournal { hub in
            do {
                let results = try await hub.journal.commit(operations)
                hub.machine.committed(results, at: .now)
            } catch {
                hub.machine.commitFailed("\(error)", at: .now)
            }
        }
    }

    private func load(_ position: Int64, _ limit: Int, _ bytes: Int) {
        inJournal { hub in
            do {
                let documents = try await hub.journal.load(
                    after: position, limit: limit, bytes: bytes)
                hub.machine.loaded(documents, at: .now)
            } catch {
                hub.machine.loadFailed("\(error)", at: .now)
            }
        }
    }

    /// Lets the journal work while the hub goes on; ``stop()`` waits for it.
    private func inJournal(_ work: @escaping @Sendable (isolated Hub) async -> Void) {
        lastTicket += 1
        let ticket = lastTicket
        journalWork[ticket] = Task(executorPreference: loop) {
            await work(self)
            await self.worked(ticket)
        }
    }

    private func worked(_ ticket: Int) {
        journalWork[ticket] = nil
        perform()
    }
}
