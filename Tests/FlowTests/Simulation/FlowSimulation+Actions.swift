import Messages
import Storage
import TestSupport
import Threads

@testable import Flow

/// What the actors do in earnest.
extension FlowSimulation {
    mutating func tick(_ process: Int) throws {
        if process == 0 {
            hub?.tick(at: instant)
            try performHub()
        }
        for node in nodes.indices where nodes[node].process == process {
            nodes[node].runner?.tick(at: instant)
            nodes[node].client?.tick(at: instant)
            try perform(node)
        }
    }

    mutating func performHub() throws {
        while let actions = hub?.takeActions(), !actions.isEmpty {
            for action in actions {
                if tracing { record("hub: \(action)") }
                try performHub(action)
            }
            if !undelivered.isEmpty {
                hub?.undeliverable(undelivered, at: instant)
                undelivered = []
            }
        }
        try checkHub()
    }

    private mutating func performHub(_ action: HubAction) throws {
        let life = processes[0].life
        switch action {
        case .send(let envelope, let peer): try sendFromHub(envelope, to: peer)
        case .commit(let operations):
            for case .crashed(let tasks, _) in operations { blame(tasks) }
            schedule(.commit(life: life, operations), in: delay(1, 20))
        case .load(let position, let limit, let bytes):
            guard limit > 0, let hub,
                hub.articles.bytes + bytes
                    <= max(
                        settings.windowBytes, hub.articles.bytes)
            else { throw Violation(description: "asks for more than there is room for") }
            schedule(
                .load(life: life, after: position, limit: limit, bytes: bytes), in: delay(1, 20))
        case .depart(let task, let stage, let alone):
            flights[task] = CrashedTask(task: task, stage: stage, alone: alone)
        case .land(let task): flights[task] = nil
        case .answer, .note: break
        }
    }

    private mutating func sendFromHub(_ envelope: Envelope, to peer: PeerID) throws {
        if envelope.command == .task, let task = envelope.task, let hub {
            let pending = (hub.pending + hub.committing).contains { $0.task == task }
            if pending {
                throw Violation(description: "task \(task) is offered before its record is made")
            }
        }
        guard let route = routes[peer], route.goneAt.map({ $0 > now }) ?? true else {
            routes[peer] = nil
            if envelope.command != .bye {
                undelivered.append((envelope, to: peer))
            }
            return
        }
        if let broken = nodes[route.node].halfOpen, broken.link == route.link, broken.down {
            return
        }
        let time = max(nodes[route.node].lastToNode + 1, now + delay(0, 30))
        nodes[route.node].lastToNode = time
        agenda.insert(.toNode(node: route.node, link: route.link, envelope), at: time)
    }

    mutating func perform(_ node: Int) throws {
        while true {
            let running = nodes[node].runner?.takeActions() ?? []
            let offering = nodes[node].client?.takeActions() ?? []
            if running.isEmpty && offering.isEmpty { return }
            for action in running {
                if tracing { record("\(nodes[node].name): \(action)") }
                perform(action, of: node)
            }
            for action in offering {
                if tracing { record("\(nodes[node].name): \(action)") }
                switch action {
                case .send(let envelope): send(envelope, from: node)
                case .reconnect: reconnect(node)
                case .answer(let ticket, let answer): try answered(ticket, answer)
                case .refused, .note: break
                }
            }
        }
    }

    private mutating func perform(_ action: RunnerAction, of node: Int) {
        switch action {
        case .send(let envelope): send(envelope, from: node)
        case .reconnect: reconnect(node)
        case .run(let instance, let task, let attempt, _):
            work(node, instance: instance, task, attempt)
        case .cancel(let instance):
            // Some listen when they are told to give up.
            guard random.next(below: 2) == 0, let runner = nodes[node].runner,
                case .working(let work) = runner.instances[instance]
            else { return }
            schedule(
                .finish(
                    Work(
                        node: node, life: processes[nodes[node].process].life, instance: instance,
                        run: nodes[node].runs[instance], task: work.task, attempt: work.attempt),
                    .failure(.article("cancelled"))), in: delay(1, 500))
        case .replace(let instance): nodes[node].runs[instance] += 1
        case .giveUp, .refused, .note: break
        }
    }

    private mutating func reconnect(_ node: Int) {
        nodes[node].outbox = []
        disconnect(node)
    }

    private mutating func answered(_ ticket: Int, _ answer: OfferAnswer) throws {
        guard let task = tickets.removeValue(forKey: ticket) else {
            throw Violation(description: "ticket \(ticket) is answered twice")
        }
        switch answer {
        case .accepted, .known:
            guard journal.rows[task] != nil else {
                throw Violation(description: "\(task) is accepted, and not in the journal")
            }
            accepted.insert(task)
        case .busy: break
        case .refused(let reason):
            throw Violation(description: "\(task) is refused for ever: \(reason)")
        }
    }

    private mutating func work(_ node: Int, instance: Int, _ task: TaskID, _ attempt: UInt32) {
        nodes[node].runs[instance] += 1
        nodes[node].runner?.progressed(instance: instance)
        let process = nodes[node].process
        let work = Work(
            node: node, life: processes[process].life, instance: instance,
            run: nodes[node].runs[instance], task: task, attempt: attempt)
        let stage = nodes[node].stage
        let wait = delay(5, 300)
        switch articles[task]?.nature {
        case .failing(stage):
            schedule(.finish(work, .failure(.article("cannot be read"))), in: wait)
            return
        case .killing(stage):
            schedule(.strike(process: process, life: work.life, task), in: wait)
            return
        case .hanging(stage): return
        case .flaky:
            guard let budget = articles[task]?.budget, budget > 0, random.next(below: 2) == 0
            else { break }
            articles[task]?.budget -= 1
            if stage == .publish || random.next(below: 3) > 0 {
                schedule(.finish(work, .failure(.article("a bad day"))), in: wait)
            }
            return
        default: break
        }
        if stage == .publish {
            schedule(.publish(work), in: wait)
        } else if now < faultsEnd && random.next(below: 40) == 0 {
            schedule(.finish(work, .failure(.environment("model missing"))), in: wait)
        } else {
            schedule(
                .finish(work, .success(Payload(header: [], body: [1, 2, 3]))), in: wait)
        }
    }

    /// Publish commits, and says so a moment later.
    mutating func publish(_ work: Work) {
        if publishFailsUntil > now {
            schedule(.finish(work, .failure(.environment("disk full"))), in: 1)
            return
        }
        let events = articles[work.task]?.events ?? 0
        publisher.commit(work.task, events: events)
        let receipt = Receipt(outcome: events > 0 ? .events : .noEvent, committed: events)
        let payload = (try? receipt.payload()) ?? Payload(header: [])
        schedule(.finish(work, .success(payload)), in: delay(1, 200))
    }
}
