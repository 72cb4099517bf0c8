import Arguments
import CLinux
import Daemon
import Glibc
import Messages
import Publish
import Threads
import ZeroMQ

/// Does what a ``FollowClient`` decides: socket, output, cursor file, signals.
actor Subscription {
    /// What a subscription is made of.
    struct Parts: Sendable {
        var client: FollowClient
        var endpoint: Endpoint
        /// How to show the daemon who we are.
        var security = SecurityOptions.none
        var console: Console
        var cursor: CursorFile?
        /// An event, as it came, as it is printed: with its line break.
        var layout: @Sendable ([UInt8]) -> [UInt8]
    }

    /// A cursor file costs a sync each time, so it is written at most so often.
    private static let interval = Duration.milliseconds(100)

    private nonisolated let loop: EventLoop
    private let parts: Parts
    private let context: Context
    private var client: FollowClient
    private var socket: DealerSocket?
    private var timer: LoopToken?
    private var signals: LoopToken?
    private let signalDescriptor: Int32
    /// Printed up to here, and not yet in the file.
    private var unsaved: Cursor?
    private var lastSave = Instant.zero
    private var ending: Result<Void, any Error>?
    private var waiter: CheckedContinuation<Void, any Error>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ parts: Parts, loop: EventLoop) throws {
        self.parts = parts
        self.loop = loop
        client = parts.client
        context = try Context()
        var set = sigset_t()
        sigemptyset(&set)
        for number in SignalWatcher.watched { sigaddset(&set, number) }
        signalDescriptor = signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        guard signalDescriptor >= 0 else {
            throw DaemonError(.internalFault, "signalfd: \(String(cString: strerror(errno)))")
        }
    }

    isolated deinit {
        socket?.close()
        close(signalDescriptor)
    }

    /// Follows until the client has enough, or a signal comes.
    ///
    /// - Throws: ``OutputError``, or ``DaemonError`` about the cursor file.
    func run() async throws {
        signals = loop.register(fileDescriptor: signalDescriptor) { [weak self] _ in
            self?.assumeIsolated { $0.signalled() }
        }
        timer = loop.schedule(after: .milliseconds(100), repeating: .milliseconds(100)) {
            [weak self] in self?.assumeIsolated { $0.tick() }
        }
        perform()
        defer { finish() }
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            if let ending { continuation.resume(with: ending) } else { waiter = continuation }
        }
        try save(now: .now, force: true)
    }

    private func finish() {
        if let timer { loop.cancel(timer) }
        if let signals { loop.unregister(signals) }
        client.leave(at: .now)
        for case .send(let message) in client.takeActions() {
            _ = try? socket?.send(message.frames)
        }
        socket?.close()
    }

    private func settle(_ result: Result<Void, any Error>) {
        guard ending == nil else { return }
        ending = result
        waiter?.resume(with: result)
        waiter = nil
    }

    private func signalled() {
        var info = signalfd_siginfo()
        while read(signalDescriptor, &info, MemoryLayout<signalfd_siginfo>.size) > 0 {}
        settle(.success(()))
    }

    private func tick() {
        guard ending == nil else { return }
        if parts.console.sink.isClosed { return settle(.failure(OutputError.closed)) }
        client.tick(at: .now)
        perform()
    }

    private func received(_ message: ZeroMQ.Message) {
        guard ending == nil else { return }
        client.received(message.frames, at: .now)
        perform()
    }

    private func perform() {
        guard ending == nil else { return }
        do {
            for action in client.takeActions() { try perform(action) }
            try save(now: .now, force: false)
        } catch OutputError.interrupted {
            settle(.success(()))
        } catch {
            settle(.failure(error))
        }
    }

    private func perform(_ action: FollowAction) throws {
        switch action {
        case .open: try open()
        case .send(let message):
            // What cannot be sent is said again when the silence has lasted long enough.
            _ = try socket?.send(message.frames)
        case .deliver(let events, let cursor):
            if !events.isEmpty {
                try parts.console.sink.write(
                    events.flatMap(parts.layout), unless: signalDescriptor)
                client.resumed(at: .now)
            }
            unsaved = cursor
        case .note(let note):
            if !note.isForTerminal || parts.console.errors.isTerminal {
                parts.console.complain("\(note)")
            }
        case .end: settle(.success(()))
        }
    }

    private func save(now: Instant, force: Bool) throws {
        guard let file = parts.cursor, let cursor = unsaved,
            force || now - lastSave >= Subscription.interval
        else { return }
        // The events first: a cursor that is ahead of them would lose them.
        try parts.console.sink.synchronize()
        try file.save(cursor)
        unsaved = nil
        lastSave = now
    }

    private func open() throws {
        socket?.close()
        let security = parts.security
        let fresh = try DealerSocket(
            context, on: loop,
            options: SocketOptions { options in
                options.security = security
                options.linger = .milliseconds(200)
                options.maxMessageSize = Limits.publicMessage
                // FOLLOW waits for the connection.
                options.immediate = false
                options.reconnectInterval = .milliseconds(50)
                options.reconnectIntervalMaximum = .seconds(1)
            })
        try fresh.connect(to: parts.endpoint)
        loop.register(fresh, for: self) { $0.received($1) }
        socket = fresh
    }
}
