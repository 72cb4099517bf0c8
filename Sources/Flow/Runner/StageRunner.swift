public import Logging
public import Messages
import Threads
public import ZeroMQ

/// Serves a stage: speaks ZeroMQ for its instances. Acts on what a `RunnerMachine` decides.
///
/// Lives on an event loop; the instances do not, so their work never blocks it.
public actor StageRunner {
    /// The stage it serves.
    public nonisolated let stage: StageName
    private nonisolated let loop: EventLoop
    private let log: Logger
    private let link: HubLink
    private let makeInstance: @Sendable (Int) throws -> StageInstance
    private let onGivingUp: @Sendable (String) -> Void
    private let onRefusal: @Sendable (String) -> Void
    private var machine: RunnerMachine
    private var instances: [StageInstance]
    private var observers: [Int: TaskObserver] = [:]
    private var timer: LoopToken?
    private var idleWaiters: [CheckedContinuation<Void, Never>] = []
    private var steps = 0

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// A runner of `greeting.instances` instances; call ``start()`` next.
    ///
    /// - Parameters:
    ///   - security: how to show the hub who we are, over `tcp`.
    ///   - makeInstance: makes instance number n; called again when one hangs.
    ///   - onGivingUp: called when so many instances hang that the process should be restarted.
    ///   - onRefusal: called when the hub will not take this worker; it goes on asking.
    public init(
        context: Context, loop: EventLoop, hub: Endpoint, security: SecurityOptions = .none,
        greeting: Greeting,
        settings: FlowSettings = FlowSettings(), log: Logger,
        onGivingUp: @escaping @Sendable (String) -> Void = { _ in },
        onRefusal: @escaping @Sendable (String) -> Void = { _ in },
        makeInstance: @escaping @Sendable (Int) throws -> StageInstance
    ) throws {
        self.loop = loop
        stage = greeting.stage
        self.log = log.child(greeting.stage.rawValue)
        self.makeInstance = makeInstance
        self.onGivingUp = onGivingUp
        self.onRefusal = onRefusal
        link = try HubLink(context: context, loop: loop, endpoint: hub, security: security)
        instances = try (0..<greeting.instances).map(makeInstance)
        machine = RunnerMachine(greeting: greeting, settings: settings, at: .now)
    }

    isolated deinit {
        if let timer { loop.cancel(timer) }
        link.close()
    }

    /// Connects to the hub and begins.
    public func start() throws {
        try link.connect(for: self) { $0.received($1) }
        timer = loop.schedule(after: .milliseconds(200), repeating: .milliseconds(200)) {
            [weak self] in self?.assumeIsolated { $0.tick() }
        }
        perform()
    }

    /// What it has in hand, and how far it got.
    public var activity: StageActivity { StageActivity(inHand: machine.inHand, steps: steps) }

    /// Takes no new tasks, and returns when those in hand are done; whoever calls sets the limit.
    public func drain() async {
        machine.drain()
        if machine.isIdle { return }
        await withCheckedContinuation { idleWaiters.append($0) }
    }

    /// Ends the conversation with the hub.
    public func stop() {
        machine.leave(at: .now)
        perform()
        if let timer { loop.cancel(timer) }
        timer = nil
        wakeWaiters()
        link.close()
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
        for (index, observer) in observers where observer.takeProgress() {
            steps += 1
            machine.progressed(instance: index)
        }
        machine.tick(at: .now)
        perform()
    }

    private func perform() {
        while case let actions = machine.takeActions(), !actions.isEmpty {
            for action in actions { perform(action) }
        }
        if machine.isIdle { wakeWaiters() }
    }

    private func perform(_ action: RunnerAction) {
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
        case .run(let index, let task, let attempt, let payload):
            run(index, task, attempt, payload)
        case .cancel(let index): observers[index]?.cancel()
        case .replace(let index):
            steps += 1
            do {
                instances[index] = try makeInstance(index)
            } catch {
                log.error("cannot make a new instance", [.reason: "\(error)"])
                onGivingUp("cannot make a new instance: \(error)")
            }
        case .giveUp(let reason): onGivingUp(reason)
        case .refused(let reason): onRefusal(reason)
        case .note(let note): log.write(note)
        }
    }

    private func run(_ index: Int, _ task: TaskID, _ attempt: UInt32, _ payload: Payload) {
        steps += 1
        let observer = TaskObserver()
        observers[index] = observer
        let context = TaskContext(id: task, attempt: attempt, observer: observer)
        let instance = instances[index]
        // Not awaited: a stage that hangs cannot be waited for. Its end is an input of the machine,
        // which knows the deadline; after `stop()` nobody is interested in it.
        Task(executorPreference: loop) { [weak self] in
            let result = await instance.process(payload, context)
            await self?.finished(index, task, attempt, observer, result)
        }
    }

    private func finished(
        _ index: Int, _ task: TaskID, _ attempt: UInt32, _ observer: TaskObserver,
        _ result: Result<Payload, StageFailure>
    ) {
        // An instance that was replaced meanwhile has a new observer.
        guard observers[index] === observer else { return }
        steps += 1
        machine.finished(instance: index, attempt: attempt, task: task, result, at: .now)
        perform()
    }

    private func wakeWaiters() {
        let waiters = idleWaiters
        idleWaiters = []
        for waiter in waiters { waiter.resume() }
    }
}
