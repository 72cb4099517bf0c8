import Storage
import Threads
import Web

/// Decides when a source is asked again. A value with one function; nothing is forgotten for ever.
struct PollSchedule: Sendable {
    let rules: PollRules

    /// What is known about a source after a poll.
    ///
    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - luck: 0 to 1, at random, so that sources do not march in step.
    func after(
        _ outcome: PollOutcome, _ record: PollRecord, url: String, now: Int64, luck: Double
    ) -> PollRecord {
        var next = record
        next.polled = now
        var wait: Duration
        switch outcome {
        case .read(let reading):
            succeeded(&next, reading.freshness, now)
            next.digest = reading.digest
            next.title = reading.title ?? next.title
            next.ttl = reading.ttl?.seconds ?? 0
            // Who skips everything could never be asked.
            next.skipHours = reading.skipHours.count < 24 ? reading.skipHours : []
            next.skipDays = reading.skipDays.count < 7 ? reading.skipDays : []
            next.interval = interval(record, reading)
            next.message = "\(reading.listed) entries, \(reading.new) new"
            next.lasts = reading.freshness.lasts?.seconds ?? 0
            wait = pause(next)
        case .unchanged(let freshness):
            succeeded(&next, freshness, now)
            // 304 may leave out what is as it was.
            next.lasts = freshness.lasts?.seconds ?? next.lasts
            next.interval = bounded(max(record.interval, rules.shortest.seconds) * 1.5)
            next.message = "not changed"
            wait = pause(next)
        case .gone:
            next.failures += 1
            next.retired = now
            next.message = "gone for good (410)"
            wait = PollRules.longestBackoff
        case .refused(let status, let retryAfter):
            wait = failed(&next, url, "status \(status)", luck)
            if let retryAfter { wait = max(wait, min(retryAfter, PollRules.longestRetryAfter)) }
        case .failed(let reason):
            wait = failed(&next, url, reason, luck)
        }
        // Only later, never earlier than was asked for.
        wait = wait * (1 + luck * 0.1)
        next.due = open(now + Int64(wait.seconds.rounded(.up)), next)
        return next
    }

    private func succeeded(
        _ record: inout PollRecord, _ freshness: PollOutcome.Freshness, _ now: Int64
    ) {
        record.failures = 0
        record.succeeded = now
        // 304 may leave out what has not changed.
        let isSame = record.validatorsFor == freshness.address
        if !freshness.validators.isEmpty || !isSame {
            record.entityTag = freshness.validators.entityTag
            record.lastModified = freshness.validators.lastModified
            record.validatorsFor = freshness.address
        }
        // Where a password goes stays as it was named.
        let isOpen = (try? WebAddress(record.current))?.credentials == nil
        guard let target = freshness.movedTo, target != record.current, isOpen else {
            record.moveTarget = nil
            record.moves = 0
            return
        }
        record.moves = record.moveTarget == target ? record.moves + 1 : 1
        record.moveTarget = target
        if record.moves >= PollRules.movesBelieved {
            record.current = target
            record.moveTarget = nil
            record.moves = 0
        }
    }

    /// The pause up to us: shorter while there is news, longer while there is none.
    private func interval(_ record: PollRecord, _ reading: PollOutcome.Reading) -> Double {
        let before = max(record.interval, rules.shortest.seconds)
        if record.succeeded == nil { return bounded(before) }
        if reading.new == 0 { return bounded(before * 1.5) }
        // Not one entry is left of what was there: some may have come and gone in between.
        if reading.new == reading.listed && reading.listed > 1 { return bounded(0) }
        return bounded(reading.new > 2 ? before / 2 : before * 0.8)
    }

    private func bounded(_ interval: Double) -> Double {
        min(max(interval, rules.shortest.seconds), rules.longest.seconds)
    }

    /// The pause after a success: ours, and what was asked for.
    private func pause(_ record: PollRecord) -> Duration {
        let asked = Duration.seconds(max(record.ttl, record.lasts))
        var wait = max(.seconds(record.interval), min(asked, PollRules.longestHonoured))
        if record.entityTag == nil && record.lastModified == nil {
            wait = max(wait, rules.unconditional)
        }
        return wait
    }

    private func failed(
        _ record: inout PollRecord, _ url: String, _ reason: String, _ luck: Double
    ) -> Duration {
        record.failures += 1
        record.message = reason
        if record.failures % PollRules.failuresBeforeReturning == 0 && record.current != url {
            record.current = url
        }
        let first = max(record.interval, rules.shortest.seconds)
        let doubled = first * Double(1 << min(record.failures - 1, 20))
        return .seconds(min(doubled, PollRules.longestBackoff.seconds) * (1 + luck * 0.15))
    }

    /// The first moment from `due` on that is in none of the hours and days off.
    private func open(_ due: Int64, _ record: PollRecord) -> Int64 {
        var moment = due
        for _ in 0..<(8 * 24) {
            let hour = Int(moment / 3600 % 24)
            // 1970-01-01 was a Thursday, day 4.
            let day = Int((moment / 86_400 + 3) % 7) + 1
            if !record.skipHours.contains(hour) && !record.skipDays.contains(day) { return moment }
            moment = (moment / 3600 + 1) * 3600
        }
        return due
    }
}
