import Messages
import Storage
import TestSupport
import Threads

@testable import Flow

/// A hub, its runners, a source, a journal and a publisher in a world with its own time, where
/// messages take a while, connections break, processes die, and all of it follows from a seed.
struct FlowSimulation {
    enum Event {
        case toHub(node: Int, link: Int, PeerID, Envelope)
        case toNode(node: Int, link: Int, Envelope)
        /// Comes to the hub after all, perhaps over a connection its sender has left.
        case stalled(node: Int, link: Int, PeerID, Envelope)
        case connect(node: Int, link: Int)
        case tick(process: Int, life: Int)
        case start(process: Int)
        case commit(life: Int, [JournalOperation])
        case committed(life: Int, [JournalResult]?)
        case load(life: Int, after: Int64, limit: Int, bytes: Int)
        case loaded(life: Int, [StoredDocument]?)
        case publish(Work)
        case finish(Work, Result<Payload, StageFailure>)
        case strike(process: Int, life: Int, TaskID)
        case source
        case fault
    }

    struct Work {
        let node: Int
        let life: Int
        let instance: Int
        let run: Int
        let task: TaskID
        let attempt: UInt32
    }

    struct Process {
        var isAlive = false
        /// Counts its starts.
        var life = 0
        var stoppedUntil: Int64 = 0
    }

    struct Node {
        let name: String
        let stage: StageName
        let process: Int
        let instances: Int
        var runner: RunnerMachine?
        var client: OfferMachine?
        /// The run each instance is at, and a number that grows.
        var runs: [Int]
        /// Counts its connections.
        var link = 0
        var peer: PeerID?
        var outbox: [Envelope] = []
        /// The connection that loses what goes to the hub, or what comes from it.
        var halfOpen: (link: Int, up: Bool, down: Bool)?
        /// Until then nothing comes through, over old connections and new ones.
        var cutOffUntil: Int64 = 0
        var lastToHub: Int64 = 0
        var lastToNode: Int64 = 0
    }

    struct Route {
        let node: Int
        let link: Int
        /// When the hub's side notices that the connection is gone.
        var goneAt: Int64?
    }

    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    static let milliseconds: Int64 = 1_000_000
    static let seconds: Int64 = 1_000_000_000

    let settings: FlowSettings
    let tracing: Bool
    var random: SeededRandom
    var agenda = Agenda<Event>()
    var now: Int64 = 0 {
        didSet { instant = Instant(nanoseconds: now) }
    }
    private(set) var instant = Instant.zero
    var steps = 0
    var trace: [String] = []

    var articles: [TaskID: SimulatedArticle] = [:]
    var order: [TaskID] = []
    var processes: [Process]
    var nodes: [Node] = []
    var hub: HubMachine?
    var undelivered: [(Envelope, to: PeerID)] = []
    var routes: [PeerID: Route] = [:]
    var lastPeer: UInt32 = 0
    var journal = JournalModel()
    var publisher = PublishModel()
    var flights: [TaskID: CrashedTask] = [:]

    var journalFailsUntil: Int64 = 0
    var publishFailsUntil: Int64 = 0
    let faultsEnd: Int64
    var lastFault: Int64 = -100 * seconds
    /// How often an article was blamed alone for what others did.
    var strikes: [TaskID: Int] = [:]

    var accepted: Set<TaskID> = []
    var tickets: [Int: TaskID] = [:]
    var lastTicket = 0

    init(seed: UInt64, tracing: Bool = false) throws {
        var random = SeededRandom(seed: seed)
        self.tracing = tracing
        var settings = FlowSettings()
        settings.window = [1, 2, 4, 8][random.next(below: 4)]
        settings.windowBytes = 9000
        settings.backlog = 3 + random.next(below: 10)
        settings.offers = 1 + random.next(below: 6)
        settings.silence = .seconds(2)
        settings.heartbeat = .milliseconds(500)
        settings.taskDeadline = .seconds(6)
        settings.largeTask = 1500
        settings.retryWait = .milliseconds(100)
        self.settings = settings
        faultsEnd = Int64(10 + random.next(below: 15)) * FlowSimulation.seconds
        processes = Array(repeating: Process(), count: 4)
        for number in 0..<(10 + random.next(below: 15)) {
            let article = try SimulatedArticle(number, &random)
            articles[article.task] = article
            order.append(article.task)
        }
        let stages: [StageName] = [
            .fetch, .normalize, .extract, .extract, .classify, .publish,
        ]
        for (number, stage) in stages.enumerated() {
            let instances = 1 + random.next(below: 3)
            nodes.append(
                Node(
                    name: "\(stage) \(number)", stage: stage,
                    process: random.next(below: processes.count), instances: instances,
                    runs: Array(repeating: 0, count: instances)))
        }
        self.random = random
        for process in processes.indices { agenda.insert(.start(process: process), at: 0) }
        agenda.insert(.source, at: 1)
        agenda.insert(.fault, at: 2 * FlowSimulation.seconds)
    }

