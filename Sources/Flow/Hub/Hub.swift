public import Logging
public import Messages
public import Security
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
        /// Decides who may come in at the endpoints over `tcp`; nil if everybody may.
        public var door: Door?
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
            flight: String, process: String, settings: FlowSettings, log: Logger,
            door: Door? = nil
        ) {
            self.context = context
            self.loop = loop
            self.endpoints = endpoints
            self.door = door
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
    /// The socket strangers knock at, apart from the one of this machine.
    private let gate: HubGate?
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
    private var mayBeAwaited = true

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

    private init(_ parts: Parts, backlog: Int) throws {
        loop = parts.loop
        log = parts.log.child("hub")
        let guarded = parts.door == nil ? [] : parts.endpoints.filter { $0.transport == .tcp }
        endpoints = parts.endpoints.filter { !guarded.contains($0) }
        journal = parts.journal
        flights = try FlightRecord(path: parts.flight)
        let options = SocketOptions { options in
            options.maxMessageSize = Limits.internalMessage
            options.linger = .seconds(1)
            options.sendHighWaterMark = 10_000
            options.receiveHighWaterMark = 10_000
        }
        router = try RouterSocket(parts.context, on: parts.loop, options: options)
        gate = try guarded.first.map { _ in
            try HubGate(
                parts.context, loop: parts.loop, endpoints: guarded, door: parts.door,
                options: options)
        }
        machine = HubMachine(
            settings: parts.settings, incarnation: parts.process, backlog: backlog,
            wallClockOffset: Hub.wallClockOffset)
    }

    isolated deinit {
        if let timer { loop.cancel(timer) }
        router.close()
        gate?.close()
    }

    /// Binds the endpoints and begins.
    public func start() throws(ZeroMQError) {
        // A socket file is for this user and the group of its directory.
        for endpoint in endpoints { try router.bind(to: endpoint, mode: 0o660) }
        loop.register(router, for: self) { $0.received($1) }
        try gate?.open(for: self) { $0.knocked($1) }
        timer = loop.schedule(after: .milliseconds(200), repeating: .milliseconds(200)) {
            [weak self] in self?.assumeIsolated { $0.tick() }
        }
        machine.advance(at: .now)
        perform()
    }

    /// What the hub can say about itself.
    public var status: HubStatus { machine.status }

    /// Returns when every accepted article has ended, or after ``endIdleWaits()``.
    public func idle() async {
        if machine.isIdle || !mayBeAwaited { return }
        await withCheckedContinuation { idleWaiters.append($0) }
    }

    /// Lets go of whoever waits in ``idle()``: the daemon is to end before it comes to that.
    public func endIdleWaits() {
        mayBeAwaited = false
        wakeIdleWaiters()
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
        gate?.close()
        // What ends may begin the next: each removes itself before it ends.
        while let work = journalWork.values.first { await work.value }
        for slot in slots.values { flights.end(slot) }
        slots = [:]
        for waiter in drainWaiters { waiter.resume() }
        drainWaiters = []
        endIdleWaits()
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

    /// A message came from outside: it counts if its sender may serve its stage.
    private func knocked(_ received: RoutedMessage) {
        let id = HubGate.mark(received.identity)
        guard gate?.admits(received, at: machine.peers[id]?.greeting.stage) == true else { return }
        self.received(RoutedMessage(identity: id, message: received.message))
    }

    private static var wallClockOffset: Int64 {
        WallClock.seconds - Instant.now.nanoseconds / 1_000_000_000
    }

    private func tick() {
        machine.wallClockOffset = Hub.wallClockOffset
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
        if !idleWaiters.isEmpty && machine.isIdle { wakeIdleWaiters() }
    }

    private func wakeIdleWaiters() {
        for waiter in idleWaiters { waiter.resume() }
        idleWaiters = []
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
        let result =
            if let outside = HubGate.unmarked(peer) {
                gate?.send(to: outside, envelope.frames)
            } else {
                try? router.send(to: peer, envelope.frames)
            }
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
