import Messages
import Storage
import Threads

/// What becomes of a task: done, failed, overdue, or gone with its worker.
extension HubMachine {
    /// Checks that `peer` was given the task, returns its credit, and tells whether the lease
    /// still holds.
    private mutating func answered(_ envelope: Envelope, by id: PeerID)
        throws(MessageError) -> (task: TaskID, article: HubArticle)?
    {
        guard let task = envelope.task else {
            throw MessageError(.invalidValue, at: envelope.command.rawValue, "without a task id")
        }
        let handout = HubPeer.Handout(task: task, attempt: envelope.attempt)
        guard peers[id]?.handouts.remove(handout) != nil else {
            throw MessageError(
                .invalidValue, at: envelope.command.rawValue,
                "attempt \(envelope.attempt) at task \(task) was not given to you")
        }
        peers[id]?.late[handout] = nil
        peers[id]?.credit += 1
        guard let article = articles[task], case .inHand(let lease) = article.phase,
            lease.peer == id, lease.attempt == envelope.attempt
        else {
            tally.refusedResults += 1
            note(
                .info, "refused a late answer", task: task, stage: peers[id]?.greeting.stage,
                worker: peers[id]?.greeting.worker)
            return nil
        }
        land(task)
        return (task, article)
    }

    mutating func completed(_ envelope: Envelope, by id: PeerID, at now: Instant)
        throws(MessageError)
    {
        guard let (task, article) = try answered(envelope, by: id) else { return }
        guard let next = article.stage.next else {
            finished(task, envelope, at: now)
            return
        }
        guard envelope.count <= Limits.internalMessage else {
            setback(task, .article("a result of \(envelope.count) bytes"), at: now)
            return
        }
        pauses[article.stage] = nil
        articles[task]?.stage = next
        articles[task]?.payload = envelope.payload
        articles[task]?.attempt = 0
        enqueue(task)
    }

    private mutating func finished(_ task: TaskID, _ envelope: Envelope, at now: Instant) {
        do {
            let receipt = try Receipt(payload: envelope.payload)
            pauses[.publish] = nil
            articles[task]?.phase = .recording
            pending.append(
                Record(
                    operation: .finish(task: task, outcome: receipt.outcome, at: wallClock(now)),
                    purpose: .finish(task, receipt.outcome)))
        } catch {
            setback(task, .environment("the receipt of Publish: \(error)"), at: now)
        }
    }

    mutating func failed(_ envelope: Envelope, by id: PeerID, at now: Instant)
        throws(MessageError)
    {
        let header: FailureHeader = try envelope.header()
        guard let (task, _) = try answered(envelope, by: id) else { return }
        setback(task, StageFailure(scope: header.scope, reason: header.reason), at: now)
    }

    /// A worker had no place for a task after all, or stops: the task goes back, and the credit it
    /// came with is gone.
    mutating func returned(_ envelope: Envelope, by id: PeerID) throws(MessageError) {
        guard let (task, _) = try answered(envelope, by: id) else { return }
        peers[id]?.credit -= 1
        enqueue(task)
    }

    /// A task is past its deadline. The worker keeps its place until it answers.
    mutating func overdue(
        _ task: TaskID, _ article: HubArticle, _ lease: Lease, at now: Instant
    ) {
        land(task)
        peers[lease.peer]?.late[.init(task: task, attempt: lease.attempt)] = now
        let allowed = settings.deadline(bytes: article.payload.count, stage: article.stage)
        setback(
            task,
            .article(
                "\(article.stage.rawValue) did not finish within "
                    + "\(Int((allowed?.seconds ?? 0).rounded(.up))) s"), at: now)
    }

    /// An attempt failed.
    mutating func setback(_ task: TaskID, _ failure: StageFailure, at now: Instant) {
        guard let article = articles[task] else { return }
        note(
            .warning, failure.scope == .article ? "attempt failed" : "environment failed",
            task: task, stage: article.stage, reason: failure.reason)
        if failure.scope == .environment {
            pause(article.stage, reason: failure.reason, at: now)
            enqueue(task)
            return
        }
        articles[task]?.failures += 1
        articles[task]?.phase = .recording
        let operation = JournalOperation.attemptFailed(
            task: task, stage: article.stage, reason: failure.reason, at: wallClock(now))
        if article.failures + 1 >= settings.attempts {
            pending.append(Record(operation: operation, purpose: .supplement))
            bury(task, stage: article.stage, reason: failure.reason, at: now)
        } else {
            pending.append(
                Record(
                    operation: operation,
                    purpose: .setback(
                        task, retryAfter: settings.retryWait * (article.failures + 1))))
        }
    }

    /// The worker died, or seems to have, with this task in hand.
    mutating func crashed(_ task: TaskID, worker: String, at now: Instant) {
        guard let article = articles[task], case .inHand(let lease) = article.phase else { return }
        land(task)
        articles[task]?.phase = .recording
        articles[task]?.crashes += 1
        if lease.alone { articles[task]?.aloneCrashes += 1 }
        let operation = JournalOperation.crashed(
            tasks: [CrashedTask(task: task, stage: article.stage, alone: lease.alone)],
            at: wallClock(now))
        if lease.alone && article.aloneCrashes + 1 >= settings.crashesAlone {
            pending.append(Record(operation: operation, purpose: .supplement))
            bury(
                task, stage: article.stage,
                reason: "\(article.aloneCrashes + 1) workers died of it while it ran alone",
                at: now)
        } else {
            pending.append(
                Record(operation: operation, purpose: .setback(task, retryAfter: .zero)))
        }
    }

    /// Makes an article a dead letter.
    mutating func bury(_ task: TaskID, stage: StageName, reason: String, at now: Instant) {
        articles[task]?.phase = .recording
        pending.append(
            Record(
                operation: .bury(task: task, stage: stage, reason: reason, at: wallClock(now)),
                purpose: .burial(task)))
        note(.error, "article is a dead letter", task: task, stage: stage, reason: reason)
    }

    /// Leaves a stage alone for a while because its environment failed.
    private mutating func pause(_ stage: StageName, reason: String, at now: Instant) {
        // Several tasks that fail of the same cause at once are one failure.
        if let pause = pauses[stage], pause.until != .zero { return }
        pauses[stage] = longer(pauses[stage], reason, at: now)
    }
}
