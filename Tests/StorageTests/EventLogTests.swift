import FoundationEssentials
import Messages
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct EventLogTests {
    private func pair(_ folder: Folder) throws -> (EventLog, EventLogReader) {
        (
            try EventLog(path: folder("events.sqlite")),
            try EventLogReader(path: folder("events.sqlite"))
        )
    }

    @Test("events are numbered from 1, in order, and read back as they were committed")
    func numbering() async throws {
        let folder = try Folder()
        let (log, reader) = try pair(folder)
        #expect(log.opening == EventLog.Opening(isNew: true, lost: 0))
        #expect(log.epoch.utf8.count == 10)
        #expect(try await log.bounds() == LogBounds(epoch: log.epoch, first: 1, last: 0))
        let receipts = try await log.commit(
            [
                (task(1), coded("one", events: [0, 10])), (task(2), coded("two", events: [])),
                (task(3), coded("three", events: [5])),
            ], now: 1_592_201_529)
        #expect(
            receipts.map(\.receipt) == [
                Receipt(outcome: .events, committed: 2), Receipt(outcome: .noEvent, committed: 0),
                Receipt(outcome: .events, committed: 1),
            ])
        let entries = receipts.flatMap(\.entries)
        #expect(entries.map(\.sequence) == [1, 2, 3])
        #expect(try await reader.read(after: 0, limit: 10, bytes: 1 << 20) == entries)
        #expect(try await reader.bounds() == LogBounds(epoch: log.epoch, first: 1, last: 3))
        let event = try JSON.decode(Event.self, from: entries[1].json)
        #expect(event.sequence == 2 && event.epoch == log.epoch)
        #expect(event.firstSeen?.text == "2020-06-15T06:12:09Z")
        #expect(entries[1].countries == ["LBY"] && entries[1].entities == ["LBY/GOV"])
        #expect(try await reader.entry(event.id) == entries[1])
        #expect(try await reader.entry("ev1-none") == nil)
    }

    @Test("an article asked again gets its first answer and adds nothing")
    func idempotent() async throws {
        let folder = try Folder()
        let (log, _) = try pair(folder)
        let article = coded("one", events: [0, 10])
        let first = try await log.commit([(task(1), article)], now: 1)
        await log.close()
        let again = try EventLog(path: folder("events.sqlite"))
        #expect(again.opening == EventLog.Opening(isNew: false, lost: 0))
        #expect(again.epoch == log.epoch)
        // Even if the article is coded otherwise now.
        for repeated in [article, coded("one", events: [20]), coded("x", events: [])] {
            let second = try await again.commit([(task(1), repeated)], now: 2)
            #expect(second == [LogReceipt(receipt: first[0].receipt, entries: [])])
        }
        #expect(try await again.lastSequence == 2)
    }

    @Test("the same text from two places is committed once, in one batch or two")
    func duplicates() async throws {
        let folder = try Folder()
        let (log, _) = try pair(folder)
        let article = coded("same", events: [0, 10])
        let receipts = try await log.commit(
            [(task(1), article), (task(2), article), (task(1), article)], now: 1)
        #expect(receipts.map(\.receipt.outcome) == [.events, .duplicate, .events])
        #expect(receipts.map(\.entries.count) == [2, 0, 0])
        let later = try await log.commit(
            [(task(3), article), (task(4), coded("same", events: [0, 30]))], now: 1)
        #expect(
            later.map(\.receipt) == [
                Receipt(outcome: .duplicate, committed: 0), Receipt(outcome: .events, committed: 1),
            ])
        #expect(later[1].entries.map(\.sequence) == [3])
        #expect(try await log.statistics().outcomes[.duplicate] == 2)
    }

    @Test("a commit that fails leaves no hole and no number behind")
    func failure() async throws {
        let folder = try Folder()
        let (log, reader) = try pair(folder)
        _ = try await log.commit([(task(1), coded("one", events: [0]))], now: 1)
        let pages = try await log.number("PRAGMA page_count")
        try await log.run("PRAGMA max_page_count = \(pages)")
        let big = (2...60).map { (task: task($0), coded: coded("text \($0)", events: [0, 10])) }
        let error = await #expect(throws: StorageError.self) { try await log.commit(big, now: 1) }
        #expect(error?.code == .full)
        #expect(try await log.lastSequence == 1)
        try await log.run("PRAGMA max_page_count = 1000000")
        let receipts = try await log.commit(big, now: 1)
        #expect(receipts.flatMap(\.entries).map(\.sequence) == Array(2...119))
        #expect(try await reader.read(after: 0, limit: 999, bytes: 1 << 30).count == 119)
    }

    @Test("statistics agree with the rows")
    func statistics() async throws {
        let folder = try Folder()
        let (log, _) = try pair(folder)
        for number in 0..<40 {
            let positions = number % 3 == 0 ? [] : [0, 10 * (number % 4)]
            _ = try await log.commit(
                [(task(number), coded("\(number / 2)", events: positions))], now: 1)
        }
        let statistics = try await log.statistics()
        #expect(statistics.entries == Int(try await log.number("SELECT count(*) FROM entry")))
        #expect(statistics.bytes == (try await log.number("SELECT sum(length(json)) FROM entry")))
        #expect(statistics.types == [.request: statistics.entries])
        #expect(statistics.outcomes.values.reduce(0, +) == 40)
        #expect(
            try await log.number(
                "SELECT max(sequence) - min(sequence) + 1 - count(*) FROM entry") == 0)
    }

    @Test("a read keeps to its limits, but gives at least one entry")
    func readLimits() async throws {
        let folder = try Folder()
        let (log, reader) = try pair(folder)
        _ = try await log.commit([(task(1), coded("one", events: [0, 10, 20, 30]))], now: 1)
        let all = try await reader.read(after: 0, limit: 10, bytes: 1 << 20)
        let two = all[0].json.count + all[1].json.count
        for (bytes, count) in [(0, 1), (two - 1, 1), (two, 2), (1 << 20, 4)] {
            #expect(try await reader.read(after: 0, limit: 9, bytes: bytes).count == count)
        }
        #expect(try await reader.read(after: 2, limit: 1, bytes: 1 << 20) == [all[2]])
        #expect(try await reader.read(after: 4, limit: 9, bytes: 1 << 20).isEmpty)
    }

    @Test("old entries go from the front, a tenth a run, and numbers go on")
    func expiry() async throws {
        let folder = try Folder()
        let (log, reader) = try pair(folder)
        for number in 0..<30 {
            _ = try await log.commit(
                [(task(number), coded("\(number)", events: [0]))], now: number < 20 ? 100 : 900)
        }
        #expect(try await log.expire(before: 500, now: 899) == .clockSteppedBack(newest: 900))
        #expect(try await log.expire(before: 500, now: 1000) == .removed(3))
        #expect(try await reader.bounds() == LogBounds(epoch: log.epoch, first: 4, last: 30))
        for _ in 0..<20 { _ = try await log.expire(before: 500, now: 1000) }
        #expect(try await log.firstSequence == 21)
        #expect(try await log.statistics().entries == 10)
        for _ in 0..<20 { _ = try await log.expire(before: 5000, now: 1000) }
        #expect(try await log.bounds() == LogBounds(epoch: log.epoch, first: 31, last: 30))
        await log.close()
        let again = try EventLog(path: folder("events.sqlite"))
        #expect(again.epoch == log.epoch && again.opening.lost == 0)
        let receipts = try await again.commit([(task(99), coded("new", events: [0]))], now: 1001)
        #expect(receipts[0].entries.map(\.sequence) == [31])
    }

    @Test("answers are forgotten slowly, and repeats are still caught by their mentions")
    func forgetFinished() async throws {
        let folder = try Folder()
        let (log, _) = try pair(folder)
        for number in 0..<20 {
            _ = try await log.commit([(task(number), coded("\(number)", events: [0]))], now: 100)
        }
        #expect(try await log.forgetFinished(before: 500, now: 1000) == .removed(2))
        for _ in 0..<30 { _ = try await log.forgetFinished(before: 500, now: 1000) }
        #expect(try await log.statistics().outcomes[.events] == 0)
        let receipts = try await log.commit([(task(3), coded("3", events: [0]))], now: 1000)
        #expect(receipts[0].receipt == Receipt(outcome: .duplicate, committed: 0))
    }
}
