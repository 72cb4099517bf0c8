import FoundationEssentials
import Messages
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct JournalCrashTests {
    @Test("what was acknowledged is there after a crash at any commit")
    func crash() async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        for round in 0..<30 {
            _ = try await journal.commit([
                accept(round, size: 3000),
                .finish(task: task(round - 1), outcome: .events, at: 2),
            ])
            // The writer has not closed anything: this is what the disk holds at a kill.
            try folder.crashImage(of: "j.sqlite", as: "crash\(round).sqlite")
            let image = try Journal(path: folder("crash\(round).sqlite"))
            #expect(try await image.load(after: 0, limit: 9, bytes: 9).map(\.task) == [task(round)])
            #expect(try await image.counts()[.finished] == round)
            #expect(try await image.integrity().isEmpty)
        }
    }

    @Test("a torn write-ahead log gives a prefix of the commits, never half of one")
    func tornLog() async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        for round in 0..<12 {
            _ = try await journal.commit([accept(2 * round), accept(2 * round + 1)])
        }
        let wal = try folder.bytes("j.sqlite-wal")
        var numbers = SeededNumbers(seed: 5)
        for round in 0..<25 {
            try folder.crashImage(of: "j.sqlite", as: "torn\(round).sqlite")
            let cut = Int.random(in: 0..<wal.count, using: &numbers)
            let garbage = (0..<min(500, wal.count - cut)).map { _ in
                UInt8.random(in: 0...255, using: &numbers)
            }
            try folder.write(Array(wal[..<cut]) + garbage, to: "torn\(round).sqlite-wal")
            do {
                let image = try Journal(path: folder("torn\(round).sqlite"))
                let tasks = try await image.load(after: 0, limit: 99, bytes: 9999).map(\.task)
                #expect(tasks.count % 2 == 0)
                #expect(tasks == (0..<tasks.count).map(task))
                #expect(try await image.counts()[.accepted] == tasks.count)
                #expect(try await image.integrity().isEmpty)
            } catch {
                #expect(error.code == .corrupt)
            }
        }
    }

    @Test("a file cut short is refused or found damaged, never taken for whole")
    func cutFile() async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        for round in 0..<20 { _ = try await journal.commit([accept(round, size: 5000)]) }
        await journal.close()
        let whole = try folder.bytes("j.sqlite")
        for part in 1..<8 {
            try folder.write(Array(whole[..<(whole.count * part / 8)]), to: "cut.sqlite")
            var damage: [String] = []
            do {
                let image = try Journal(path: folder("cut.sqlite"))
                damage = try await image.integrity()
                await image.close()
            } catch {
                #expect(error.code == .corrupt)
                damage = [error.reason]
            }
            #expect(!damage.isEmpty)
        }
    }

    @Test("a full disk refuses the commit, keeps what is there, and passes")
    func full() async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        _ = try await journal.commit([accept(0)])
        let pages = try await journal.number("PRAGMA page_count")
        try await journal.run("PRAGMA max_page_count = \(pages + 3)")
        let error = await #expect(throws: StorageError.self) {
            try await journal.commit([accept(1), accept(2, size: 100_000)])
        }
        #expect(error?.code == .full)
        #expect(error?.isEnvironmental == true)
        #expect(try await journal.counts()[.accepted] == 1)
        #expect(try await journal.commit([accept(3)]) == [.accepted])
        try await journal.run("PRAGMA max_page_count = 1000000")
        #expect(
            try await journal.commit([accept(1), accept(2, size: 100_000)])
                == [.accepted, .accepted])
        #expect(try await journal.integrity().isEmpty)
    }

    @Test("an altered document is never handed out: it becomes a dead letter that says why")
    func altered() async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        _ = try await journal.commit((1...6).map { accept($0) })
        try await journal.run(
            "UPDATE document SET body = CAST('xxxxXxxxxx' AS BLOB) WHERE article IN (1, 2, 5)")
        let first = try await journal.load(after: 0, limit: 2, bytes: 1000)
        #expect(first.map(\.task) == [task(3), task(4)])
        #expect(try await journal.dead(limit: 9).map(\.task) == [task(1), task(2)])
        let rest = try await journal.load(after: 4, limit: 9, bytes: 1000)
        #expect(rest.map(\.task) == [task(6)])
        let report = try #require(try await journal.deadLetter(task(5)))
        #expect(report.letter.reason.contains("damaged"))
        let error = await #expect(throws: StorageError.self) { try await journal.load(task(5)) }
        #expect(error?.code == .corrupt)
        _ = try await journal.commit([.requeue(task: task(5), at: 9)])
        #expect(try await journal.load(after: 6, limit: 9, bytes: 1000).isEmpty)
        #expect(try await journal.counts()[.dead] == 3)
    }

    @Test("a repair saves what can be read, and nothing altered gets through", arguments: 0..<12)
    func repair(seed: UInt64) async throws {
        let folder = try Folder()
        let journal = try Journal(path: folder("j.sqlite"))
        for round in 0..<20 {
            _ = try await journal.commit((0..<5).map { accept(5 * round + $0, size: 700) })
        }
        _ = try await journal.commit(
            (0..<20).map { .finish(task: task($0), outcome: .noEvent, at: 5) })
        await journal.close()
        var bytes = try folder.bytes("j.sqlite")
        var numbers = SeededNumbers(seed: seed)
        // Beyond the first page, which says what the file is.
        for _ in 0..<4 {
            let place = Int.random(in: 57_344..<bytes.count - 64, using: &numbers)
            for offset in 0..<64 { bytes[place + offset] = .random(in: 0...255, using: &numbers) }
        }
        try folder.write(bytes, to: "j.sqlite")
        let repair = try Journal.repair(folder("j.sqlite"))
        #expect(repair.saved + repair.lost == 100)
        #expect(repair.saved > 50)
        let again = try Journal(path: folder("j.sqlite"))
        #expect(try await again.integrity().isEmpty)
        let loaded = try await again.load(after: 0, limit: 200, bytes: 1 << 30)
        for document in loaded {
            #expect(document.payload.body == [UInt8](repeating: UInt8(ascii: "x"), count: 700))
        }
        let counts = try await again.counts()
        #expect(counts[.accepted] == loaded.count)
        #expect(counts.states.values.reduce(0, +) == Int(repair.saved))
        #expect(loaded.count < 80, "the damage hit something")
        for document in loaded {
            _ = try await again.commit([.finish(task: document.task, outcome: .events, at: 9)])
        }
        for letter in try await again.dead(limit: 200) {
            _ = try await again.commit([.drop(task: letter.task, at: 9)])
        }
        #expect(try await again.counts().bytes == 0)
        #expect(try await again.commit([accept(999)]) == [.accepted])
    }
}
