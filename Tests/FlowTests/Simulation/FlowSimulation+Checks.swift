import Messages
import Storage
import Threads

@testable import Flow

/// What must hold after every step, and at the end.
extension FlowSimulation {
    /// Articles blamed alone for a crash; innocent ones may be only if something was broken.
    mutating func blame(_ tasks: [CrashedTask]) {
        for crash in tasks where crash.alone {
            if case .killing(crash.stage) = articles[crash.task]?.nature { continue }
            guard now - lastFault < 12 * FlowSimulation.seconds else { continue }
            strikes[crash.task, default: 0] += 1
        }
    }

    func checkHub() throws {
        guard let hub else { return }
        if let fault = hub.inconsistency { throw Violation(description: fault) }
    }

    /// What is going on, for a person.
    var picture: String {
        var lines = ["accepted \(accepted.count) of \(articles.count), tickets \(tickets)"]
        if let hub {
            lines.append(
                "hub: backlog \(hub.backlog) unloaded \(hub.unloaded) loading \(hub.loading ?? -1) "
                    + "through \(hub.loadedThrough) pending \(hub.pending.count) "
                    + "committing \(hub.committing.count) pauses \(hub.pauses.keys)")
            for (task, article) in hub.articles.articles {
                lines.append(
                    "  \(task) \(article.stage) \(article.phase) crashes \(article.crashes)")
            }
            for peer in hub.peers.values {
                lines.append(
                    "  \(peer.greeting.worker) credit \(peer.credit) "
                        + "handouts \(peer.handouts.count) late \(peer.late.count)")
            }
        }
        for node in nodes {
            let phase = node.runner.map { "\($0.phase)" } ?? node.client.map { "\($0.phase)" }
            lines.append("  \(node.name) in \(node.process): \(phase ?? "dead")")
        }
        return lines.joined(separator: "\n")
    }

    func checkEnd() throws {
        for (task, article) in articles {
            guard let row = journal.rows[task] else {
                throw Violation(description: "\(task) is not in the journal")
            }
            switch row.state {
            case .finished:
                if article.isPoison { throw Violation(description: "poison \(task) is finished") }
                if row.finishes != 1 { throw Violation(description: "\(task) finished twice") }
                if !publisher.finished.contains(task) {
                    throw Violation(description: "\(task) is finished and was never published")
                }
            case .dead:
                if row.reason == nil || row.history.isEmpty {
                    throw Violation(description: "\(task) is dead and nobody knows why")
                }
                if !article.isPoison && strikes[task, default: 0] < settings.crashesAlone {
                    throw Violation(
                        description: "innocent \(task) is dead: \(row.reason ?? ""), "
                            + "\(row.history)")
                }
            case .accepted, .dropped:
                throw Violation(description: "\(task) is \(row.state) at the end")
            }
        }
        let events = articles.values.reduce(0) {
            $0 + (publisher.finished.contains($1.task) ? $1.events : 0)
        }
        if publisher.log.count != events || Set(publisher.log.map(\.key)).count != events {
            throw Violation(description: "\(publisher.log.count) events where \(events) belong")
        }
        if let hub, hub.unloaded != 0 {
            throw Violation(description: "\(hub.unloaded) articles are counted and not there")
        }
    }
}
