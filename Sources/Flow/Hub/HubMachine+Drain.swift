import Messages
import Storage
import Threads

/// Stopping: nothing new is taken, what is beyond Normalize is finished.
extension HubMachine {
    /// Takes nothing new any more. Articles that wait for Normalize stay in the journal.
    mutating func drain(at now: Instant) {
        guard !draining else { return }
        draining = true
        for record in pending {
            if case .acceptance(let peer, let task) = record.purpose {
                openOffers -= 1
                refuse(task, to: peer, reason: "stopping", retryAfter: 5)
            }
        }
        pending.removeAll { record in
            if case .acceptance = record.purpose { true } else { false }
        }
        let waiting = articles.ordered { article in
            switch article.phase {
            case .queued, .delayed: article.stage == .normalize
            case .inHand, .recording: false
            }
        }
        for task in waiting { articles[task] = nil }
        queues[.normalize] = []
        advance(at: now)
    }

    /// Whether everything that was held is done.
    var isDrained: Bool {
        guard draining, pending.isEmpty, committing.isEmpty else { return false }
        return articles.values.allSatisfy { article in
            switch article.phase {
            case .inHand, .recording: false
            case .delayed: true
            case .queued: article.stage == .normalize || pauses[article.stage] != nil
            }
        }
    }

    /// Whether every accepted article has ended.
    var isIdle: Bool {
        backlog == 0 && articles.isEmpty && pending.isEmpty && committing.isEmpty
    }

    /// Tells everyone that the hub stops.
    mutating func farewell() {
        for id in peers.keys {
            send(Envelope(.bye, header: FarewellHeader(.stopping, "the hub stops")), to: id)
        }
        peers = [:]
    }
}
