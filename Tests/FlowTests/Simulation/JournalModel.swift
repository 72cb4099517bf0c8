import Messages

@testable import Storage

/// What the journal promises, as a value: one state per article, changed by compare-and-set.
struct JournalModel {
    struct Row {
        var state = JournalState.accepted
        var position: Int64
        let payload: Payload
        var attempts = 0
        var crashes = 0
        var aloneCrashes = 0
        var history: [String] = []
        var reason: String?
        var finishes = 0
    }

    private(set) var rows: [TaskID: Row] = [:]
    private var lastPosition: Int64 = 0

    func count(_ state: JournalState) -> Int { rows.values.count { $0.state == state } }

    mutating func commit(_ operations: [JournalOperation]) -> [JournalResult] {
        operations.map { apply($0) }
    }

    private mutating func apply(_ operation: JournalOperation) -> JournalResult {
        switch operation {
        case .accept(let task, let payload, _, _, _):
            if let row = rows[task] { return .known(row.state) }
            lastPosition += 1
            rows[task] = Row(position: lastPosition, payload: payload)
            return .accepted
        case .finish(let task, _, _):
            return change(task, from: .accepted) {
                $0.state = .finished
                $0.finishes += 1
            }
        case .attemptFailed(let task, let stage, let reason, _):
            return change(task, from: .accepted) {
                $0.attempts += 1
                $0.history.append("\(stage) \(reason)")
            }
        case .crashed(let tasks, _):
            var result = JournalResult.unchanged(nil)
            for crash in tasks {
                let change = change(crash.task, from: .accepted) {
                    if crash.alone { $0.aloneCrashes += 1 } else { $0.crashes += 1 }
                    $0.history.append("\(crash.stage) crashed")
                }
                if change == .changed { result = .changed }
            }
            return result
        case .bury(let task, _, let reason, _):
            return change(task, from: .accepted) {
                $0.state = .dead
                $0.reason = reason
            }
        case .requeue(let task, _):
            lastPosition += 1
            let position = lastPosition
            return change(task, from: .dead) {
                $0 = Row(position: position, payload: $0.payload)
            }
        case .drop(let task, _): return change(task, from: .dead) { $0.state = .dropped }
        }
    }

    private mutating func change(
        _ task: TaskID, from state: JournalState, _ body: (inout Row) -> Void
    ) -> JournalResult {
        guard var row = rows[task], row.state == state else {
            return .unchanged(rows[task]?.state)
        }
        body(&row)
        rows[task] = row
        return .changed
    }

    func load(after position: Int64, limit: Int, bytes: Int) -> [StoredDocument] {
        var documents: [StoredDocument] = []
        var room = bytes
        let waiting = rows.filter { $0.value.state == .accepted && $0.value.position > position }
        for (task, row) in waiting.sorted(by: { $0.value.position < $1.value.position }) {
            room -= row.payload.count
            if documents.count == limit || room < 0 && !documents.isEmpty { break }
            documents.append(
                StoredDocument(
                    position: row.position, task: task, state: row.state, payload: row.payload,
                    attempts: row.attempts, crashes: row.crashes, aloneCrashes: row.aloneCrashes))
        }
        return documents
    }
}

/// What Publish promises: events and what became of the article are committed together, and a
/// repeat is answered without committing anything.
struct PublishModel {
    private(set) var finished: Set<TaskID> = []
    private(set) var log: [(sequence: Int, key: String)] = []
    private(set) var repeats = 0

    mutating func commit(_ task: TaskID, events: Int) {
        guard finished.insert(task).inserted else {
            repeats += 1
            return
        }
        for event in 0..<events { log.append((log.count + 1, "\(task) \(event)")) }
    }
}
