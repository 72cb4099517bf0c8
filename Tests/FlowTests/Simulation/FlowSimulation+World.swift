import Messages
import Storage
import TestSupport
import Threads

@testable import Flow

/// Processes, connections, and what breaks.
extension FlowSimulation {
    mutating func start(_ index: Int) throws {
        guard !processes[index].isAlive else { return }
        processes[index].isAlive = true
        processes[index].life += 1
        processes[index].stoppedUntil = 0
        schedule(.tick(process: index, life: processes[index].life), in: delay(0, 250))
        if index == 0 { startHub() }
        for node in nodes.indices where nodes[node].process == index {
            let greeting = Greeting(
                stage: nodes[node].stage, version: "1", worker: nodes[node].name,
                process: token(index), instances: nodes[node].instances)
            if nodes[node].stage == .fetch {
                nodes[node].client = OfferMachine(
                    greeting: greeting, settings: settings, at: instant)
            } else {
                nodes[node].runner = RunnerMachine(
                    greeting: greeting, settings: settings, at: instant)
            }
            nodes[node].outbox = []
            disconnect(node)
            try perform(node)
        }
    }

    func token(_ process: Int) -> String { "process \(process) \(processes[process].life)" }

    private mutating func startHub() {
        let survivors = flights.values.sorted { $0.task.description < $1.task.description }
        if !survivors.isEmpty {
            blame(survivors)
            _ = journal.commit([.crashed(tasks: survivors, at: 0)])
        }
        flights = [:]
        hub = HubMachine(
            settings: settings, incarnation: token(0), backlog: journal.count(.accepted))
        hub?.advance(at: instant)
        for node in nodes.indices where nodes[node].peer == nil {
            schedule(.connect(node: node, link: nodes[node].link), in: delay(1, 300))
        }
    }

    mutating func kill(_ index: Int, because task: TaskID?) {
        guard processes[index].isAlive else { return }
        if tracing { record("kill \(index) because \(task.map { "\($0)" } ?? "of nothing")") }
        lastFault = now
        processes[index].isAlive = false
        for node in nodes.indices where nodes[node].process == index {
            if nodes[node].client != nil { tickets = [:] }
            nodes[node].client = nil
            nodes[node].runner = nil
            nodes[node].outbox = []
            disconnect(node)
        }
        if index == 0 {
            hub = nil
            for node in nodes.indices { disconnect(node) }
            routes = [:]
        }
        schedule(.start(process: index), in: delay(50, 3000))
    }

    /// A connection ends, with all that is under way on it.
    mutating func disconnect(_ node: Int) {
        var noticed = now + delay(0, 1500)
        // The end of a connection that loses what goes to the hub is lost as well.
        if nodes[node].cutOffUntil > now { noticed = nodes[node].cutOffUntil }
        if let broken = nodes[node].halfOpen, broken.link == nodes[node].link, broken.up {
            noticed = now + 60 * FlowSimulation.seconds
        }
        if let peer = nodes[node].peer { routes[peer]?.goneAt = noticed }
        nodes[node].link += 1
        nodes[node].peer = nil
        schedule(.connect(node: node, link: nodes[node].link), in: delay(1, 300))
    }

    mutating func connect(_ node: Int, _ link: Int) {
        guard nodes[node].link == link, nodes[node].peer == nil, hub != nil,
            processes[nodes[node].process].isAlive
        else { return }
        if nodes[node].cutOffUntil > now {
            agenda.insert(.connect(node: node, link: link), at: nodes[node].cutOffUntil)
            return
        }
        lastPeer += 1
        let peer = withUnsafeBytes(of: lastPeer.bigEndian) { Array($0) }
        nodes[node].peer = peer
        routes[peer] = Route(node: node, link: link)
        let waiting = nodes[node].outbox
        nodes[node].outbox = []
        for envelope in waiting { send(envelope, from: node) }
    }

    mutating func send(_ envelope: Envelope, from node: Int) {
        guard let peer = nodes[node].peer else {
            nodes[node].outbox.append(envelope)
            return
        }
        if let broken = nodes[node].halfOpen, broken.link == nodes[node].link, broken.up { return }
        let time = max(nodes[node].lastToHub + 1, now + delay(0, 30))
        nodes[node].lastToHub = time
        agenda.insert(.toHub(node: node, link: nodes[node].link, peer, envelope), at: time)
    }

    mutating func fault() {
        guard now < faultsEnd else {
            for index in processes.indices { processes[index].stoppedUntil = 0 }
            return
        }
        schedule(.fault, in: delay(200, 2500))
        let victim = 1 + random.next(below: processes.count - 1)
        if tracing { record("fault") }
        lastFault = now
        switch random.next(below: 10) {
        case 0: kill(victim, because: nil)
        case 1: kill(0, because: nil)
        case 2: processes[victim].stoppedUntil = now + delay(100, 1500)
        case 3: processes[victim].stoppedUntil = now + delay(2000, 5000)
        case 4: processes[0].stoppedUntil = now + delay(100, 5000)
        case 5:
            let node = random.next(below: nodes.count)
            if nodes[node].process != 0 { disconnect(node) }
        case 6:
            let node = random.next(below: nodes.count)
            let ways = 1 + random.next(below: 3)
            if nodes[node].process != 0 {
                nodes[node].halfOpen = (nodes[node].link, ways & 1 != 0, ways & 2 != 0)
            }
        case 7:
            // The wire of one, or of everybody.
            let alone = random.next(below: nodes.count + 2)
            let until = now + delay(300, 8000)
            for node in nodes.indices where node == alone || alone >= nodes.count {
                if nodes[node].process != 0 { nodes[node].cutOffUntil = until }
            }
            lastFault = until
        case 8: journalFailsUntil = now + delay(300, 3000)
        default: publishFailsUntil = now + delay(300, 3000)
        }
    }

    /// The source offers what was not accepted yet, and sometimes what was.
    mutating func feed() throws {
        schedule(.source, in: delay(20, 200))
        let index = nodes.firstIndex { $0.stage == .fetch } ?? 0
        let process = processes[nodes[index].process]
        guard nodes[index].client != nil, process.stoppedUntil <= now else { return }
        let again = now < faultsEnd && random.next(below: 5) == 0
        let open = Set(tickets.values)
        let task =
            again
            ? order[random.next(below: order.count)]
            : order.first { !accepted.contains($0) && !open.contains($0) }
        guard let task, let article = articles[task] else { return }
        lastTicket += 1
        tickets[lastTicket] = task
        let patient = random.next(below: 3) > 0
        nodes[index].client?.offer(
            task, payload: article.payload, patient: patient,
            ticket: lastTicket, at: instant)
        try perform(index)
    }
}
