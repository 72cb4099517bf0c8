import Messages
import Storage
import Threads

@testable import Flow

/// A hub with a journal that answers at once unless told otherwise, and everything it sent.
struct HubScene {
    var hub: HubMachine
    var journal = JournalModel()
    var now = Instant(nanoseconds: 100_000_000_000)
    /// What went to each peer and was not looked at yet.
    var sent: [(envelope: Envelope, peer: PeerID)] = []
    var answers: [Int: Bool] = [:]
    var flights: Set<TaskID> = []
    /// Commits and loads that wait while `journalHolds`.
    var waiting: [HubAction] = []
    var journalHolds = false
    var journalFails = false
    var readsFail = false
    var reads = 0
    private var lastPeer: UInt8 = 0
    private var lastDocument = 0

    init(_ change: (inout FlowSettings) -> Void = { _ in }) {
        var settings = FlowSettings()
        change(&settings)
        hub = HubMachine(settings: settings, incarnation: "hub", backlog: 0)
        hub.advance(at: now)
    }

    /// Performs what is to be done until nothing is.
    mutating func settle() {
        while case let actions = hub.takeActions(), !actions.isEmpty {
            for action in actions { perform(action) }
        }
    }

    private mutating func perform(_ action: HubAction) {
        switch action {
        case .send(let envelope, let peer): sent.append((envelope, peer))
        case .commit, .load:
            if journalHolds { waiting.append(action) } else { answer(action) }
        case .depart(let task, _, _): flights.insert(task)
        case .land(let task): flights.remove(task)
        case .answer(let ticket, let changed): answers[ticket] = changed
        case .note: break
        }
    }

    private mutating func answer(_ action: HubAction) {
        switch action {
        case .commit(let operations):
            if journalFails {
                hub.commitFailed("disk full", at: now)
            } else {
                hub.committed(journal.commit(operations), at: now)
            }
        case .load(let position, let limit, let bytes):
            reads += 1
            if readsFail {
                hub.loadFailed("disk broken", at: now)
            } else {
                hub.loaded(journal.load(after: position, limit: limit, bytes: bytes), at: now)
            }
        default: break
        }
    }

    /// Lets the journal do what it held.
    mutating func release() {
        journalHolds = false
        let actions = waiting
        waiting = []
        for action in actions { answer(action) }
        settle()
    }

    /// Lets time pass as the timer would, with signs of life from everyone but `silent`.
    mutating func pass(_ duration: Duration, silent: Set<PeerID> = []) {
        let end = now + duration
        while now < end {
            now = min(end, now + .milliseconds(200))
            for peer in hub.peers.keys.sorted(by: { $0[0] < $1[0] }) where !silent.contains(peer) {
                hub.received(Envelope(.pong), from: peer, at: now)
            }
            hub.tick(at: now)
            settle()
        }
    }

    mutating func say(_ envelope: Envelope, as peer: PeerID) {
        hub.received(envelope, from: peer, at: now)
        settle()
    }

    func greeting(
        _ stage: StageName, _ worker: String, process: String, instances: Int = 1
    ) -> Greeting {
        Greeting(
            stage: stage, version: "1", worker: worker, process: process, instances: instances)
    }

    /// Somebody says HELLO, and grants as many tasks as it has instances.
    mutating func join(
        _ stage: StageName, _ worker: String? = nil, process: String = "elsewhere",
        instances: Int = 1
    ) -> PeerID {
        lastPeer += 1
        let peer = [lastPeer]
        let name = worker ?? "\(stage) \(lastPeer)"
        say(
            Envelope(
                .hello,
                header: greeting(stage, name, process: process, instances: instances)), as: peer)
        if stage != .fetch { ready(peer, instances) }
        return peer
    }

    mutating func ready(_ peer: PeerID, _ credit: Int) {
        say(Envelope(.ready, header: CreditHeader(credit: credit)), as: peer)
    }

    mutating func document(bytes: Int = 100) -> RawDocument {
        lastDocument += 1
        return RawDocument(
            source: "test", item: "\(lastDocument)", format: .text,
            fetched: Timestamp(seconds: 1_700_000_000), body: Array(repeating: 65, count: bytes))
    }

    @discardableResult
    mutating func offer(_ document: RawDocument, as peer: PeerID) throws -> TaskID {
        say(
            Envelope(.offer, task: document.taskID, payload: try document.payload()), as: peer)
        return document.taskID
    }

    /// Offers a new document of some size.
    @discardableResult
    mutating func offer(as peer: PeerID, bytes: Int = 100) throws -> TaskID {
        try offer(document(bytes: bytes), as: peer)
    }

    /// What was sent to a peer since the last look.
    mutating func take(_ peer: PeerID) -> [Envelope] {
        let envelopes = sent.filter { $0.peer == peer }.map(\.envelope)
        sent.removeAll { $0.peer == peer }
        return envelopes
    }

    /// The tasks handed to a peer since the last look.
    mutating func tasks(_ peer: PeerID) -> [Envelope] {
        take(peer).filter { $0.command == .task }
    }

    mutating func done(_ task: Envelope, as peer: PeerID, body: [UInt8] = [1]) {
        say(
            Envelope(
                .done, task: task.task, attempt: task.attempt,
                payload: Payload(header: [], body: body)), as: peer)
    }

    mutating func published(_ task: Envelope, as peer: PeerID) throws {
        let payload = try Receipt(outcome: .noEvent, committed: 0).payload()
        say(Envelope(.done, task: task.task, attempt: task.attempt, payload: payload), as: peer)
    }

    mutating func fail(_ task: Envelope, _ failure: StageFailure, as peer: PeerID) {
        say(
            Envelope(
                .fail, task: task.task, attempt: task.attempt, header: FailureHeader(failure)),
            as: peer)
    }
}

extension [Envelope] {
    var commands: [Envelope.Command] { map(\.command) }

    /// The header of the first envelope with `command`.
    func header<Header: Decodable>(_ command: Envelope.Command, _: Header.Type) throws -> Header? {
        try first { $0.command == command }?.header()
    }
}
