import Messages
import Storage
import Threads

/// New documents: offered, written down, read back into the window.
extension HubMachine {
    mutating func offered(_ envelope: Envelope, by id: PeerID, at now: Instant)
        throws(MessageError)
    {
        guard let peer = peers[id], peer.greeting.stage == .fetch, let task = envelope.task else {
            throw MessageError(.invalidValue, at: "OFFER", "only fetch offers, with a task id")
        }
        // An offer beyond credit costs nothing and is turned away.
        let creditable = peer.credit > 0
        if creditable { peers[id]?.credit -= 1 }
        if let reason = turnedAway(creditable: creditable, at: now) {
            refuse(task, to: id, reason: reason, retryAfter: 1)
            return
        }
        let document: RawDocument
        do {
            document = try RawDocument(payload: envelope.payload)
        } catch {
            refuse(task, to: id, reason: "\(error)", retryAfter: nil)
            return
        }
        guard document.taskID == task else {
            refuse(
                task, to: id, reason: "the task id does not belong to the document",
                retryAfter: nil)
            return
        }
        openOffers += 1
        pending.append(
            Record(
                operation: .accept(
                    task: task, payload: envelope.payload, source: document.source,
                    item: document.item, at: document.fetched.seconds ?? 0),
                purpose: .acceptance(id, task)))
    }

    private func turnedAway(creditable: Bool, at now: Instant) -> String? {
        if draining { return "stopping" }
        if let journalPause, isPaused(journalPause, at: now) {
            return "storage: \(journalPause.reason)"
        }
        return creditable ? nil : "no credit left: \(backlog) articles wait"
    }

    mutating func refuse(_ task: TaskID, to id: PeerID, reason: String, retryAfter: Double?) {
        send(
            Envelope(
                .refused, task: task,
                header: RefusedHeader(reason: reason, retryAfter: retryAfter, credit: 0)),
            to: id)
    }

    /// The journal wrote an offer down, or knew it.
    mutating func settled(offer task: TaskID, of id: PeerID, known: Bool) {
        openOffers -= 1
        if known {
            tally.repeats += 1
        } else {
            backlog += 1
            unloaded += 1
        }
        guard let peer = peers[id], peer.greeting.stage == .fetch else { return }
        let more = draining ? 0 : min(1, settings.offers - peer.credit, freeBacklog)
        peers[id]?.credit += more
        send(
            Envelope(
                .accepted, task: task, header: AcceptedHeader(known: known, credit: more)),
            to: id)
    }

    /// Asks for more documents if the window has room.
    mutating func load(at now: Instant) {
        guard loading == nil, !draining, unloaded > 0, articles.count < settings.window,
            articles.bytes < settings.windowBytes || articles.isEmpty,
            !isPaused(loadPause, at: now)
        else { return }
        loading = unloaded
        act(
            .load(
                after: loadedThrough, limit: settings.window - articles.count,
                bytes: max(0, settings.windowBytes - articles.bytes)))
    }

    /// The journal handed documents in.
    mutating func loaded(_ documents: [StoredDocument], at now: Instant) {
        // If there is nothing where something was counted, it is gone. What was accepted since the
        // question may have come too late for the answer, and stays counted.
        if documents.isEmpty { unloaded -= loading ?? 0 }
        loading = nil
        loadPause = nil
        for document in documents {
            loadedThrough = max(loadedThrough, document.position)
            unloaded -= 1
            guard articles[document.task] == nil, !draining else { continue }
            articles[document.task] = HubArticle(
                position: document.position, stage: .normalize, payload: document.payload,
                failures: document.attempts, crashes: document.crashes,
                aloneCrashes: document.aloneCrashes, phase: .recording)
            if document.aloneCrashes >= settings.crashesAlone {
                bury(
                    document.task, stage: .normalize,
                    reason: "the process died \(document.aloneCrashes) times while it worked on "
                        + "this article alone", at: now)
            } else if document.attempts >= settings.attempts {
                bury(
                    document.task, stage: .normalize,
                    reason: "gave up after \(document.attempts) attempts", at: now)
            } else {
                enqueue(document.task)
            }
        }
        advance(at: now)
    }

    /// The journal could not be read.
    mutating func loadFailed(_ reason: String, at now: Instant) {
        loading = nil
        loadPause = longer(loadPause, reason, at: now)
        note(.error, "the journal cannot be read", reason: reason)
    }
}