    /// Runs until everything is quiet, and checks what must hold then.
    mutating func run() throws {
        while let (time, event) = agenda.next() {
            now = max(now, time)
            steps += 1
            if tracing { record("\(event)") }
            try handle(event)
            if now > faultsEnd, accepted.count == articles.count, hub?.isIdle == true {
                return try checkEnd()
            }
            if now > faultsEnd + 600 * FlowSimulation.seconds {
                throw Violation(description: "never quiet: \(picture)")
            }
        }
    }

    mutating func record(_ line: String) {
        trace.append("\(Double(now / 1_000_000) / 1000) \(line.prefix(300))")
        if trace.count > 60 { trace.removeFirst(10) }
    }

    mutating func delay(_ least: Int, _ most: Int) -> Int64 {
        Int64(least) * FlowSimulation.milliseconds
            + Int64(random.next(below: (most - least) * 1_000_000))
    }

    mutating func schedule(_ event: Event, in wait: Int64) { agenda.insert(event, at: now + wait) }

    /// Whether `process` is dead in `life`; or puts `event` off because it stands still.
    private mutating func misses(_ process: Int, _ life: Int?, _ event: Event) -> Bool {
        guard processes[process].isAlive, life.map({ $0 == processes[process].life }) ?? true else {
            return true
        }
        if processes[process].stoppedUntil > now {
            agenda.insert(event, at: processes[process].stoppedUntil)
            return true
        }
        return false
    }

    private mutating func handle(_ event: Event) throws {
        switch event {
        case .toHub(let node, let link, let peer, let envelope):
            guard !misses(0, nil, event), nodes[node].link == link else { return }
            if nodes[node].cutOffUntil > now {
                agenda.insert(
                    .stalled(node: node, link: link, peer, envelope), at: nodes[node].cutOffUntil)
                return
            }
            hub?.received(envelope, from: peer, at: instant)
            try performHub()
        case .stalled(let node, let link, let peer, let envelope):
            guard !misses(0, nil, event), nodes[node].link == link || routes[peer] != nil
            else { return }
            hub?.received(envelope, from: peer, at: instant)
            try performHub()
        case .toNode(let node, let link, let envelope):
            guard nodes[node].link == link, !misses(nodes[node].process, nil, event) else { return }
            if nodes[node].cutOffUntil > now {
                agenda.insert(event, at: nodes[node].cutOffUntil)
                return
            }
            nodes[node].runner?.received(envelope, at: instant)
            nodes[node].client?.received(envelope, at: instant)
            try perform(node)
        case .connect(let node, let link): connect(node, link)
        case .tick(let process, let life):
            if misses(process, life, event) { return }
            schedule(event, in: 250 * FlowSimulation.milliseconds)
            try tick(process)
        case .start(let process): try start(process)
        case .commit(let life, let operations):
            if misses(0, life, event) { return }
            let results = journalFailsUntil > now ? nil : journal.commit(operations)
            schedule(.committed(life: life, results), in: delay(0, 20))
        case .committed(let life, let results):
            if misses(0, life, event) { return }
            if let results {
                hub?.committed(results, at: instant)
            } else {
                hub?.commitFailed("disk full", at: instant)
            }
            try performHub()
        case .load(let life, let position, let limit, let bytes):
            if misses(0, life, event) { return }
            let fails = journalFailsUntil > now
            let documents = journal.load(after: position, limit: limit, bytes: bytes)
            schedule(.loaded(life: life, fails ? nil : documents), in: delay(0, 20))
        case .loaded(let life, let documents):
            if misses(0, life, event) { return }
            if let documents {
                hub?.loaded(documents, at: instant)
            } else {
                hub?.loadFailed("disk broken", at: instant)
            }
            try performHub()
        case .publish(let work):
            if misses(nodes[work.node].process, work.life, event) { return }
            publish(work)
        case .finish(let work, let result):
            guard !misses(nodes[work.node].process, work.life, event),
                nodes[work.node].runs[work.instance] == work.run
            else { return }
            nodes[work.node].runner?.finished(
                instance: work.instance, attempt: work.attempt, task: work.task, result,
                at: instant)
            try perform(work.node)
        case .strike(let process, let life, let task):
            if misses(process, life, event) { return }
            kill(process, because: task)
        case .source: try feed()
        case .fault: fault()
        }
    }
}
