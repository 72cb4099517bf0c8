import Messages
import Threads

/// What an offering client's actor is to do.
enum OfferAction: Hashable {
    /// Send an envelope to the hub.
    case send(Envelope)
    /// Close the socket and open a new one.
    case reconnect
    /// Answer an offer.
    case answer(ticket: Int, OfferAnswer)
    /// The hub has refused this client for so long that it will not take it.
    case refused(reason: String)
    /// Write a line to the log.
    case note(HubNote)
}

/// The decisions of a client that offers documents to the hub, within the credit it has.
///
/// An offer with patience waits for credit, for a hub that is away, and for one that is busy; it
/// is made again after every new HELLO until it is answered. An offer without patience is answered
/// `busy` where the other would wait before it was sent.
struct OfferMachine {
    /// Where the conversation with the hub stands.
    enum Phase: Hashable {
        case greeting(since: Instant)
        case waiting(until: Instant)
        case open
        case left
    }

    /// A document on its way into the journal, and who waits for it.
    private struct Open {
        struct Ticket {
            let number: Int
            let patient: Bool
        }

        let envelope: Envelope
        var tickets: [Ticket]
    }

    let greeting: Greeting
    private(set) var phase: Phase
    private(set) var credit = 0
    private var settings: FlowSettings
    /// Offers that were not sent yet, or are to be sent again.
    private var queue: [TaskID] = []
    /// Offers that wait until the hub is less busy.
    private var postponed: [TaskID: Instant] = [:]
    /// Every offer that is not answered.
    private var offers: [TaskID: Open] = [:]
    private var sent: Set<TaskID> = []
    private var sentSinceGreeting = 0
    private var refusals = Refusals()
    private var lastHeard: Instant
    private var lastSent: Instant
    private var actions: [OfferAction] = []

    /// A client that greets the hub at once.
    init(greeting: Greeting, settings: FlowSettings, at now: Instant) {
        self.greeting = greeting
        self.settings = settings
        phase = .greeting(since: now)
        lastHeard = now
        lastSent = now
        send(Envelope(.hello, header: greeting), at: now)
    }

