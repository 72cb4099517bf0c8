import Logging
import Messages
import Threads
import ZeroMQ

/// The administration's own socket: one JSON frame in, one out.
actor AdminService {
    private nonisolated let loop: EventLoop
    private let log: Logger
    private let socket: JSONService
    private let administration: Administration

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(
        context: Context, loop: EventLoop, endpoint: Endpoint, administration: Administration,
        log: Logger
    ) throws(ZeroMQError) {
        self.loop = loop
        self.log = log.child("admin")
        self.administration = administration
        socket = try JSONService(context: context, loop: loop, endpoint: endpoint)
    }

    isolated deinit { socket.close() }

    /// Binds so that, as a file, only this user can open it.
    func start() throws(ZeroMQError) {
        try socket.bind(mode: 0o600, for: self)
        socket.register(for: self) { $0.received($1) }
    }

    func stop() { socket.close() }

    private func received(_ question: JSONService.Question) {
        let request: AdminRequest
        do {
            request = try JSON.decode(AdminRequest.self, from: question.json, at: "request")
        } catch {
            socket.reply(AdminReply(error: "\(error)"), to: question)
            return
        }
        log.debug("asked", [.command: request.command.rawValue])
        // Answers end with the daemon: nobody waits for them longer than its client's patience.
        Task(executorPreference: loop) { [weak self, administration] in
            let reply = await administration.answer(request)
            await self?.reply(reply, to: question)
        }
    }

    private func reply(_ reply: AdminReply, to question: JSONService.Question) {
        socket.reply(reply, to: question)
    }
}
