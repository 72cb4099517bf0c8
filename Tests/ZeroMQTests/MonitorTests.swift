import CZeroMQ
import Testing
import Threads

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct MonitorTests {
    private func collect(
        _ monitor: SocketMonitor, until last: SocketEvent.Kind
    ) throws -> [SocketEvent.Kind] {
        var kinds: [SocketEvent.Kind] = []
        while kinds.last != last {
            kinds.append(try eventually("\(last)") { try monitor.receive() }.kind)
        }
        return kinds
    }

    @Test("a connection's life is told from both ends")
    func life() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let dealer = try DealerSocket(context, options: quick)
        let routerMonitor = try SocketMonitor(of: router)
        let dealerMonitor = try SocketMonitor(of: dealer)
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        let first = try eventually("listening") { try routerMonitor.receive() }
        #expect(first == SocketEvent(.listening, endpoint: endpoint.description))
        try dealer.connect(to: endpoint)
        #expect(
            try collect(routerMonitor, until: .handshakeSucceeded) == [
                .accepted, .handshakeSucceeded,
            ])
        let client = try collect(dealerMonitor, until: .handshakeSucceeded)
        #expect(client.suffix(2) == [.connected, .handshakeSucceeded])
        dealer.close()
        #expect(try collect(routerMonitor, until: .disconnected) == [.disconnected])
        dealerMonitor.close()
        router.close()
        #expect(try collect(routerMonitor, until: .monitorStopped).last == .monitorStopped)
        routerMonitor.close()
        try context.terminate()
    }

    @Test("a monitor let go of, not closed, holds up neither its socket nor the context")
    func letGo() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        var monitor: SocketMonitor? = try SocketMonitor(of: router)
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        #expect(try monitor?.receive() != nil)
        monitor = nil
        for number: UInt8 in 0..<3 {
            let dealer = try DealerSocket(context, options: quick)
            try dealer.connect(to: endpoint)
            try sendWhenReady(dealer, [[number]])
            #expect(try eventually("a message") { try router.receive() }.frames == [[number]])
            dealer.close()
        }
        router.close()
        try context.terminate()
    }

    @Test("garbage from a peer is told as a failed handshake")
    func garbage() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let monitor = try SocketMonitor(of: router)
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        let raw = try RawConnection(port: try #require(endpoint.port))
        raw.send([UInt8](repeating: 0xFF, count: 100))
        let failure = try eventually("a failed handshake") {
            switch try monitor.receive()?.kind {
            case .protocolFailed, .handshakeFailed, .disconnected: true
            default: nil
            }
        }
        #expect(failure)
        raw.close()
    }

    @Test("an actor receives events on its loop")
    func onLoop() async throws {
        let loop = try EventLoop(name: "monitor")
        let context = try Context()
        let done = Flag<[SocketEvent.Kind]>()
        let watcher = try Watcher(loop: loop, context: context, done: done)
        let endpoint = try await watcher.start()
        let dealer = try DealerSocket(context, options: quick)
        try dealer.connect(to: endpoint)
        #expect(await done.wait() == [.listening, .accepted, .handshakeSucceeded])
        loop.stop()
        // Closed by letting go: after the suspension this may be another thread.
        withExtendedLifetime(dealer) {}
    }

    @Test(
        "frames that are not an event are refused",
        arguments: [
            [], [[1, 2, 3, 4, 5, 6]], [[1, 2, 3], []], [[], []], [[1, 2, 3, 4, 5, 6, 7], []],
        ]
            as [[[UInt8]]])
    func malformed(frames: [[UInt8]]) {
        #expect(SocketEvent(frames: frames) == nil)
    }

    @Test("events this room does not know are passed on as such")
    func unknown() {
        let event = SocketEvent(frames: [[0x00, 0x80, 5, 0, 0, 0], [UInt8]("tcp://x")])
        #expect(
            event == SocketEvent(.unknown(event: 0x8000, value: 5), endpoint: "tcp://x"))
    }
}

actor Watcher: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let router: RouterSocket
    private var monitor: SocketMonitor?
    private let done: Flag<[SocketEvent.Kind]>
    private var kinds: [SocketEvent.Kind] = []

    init(loop: EventLoop, context: Context, done: Flag<[SocketEvent.Kind]>) throws {
        (self.loop, self.done) = (loop, done)
        router = try RouterSocket(context, on: loop, options: quick)
    }

    func start() throws -> Endpoint {
        let monitor = try SocketMonitor(of: router)
        self.monitor = monitor
        monitor.deliver(to: self) { owner, event in owner.heard(event) }
        return try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
    }

    private func heard(_ event: SocketEvent) {
        kinds.append(event.kind)
        guard event.kind == .handshakeSucceeded else { return }
        let (kinds, done) = (kinds, done)
        Task { await done.set(kinds) }
    }

    isolated deinit {
        monitor?.close()
        router.close()
    }
}