    /// What there is to do, once.
    mutating func takeActions() -> [OfferAction] {
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    /// Offers nobody answered yet.
    var openCount: Int { offers.count }

    /// A source offers a document; `ticket` names the question.
    mutating func offer(
        _ task: TaskID, payload: Payload, patient: Bool, ticket: Int, at now: Instant
    ) {
        if var open = offers[task] {
            // The same document twice at the same time: one offer, one answer for both.
            if !patient && !sent.contains(task) {
                busy(ticket, "too many articles wait")
                return
            }
            open.tickets.append(.init(number: ticket, patient: patient))
            offers[task] = open
            return
        }
        if phase == .left {
            actions.append(
                .answer(ticket: ticket, .busy(reason: "stopping", retryAfter: .seconds(5))))
            return
        }
        if !patient && (phase != .open || credit <= queue.count) {
            busy(ticket, phase == .open ? "too many articles wait" : "the hub is away")
            return
        }
        offers[task] = Open(
            envelope: Envelope(.offer, task: task, attempt: 0, payload: payload),
            tickets: [.init(number: ticket, patient: patient)])
        queue.append(task)
        flush(at: now)
    }

    /// An envelope came from the hub.
    mutating func received(_ envelope: Envelope, at now: Instant) {
        lastHeard = now
        do throws(MessageError) {
            switch envelope.command {
            case .welcome: try welcomed(envelope)
            case .ready:
                let header: CreditHeader = try envelope.header()
                if phase == .open { credit += header.credit }
            case .accepted:
                let header: AcceptedHeader = try envelope.header()
                credit += header.credit
                answer(envelope.task, header.known ? .known : .accepted)
            case .refused: try refused(envelope, at: now)
            case .ping: send(Envelope(.pong), at: now)
            case .bye: try dismissed(envelope, at: now)
            case .pong: break
            default: note(.warning, "ignored a command", reason: envelope.command.rawValue)
            }
        } catch {
            note(.warning, "ignored a message", reason: "\(error)")
        }
        flush(at: now)
    }

    private mutating func welcomed(_ envelope: Envelope) throws(MessageError) {
        let welcome: Welcome = try envelope.header()
        switch phase {
        case .greeting, .open: break
        // BYE came in between; HELLO will be said again.
        case .waiting, .left: return
        }
        settings = welcome.applied(to: settings)
        phase = .open
        refusals.end()
        // A second one answers an earlier HELLO. What was sent since the first came to the hub
        // after both HELLOs and was counted against the credit of this one.
        credit = max(0, welcome.credit - sentSinceGreeting)
    }

    private mutating func refused(_ envelope: Envelope, at now: Instant) throws(MessageError) {
        let header: RefusedHeader = try envelope.header()
        credit += header.credit
        guard let task = envelope.task, let open = offers[task] else { return }
        guard let seconds = header.retryAfter else {
            answer(task, .refused(reason: header.reason))
            return
        }
        sent.remove(task)
        dismissImpatient(task, open, header.reason, .seconds(seconds))
        if offers[task] != nil { postponed[task] = now + .seconds(seconds) }
    }

    /// Tells those who would not wait that they would have to; nobody may be left.
    private mutating func dismissImpatient(
        _ task: TaskID, _ open: Open, _ reason: String, _ wait: Duration
    ) {
        for ticket in open.tickets where !ticket.patient {
            actions.append(
                .answer(ticket: ticket.number, .busy(reason: reason, retryAfter: wait)))
        }
        let patient = open.tickets.filter(\.patient)
        if patient.isEmpty {
            offers[task] = nil
            queue.removeAll { $0 == task }
        } else {
            offers[task]?.tickets = patient
        }
    }

    private mutating func busy(_ ticket: Int, _ reason: String) {
        actions.append(.answer(ticket: ticket, .busy(reason: reason, retryAfter: .seconds(1))))
    }

    private mutating func answer(_ task: TaskID?, _ answer: OfferAnswer) {
        guard let task, let open = offers.removeValue(forKey: task) else { return }
        sent.remove(task)
        postponed[task] = nil
        // It may wait to be sent again, and the answer to the first time have come late.
        queue.removeAll { $0 == task }
        for (number, ticket) in open.tickets.enumerated() {
            let repeated = number > 0 && answer == .accepted
            actions.append(.answer(ticket: ticket.number, repeated ? .known : answer))
        }
    }

    private mutating func dismissed(_ envelope: Envelope, at now: Instant) throws(MessageError) {
        let farewell: FarewellHeader = try envelope.header()
        guard phase != .left else { return }
        recall()
        switch farewell.code {
        case .unknown:
            // Once is enough: HELLO may be on its way already, or is about to be said.
            if phase == .open { greet(at: now) }
        case .silent:
            guard phase == .open else { return }
            note(.warning, "not heard by the hub", reason: farewell.reason)
            restart(at: now)
        case .refused, .malformed, .stopping:
            if farewell.code != .stopping {
                note(.warning, "dismissed by the hub", reason: farewell.reason)
            }
            if farewell.code == .refused && refusals.areFinal(at: now, settings) {
                actions.append(.refused(reason: farewell.reason))
            }
            phase = .waiting(until: now + settings.heartbeat)
        }
    }

    /// Time passed. Call at least every quarter of a second.
    mutating func tick(at now: Instant) {
        switch phase {
        case .greeting(let since):
            if now - since >= settings.silence {
                note(.warning, "no hub answers", reason: "\(settings.silence.seconds) s")
                restart(at: now)
            }
        case .waiting(let until):
            if until <= now { greet(at: now) }
        case .open:
            if now - lastHeard >= settings.silence {
                note(.warning, "the hub is silent", reason: "\(settings.silence.seconds) s")
                recall()
                restart(at: now)
            } else if now - lastSent >= settings.heartbeat {
                send(Envelope(.ping), at: now)
            }
        case .left: break
        }
        let due = postponed.filter { $0.value <= now }.keys
        for task in due.sorted(by: { $0.description < $1.description }) {
            postponed[task] = nil
            queue.append(task)
        }
        flush(at: now)
    }

    /// Ends the conversation; whoever still waits is told to come again.
    mutating func leave(at now: Instant) {
        guard phase != .left else { return }
        if phase == .open {
            send(Envelope(.bye, header: FarewellHeader(.stopping, "fetch stops")), at: now)
        }
        phase = .left
        for task in offers.keys.sorted(by: { $0.description < $1.description }) {
            answer(task, .busy(reason: "stopping", retryAfter: .seconds(5)))
        }
        queue = []
    }

    /// Everything that was sent and not answered is to be sent again.
    private mutating func recall() {
        credit = 0
        queue = sent.sorted { $0.description < $1.description } + queue
        sent = []
        for (task, open) in offers.sorted(by: { $0.key.description < $1.key.description }) {
            dismissImpatient(task, open, "the hub is away", .seconds(1))
        }
    }

    private mutating func flush(at now: Instant) {
        guard phase == .open else { return }
        while credit > 0, let task = queue.first {
            queue.removeFirst()
            guard let open = offers[task] else { continue }
            credit -= 1
            sentSinceGreeting += 1
            sent.insert(task)
            send(open.envelope, at: now)
        }
    }

    private mutating func restart(at now: Instant) {
        actions.append(.reconnect)
        greet(at: now)
    }

    private mutating func greet(at now: Instant) {
        phase = .greeting(since: now)
        sentSinceGreeting = 0
        lastHeard = now
        send(Envelope(.hello, header: greeting), at: now)
    }

    private mutating func send(_ envelope: Envelope, at now: Instant) {
        lastSent = now
        actions.append(.send(envelope))
    }

    private mutating func note(_ level: HubNote.Level, _ message: String, reason: String) {
        actions.append(
            .note(
                HubNote(
                    level: level, message: message, stage: .fetch, worker: greeting.worker,
                    reason: reason)))
    }
}
