public import Logging
public import Messages
import Threads
public import ZeroMQ

/// Brings documents to the hub for the sources. Acts on what an `OfferMachine` decides.
public actor OfferClient: Offering {
    private nonisolated let loop: EventLoop
    private let log: Logger
    private let link: HubLink
    private let documentLimit: Int
    private let onRefusal: @Sendable (String) -> Void
    private var machine: OfferMachine
    private var timer: LoopToken?
    private var waiting: [Int: CheckedContinuation<OfferAnswer, Never>] = [:]
    private var lastTicket = 0

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// A client; call ``start()`` next. `onRefusal` is called when the hub will not take it; it
    /// goes on asking.
    public init(
        context: Context, loop: EventLoop, hub: Endpoint, security: SecurityOptions = .none,
        greeting: Greeting,
        settings: FlowSettings = FlowSettings(), documentLimit: Int = Limits.document,
        log: Logger, onRefusal: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.loop = loop
        self.onRefusal = onRefusal
        self.documentLimit = min(documentLimit, Limits.document)
        self.log = log.child("fetch")
        link = try HubLink(context: context, loop: loop, endpoint: hub, security: security)
        machine = OfferMachine(greeting: greeting, settings: settings, at: .now)
    }

    isolated deinit {
        if let timer { loop.cancel(timer) }
        link.close()
    }

    /// Connects to the hub.
    public func start() throws {
        try link.connect(for: self) { $0.received($1) }
        timer = loop.schedule(after: .milliseconds(200), repeating: .milliseconds(200)) {
            [weak self] in self?.assumeIsolated { $0.tick() }
        }
        perform()
    }

    /// Ends the conversation; offers that are not settled are answered `busy`.
    public func stop() {
        machine.leave(at: .now)
        perform()
        if let timer { loop.cancel(timer) }
        timer = nil
        link.close()
    }

    public func offer(_ document: RawDocument) async -> OfferAnswer {
        await offer(document, patient: true)
    }

    public func offerNow(_ document: RawDocument) async -> OfferAnswer {
        await offer(document, patient: false)
    }

    private func offer(_ document: RawDocument, patient: Bool) async -> OfferAnswer {
        let payload: Payload
        do {
            guard document.body.count <= documentLimit else {
                return .refused(
                    reason: "the document has \(document.body.count) bytes, "
                        + "at most \(documentLimit) are taken")
            }
            payload = try document.payload()
        } catch {
            return .refused(reason: "\(error)")
        }
        let task = document.taskID
        return await withCheckedContinuation { continuation in
            lastTicket += 1
            waiting[lastTicket] = continuation
            machine.offer(
                task, payload: payload, patient: patient, ticket: lastTicket, at: .now)
            perform()
        }
    }

    private func received(_ result: Result<Envelope, MessageError>) {
        switch result {
        case .success(let envelope): machine.received(envelope, at: .now)
        case .failure(let error):
            log.warning("ignored a message of the hub", [.reason: "\(error)"])
        }
        perform()
    }

    private func tick() {
        machine.tick(at: .now)
        perform()
    }

    private func perform() {
        while case let actions = machine.takeActions(), !actions.isEmpty {
            for action in actions { perform(action) }
        }
    }

    private func perform(_ action: OfferAction) {
        switch action {
        case .send(let envelope):
            if !link.send(envelope) {
                log.warning("no room for a message", [.command: envelope.command.rawValue])
            }
        case .reconnect:
            do {
                try link.reconnect(for: self) { $0.received($1) }
            } catch {
                log.error("cannot connect to the hub", [.reason: "\(error)"])
            }
        case .answer(let ticket, let answer):
            waiting.removeValue(forKey: ticket)?.resume(returning: answer)
        case .refused(let reason): onRefusal(reason)
        case .note(let note): log.write(note)
        }
    }
}
