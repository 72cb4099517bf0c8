import Messages
import Threads

@testable import Flow

extension HubMachine.Record {
    /// The article it is about.
    var task: TaskID? {
        switch purpose {
        case .finish(let task, _), .setback(let task, _), .burial(let task): task
        case .acceptance, .supplement, .administration: nil
        }
    }
}

extension HubMachine {
    /// The first rule of the hub that does not hold; nil if all do.
    var inconsistency: String? {
        if articles.count > settings.window { return "\(articles.count) articles in the window" }
        if let fault = inconsistentSums ?? inconsistentQueues ?? inconsistentPeers { return fault }
        let records = pending + committing
        let recorded = records.compactMap(\.task)
        if Set(recorded).count != recorded.count { return "two records wait for one article" }
        for (task, article) in articles.articles {
            if (article.phase == .recording) != recorded.contains(task) {
                return "\(task) is \(article.phase), and its record is "
                    + (recorded.contains(task) ? "pending" : "not")
            }
        }
        let offers = records.count { if case .acceptance = $0.purpose { true } else { false } }
        if offers != openOffers { return "\(offers) open offers, counted as \(openOffers)" }
        let promised = peers.values.reduce(0) {
            $0 + ($1.greeting.stage == .fetch ? $1.credit : 0)
        }
        if promised > 0 && backlog + offers + promised > settings.backlog {
            return "\(promised) promised, \(offers) offered, \(backlog) waiting"
        }
        return nil
    }

    private var inconsistentSums: String? {
        if articles.bytes != articles.values.reduce(0, { $0 + $1.payload.count }) {
            return "\(articles.bytes) bytes are counted wrongly"
        }
        let inHand = articles.values.count(where: \.isInHand)
        if articles.inHand != inHand { return "\(inHand) in hand, counted as \(articles.inHand)" }
        if articles.alone > 0 && inHand > 1 { return "alone with \(inHand) in hand" }
        for stage in StageName.working {
            let large = articles.values.count {
                if case .inHand(let lease) = $0.phase {
                    lease.large && $0.stage == stage
                } else {
                    false
                }
            }
            if large != articles.largeInHand(stage) { return "large tasks are counted wrongly" }
        }
        let suspects = articles.articles.filter {
            $0.value.phase == .queued && $0.value.crashes >= settings.crashesBeforeAlone
        }
        return Set(suspects.keys) == articles.suspects ? nil : "suspects are counted wrongly"
    }

    private var inconsistentQueues: String? {
        var queued = 0
        for (stage, queue) in queues {
            if Set(queue).count != queue.count { return "\(stage) has an article queued twice" }
            queued += queue.count
            for task in queue {
                guard let article = articles[task], article.phase == .queued,
                    article.stage == stage
                else { return "\(task) stands in the queue of \(stage) and should not" }
            }
        }
        let expected = articles.values.count { $0.phase == .queued }
        return queued == expected ? nil : "\(expected) articles wait, \(queued) in queues"
    }

    private var inconsistentPeers: String? {
        for (task, article) in articles.articles {
            guard case .inHand(let lease) = article.phase else { continue }
            let handout = HubPeer.Handout(task: task, attempt: lease.attempt)
            guard let peer = peers[lease.peer], peer.handouts.contains(handout),
                peer.late[handout] == nil, peer.greeting.stage == article.stage
            else { return "\(task) is in the hands of nobody" }
            if lease.alone == false && article.crashes >= settings.crashesBeforeAlone {
                return "suspect \(task) runs in company"
            }
        }
        for peer in peers.values {
            if peer.credit < 0 { return "\(peer.greeting.worker) has credit \(peer.credit)" }
            let held = articles.articles.count { entry in
                if case .inHand(let lease) = entry.value.phase {
                    peers[lease.peer]?.greeting.worker == peer.greeting.worker
                } else {
                    false
                }
            }
            if peer.handouts.count != held + peer.late.count {
                return "\(peer.greeting.worker) was given \(peer.handouts.count), "
                    + "holds \(held) and \(peer.late.count) late"
            }
            if peer.greeting.stage != .fetch,
                peer.credit + peer.handouts.count > peer.greeting.instances
            {
                return "\(peer.greeting.worker) has more credit than instances"
            }
        }
        return nil
    }
}
