import TestSupport
import Testing

@testable import Storage

@Suite("What is known of sources on the web")
struct WebStateTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path(of: "web.sqlite")
    }

    private let feed = WebSourceRecord(
        kind: .feed, url: "http://a.example/feed", origin: .command)

    private func entry(
        _ number: UInt8, version: UInt8 = 1, needsPage: Bool = false
    ) -> ListedEntry {
        ListedEntry(
            key: [UInt8](repeating: number, count: 16),
            fingerprint: [UInt8](repeating: version, count: 16), needsPage: needsPage,
            item: "\(number)", url: "http://a.example/\(number)", title: "Title", body: [1, 2],
            isHTML: true)
    }

    private func record() -> PollRecord {
        var record = PollRecord(current: feed.url)
        record.entityTag = [0x22, 0xE9, 0x22]
        record.lastModified = Array("whenever".utf8)
        record.validatorsFor = feed.url
        record.digest = [1, 2, 3]
        record.interval = 900.5
        record.ttl = 60
        record.lasts = 30
        record.skipHours = [0, 5, 23]
        record.skipDays = [1, 7]
        record.due = 1000
        record.failures = 3
        record.moveTarget = "http://b.example/"
        record.moves = 2
        record.polled = 900
        record.succeeded = 800
        record.message = "so so"
        record.title = "News"
        return record
    }

    @Test("A source and its history come back as they were, also after a restart")
    func roundTrip() async throws {
        let state = try WebState(path: path)
        let id = try await state.put(feed, now: 1).id
        try await state.save(record(), of: id)
        await state.close()
        let again = try WebState(path: path)
        let stored = try #require(try await again.sources().first)
        #expect(stored.source == feed)
        #expect(stored.poll == record())
        #expect(try await again.put(feed, now: 2).isNew == false)
        #expect(try await again.sources().first?.poll == record(), "its history stays")
    }

    @Test("An entry waits until it is settled, whatever the source lists next")
    func waiting() async throws {
        let state = try WebState(path: path)
        let id = try await state.put(feed, now: 1).id
        let first = try await state.commit(record(), of: id, listed: [entry(1), entry(2)], now: 10)
        #expect(first.new == 2)
        #expect(first.pending.count == 2)
        await state.close()
        let again = try WebState(path: path)
        let second = try await again.commit(record(), of: id, listed: [entry(2)], now: 20)
        #expect(second == PollCommit())
        let pending = try await again.pending()
        #expect(pending.map(\.id) == first.pending.map(\.id))
        let held = try #require(try await again.entry(pending[0].id))
        #expect(held == entry(1))
        #expect(
            try await again.settle(pending[0].id, held.fingerprint, as: .accepted, now: 30))
        #expect(try await again.entry(pending[0].id) == nil)
        #expect(try await again.pending().count == 1)
        let third = try await again.commit(record(), of: id, listed: [entry(1)], now: 40)
        #expect(third == PollCommit(), "what was seen is not brought again")
    }

    @Test("A changed entry is brought again; if it changed on the way, what it says now is")
    func changed() async throws {
        let state = try WebState(path: path)
        let id = try await state.put(feed, now: 1).id
        let first = try await state.commit(record(), of: id, listed: [entry(1)], now: 10)
        let task = first.pending[0].id
        _ = try await state.commit(record(), of: id, listed: [entry(1, version: 2)], now: 20)
        #expect(
            try await state.settle(task, entry(1).fingerprint, as: .accepted, now: 30) == false)
        #expect(try await state.entry(task)?.fingerprint == entry(1, version: 2).fingerprint)
        #expect(
            try await state.settle(
                task, entry(1, version: 2).fingerprint, as: .accepted, now: 30))
        let next = try await state.commit(
            record(), of: id, listed: [entry(1, version: 3)], now: 40)
        #expect(next.changed == 1)
        #expect(next.pending.map(\.id) == [task])
    }

    @Test(
        "An entry that changes at each look has its page got ever more rarely, and at last no more")
    func restless() async throws {
        let state = try WebState(path: path)
        let id = try await state.put(feed, now: 1).id
        var waits: [Int64] = []
        var version: UInt8 = 1
        var now: Int64 = 1000
        while waits.count < 100 {
            let commit = try await state.commit(
                record(), of: id, listed: [entry(1, version: version, needsPage: true)], now: now)
            guard let pending = commit.pending.first else { break }
            waits.append(pending.due - now)
            now = pending.due
            try await state.settle(
                pending.id, [UInt8](repeating: version, count: 16), as: .accepted, now: now)
            version += 1
        }
        #expect(waits.prefix(4) == [0, 3600, 7200, 14_400])
        #expect(waits.count == WebState.visits)
    }

    @Test("A page that one source has brought is known to the others, not to itself")
    func pages() async throws {
        let state = try WebState(path: path)
        let one = try await state.put(feed, now: 1).id
        let commit = try await state.commit(
            record(), of: one, listed: [entry(1, needsPage: true)], now: 10)
        let page = [UInt8](repeating: 9, count: 16)
        try await state.settle(
            commit.pending[0].id, entry(1).fingerprint, as: .accepted, page: page, now: 20)
        #expect(try await state.broughtBefore(page, not: one) == false)
        #expect(try await state.broughtBefore(page, not: one + 1))
    }

    @Test("What is listed no more is forgotten in time; what waits is not")
    func forgetting() async throws {
        let state = try WebState(path: path)
        let id = try await state.put(feed, now: 1).id
        let commit = try await state.commit(
            record(), of: id, listed: [entry(1), entry(2), entry(3)], now: 10)
        try await state.settle(commit.pending[0].id, entry(1).fingerprint, as: .accepted, now: 20)
        try await state.settle(commit.pending[1].id, entry(2).fingerprint, as: .failed, now: 20)
        _ = try await state.commit(record(), of: id, listed: [entry(2)], now: 200_000)
        #expect(try await state.forget(before: 100_000) == 1)
        #expect(try await state.counts() == [.failed: 1, .pending: 1])
    }

    @Test("The configuration's sources are those it names; others stay")
    func configured() async throws {
        let state = try WebState(path: path)
        try await state.put(feed, now: 1)
        var other = feed
        other.url = "http://b.example/feed"
        other.origin = .configuration
        try await state.configure([other], now: 2)
        #expect(try await state.sources().map(\.source.origin) == [.command, .configuration])
        try await state.configure([], now: 3)
        #expect(try await state.sources().map(\.source.origin) == [.command, .once])
    }

    @Test("An index goes with its sitemaps and all their entries")
    func removal() async throws {
        let state = try WebState(path: path)
        let index = WebSourceRecord(kind: .sitemap, url: "http://a.example/i", origin: .command)
        let parent = try await state.put(index, now: 1).id
        var child = index
        child.url = "http://a.example/c"
        child.origin = .index
        child.parent = parent
        let id = try await state.put(child, now: 1).id
        _ = try await state.commit(record(), of: id, listed: [entry(1)], now: 10)
        #expect(try await state.remove(parent))
        #expect(try await state.remove(parent) == false)
        #expect(try await state.sources().isEmpty)
        #expect(try await state.pending().isEmpty)
    }

    @Test("Another process's changes are noticed")
    func version() async throws {
        let state = try WebState(path: path)
        let before = try await state.dataVersion()
        try await state.put(feed, now: 1)
        #expect(try await state.dataVersion() == before, "one's own are not")
        let other = try WebState(path: path)
        try await other.put(
            WebSourceRecord(kind: .page, url: "http://c.example/", origin: .command), now: 1)
        #expect(try await state.dataVersion() != before)
    }

    @Test("A backup is a whole copy, and nothing is written over")
    func backup() async throws {
        let state = try WebState(path: path)
        try await state.put(feed, now: 1)
        let copy = folder.path(of: "copy.sqlite")
        try await WebState.backup(path, to: copy)
        await #expect(throws: StorageError.self) { try await WebState.backup(path, to: copy) }
        let restored = folder.path(of: "restored.sqlite")
        try WebState.restore(from: copy, to: restored)
        #expect(try await WebState(path: restored).sources().map(\.source) == [feed])
    }
}
