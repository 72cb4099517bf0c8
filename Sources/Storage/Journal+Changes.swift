internal import Messages

extension Journal {
    /// Applies one operation inside a transaction.
    func apply(
        _ operation: JournalOperation, _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        switch operation {
        case .accept(let task, let payload, let source, let item, let at):
            counters.note(time: at)
            return try accept(task, payload, source, item, at, &counters)
        case .finish(let task, let outcome, let at):
            counters.note(time: at)
            return try finish(task, outcome, at, &counters)
        case .attemptFailed(let task, let stage, let reason, let at):
            counters.note(time: at)
            return try count("attempts", task, .failed, stage, reason, at)
        case .crashed(let tasks, let at):
            counters.note(time: at)
            var result = JournalResult.unchanged(nil)
            for crashed in tasks {
                let one = try count(
                    crashed.alone ? "aloneCrashes" : "crashes", crashed.task,
                    crashed.alone ? .crashedAlone : .crashed, crashed.stage,
                    "the process died while the stage had it", at)
                if one == .changed { result = one }
            }
            return result
        case .bury(let task, let stage, let reason, let at):
            counters.note(time: at)
            return try bury(task, stage, reason, at, &counters)
        case .requeue(let task, let at):
            counters.note(time: at)
            return try requeue(task, at, &counters)
        case .drop(let task, let at):
            counters.note(time: at)
            return try drop(task, at, &counters)
        }
    }

    private func accept(
        _ task: TaskID, _ payload: Payload, _ source: String, _ item: String, _ at: Int64,
        _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        guard payload.count <= Limits.internalMessage else {
            throw StorageError(
                .tooLarge, path: database.path,
                "a document of \(payload.count) bytes, at most \(Limits.internalMessage) are taken")
        }
        let inserted = try database.first(
            """
            INSERT INTO article (task, state, position, source, item, size, accepted)
            VALUES (?, 'accepted', ?, ?, ?, ?, ?) ON CONFLICT (task) DO NOTHING RETURNING id
            """,
            [
                .bytes(task.bytes), .integer(counters["position"] + 1),
                .text(source.prefix(utf8: Limits.line)), .text(item.prefix(utf8: Limits.line)),
                .integer(payload.count), .integer(at),
            ]
        ) { $0.integer(0) }
        guard let article = inserted else {
            guard let state = try state(of: task) else {
                throw StorageError(.corrupt, path: database.path, "article \(task) has no state")
            }
            return .known(state)
        }
        try database.execute(
            "INSERT INTO document (article, header, body, checksum) VALUES (?, ?, ?, ?)",
            [
                .integer(article), .bytes(payload.header), .bytes(payload.body),
                .bytes(Journal.checksum(payload)),
            ])
        counters["position"] += 1
        counters["taken"] += 1
        counters["state.accepted"] += 1
        counters["bytes"] += Int64(payload.count)
        return .accepted
    }

    private func finish(
        _ task: TaskID, _ outcome: Outcome, _ at: Int64, _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        let changed = try database.first(
            """
            UPDATE article SET state = 'finished', position = NULL, outcome = ?, settled = ?
            WHERE task = ? AND state = 'accepted' RETURNING id, size
            """, [.text(outcome.rawValue), .integer(at), .bytes(task.bytes)]
        ) { ($0.integer(0), $0.integer(1)) }
        guard let (article, size) = changed else { return .unchanged(try state(of: task)) }
        try clear(article)
        counters["state.accepted"] -= 1
        counters["state.finished"] += 1
        counters["outcome." + outcome.rawValue] += 1
        counters["bytes"] -= size
        return .changed
    }

    private func count(
        _ column: String, _ task: TaskID, _ kind: HistoryEntry.Kind, _ stage: StageName,
        _ reason: String, _ at: Int64
    ) throws(StorageError) -> JournalResult {
        let changed = try database.first(
            """
            UPDATE article SET \(column) = \(column) + 1
            WHERE task = ? AND state = 'accepted'
            RETURNING id, attempts + crashes + aloneCrashes
            """, [.bytes(task.bytes)]
        ) { ($0.integer(0), $0.integer(1)) }
        guard let (article, attempt) = changed else { return .unchanged(try state(of: task)) }
        try record(article, kind, stage, reason, attempt, at)
        return .changed
    }

    private func bury(
        _ task: TaskID, _ stage: StageName, _ reason: String, _ at: Int64,
        _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        let changed = try database.first(
            """
            UPDATE article
            SET state = 'dead', position = NULL, settled = ?, stage = ?, reason = ?
            WHERE task = ? AND state = 'accepted'
            RETURNING id, attempts + crashes + aloneCrashes
            """,
            [
                .integer(at), .text(stage.rawValue), .text(reason.prefix(utf8: Limits.reason)),
                .bytes(task.bytes),
            ]
        ) { ($0.integer(0), $0.integer(1)) }
        guard let (article, attempt) = changed else { return .unchanged(try state(of: task)) }
        try record(article, .buried, stage, reason, attempt, at)
        counters["state.accepted"] -= 1
        counters["state.dead"] += 1
        return .changed
    }

    private func requeue(
        _ task: TaskID, _ at: Int64, _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        let changed = try database.first(
            """
            UPDATE article
            SET state = 'accepted', position = ?, settled = NULL, stage = NULL, reason = NULL,
                attempts = 0, crashes = 0, aloneCrashes = 0
            WHERE task = ? AND state = 'dead' RETURNING id
            """, [.integer(counters["position"] + 1), .bytes(task.bytes)]
        ) { $0.integer(0) }
        guard let article = changed else { return .unchanged(try state(of: task)) }
        try record(article, .requeued, nil, "requeued", 0, at)
        counters["position"] += 1
        counters["state.dead"] -= 1
        counters["state.accepted"] += 1
        return .changed
    }

    private func drop(
        _ task: TaskID, _ at: Int64, _ counters: inout Counters
    ) throws(StorageError) -> JournalResult {
        let changed = try database.first(
            """
            UPDATE article SET state = 'dropped', settled = ?
            WHERE task = ? AND state = 'dead' RETURNING id, size
            """, [.integer(at), .bytes(task.bytes)]
        ) { ($0.integer(0), $0.integer(1)) }
        guard let (article, size) = changed else { return .unchanged(try state(of: task)) }
        try clear(article)
        counters["state.dead"] -= 1
        counters["state.dropped"] += 1
        counters["bytes"] -= size
        return .changed
    }

    private func clear(_ article: Int64) throws(StorageError) {
        try database.execute("DELETE FROM document WHERE article = ?", [.integer(article)])
        try database.execute("DELETE FROM history WHERE article = ?", [.integer(article)])
    }

    private func record(
        _ article: Int64, _ kind: HistoryEntry.Kind, _ stage: StageName?, _ reason: String,
        _ attempt: Int64, _ at: Int64
    ) throws(StorageError) {
        let last = try database.first(
            "SELECT coalesce(max(number), 0) FROM history WHERE article = ?", [.integer(article)]
        ) { $0.integer(0) }
        let number = (last ?? 0) + 1
        try database.execute(
            """
            INSERT INTO history (article, number, kind, stage, reason, attempt, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(article), .integer(number), .text(kind.rawValue),
                stage.map { .text($0.rawValue) } ?? .null,
                .text(reason.prefix(utf8: Limits.reason)), .integer(attempt), .integer(at),
            ])
        try database.execute(
            "DELETE FROM history WHERE article = ? AND number <= ?",
            [.integer(article), .integer(number - Int64(Journal.historyLimit))])
    }
}
