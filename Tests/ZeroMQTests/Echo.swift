import Threads
import ZeroMQ

/// An actor that owns a socket on a loop, as the rooms above write them.
actor Echo {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let router: RouterSocket
    private let onRelease: (@Sendable (Bool) -> Void)?
    private(set) var answered = 0

    init(
        context: Context, loop: EventLoop, options: SocketOptions = quick,
        onRelease: (@Sendable (Bool) -> Void)? = nil
    ) throws {
        self.loop = loop
        self.onRelease = onRelease
        router = try RouterSocket(context, on: loop, options: options)
    }

    @discardableResult
    func start(at endpoint: Endpoint) throws -> Endpoint {
        let bound = try router.bind(to: endpoint)
        loop.register(router, for: self) { echo, received in echo.answer(received) }
        return bound
    }

    private func answer(_ received: RoutedMessage) {
        answered += 1
        _ = try? router.send(to: received.identity, received.frames)
    }

    var dropped: Int { router.droppedMessages }

    isolated deinit {
        router.close()
        onRelease?(loop.isCurrent)
    }
}
