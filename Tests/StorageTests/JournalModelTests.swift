import Messages
import Testing

@testable import Storage

/// What the journal should do, without a disk.
private struct Model {
    struct Article {
        var state: JournalState
        var position: Int64
        var size: Int
        var outcome: Outcome?
        var counts = [0, 0, 0]
    }

    var articles: [TaskID: Article] = [:]
    var position: Int64 = 0

    mutating func apply(_ operation: JournalOperation) -> JournalResult {
        switch operation {
        case .accept(let task, let payload, _, _, _):
            if let known = articles[task] { return .known(known.state) }
            position += 1
            articles[task] = Article(state: .accepted, position: position, size: payload.count)
            return .accepted
        case .finish(let task, let outcome, _):
            return change(task, from: .accepted) {
                $0.state = .finished
                $0.outcome = outcome
            }
        case .attemptFailed(let task, _, _, _):
            return change(task, from: .accepted) { $0.counts[0] += 1 }
        case .crashed(let tasks, _):
            var changed = false
            for crashed in tasks {
                let result = change(crashed.task, from: .accepted) {
                    $0.counts[crashed.alone ? 2 : 1] += 1
                }
                changed = changed || result == .changed
            }
            return changed ? .changed : .unchanged(nil)
        case .bury(let task, _, _, _): return change(task, from: .accepted) { $0.state = .dead }
        case .requeue(let task, _):
            let next = position + 1
            let result = change(task, from: .dead) {
                $0.state = .accepted
                $0.position = next
                $0.counts = [0, 0, 0]
            }
            if result == .changed { position = next }
            return result
        case .drop(let task, _): return change(task, from: .dead) { $0.state = .dropped }
        }
    }

    private mutating func change(
        _ task: TaskID, from state: JournalState, _ body: (inout Article) -> Void
    ) -> JournalResult {
        guard var article = articles[task], article.state == state else {
            return .unchanged(articles[task]?.state)
        }
        body(&article)
        articles[task] = article
        return .changed
    }

    var inOrder: [(TaskID, Article)] {
        articles.filter { $0.value.state == .accepted }.map { ($0.key, $0.value) }
            .sorted { $0.1.position < $1.1.position }
    }
}

@Suite(.timeLimit(.minutes(1))) struct JournalModelTests {
    private func randomOperation(_ numbers: inout SeededNumbers) -> JournalOperation {
        let number = Int.random(in: 0..<150, using: &numbers)
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0..<7: return accept(number, size: number)
        case 7..<10:
            let outcome = Outcome.allCases.randomElement(using: &numbers) ?? .events
            return .finish(task: task(number), outcome: outcome, at: 1)
        case 10..<12:
            return .attemptFailed(task: task(number), stage: .extract, reason: "x", at: 1)
        case 12:
            let tasks = (0..<3).map {
                CrashedTask(task: task(number + $0), stage: .classify, alone: $0 == 0)
            }
            return .crashed(tasks: tasks, at: 1)
        case 13..<16: return .bury(task: task(number), stage: .extract, reason: "y", at: 1)
        case 16..<18: return .requeue(task: task(number), at: 1)
        default: return .drop(task: task(number), at: 1)
        }
    }

    @Test("random operations do what the model says, over reopening", arguments: [1, 2, 3])
    func random(seed: UInt64) async throws {
        let folder = try Folder()
        var journal = try Journal(path: folder("journal.sqlite"))
        var model = Model()
        var numbers = SeededNumbers(seed: seed)
        for round in 0..<60 {
            let count = Int.random(in: 1...40, using: &numbers)
            let operations = (0..<count).map { _ in randomOperation(&numbers) }
            let poisoned = round % 7 == 3
            if poisoned {
                let tooLarge = accept(10_000, size: Limits.internalMessage + 1)
                await #expect(throws: StorageError.self) {
                    try await journal.commit(operations + [tooLarge])
                }
            } else {
                let expected = operations.map { model.apply($0) }
                #expect(try await journal.commit(operations) == expected)
            }
            if round % 10 == 9 {
                await journal.close()
                journal = try Journal(path: folder("journal.sqlite"))
            }
            try await compare(journal, model)
        }
    }

    private func compare(_ journal: Journal, _ model: Model) async throws {
        let stored = try await journal.load(after: 0, limit: 1000, bytes: 1 << 30)
        let expected = model.inOrder
        #expect(stored.map(\.task) == expected.map(\.0))
        #expect(stored.map(\.position) == expected.map(\.1.position))
        #expect(
            stored.map { [$0.attempts, $0.crashes, $0.aloneCrashes] } == expected.map(\.1.counts))
        let counts = try await journal.counts()
        for state in JournalState.allCases {
            let rows = try await journal.number(
                "SELECT count(*) FROM article WHERE state = '\(state.rawValue)'")
            #expect(counts[state] == model.articles.values.count { $0.state == state })
            #expect(counts[state] == Int(rows))
        }
        for outcome in Outcome.allCases {
            let rows = try await journal.number(
                "SELECT count(*) FROM article WHERE outcome = '\(outcome.rawValue)'")
            #expect(counts[outcome] == Int(rows))
        }
        let kept = model.articles.values.filter { $0.state == .accepted || $0.state == .dead }
        #expect(counts.bytes == Int64(kept.reduce(0) { $0 + $1.size }))
        #expect(
            try await journal.number("SELECT total(length(header) + length(body)) FROM document")
                == counts.bytes)
        #expect(try await journal.dead(limit: 1000).count == counts[.dead])
    }
}
