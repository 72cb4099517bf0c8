import CBaseline
import Flow
import Messages
import ZeroMQ

/// Serves the four stages with four sockets and gives back what it takes.
///
/// In each pass it holds the tasks of Normalize until it has them all; then the clock runs until
/// all have come to Publish, three hops later.
actor LinkWorker {
    /// Articles in a pass: as many as the hub has in its window.
    static let articles = FlowSettings().window
    /// DONE and TASK for each of three hops.
    static let envelopes = articles * 6

    private nonisolated let loop: EventLoop
    private let sockets: [StageName: DealerSocket]
    private let receipt: Payload
    private var held: [Envelope] = []
    private var arrived: [Envelope] = []
    private var passes = 0
    private var started: Int64 = 0
    private var elapsed: Int64 = 0
    private var continuation: CheckedContinuation<Int64, any Error>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(context: Context, loop: EventLoop, security: SecurityOptions) throws {
        self.loop = loop
        receipt = try Receipt(outcome: .noEvent, committed: 0).payload()
        var sockets: [StageName: DealerSocket] = [:]
        for stage in StageName.working {
            sockets[stage] = try DealerSocket(
                context, on: loop,
                options: SocketOptions {
                    $0.immediate = false
                    $0.security = security
                })
        }
        self.sockets = sockets
    }

    /// The sum of the passes' times.
    func run(_ passes: Int, at endpoint: Endpoint) async throws -> Int64 {
        self.passes = passes
        for (stage, socket) in sockets {
            try socket.connect(to: endpoint)
            loop.register(socket, for: self) { $0.received($1, by: stage) }
        }
        return try await withCheckedThrowingContinuation { continuation in
            self.continuation = continuation
            for stage in StageName.working {
                say(.hello, stage, Rig.greeting(stage, instances: LinkWorker.articles))
            }
        }
    }

    func stop() {
        for socket in sockets.values { socket.close() }
    }

    private func say(
        _ command: Envelope.Command, _ stage: StageName, _ header: some Encodable
    ) {
        do {
            send(Envelope(command, payload: Payload(header: try JSON.encode(header))), stage)
        } catch {
            fail("\(error)")
        }
    }

    private func send(_ envelope: Envelope, _ stage: StageName) {
        if (try? sockets[stage]?.send(envelope.frames)) != .sent { fail("a message had no room") }
    }

    private func fail(_ reason: String) {
        continuation?.resume(throwing: Failure("link: \(reason)"))
        continuation = nil
    }

    private func received(_ message: ZeroMQ.Message, by stage: StageName) {
        do throws(MessageError) {
            let envelope = try Envelope(frames: message.frames)
            switch envelope.command {
            case .welcome: say(.ready, stage, CreditHeader(credit: LinkWorker.articles))
            case .ping: send(Envelope(.pong), stage)
            case .task: take(envelope, stage)
            case .bye: fail("the hub said BYE")
            default: break
            }
        } catch {
            fail("\(error)")
        }
    }

    private func take(_ task: Envelope, _ stage: StageName) {
        switch stage {
        case .normalize:
            held.append(task)
            if held.count == LinkWorker.articles { begin() }
        case .publish:
            arrived.append(task)
            if arrived.count == LinkWorker.articles { end() }
        default: finish(task, stage, task.payload)
        }
    }

    private func finish(_ task: Envelope, _ stage: StageName, _ payload: Payload) {
        send(Envelope(.done, task: task.task, attempt: task.attempt, payload: payload), stage)
    }

    private func begin() {
        started = baseline_now()
        for task in held { finish(task, .normalize, task.payload) }
        held = []
    }

    private func end() {
        elapsed += baseline_now() - started
        for task in arrived { finish(task, .publish, receipt) }
        arrived = []
        passes -= 1
        if passes == 0 {
            continuation?.resume(returning: elapsed)
            continuation = nil
        }
    }
}
