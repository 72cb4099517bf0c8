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
            if inHandCount == 0, let peer = readyPeer(for: suspect.stage) {
                queues[suspect.stage]?.removeAll { $0 == suspect.task }
                hand(suspect.task, to: peer, alone: true, at: now)
            }
            return
        }
        if articles.values.contains(where: \.runsAlone) { return }
        for stage in StageName.working.reversed() where isOpen(stage) { dispatch(stage, at: now) }
    }

    private mutating func dispatch(_ stage: StageName, at now: Instant) {
        var index = 0
        while let queue = queues[stage], index < queue.count {
            guard hasPlace(after: stage), let peer = readyPeer(for: stage) else { return }
            let task = queue[index]
            if isLarge(task), largeInHand(stage) >= largeLimit(stage) {
                index += 1
                continue
            }
            queues[stage]?.remove(at: index)
            hand(task, to: peer, alone: false, at: now)
        }
    }

    private mutating func hand(_ task: TaskID, to id: PeerID, alone: Bool, at now: Instant) {
        guard var article = articles[task], let peer = peers[id] else { return }
        article.attempt += 1
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

    /// The first waiting article that must run alone and could.
    private func nextSuspect() -> (task: TaskID, stage: StageName)? {
        articles.filter { entry in
            entry.value.phase == .queued && entry.value.crashes >= settings.crashesBeforeAlone
                && isOpen(entry.value.stage)
                && peers.values.contains { $0.greeting.stage == entry.value.stage }
        }
        .min { $0.value.position < $1.value.position }
        .map { ($0.key, $0.value.stage) }
    }

    /// Whether a stage is to be given tasks now.
    private func isOpen(_ stage: StageName) -> Bool {
        if draining && stage == .normalize { return false }
        return pauses[stage].map { $0.until == .zero } ?? true
    }

    /// Tasks in anyone's hands.
    var inHandCount: Int { articles.values.count(where: \.isInHand) }

    /// Whether the stage after `stage` has a place for one more result.
    private func hasPlace(after stage: StageName) -> Bool {
        guard let next = stage.next else { return true }
        let places = articles.values.count {
            $0.stage == next || ($0.stage == stage && $0.isInHand)
        }
        return places < settings.window
    }

    private func readyPeer(for stage: StageName) -> PeerID? {
        peers.filter { $0.value.greeting.stage == stage && $0.value.credit > 0 }
            .max { left, right in
                (left.value.credit, right.key.count) < (right.value.credit, left.key.count)
            }?.key
    }

    private func isLarge(_ task: TaskID) -> Bool {
        (articles[task]?.payload.count ?? 0) > settings.largeTask
    }

    private func largeInHand(_ stage: StageName) -> Int {
        articles.values.count { article in
            if case .inHand(let lease) = article.phase {
                article.stage == stage && lease.large
            } else {
                false
            }
        }
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

    /// Whether a worker has it and nobody else may have anything.
    var runsAlone: Bool { if case .inHand(let lease) = phase { lease.alone } else { false } }
}
