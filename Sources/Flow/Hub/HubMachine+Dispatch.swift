import Messages
import Storage
import Threads

/// Who gets which task.
extension HubMachine {
    /// Puts an article at the end of its stage's queue.
    mutating func enqueue(_ task: TaskID) {
        guard articles[task] != nil else { return }
        articles[task]?.phase = .queued
        if let stage = articles[task]?.stage { queues[stage]?.append(task) }
    }

    /// Hands out what can be handed out, the last stage first so that places become free.
    mutating func dispatch(at now: Instant) {
        for (stage, pause) in pauses where pause.until <= now {
            pauses[stage]?.until = .zero
        }
        if let suspect = nextSuspect() {
            // A suspect runs alone: nobody else starts until it is through.
            if articles.inHand == 0, let peer = readyPeer(for: suspect.stage) {
                queues[suspect.stage]?.removeAll { $0 == suspect.task }
                hand(suspect.task, to: peer, alone: true, at: now)
            }
            return
        }
        if articles.alone > 0 { return }
        for stage in StageName.working.reversed() where isOpen(stage) { dispatch(stage, at: now) }
    }

    private mutating func dispatch(_ stage: StageName, at now: Instant) {
        var index = 0
        while let queue = queues[stage], index < queue.count {
            guard let peer = readyPeer(for: stage) else { return }
            let task = queue[index]
            // A suspect waits for its turn alone; a large task must leave room for others.
            if articles.suspects.contains(task)
                || isLarge(task) && articles.largeInHand(stage) >= largeLimit(stage)
            {
                index += 1
                continue
            }
            queues[stage]?.remove(at: index)
            hand(task, to: peer, alone: false, at: now)
        }
    }

    private mutating func hand(_ task: TaskID, to id: PeerID, alone: Bool, at now: Instant) {
        guard var article = articles[task], let peer = peers[id] else { return }
        // A requeued article begins at 1 again, and its worker may not have answered for the last.
        repeat {
            article.attempt += 1
        } while peer.handouts.contains(
            .init(task: task, attempt: article.attempt))
        let allowed = settings.deadline(bytes: article.payload.count, stage: article.stage)
        article.phase = .inHand(
            Lease(
                peer: id, attempt: article.attempt, alone: alone,
                deadline: allowed.map { now + $0 }, large: isLarge(task)))
        articles[task] = article
        peers[id]?.credit -= 1
        peers[id]?.handouts.insert(.init(task: task, attempt: article.attempt))
        if peer.greeting.process == incarnation {
            act(.depart(task, article.stage, alone: alone))
        }
        note(
            .debug, alone ? "handed out alone" : "handed out", task: task, stage: article.stage,
            worker: peer.greeting.worker)
        send(
            Envelope(.task, task: task, attempt: article.attempt, payload: article.payload),
            to: id)
    }

    /// Notes that a task left its worker's hands.
    mutating func land(_ task: TaskID) { act(.land(task)) }

    /// The first waiting article that must run alone and could, at once or when those in hand are
    /// through.
    private func nextSuspect() -> (task: TaskID, stage: StageName)? {
        // While a worker is still at a task that was taken from it, nothing runs alone.
        if articles.suspects.isEmpty || peers.values.contains(where: { !$0.late.isEmpty }) {
            return nil
        }
        var first: (position: Int64, task: TaskID, stage: StageName)?
        for task in articles.suspects {
            guard let article = articles[task], isOpen(article.stage),
                articles.inHand(article.stage) > 0 || readyPeer(for: article.stage) != nil
            else { continue }
            if let first, first.position < article.position { continue }
            first = (article.position, task, article.stage)
        }
        return first.map { ($0.task, $0.stage) }
    }

    /// Whether a stage is to be given tasks now.
    private func isOpen(_ stage: StageName) -> Bool {
        if draining && stage == .normalize { return false }
        return pauses[stage].map { $0.until == .zero } ?? true
    }

    /// Who has most credit for `stage`.
    private func readyPeer(for stage: StageName) -> PeerID? {
        var best: (id: PeerID, credit: Int)?
        for (id, peer) in peers where peer.greeting.stage == stage && peer.credit > 0 {
            if let best {
                if peer.credit < best.credit { continue }
                if peer.credit == best.credit && best.id.lexicographicallyPrecedes(id) { continue }
            }
            best = (id, peer.credit)
        }
        return best?.id
    }

    private func isLarge(_ task: TaskID) -> Bool {
        (articles[task]?.payload.count ?? 0) > settings.largeTask
    }

    /// Half of a stage's instances, at least one.
    private func largeLimit(_ stage: StageName) -> Int {
        let instances = peers.values.reduce(0) {
            $0 + ($1.greeting.stage == stage ? $1.greeting.instances : 0)
        }
        return max(1, instances / 2)
    }
}

extension HubArticle {
    /// Whether a worker has it.
    var isInHand: Bool { if case .inHand = phase { true } else { false } }
}
