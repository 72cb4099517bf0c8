import Glibc
import Testing
import Threads
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct EventLoopTests {
    @Test("actors of one loop share its thread and hop cheaply")
    func hops() async throws {
        let loop = try EventLoop(name: "hops")
        let (left, right) = (Counter(loop: loop), Counter(loop: loop))
        let elapsed = await Task(executorPreference: loop) {
            let start = Instant.now
            for _ in 0..<10_000 {
                await left.increment()
                await right.increment()
            }
            return Instant.now - start
        }.value
        #expect(await left.count == 10_000)
        #expect(await right.threads == left.threads)
        #expect(await left.threads.count == 1)
        #expect(elapsed < .seconds(5), "20,000 hops took \(elapsed)")
        print("20,000 hops: \(elapsed)")
        loop.stop()
        await loop.ended()
    }

    @Test("jobs from many threads all run, asleep or awake")
    func manyCallers() async throws {
        let loop = try EventLoop(name: "callers")
        let counter = Counter(loop: loop)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    for _ in 0..<40 { await counter.increment() }
                }
            }
        }
        #expect(await counter.count == 2000)
        loop.stop()
    }

    @Test("timers fire in order, repeat, and can be cancelled")
    func timers() async throws {
        let loop = try EventLoop(name: "timers")
        let fired = Flag<[String]>()
        let ticker = Ticker(loop: loop, done: fired)
        let start = Instant.now
        await ticker.start()
        #expect(await fired.wait() == ["first", "tick", "tick", "tick", "last"])
        #expect(Instant.now - start >= .milliseconds(60))
        loop.stop()
        await loop.ended()
    }

    @Test("a loop with nothing to do uses no processor time")
    func idle() async throws {
        let loop = try EventLoop(name: "idle")
        let ticker = Idler(loop: loop, context: try Context())
        try await ticker.start()
        let turns = try await ticker.processorTime(over: .milliseconds(300))
        #expect(turns < .milliseconds(30), "an idle loop used \(turns) in 300 ms")
        loop.stop()
    }

    @Test("file descriptors are watched beside sockets, and a hang-up is told once")
    func fileDescriptors() async throws {
        let loop = try EventLoop(name: "files")
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let done = Flag<[UInt8]>()
        let reader = Reader(loop: loop, fileDescriptor: ends[0], done: done)
        await reader.start()
        for byte: UInt8 in [1, 2, 3] {
            var byte = byte
            #expect(write(ends[1], &byte, 1) == 1)
        }
        close(ends[1])
        #expect(await done.wait() == [1, 2, 3])
        loop.stop()
        await loop.ended()
        close(ends[0])
    }

    @Test("a flood at one socket starves neither another one nor a timer")
    func fairness() async throws {
        let loop = try EventLoop(name: "fair")
        let context = try Context()
        let (noisy, calm) = (try freshInproc("noisy"), try freshInproc("calm"))
        let done = Flag<Flooded.Outcome>()
        let actor = try Flooded(loop: loop, context: context, done: done)
        try await actor.start(noisy: noisy, calm: calm)
        let flood = try DealerSocket(context, options: quick)
        let quiet = try DealerSocket(context, options: quick)
        try flood.connect(to: noisy)
        try quiet.connect(to: calm)
        // As many as the high-water marks let wait, before the loop reads the first.
        while try flood.send([[0]]) == .sent {}
        #expect(try quiet.send([[1]]) == .sent)
        await actor.open()
        let outcome = await done.wait()
        #expect(outcome.noiseBeforeCalm <= 128)
        #expect(outcome.noiseBeforeTimer <= 128)
        #expect(outcome.noise == 2000)
        loop.stop()
        // Closed by letting go: after the suspension this may be another thread.
        withExtendedLifetime((flood, quiet)) {}
    }

    @Test("a loop can be told when a socket has room again")
    func writable() async throws {
        let loop = try EventLoop(name: "writable")
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let context = try Context()
        let done = Flag<Int>()
        let endpoint = try folder.endpoint("reader")
        let writer = try Writer(loop: loop, context: context, done: done)
        try await writer.fill(endpoint)
        #expect(await writer.called == 0)
        try Self.readAll(context, endpoint)
        #expect(await done.wait() == 1)
        loop.stop()
    }

    /// Apart, and synchronous, so that the socket stays on one thread.
    private static func readAll(_ context: Context, _ endpoint: Endpoint) throws {
        let reader = try DealerSocket(context, options: quick)
        try reader.bind(to: endpoint)
        for _ in 0..<2 {
            #expect(try eventually("a message") { try reader.receive() }.frames == [[1]])
        }
    }

    @Test("being off the loop is noticed")
    func isolation() async throws {
        let loop = try EventLoop(name: "checks")
        let counter = Counter(loop: loop)
        #expect(!loop.isCurrent)
        #expect(await counter.isOnLoop)
        await #expect(processExitsWith: .failure) {
            let counter = Counter(loop: try EventLoop(name: "checks"))
            counter.preconditionIsolated()
        }
        await #expect(processExitsWith: .failure) {
            let loop = try EventLoop(name: "checks")
            loop.schedule(after: .seconds(1)) {}
        }
        loop.stop()
    }
}
