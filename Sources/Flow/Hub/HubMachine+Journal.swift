import Messages
import Storage
import Threads

/// What is written down, and what follows when it is.
extension HubMachine {
    /// Starts the next commit, if none is under way.
    mutating func commit(at now: Instant) {
        guard committing.isEmpty, !pending.isEmpty, !isPaused(journalPause, at: now) else { return }
        committing = pending
        pending = []
        act(.commit(committing.map(\.operation)))
    }

    /// The commit succeeded; `results` are in the order of the operations.
    mutating func committed(_ results: [JournalResult], at now: Instant) {
        journalPause = nil
        let records = committing
        committing = []
        for (record, result) in zip(records, results) { settle(record, result, at: now) }
        advance(at: now)
    }

    /// The commit failed and changed nothing: sources are told, everything else is kept.
    mutating func commitFailed(_ reason: String, at now: Instant) {
        let records = committing
        committing = []
        pauseJournal(reason, at: now)
        var kept: [Record] = []
        for record in records + pending {
            switch record.purpose {
            case .acceptance(let peer, let task):
                openOffers -= 1
                refuse(task, to: peer, reason: "storage: \(reason)", retryAfter: 2)
            case .administration(let ticket):
                act(.answer(ticket: ticket, changed: false))
            case .finish, .setback, .burial, .supplement:
                kept.append(record)
            }
        }
        pending = kept
        advance(at: now)
    }

    private mutating func pauseJournal(_ reason: String, at now: Instant) {
        journalPause = longer(journalPause, reason, at: now)
        note(.error, "the journal cannot be written", reason: reason)
    }

    private mutating func settle(_ record: Record, _ result: JournalResult, at now: Instant) {
        switch record.purpose {
        case .acceptance(let peer, let task):
            settled(offer: task, of: peer, known: result != .accepted)
        case .finish(let task, let outcome):
            remove(task)
            if result == .changed { tally.outcomes[outcome, default: 0] += 1 }
        case .burial(let task):
            remove(task)
            tally.dead += 1
        case .setback(let task, let wait):
            if wait == .zero {
                enqueue(task)
            } else {
                articles[task]?.phase = .delayed(until: now + wait)
            }
        case .administration(let ticket):
            let changed = result == .changed
            if changed, case .requeue = record.operation {
                backlog += 1
                unloaded += 1
            }
            act(.answer(ticket: ticket, changed: changed))
        case .supplement: break
        }
    }

    private mutating func remove(_ task: TaskID) {
        guard articles[task] != nil else { return }
        articles[task] = nil
        backlog = max(0, backlog - 1)
    }

    /// Writes something down for the administration and answers `ticket`.
    mutating func administer(_ operation: JournalOperation, ticket: Int, at now: Instant) {
        pending.append(Record(operation: operation, purpose: .administration(ticket: ticket)))
        advance(at: now)
    }

    /// Seconds since 1970. Machines are given only the monotonic clock and the offset to the other.
    func wallClock(_ now: Instant) -> Int64 { wallClockOffset + now.nanoseconds / 1_000_000_000 }
}
