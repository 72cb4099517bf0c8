import FoundationEssentials
import Messages
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct JournalTests {
    private let reason = "no sentence found"

    private func journal(_ folder: Folder) throws -> Journal {
        try Journal(path: folder("journal.sqlite"))
    }

    /// Brings article 1 into `state`; nil leaves it unknown.
    private func prepare(_ journal: Journal, _ state: JournalState?) async throws {
        let bury = JournalOperation.bury(task: task(1), stage: .extract, reason: reason, at: 1)
        switch state {
        case nil: break
        case .accepted: _ = try await journal.commit([accept(1)])
        case .finished:
            _ = try await journal.commit([
                accept(1), .finish(task: task(1), outcome: .events, at: 2),
            ])
        case .dead: _ = try await journal.commit([accept(1), bury])
        case .dropped: _ = try await journal.commit([accept(1), bury, .drop(task: task(1), at: 2)])
        }
    }

    static let states: [JournalState?] = [nil] + JournalState.allCases

    @Test("each change starts from exactly one state", arguments: states)
    func compareAndSet(from state: JournalState?) async throws {
        let changes: [(JournalOperation, from: JournalState, to: JournalState)] = [
            (.finish(task: task(1), outcome: .noEvent, at: 9), .accepted, .finished),
            (
                .attemptFailed(task: task(1), stage: .extract, reason: reason, at: 9), .accepted,
                .accepted
            ),
            (
                .bury(task: task(1), stage: .extract, reason: reason, at: 9), .accepted, .dead
            ),
            (.requeue(task: task(1), at: 9), .dead, .accepted),
            (.drop(task: task(1), at: 9), .dead, .dropped),
        ]
        for (operation, from, to) in changes {
            let folder = try Folder()
            let journal = try journal(folder)
            try await prepare(journal, state)
            let result = try await journal.commit([operation])
            if state == from {
                #expect(result == [.changed])
                #expect(try await journal.state(of: task(1)) == to)
            } else {
                #expect(result == [.unchanged(state)])
                #expect(try await journal.state(of: task(1)) == state)
            }
        }
    }

    @Test("an article offered again is known, in whatever state, and keeps its document")
    func known() async throws {
        for state in JournalState.allCases {
            let folder = try Folder()
            let journal = try journal(folder)
            try await prepare(journal, state)
            let before = try await journal.load(task(1))
            #expect(try await journal.commit([accept(1, at: 5000, size: 99)]) == [.known(state)])
            #expect(try await journal.load(task(1)) == before)
            #expect((before != nil) == (state == .accepted || state == .dead))
        }
    }

    @Test("results stand where their operations stood, within one commit too")
    func positional() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        let results = try await journal.commit([
            accept(1), accept(1), accept(2), .finish(task: task(1), outcome: .duplicate, at: 3),
            .finish(task: task(1), outcome: .events, at: 3), .drop(task: task(7), at: 3),
        ])
        #expect(
            results == [
                .accepted, .known(.accepted), .accepted, .changed, .unchanged(.finished),
                .unchanged(nil),
            ])
        #expect(try await journal.counts()[.duplicate] == 1)
    }

    @Test("one operation that fails takes the whole commit with it")
    func atomic() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit([accept(1)])
        let before = try await journal.counts()
        let tooLarge = accept(3, size: Limits.internalMessage + 1)
        await #expect(throws: StorageError.self) {
            try await journal.commit([
                accept(2), .finish(task: task(1), outcome: .events, at: 2), tooLarge,
            ])
        }
        #expect(try await journal.counts() == before)
        #expect(try await journal.state(of: task(2)) == nil)
        #expect(try await journal.state(of: task(1)) == .accepted)
        _ = try await journal.commit([accept(2)])
        #expect(try await journal.load(after: 0, limit: 9, bytes: 1000).map(\.position) == [1, 2])
    }

    @Test("articles come in the order of acceptance, requeued ones last")
    func order() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit((1...5).map { accept($0) })
        _ = try await journal.commit([
            .bury(task: task(2), stage: .extract, reason: reason, at: 2),
            .finish(task: task(3), outcome: .events, at: 2), .requeue(task: task(2), at: 3),
        ])
        let all = try await journal.load(after: 0, limit: 100, bytes: 1 << 20)
        #expect(all.map(\.task) == [1, 4, 5, 2].map(task))
        #expect(all.map(\.position) == [1, 4, 5, 6])
        let rest = try await journal.load(after: 4, limit: 1, bytes: 1 << 20)
        #expect(rest.map(\.task) == [task(5)])
        #expect(try await journal.load(after: 6, limit: 100, bytes: 1 << 20).isEmpty)
    }

    @Test("a load keeps to its bytes, but gives at least one document")
    func loadBytes() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit((1...5).map { accept($0, size: 98) })
        for (bytes, count) in [(0, 1), (99, 1), (100, 1), (199, 1), (200, 2), (350, 3)] {
            #expect(try await journal.load(after: 0, limit: 9, bytes: bytes).count == count)
        }
        #expect(try await journal.load(after: 0, limit: 0, bytes: 1000).isEmpty)
    }

    @Test("attempts and crashes are counted apart and forgiven by a requeue")
    func counted() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit([
            accept(1), accept(2),
            .attemptFailed(task: task(1), stage: .extract, reason: reason, at: 2),
            .crashed(
                tasks: [
                    CrashedTask(task: task(1), stage: .classify, alone: false),
                    CrashedTask(task: task(2), stage: .classify, alone: false),
                    CrashedTask(task: task(9), stage: .classify, alone: false),
                ], at: 3),
            .crashed(tasks: [CrashedTask(task: task(1), stage: .classify, alone: true)], at: 4),
        ])
        let one = try #require(try await journal.load(task(1)))
        #expect([one.attempts, one.crashes, one.aloneCrashes] == [1, 1, 1])
        let two = try #require(try await journal.load(task(2)))
        #expect([two.attempts, two.crashes, two.aloneCrashes] == [0, 1, 0])
        _ = try await journal.commit([
            .bury(task: task(1), stage: .classify, reason: "crashed", at: 5)
        ])
        let report = try #require(try await journal.deadLetter(task(1)))
        #expect(report.history.map(\.kind) == [.failed, .crashed, .crashedAlone, .buried])
        #expect(report.history.map(\.attempt) == [1, 2, 3, 3])
        #expect(report.history.map(\.at) == [2, 3, 4, 5])
        #expect(report.history[0].reason == reason)
        _ = try await journal.commit([.requeue(task: task(1), at: 6)])
        let again = try #require(try await journal.load(task(1)))
        #expect([again.attempts, again.crashes, again.aloneCrashes] == [0, 0, 0])
        _ = try await journal.commit([.bury(task: task(1), stage: .extract, reason: "", at: 7)])
        #expect(
            try await journal.deadLetter(task(1))?.history.map(\.kind) == [
                .failed, .crashed, .crashedAlone, .buried, .requeued, .buried,
            ])
    }

    @Test("history keeps the last entries only")
    func history() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit([accept(1)])
        for at in 0..<30 {
            _ = try await journal.commit([
                .attemptFailed(
                    task: task(1), stage: .extract,
                    reason: String(repeating: "é", count: Limits.reason), at: Int64(at))
            ])
        }
        _ = try await journal.commit([.bury(task: task(1), stage: .extract, reason: "", at: 30)])
        let history = try #require(try await journal.deadLetter(task(1))).history
        #expect(history.map(\.at) == (11...30).map { Int64($0) })
        #expect(history.allSatisfy { $0.reason.utf8.count <= Limits.reason })
    }

    @Test("dead letters are listed in pages, with what a person needs")
    func deadLetters() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        let body = Array("Title\u{1B}[31m\nText\u{202E}".utf8) + [0xFF]
        _ = try await journal.commit([
            .accept(
                task: task(0), payload: Payload(header: [1, 2], body: body), source: "stdin",
                item: "7", at: 100)
        ])
        _ = try await journal.commit((1...4).map { accept($0) })
        for number in [0, 1, 3, 4] {
            _ = try await journal.commit([
                .bury(task: task(number), stage: .normalize, reason: reason, at: 200)
            ])
        }
        let page = try await journal.dead(limit: 2)
        #expect(page.map(\.task) == [task(0), task(1)])
        let rest = try await journal.dead(limit: 9, after: page[1].number)
        #expect(rest.map(\.task) == [task(3), task(4)])
        let report = try #require(try await journal.deadLetter(task(0)))
        #expect(report.letter == page[0])
        #expect(report.letter.source == "stdin" && report.letter.item == "7")
        #expect(report.letter.stage == .normalize && report.letter.reason == reason)
        #expect(report.letter.accepted == 100 && report.letter.buried == 200)
        #expect(report.header == [1, 2] && report.letter.size == body.count)
        #expect(report.preview == "Title [31m\nText \u{FFFD}")
        #expect(try await journal.deadLetter(task(2)) == nil)
    }

    @Test("the oldest accepted article is the first in order")
    func oldest() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        #expect(try await journal.counts().oldestAccepted == nil)
        _ = try await journal.commit([accept(1, at: 50), accept(2, at: 60)])
        #expect(try await journal.counts().oldestAccepted == 50)
        _ = try await journal.commit([.finish(task: task(1), outcome: .events, at: 70)])
        #expect(try await journal.counts().oldestAccepted == 60)
    }

    @Test("the seen-index forgets a tenth a run, and only what is old and settled")
    func forget() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit((0..<40).map { accept($0, at: 10) })
        _ = try await journal.commit(
            (0..<30).map { .finish(task: task($0), outcome: .noEvent, at: $0 < 20 ? 100 : 500) })
        #expect(try await journal.forget(before: 200, now: 1000) == .removed(3))
        #expect(try await journal.forget(before: 200, now: 1000, limit: 1) == .removed(1))
        #expect(try await journal.counts()[.finished] == 26)
        for _ in 0..<20 { _ = try await journal.forget(before: 200, now: 1000) }
        #expect(try await journal.counts()[.finished] == 10)
        #expect(try await journal.counts()[.noEvent] == 10)
        #expect(try await journal.counts()[.accepted] == 10)
        #expect(try await journal.commit([accept(0, at: 1000)]) == [.accepted])
    }

    @Test("nothing is forgotten while the clock shows less than it did")
    func clock() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit([
            accept(1, at: 10), .finish(task: task(1), outcome: .noEvent, at: 5000),
        ])
        let stepped = RetentionResult.clockSteppedBack(newest: 5000)
        #expect(try await journal.forget(before: 6000, now: 4999) == stepped)
        #expect(try await journal.counts()[.finished] == 1)
        #expect(try await journal.forget(before: 6000, now: 7000) == .removed(1))
        #expect(
            try await journal.forget(before: 0, now: 6999) == .clockSteppedBack(newest: 7000))
    }

    @Test("a backup holds what was committed, opens by itself and is never written over")
    func backup() async throws {
        let folder = try Folder()
        let journal = try journal(folder)
        _ = try await journal.commit((1...50).map { accept($0) })
        try await journal.backup(to: folder("backup.sqlite"))
        _ = try await journal.commit([accept(99)])
        let copy = try Journal(path: folder("backup.sqlite"))
        #expect(try await copy.counts()[.accepted] == 50)
        #expect(try await copy.load(task(7)) == journal.load(task(7)))
        #expect(try await copy.integrity().isEmpty)
        let error = await #expect(throws: StorageError.self) {
            try await journal.backup(to: folder("backup.sqlite"))
        }
        #expect(error?.code == .exists)
    }
}
