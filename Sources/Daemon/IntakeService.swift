import Fetch
import Logging
import Messages
import Security
import Threads
import ZeroMQ

/// The socket that takes articles from other programs: one JSON frame in, one out, never silence.
actor IntakeService {
    private nonisolated let loop: EventLoop
    private let log: Logger
    private let socket: JSONService
    private let offering: any Offering

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(
        context: Context, loop: EventLoop, endpoint: Endpoint, offering: any Offering, log: Logger,
        door: Door? = nil
    ) throws(ZeroMQError) {
        self.loop = loop
        self.log = log.child("intake")
        self.offering = offering
        socket = try JSONService(
            context: context, loop: loop, endpoint: endpoint,
            access: SocketAccess(door, for: .publish, at: endpoint))
    }

    isolated deinit { socket.close() }

    /// Binds; as a file, the group of the runtime directory may open it.
    func start() throws(ZeroMQError) {
        try socket.bind(mode: 0o660, for: self)
        socket.register(for: self) { $0.received($1) }
    }

    func stop() { socket.close() }

    private func received(_ question: JSONService.Question) {
        let submission: Submission
        do throws(Submission.Refusal) {
            submission = try Submission(json: question.json)
        } catch {
            log.info("refused", [.article: error.id ?? "", .reason: error.reason])
            socket.reply(IntakeReply(error), to: question)
            return
        }
        if !submission.ignored.isEmpty {
            log.info("ignored unknown keys", [.key: submission.ignored.joined(separator: ", ")])
        }
        let document = submission.document(
            source: "intake", publisher: nil, fetched: Timestamp(seconds: WallClock.seconds))
        // Ends when the hub has settled the offer, which it does even when it stops.
        Task(executorPreference: loop) { [weak self, offering] in
            let answer = await offering.offerNow(document)
            await self?.reply(
                IntakeReply(id: submission.id, answer: answer, ignored: submission.ignored),
                to: question)
        }
    }

    private func reply(_ reply: IntakeReply, to question: JSONService.Question) {
        socket.reply(reply, to: question)
    }
}
