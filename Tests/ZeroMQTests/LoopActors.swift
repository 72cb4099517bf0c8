import Glibc
import Threads
import ZeroMQ

/// What the loop's tests share: an executor and nothing else.
protocol LoopActor: Actor {
    nonisolated var loop: EventLoop { get }
}

actor Counter: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private(set) var count = 0
    private(set) var threads: Set<UInt> = []

    init(loop: EventLoop) { self.loop = loop }

    func increment() {
        count += 1
        threads.insert(UInt(pthread_self()))
    }

    var isOnLoop: Bool { loop.isCurrent }
}

actor Ticker: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let done: Flag<[String]>
    private var log: [String] = []
    private var ticking: LoopToken?

    init(loop: EventLoop, done: Flag<[String]>) {
        (self.loop, self.done) = (loop, done)
    }

    func start() {
        let now = Instant.now
        loop.schedule(at: now + .milliseconds(60)) { self.finish() }
        ticking = loop.schedule(at: now + .milliseconds(2), repeating: .milliseconds(2)) {
            self.tick()
        }
        loop.schedule(at: now) { self.log.append("first") }
        let never = loop.schedule(at: now) { self.log.append("never") }
        loop.cancel(never)
    }

    private func tick() {
        log.append("tick")
        if log.count == 4, let ticking { loop.cancel(ticking) }
    }

    private func finish() {
        log.append("last")
        let (log, done) = (log, done)
        Task { await done.set(log) }
    }
}

actor Idler: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let context: Context
    private var router: RouterSocket?

    init(loop: EventLoop, context: Context) { (self.loop, self.context) = (loop, context) }

    func start() throws {
        let router = try RouterSocket(context, on: loop, options: quick)
        try router.bind(to: freshInproc("idle"))
        loop.register(router, for: self) { _, _ in }
        loop.schedule(after: .seconds(3600)) {}
        self.router = router
    }

    /// The processor time of the loop's thread while it has nothing to do.
    func processorTime(over time: Duration) async throws -> Duration {
        let before = Self.threadTime()
        await withCheckedContinuation { continuation in
            loop.schedule(after: time) { continuation.resume() }
        }
        return .nanoseconds(Self.threadTime() - before)
    }

    private static func threadTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    isolated deinit { router?.close() }
}

actor Reader: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let fileDescriptor: Int32
    private let done: Flag<[UInt8]>
    private var bytes: [UInt8] = []
    private var hangUps = 0

    init(loop: EventLoop, fileDescriptor: Int32, done: Flag<[UInt8]>) {
        (self.loop, self.fileDescriptor, self.done) = (loop, fileDescriptor, done)
    }

    func start() {
        _ = loop.register(fileDescriptor: fileDescriptor) { events in self.read(events) }
    }

    private func read(_ events: FileEvents) {
        if events.contains(.readable) {
            var byte: UInt8 = 0
            if Glibc.read(fileDescriptor, &byte, 1) == 1 { bytes.append(byte) }
            return
        }
        hangUps += 1
        // Given a moment to be called once too often.
        loop.schedule(after: .milliseconds(20)) {
            let (bytes, done) = (self.hangUps == 1 ? self.bytes : [0xFF], self.done)
            Task { await done.set(bytes) }
        }
    }
}

/// Two sockets, one flooded before the loop may read.
actor Flooded: LoopActor {
    struct Outcome: Sendable {
        var noise = 0
        var noiseBeforeCalm = Int.max
        var noiseBeforeTimer = Int.max
    }

    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let noisy: RouterSocket
    private let calm: RouterSocket
    private let done: Flag<Outcome>
    private var outcome = Outcome()

    init(loop: EventLoop, context: Context, done: Flag<Outcome>) throws {
        (self.loop, self.done) = (loop, done)
        noisy = try RouterSocket(context, on: loop, options: quick)
        calm = try RouterSocket(context, on: loop, options: quick)
    }

    func start(noisy noisyEndpoint: Endpoint, calm calmEndpoint: Endpoint) throws {
        try noisy.bind(to: noisyEndpoint)
        try calm.bind(to: calmEndpoint)
    }

    func open() {
        loop.register(noisy, for: self) { owner, _ in owner.heardNoise() }
        loop.register(calm, for: self) { owner, _ in
            owner.outcome.noiseBeforeCalm = owner.outcome.noise
        }
        loop.schedule(after: .nanoseconds(1)) {
            self.outcome.noiseBeforeTimer = self.outcome.noise
        }
    }

    private func heardNoise() {
        outcome.noise += 1
        guard outcome.noise == 2000 else { return }
        let (outcome, done) = (outcome, done)
        Task { await done.set(outcome) }
    }

    isolated deinit {
        noisy.close()
        calm.close()
    }
}

/// A socket that cannot send until someone listens.
actor Writer: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let dealer: DealerSocket
    private let done: Flag<Int>
    private(set) var called = 0

    init(loop: EventLoop, context: Context, done: Flag<Int>) throws {
        (self.loop, self.done) = (loop, done)
        dealer = try DealerSocket(
            context, on: loop,
            options: options {
                $0.sendHighWaterMark = 2
                $0.immediate = false
            })
    }

    func fill(_ endpoint: Endpoint) throws {
        try dealer.connect(to: endpoint)
        while try dealer.send([[1]]) == .sent {}
        loop.whenWritable(dealer) { [weak self] in
            self?.assumeIsolated { $0.proceed() }
        }
    }

    private func proceed() {
        called += 1
        let (called, done) = (called, done)
        // Given a moment to be called once too often.
        loop.schedule(after: .milliseconds(20)) { Task { await done.set(called) } }
    }

    isolated deinit { dealer.close() }
}
