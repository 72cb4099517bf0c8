import Testing
import Threads

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct HandshakeLedgerTests {
    private static let endpoint = "tcp://127.0.0.1:7000"
    private static let reason = SocketEvent.Kind.handshakeFailed(errno: 71)

    private func event(_ kind: SocketEvent.Kind, _ descriptor: Int32? = nil) -> SocketEvent {
        SocketEvent(kind, endpoint: Self.endpoint, descriptor: descriptor)
    }

    private func failure(
        _ address: String?, _ kind: SocketEvent.Kind = reason
    ) -> FailedHandshake {
        FailedHandshake(kind, endpoint: Self.endpoint, address: address)
    }

    /// What is told of `events` when all have been read.
    private func told(
        _ events: [SocketEvent], resolve: (Int32) -> String? = { "192.0.2.\($0)" }
    ) -> [FailedHandshake] {
        var ledger = HandshakeLedger()
        for event in events { ledger.observe(event, resolve: resolve) }
        return ledger.settle()
    }

    @Test("a failure is told with the address of the connection that ended right after it")
    func address() {
        let events = [
            event(.accepted, 7), event(.accepted, 8), event(Self.reason), event(.disconnected, 8),
        ]
        #expect(told(events) == [failure("192.0.2.8")])
    }

    @Test("a connection that ends without a failure is none")
    func peaceful() {
        let events = [event(.accepted, 7), event(.handshakeSucceeded), event(.disconnected, 7)]
        #expect(told(events).isEmpty)
    }

    @Test("a descriptor that was given on before all was read names nobody")
    func reused() {
        let events = [
            event(.accepted, 7), event(Self.reason), event(.disconnected, 7), event(.accepted, 7),
            event(Self.reason), event(.disconnected, 7),
        ]
        #expect(told(events) == [failure(nil), failure("192.0.2.7")])
    }

    @Test("a failure whose connection's end is not told names nobody, and none is lost")
    func unended() {
        let events = [
            event(.accepted, 7), event(Self.reason), event(.protocolFailed(code: 1)),
            event(.disconnected, 7),
        ]
        #expect(
            told(events) == [failure(nil), failure("192.0.2.7", .protocolFailed(code: 1))])
    }

    @Test("a failure that was read before its connection's end waits for it")
    func apart() {
        var ledger = HandshakeLedger()
        for event in [event(.accepted, 7), event(Self.reason)] {
            ledger.observe(event) { "192.0.2.\($0)" }
        }
        #expect(ledger.settle().isEmpty)
        ledger.observe(event(.disconnected, 7)) { _ in nil }
        #expect(ledger.settle() == [failure("192.0.2.7")])
    }

    @Test("a refusal by the authority is left to the authority")
    func refused() {
        let events = [
            event(.accepted, 7), event(.authenticationFailed(status: 400)),
            event(.disconnected, 7),
        ]
        #expect(told(events).isEmpty)
    }

    @Test("who cannot be asked any more is not named")
    func gone() {
        let events = [event(.accepted, 7), event(Self.reason), event(.disconnected, 7)]
        #expect(told(events, resolve: { _ in nil }) == [failure(nil)])
    }

    @Test("what is told once is not told again, and a flood is told before it ends")
    func flood() {
        var ledger = HandshakeLedger()
        for _ in 0..<HandshakeLedger.limit {
            ledger.observe(event(Self.reason)) { _ in nil }
            ledger.observe(event(.disconnected)) { _ in nil }
        }
        #expect(ledger.isFull)
        #expect(ledger.settle().count == HandshakeLedger.limit)
        #expect(!ledger.isFull)
        #expect(ledger.settle().isEmpty)
    }

    @Test("an actor hears from which address came who began a handshake and fell silent")
    func live() async throws {
        let loop = try EventLoop(name: "failures")
        let context = try Context()
        let heard = Flag<FailedHandshake>()
        let watcher = try FailureWatcher(loop: loop, context: context, heard: heard)
        let endpoint = try await watcher.start()
        let raw = try RawConnection(port: try #require(endpoint.port))
        raw.send([0xFF] + [UInt8](repeating: 0, count: 8))
        let failure = await heard.wait()
        #expect(failure.address == "127.0.0.1")
        #expect(failure.endpoint == endpoint.description)
        raw.close()
        loop.stop()
        withExtendedLifetime(watcher) {}
    }
}

actor FailureWatcher: LoopActor {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let router: RouterSocket
    private var monitor: SocketMonitor?
    private let heard: Flag<FailedHandshake>

    init(loop: EventLoop, context: Context, heard: Flag<FailedHandshake>) throws {
        (self.loop, self.heard) = (loop, heard)
        router = try RouterSocket(
            context, on: loop, options: options { $0.handshakeInterval = .seconds(2) })
    }

    func start() throws -> Endpoint {
        let monitor = try SocketMonitor(of: router)
        self.monitor = monitor
        monitor.deliverFailures(to: self) { owner, failure in
            let heard = owner.heard
            Task { await heard.set(failure) }
        }
        return try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
    }

    isolated deinit {
        monitor?.close()
        router.close()
    }
}
