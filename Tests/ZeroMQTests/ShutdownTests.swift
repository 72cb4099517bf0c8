import Testing
import Threads
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct ShutdownTests {
    @Test("loops, contexts and sockets come and go without a hang")
    func manyTimes() async throws {
        for _ in 0..<200 {
            let loop = try EventLoop(name: "short")
            let context = try Context()
            let endpoint = try freshInproc()
            let echo = try Echo(context: context, loop: loop)
            try await echo.start(at: endpoint)
            let dealer = try DealerSocket(context, options: quick)
            try dealer.connect(to: endpoint)
            _ = try dealer.send([[1]])
            loop.stop()
            dealer.close()
            await loop.ended()
        }
    }

    @Test("an actor's sockets are closed on its loop, before or after the loop was stopped")
    func isolatedDeinit() async throws {
        for stopsFirst in [false, true] {
            let loop = try EventLoop(name: "deinit")
            let context = try Context()
            let released = Flag<Bool>()
            var echo: Echo? = try Echo(context: context, loop: loop) { onLoop in
                Task { await released.set(onLoop) }
            }
            try await echo?.start(at: freshInproc())
            #expect(context.openSockets == 1)
            if stopsFirst {
                loop.stop()
                await loop.ended()
            }
            echo = nil
            #expect(await released.wait())
            #expect(context.openSockets == 0)
            try context.terminate()
            loop.stop()
            await loop.ended()
        }
    }

    @Test("messages for a peer that never comes hold up an ending no longer than the linger")
    func deadPeer() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        for linger in [Duration.zero, .milliseconds(50)] {
            let context = try Context()
            let dealer = try DealerSocket(
                context,
                options: options {
                    $0.linger = linger
                    $0.immediate = false
                })
            try dealer.connect(to: folder.endpoint("nobody"))
            for _ in 0..<100 { #expect(try dealer.send([[1], [2]]) == .sent) }
            let start = Instant.now
            dealer.close()
            try context.terminate()
            #expect(Instant.now - start < .seconds(5))
        }
    }

    @Test("unread messages do not hold up an ending")
    func unread() throws {
        let context = try Context()
        let endpoint = try freshInproc()
        let router = try RouterSocket(context, options: SocketOptions())
        let dealer = try DealerSocket(context, options: SocketOptions())
        try router.bind(to: endpoint)
        try dealer.connect(to: endpoint)
        for _ in 0..<100 { _ = try dealer.send([[1]]) }
        router.close()
        dealer.close()
        router.close()
        try context.terminate()
        #expect(throws: ZeroMQError.self) { try DealerSocket(context) }
        try context.terminate()
    }

    @Test("a context with open sockets ends them instead of waiting for them")
    func openSockets() async throws {
        let loop = try EventLoop(name: "open")
        let context = try Context()
        let echo = try Echo(context: context, loop: loop)
        try await echo.start(at: freshInproc())
        let dealer = try DealerSocket(context, options: quick)
        let error = #expect(throws: ZeroMQError.self) { try context.terminate() }
        #expect(error?.description.contains("2 sockets are still open") == true)
        let refused = #expect(throws: ZeroMQError.self) { try dealer.receive() }
        #expect(refused?.isTermination == true)
        // The loop goes on serving, without the socket.
        #expect(await echo.answered == 0)
        loop.stop()
        await loop.ended()
    }

    @Test("work left for a stopped loop still runs")
    func lateJobs() async throws {
        let loop = try EventLoop(name: "late")
        let counter = Counter(loop: loop)
        loop.stop()
        await loop.ended()
        for _ in 0..<100 { await counter.increment() }
        #expect(await counter.count == 100)
        #expect(await counter.isOnLoop)
        loop.stop()
    }
}
