import Messages
import Threads

/// The decisions of a stage runner: says HELLO until the hub answers, takes as many tasks as it
/// has instances, hands results back, takes tasks from instances that do not finish.
///
/// A pure value; inputs are the methods, outputs collect in ``takeActions()``.
struct RunnerMachine {
    let greeting: Greeting
    private(set) var settings: FlowSettings
    private(set) var phase: Phase
    private(set) var instances: [Instance]
    private(set) var abandoned = 0
    private(set) var completed = 0
    private var refusals = Refusals()
    private var lastHeard: Instant
    private var lastSent: Instant
    private var lastTick: Instant?
    private var draining = false
    private var actions: [RunnerAction] = []

    /// A runner that greets the hub at once.
    init(greeting: Greeting, settings: FlowSettings, at now: Instant) {
        self.greeting = greeting
        self.settings = settings
        phase = .greeting(since: now)
        instances = Array(repeating: .idle, count: greeting.instances)
        lastHeard = now
        lastSent = now
        send(Envelope(.hello, header: greeting), at: now)
    }

    /// What there is to do, once.
    mutating func takeActions() -> [RunnerAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    /// Whether no instance works on anything the hub wants to hear of.
    var isIdle: Bool {
        instances.allSatisfy { instance in
            if case .working(let work) = instance { !work.wanted } else { true }
        }
    }

    /// Instances at work.
    var inHand: Int { instances.count { $0 != .idle } }

    /// An envelope came from the hub.
    mutating func received(_ envelope: Envelope, at now: Instant) {
        lastHeard = now
        do throws(MessageError) {
            switch (envelope.command, phase) {
            case (.welcome, .greeting): try welcomed(envelope, at: now)
            case (.welcome, .serving): try adopt(envelope)
            case (.task, .serving): try begin(envelope, at: now)
            case (.ping, _): send(Envelope(.pong), at: now)
            case (.bye, _): try dismissed(envelope, at: now)
            case (.pong, _), (.ready, _), (.task, _), (.welcome, _): break
            default:
                note(.warning, "ignored a command", reason: envelope.command.rawValue)
            }
        } catch {
            note(.warning, "ignored a message", reason: "\(error)")
        }
    }

    private mutating func welcomed(_ envelope: Envelope, at now: Instant) throws(MessageError) {
        let incarnation = try adopt(envelope)
        note(.info, "serving", reason: "hub \(incarnation)")
        grant(instances.count { $0 == .idle }, at: now)
    }

    /// Takes over what a WELCOME says. A second one answers an earlier HELLO: what was granted
    /// after the first came to the hub after both, and still counts.
    @discardableResult
    private mutating func adopt(_ envelope: Envelope) throws(MessageError) -> String {
        let welcome: Welcome = try envelope.header()
        phase = .serving(incarnation: welcome.incarnation)
        refusals.end()
        settings = welcome.applied(to: settings)
        return welcome.incarnation
    }

    private mutating func grant(_ credit: Int, at now: Instant) {
        guard credit > 0, case .serving = phase, !draining else { return }
        send(Envelope(.ready, header: CreditHeader(credit: credit)), at: now)
    }

    private mutating func begin(_ envelope: Envelope, at now: Instant) throws(MessageError) {
        guard let task = envelope.task else {
            throw MessageError(.invalidValue, at: "TASK", "without a task id")
        }
        guard !draining, let free = instances.firstIndex(of: .idle) else {
            // The hub gives it to somebody else.
            let reason = draining ? "the worker stops" : "no instance is free"
            send(
                Envelope(
                    .refused, task: task, attempt: envelope.attempt,
                    header: RefusedHeader(reason: reason, retryAfter: 0, credit: 0)), at: now)
            return
        }
        let allowed = settings.deadline(bytes: envelope.payload.count, stage: greeting.stage)
        instances[free] = .working(
            Work(
                task: task, attempt: envelope.attempt, deadline: allowed.map { now + $0 },
                reportedAt: now))
        actions.append(
            .run(
                instance: free, task: task, attempt: envelope.attempt, payload: envelope.payload))
    }

    /// An instance finished its task, well or not.
    mutating func finished(
        instance: Int, attempt: UInt32, task: TaskID, _ result: Result<Payload, StageFailure>,
        at now: Instant
    ) {
        guard instances.indices.contains(instance), case .working(let work) = instances[instance],
            work.task == task, work.attempt == attempt
        else { return }
        instances[instance] = .idle
        guard work.wanted else {
            grant(1, at: now)
            return
        }
        completed += 1
        switch result {
        case .success(let payload):
            let envelope = Envelope(.done, task: task, attempt: attempt, payload: payload)
            if envelope.count > Limits.internalMessage {
                fail(task, attempt, .article("a result of \(envelope.count) bytes"), at: now)
            } else {
                send(envelope, at: now)
            }
        case .failure(let failure): fail(task, attempt, failure, at: now)
        }
    }

    /// The stage got further with the task of an instance.
    mutating func progressed(instance: Int) {
        guard instances.indices.contains(instance), case .working(var work) = instances[instance]
        else { return }
        work.progressed = true
        instances[instance] = .working(work)
    }

    private mutating func fail(
        _ task: TaskID, _ attempt: UInt32, _ failure: StageFailure, at now: Instant
    ) {
        send(
            Envelope(.fail, task: task, attempt: attempt, header: FailureHeader(failure)), at: now)
    }

    /// Time passed. Call at least every quarter of a second.
    mutating func tick(at now: Instant) {
        forgive(at: now)
        switch phase {
        case .greeting(let since):
            if now - since >= settings.silence {
                note(.warning, "no hub answers", reason: "\(settings.silence.seconds) s")
                restart(at: now)
            }
        case .waiting(let until):
            if until <= now { greet(at: now) }
        case .serving:
            if now - lastHeard >= settings.silence {
                note(.warning, "the hub is silent", reason: "\(settings.silence.seconds) s")
                forgetTasks(at: now)
                restart(at: now)
            } else if now - lastSent >= settings.heartbeat {
                send(Envelope(.ping), at: now)
            }
        case .left: break
        }
        for index in instances.indices { supervise(index, at: now) }
    }

    /// Time in which this process itself stood still counts against nobody.
    private mutating func forgive(at now: Instant) {
        defer { lastTick = now }
        guard let lastTick, case let gap = now - lastTick, gap >= settings.heartbeat else {
            return
        }
        lastHeard = min(now, lastHeard + gap)
        for index in instances.indices {
            guard case .working(var work) = instances[index], let deadline = work.deadline else {
                continue
            }
            work.deadline = deadline + gap
            instances[index] = .working(work)
        }
    }

    private mutating func supervise(_ index: Int, at now: Instant) {
        guard case .working(var work) = instances[index] else { return }
        if work.progressed && work.wanted && now - work.reportedAt >= settings.heartbeat {
            work.progressed = false
            work.reportedAt = now
            send(Envelope(.progress, task: work.task, attempt: work.attempt), at: now)
        }
        if let cancelledAt = work.cancelledAt {
            if now - cancelledAt >= settings.cancellationGrace {
                abandon(index, work, at: now)
                return
            }
        } else if let deadline = work.deadline, deadline <= now {
            work.cancelledAt = now
            actions.append(.cancel(instance: index))
        }
        instances[index] = .working(work)
    }

    /// The instance does not listen: a new one takes its place.
    private mutating func abandon(_ index: Int, _ work: Work, at now: Instant) {
        abandoned += 1
        instances[index] = .idle
        note(
            .error, "left a hung instance behind", task: work.task,
            reason: "\(abandoned) of \(settings.abandonedInstances)")
        if abandoned >= settings.abandonedInstances {
            actions.append(
                .giveUp(
                    reason: "\(abandoned) instances of \(greeting.stage.rawValue) hang; "
                        + "restart the process"))
        }
        actions.append(.replace(instance: index))
        if work.wanted {
            fail(work.task, work.attempt, .article("abandoned: it did not give up"), at: now)
        } else {
            grant(1, at: now)
        }
    }

    /// Takes no new tasks; those in hand are finished.
    mutating func drain() { draining = true }

    /// Ends the conversation: what is still in hand goes back uncounted.
    mutating func leave(at now: Instant) {
        guard phase != .left else { return }
        if case .serving = phase {
            send(
                Envelope(.bye, header: FarewellHeader(.stopping, "the worker stops")), at: now)
        }
        forgetTasks(at: now)
        phase = .left
    }

    private mutating func dismissed(_ envelope: Envelope, at now: Instant) throws(MessageError) {
        let farewell: FarewellHeader = try envelope.header()
        guard phase != .left else { return }
        forgetTasks(at: now)
        switch farewell.code {
        case .unknown:
            // Once is enough: HELLO may be on its way already, or is about to be said.
            if case .serving = phase { greet(at: now) }
        case .silent:
            guard case .serving = phase else { return }
            note(.warning, "not heard by the hub", reason: farewell.reason)
            restart(at: now)
        case .refused, .malformed, .stopping:
            if farewell.code == .refused && refusals.areFinal(at: now, settings) {
                actions.append(.refused(reason: farewell.reason))
            }
            note(
                farewell.code == .stopping ? .info : .warning, "dismissed by the hub",
                reason: farewell.reason)
            phase = .waiting(until: now + settings.heartbeat)
        }
    }

    /// The hub no longer counts on what the instances are doing.
    private mutating func forgetTasks(at now: Instant) {
        for index in instances.indices {
            guard case .working(var work) = instances[index], work.wanted else { continue }
            work.wanted = false
            if work.cancelledAt == nil { work.cancelledAt = now }
            instances[index] = .working(work)
            actions.append(.cancel(instance: index))
        }
    }

    private mutating func restart(at now: Instant) {
        actions.append(.reconnect)
        greet(at: now)
    }

    private mutating func greet(at now: Instant) {
        phase = .greeting(since: now)
        lastHeard = now
        send(Envelope(.hello, header: greeting), at: now)
    }

    private mutating func send(_ envelope: Envelope, at now: Instant) {
        lastSent = now
        actions.append(.send(envelope))
    }

    private mutating func note(
        _ level: HubNote.Level, _ message: String, task: TaskID? = nil, reason: String? = nil
    ) {
        actions.append(
            .note(
                HubNote(
                    level: level, message: message, task: task, stage: greeting.stage,
                    worker: greeting.worker, reason: reason)))
    }
}
