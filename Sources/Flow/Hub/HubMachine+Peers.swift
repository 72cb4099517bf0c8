import Messages
import Storage
import Threads

/// Who comes, who goes, who is given up.
extension HubMachine {
    mutating func greeted(_ envelope: Envelope, by id: PeerID, at now: Instant) {
        let greeting: Greeting
        do {
            greeting = try envelope.header()
        } catch {
            received(malformed: error, from: id, at: now)
            return
        }
        if let (reason, incumbent) = objection(to: greeting, from: id) {
            if let incumbent { ask(incumbent, at: now) }
            note(
                .warning, "refused a worker", stage: greeting.stage, worker: greeting.worker,
                reason: reason)
            send(Envelope(.bye, header: FarewellHeader(.refused, reason)), to: id)
            release(id, at: now)
            peers[id] = nil
            return
        }
        // The same runner over a new connection, or a new conversation over the same one: it has
        // dropped what it held.
        for (other, peer) in peers
        where other == id || peer.greeting.worker == greeting.worker {
            release(other, at: now)
            peers[other] = nil
        }
        peers[id] = HubPeer(greeting: greeting, lastHeard: now, lastAsked: now)
        var credit = 0
        if greeting.stage == .fetch {
            credit = min(settings.offers, freeBacklog)
            peers[id]?.credit = credit
        }
        note(.info, "worker joined", stage: greeting.stage, worker: greeting.worker)
        send(
            Envelope(
                .welcome,
                header: Welcome(incarnation: incarnation, credit: credit, settings: settings)),
            to: id)
    }

    /// Why the speaker is not welcome, and whose place it wants.
    private func objection(
        to greeting: Greeting, from id: PeerID
    ) -> (reason: String, incumbent: PeerID?)? {
        if let mismatch = greeting.mismatch { return (mismatch, nil) }
        // Perhaps the other one is dead. Then the silence says so, and counts what it had in hand.
        for (other, peer) in peers
        where other != id && peer.greeting.worker == greeting.worker
            && peer.greeting.process != greeting.process
        {
            return ("there is a worker \(greeting.worker) already, in another process", other)
        }
        guard greeting.stage == .fetch || greeting.stage == .publish else { return nil }
        for (other, peer) in peers
        where other != id && peer.greeting.stage == greeting.stage
            && peer.greeting.worker != greeting.worker
        {
            return (
                "\(greeting.stage.rawValue) is served by \(peer.greeting.worker) already", other
            )
        }
        return nil
    }

    mutating func granted(_ envelope: Envelope, by id: PeerID) throws(MessageError) {
        let header: CreditHeader = try envelope.header()
        guard let peer = peers[id], peer.greeting.stage != .fetch else { return }
        peers[id]?.credit = min(peer.credit + header.credit, 100_000)
    }

    /// Gives up a peer that is silent or does not answer, and asks one that was quiet for a while.
    mutating func watch(_ id: PeerID, _ peer: HubPeer, at now: Instant) {
        let patience = settings.silence + settings.cancellationGrace
        if now - peer.lastHeard >= settings.silence {
            let reason = "silent for \(settings.silence.seconds) s"
            lost(id, reason: reason, at: now)
            // A connection may be broken in one direction only.
            send(Envelope(.bye, header: FarewellHeader(.silent, reason)), to: id)
        } else if peer.late.values.contains(where: { now - $0 >= patience }) {
            lost(id, reason: "it never answered for a task past its deadline", at: now)
        } else if now - max(peer.lastHeard, peer.lastAsked) >= settings.heartbeat {
            ask(id, at: now)
        }
    }

    /// Asks a peer whether it lives. If its connection is gone, that comes to light at once.
    private mutating func ask(_ id: PeerID, at now: Instant) {
        peers[id]?.lastAsked = now
        send(Envelope(.ping), to: id)
    }

    /// Time in which this process itself stood still (stopped, swapped out, suspended) counts
    /// against nobody.
    mutating func forgive(at now: Instant) {
        defer { lastTick = now }
        guard let lastTick, case let gap = now - lastTick, gap >= settings.heartbeat else {
            return
        }
        for (id, peer) in peers {
            peers[id]?.lastHeard = min(now, peer.lastHeard + gap)
            peers[id]?.late = peer.late.mapValues { min(now, $0 + gap) }
        }
        for task in articles.ordered(where: \.isInHand) {
            articles[task]?.postpone(by: gap)
        }
    }

    /// A peer says it leaves: its tasks go back, and nothing is counted.
    mutating func left(_ id: PeerID, at now: Instant) {
        guard let peer = peers[id] else { return }
        note(.info, "worker left", stage: peer.greeting.stage, worker: peer.greeting.worker)
        release(id, at: now)
        peers[id] = nil
    }

    /// A peer is given up: what it had in hand was in flight at a crash.
    mutating func lost(_ id: PeerID, reason: String, at now: Instant) {
        guard let peer = peers[id] else { return }
        note(
            .warning, "worker lost", stage: peer.greeting.stage, worker: peer.greeting.worker,
            reason: reason)
        for task in held(by: id) { crashed(task, worker: peer.greeting.worker, at: now) }
        peers[id] = nil
    }

    /// Envelopes could not be delivered: the connections are gone. All of one batch of actions at
    /// once, so that no task counts as crashed that never left this process.
    mutating func undeliverable(_ envelopes: [(Envelope, to: PeerID)], at now: Instant) {
        for (envelope, id) in envelopes {
            guard envelope.command == .task, let task = envelope.task,
                case .inHand(let lease) = articles[task]?.phase, lease.peer == id,
                lease.attempt == envelope.attempt
            else { continue }
            land(task)
            peers[id]?.handouts.remove(.init(task: task, attempt: lease.attempt))
            enqueue(task)
        }
        for (_, id) in envelopes { lost(id, reason: "its connection is gone", at: now) }
        advance(at: now)
    }

    /// Puts everything a peer holds back into its queues, uncounted.
    private mutating func release(_ id: PeerID, at now: Instant) {
        for task in held(by: id) {
            land(task)
            enqueue(task)
        }
    }

    /// The tasks a peer has a lease on, in the journal's order.
    private func held(by id: PeerID) -> [TaskID] {
        articles.ordered { article in
            if case .inHand(let lease) = article.phase { lease.peer == id } else { false }
        }
    }

    /// Gives sources more offers as places become free.
    mutating func replenish(at now: Instant) {
        guard !draining, !isPaused(journalPause, at: now) else { return }
        for (id, peer) in peers where peer.greeting.stage == .fetch {
            guard peer.credit <= settings.offers / 2 else { continue }
            let more = min(settings.offers - peer.credit, freeBacklog)
            guard more > 0 else { continue }
            peers[id]?.credit += more
            send(Envelope(.ready, header: CreditHeader(credit: more)), to: id)
        }
    }

    /// Places in the backlog that nobody was promised.
    var freeBacklog: Int {
        let promised = peers.values.reduce(0) {
            $0 + ($1.greeting.stage == .fetch ? $1.credit : 0)
        }
        return max(0, settings.backlog - backlog - promised - openOffers)
    }
}
