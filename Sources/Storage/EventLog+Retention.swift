internal import Messages

extension EventLog {
    /// Removes the oldest entries, those committed before `seconds`: at most a tenth of all a run,
    /// so that a clock gone wild is noticed in time. The same text offered later is news again.
    public func expire(before seconds: Int64, now: Int64) throws(StorageError) -> RetentionResult {
        try retaining(now) { (counters) throws(StorageError) in
            let most = (counters["entries"] + 9) / 10
            var cut: Int64 = 0
            // In the order of the log: an entry is never removed before an earlier one.
            try database.forEach(
                "SELECT sequence, firstSeen FROM entry ORDER BY sequence LIMIT ?", [.integer(most)]
            ) { (row) throws(StorageError) in
                guard row.integer(1) < seconds else { return false }
                cut = row.integer(0)
                return true
            }
            let removed = try database.query(
                "DELETE FROM entry WHERE sequence <= ? RETURNING type, length(json)",
                [.integer(cut)]
            ) { ($0.text(0), $0.integer(1)) }
            for (type, bytes) in removed {
                counters["entries"] -= 1
                counters["bytes"] -= bytes
                counters["type." + type] -= 1
            }
            return removed.count
        }
    }

    /// Forgets the answers given before `seconds`: at most `limit` and at most a tenth a run. Keep
    /// them for longer than the journal keeps an article that it could offer again.
    public func forgetFinished(
        before seconds: Int64, now: Int64, limit: Int = 10_000
    ) throws(StorageError) -> RetentionResult {
        try retaining(now) { (counters) throws(StorageError) in
            var known: Int64 = 0
            for outcome in Outcome.allCases { known += counters["outcome." + outcome.rawValue] }
            let removed = try database.query(
                """
                DELETE FROM finished WHERE task IN (
                    SELECT task FROM finished WHERE at < ? ORDER BY at LIMIT ?)
                RETURNING outcome
                """, [.integer(seconds), .integer(min(Int64(limit), (known + 9) / 10))]
            ) { $0.text(0) }
            for outcome in removed { counters["outcome." + outcome] -= 1 }
            return removed.count
        }
    }

    private func retaining(
        _ now: Int64, _ remove: (inout Counters) throws(StorageError) -> Int
    ) throws(StorageError) -> RetentionResult {
        let (result, mark) = try database.transaction {
            () throws(StorageError) -> (RetentionResult, Watermark) in
            var counters = try Counters(database)
            guard now >= counters["newest"] else {
                let newest = counters["newest"]
                return (.clockSteppedBack(newest: newest), EventLog.mark(counters, epoch))
            }
            counters.note(time: now)
            let count = try remove(&counters)
            try counters.save(database)
            return (.removed(count), EventLog.mark(counters, epoch))
        }
        watermark.note(mark)
        return result
    }
}
