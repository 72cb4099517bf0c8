import Messages
import TestSupport
import Testing

@testable import Storage

@Suite("Near duplicates", .timeLimit(.minutes(1))) struct NearDuplicatesTests {
    /// An article of 300 runs, of which it shares `shared` with every other one of the same story.
    private func story(
        _ name: String, _ story: UInt64, shared: Int = 250, id: String? = nil, runs: Int = 300,
        published: Int64 = 0, events: [Int] = [0]
    ) -> CodedArticle {
        var article = coded(name, events: events)
        var common = SeededRandom(seed: story)
        var own = SeededRandom(seed: UInt64(name.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        let hashes =
            (0..<shared).map { _ in common.next() } + (shared..<runs).map { _ in own.next() }
        article.info.sketch = TextSketch(hashes: hashes)
        article.info.simHash = simHash(hashes)
        article.info.published = Timestamp(seconds: published)
        if let id { article.info.id = id }
        for index in article.events.indices {
            article.events[index].article = EventArticle(article.info)
        }
        return article
    }

    private func simHash(_ hashes: [UInt64]) -> String {
        var result: UInt64 = 0
        for bit in 0..<64
        where hashes.count(where: { $0 >> UInt64(bit) & 1 == 1 }) * 2 > hashes.count {
            result |= 1 << UInt64(bit)
        }
        let digits = String(result, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private func originals(_ log: EventLog, _ articles: [CodedArticle], now: Int64 = 100)
        async throws -> [String?]
    {
        let first = Int.random(in: 1...1_000_000_000)
        let batch = articles.enumerated().map { (task(first + $0), $1) }
        return try await log.commit(batch, now: now).map { receipt in
            try receipt.entries.first.map {
                try JSON.decode(Event.self, from: $0.json).article.nearDuplicateOf
            } ?? nil
        }
    }

    @Test("the same story from several outlets points to the first of them")
    func outlets() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        let articles = (0..<10).map { story("outlet \($0)", 1) } + [story("other", 2)]
        let found = try await originals(log, articles)
        #expect(found == [nil] + Array(repeating: articles[0].info.id, count: 9) + [nil])
    }

    @Test("stories that share a third of their words are two")
    func different() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        let found = try await originals(
            log, (0..<20).map { story("outlet \($0)", 1, shared: 150) })
        // 150 of 450 runs are shared.
        #expect(found.allSatisfy { $0 == nil })
    }

    @Test("a short text must share more")
    func short() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        // 30 of 50 runs, and 38 of 42.
        let found = try await originals(
            log,
            [
                story("a", 1, shared: 30, runs: 40), story("b", 1, shared: 30, runs: 40),
                story("c", 2, shared: 38, runs: 40), story("d", 2, shared: 38, runs: 40),
            ])
        #expect(found[1] == nil)
        #expect(found[3] != nil)
    }

    @Test("only articles published within the window are compared")
    func window() async throws {
        let folder = try Folder()
        let day: Int64 = 86_400
        let log = try EventLog(
            path: folder("events.sqlite"), duplicates: DuplicateRule(window: .seconds(2 * day)))
        let found = try await originals(
            log,
            [
                story("a", 1, published: 10 * day), story("b", 1, published: 13 * day),
                story("c", 1, published: 8 * day), story("d", 1, published: 14 * day),
            ])
        #expect(found[1] == nil)
        #expect(found[2] != nil)
        #expect(found[3] != nil)
        let off = try EventLog(
            path: folder("off.sqlite"), duplicates: DuplicateRule(window: .zero))
        #expect(try await originals(off, [story("a", 1), story("b", 1)]) == [nil, nil])
        #expect(try await off.number("SELECT count(*) FROM article") == 0)
    }

    @Test("a later version under the same id, or the same text again, is no other article")
    func versions() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        let found = try await originals(
            log, [story("a", 1, id: "x"), story("b", 1, id: "x"), story("c", 1, id: "y")])
        #expect(found == [nil, nil, "x"])
    }

    @Test("what is known survives a restart, a backup and a repair")
    func restart() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        let first = story("a", 1)
        _ = try await originals(log, [first])
        try await log.backup(to: folder("backup.sqlite"))
        await log.close()
        _ = try EventLog.repair(folder("backup.sqlite"))
        for name in ["events.sqlite", "backup.sqlite"] {
            let again = try EventLog(path: folder(name))
            #expect(try await originals(again, [story("b", 1)]) == [first.info.id])
            await again.close()
        }
    }

    @Test("a log of the first format takes part after its migration")
    func migration() async throws {
        let folder = try Folder()
        let schema = Schema(
            name: Schema.eventLog.name, applicationID: Schema.eventLog.applicationID,
            migrations: Array(Schema.eventLog.migrations.prefix(1)))
        try Database(path: folder("events.sqlite"), schema: schema).close()
        let log = try EventLog(path: folder("events.sqlite"))
        let first = story("a", 1)
        #expect(try await originals(log, [first, story("b", 1)]) == [nil, first.info.id])
    }

    @Test("the index stays within its bounds, in number and in time")
    func bounds() async throws {
        let folder = try Folder()
        var rule = DuplicateRule(window: .seconds(1000))
        rule.capacity = 50
        let log = try EventLog(path: folder("events.sqlite"), duplicates: rule)
        for round in 0..<10 {
            let articles = (0..<20).map { story("\(round) \($0)", UInt64(round * 100 + $0)) }
            _ = try await originals(log, articles, now: 100)
        }
        #expect(try await log.number("SELECT count(*) FROM article") == 50)
        #expect(try await log.number("SELECT count(DISTINCT article) FROM band") == 50)
        // Each new article removes up to four old ones.
        _ = try await originals(
            log, (0..<20).map { story("late \($0)", 5000 + UInt64($0)) }, now: 2000)
        #expect(try await log.number("SELECT count(*) FROM article") == 20)
        #expect(try await log.number("SELECT count(DISTINCT article) FROM band") == 20)
    }

    @Test("an article without a sketch, from another program, is taken all the same")
    func withoutSketch() async throws {
        let folder = try Folder()
        let log = try EventLog(path: folder("events.sqlite"))
        #expect(
            try await originals(log, [coded("a", events: [0]), coded("b", events: [0])]) == [
                nil, nil,
            ])
    }
}
