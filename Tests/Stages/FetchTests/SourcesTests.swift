import Glibc
import Logging
import Messages
import TestSupport
import Testing
import Threads

@testable import Fetch

/// Takes everything, and remembers it.
final class Collector: Offering {
    let taken = Locked<[RawDocument]>([])
    let answer: OfferAnswer

    init(answering answer: OfferAnswer = .accepted) { self.answer = answer }

    func offer(_ document: RawDocument) async -> OfferAnswer {
        let known = taken.withLock { taken in
            defer { taken.append(document) }
            return taken.contains { $0.taskID == document.taskID }
        }
        return known ? .known : answer
    }

    func offerNow(_ document: RawDocument) async -> OfferAnswer { await offer(document) }

    var items: [String] { taken.withLock { $0.map(\.item) } }

    /// Waits until `count` documents were offered.
    func reaches(_ count: Int) async throws -> Bool {
        // Generous: other tests may hold the pool for a while.
        let deadline = ContinuousClock.now + .seconds(50)
        while ContinuousClock.now < deadline {
            if items.count >= count { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }
}

@Suite("Sources", .timeLimit(.minutes(1)))
struct SourcesTests {
    let folder: TemporaryFolder
    let collected = CollectedLog()
    var log: Logger { Logger(component: "test", sink: collected) }

    init() throws { folder = try TemporaryFolder() }

    func put(_ name: String, _ text: String) throws {
        let file = try #require(fopen(folder.path(of: name), "w"))
        fputs(text, file)
        fclose(file)
    }

    @Test("A folder: what is there first, then what is closed or moved in; never dot-files")
    func folderSource() async throws {
        try put("one.txt", "first")
        try put(".part", "hidden")
        try put("page.html", "<p>second</p>")
        mkdir(folder.path(of: "sub"), 0o700)
        let collector = Collector()
        let source = try FolderSource(
            FolderSource.Place(path: folder.path, publisher: "P"), into: collector, log: log)
        let looked = Locked(false)
        let running = Task { await source.run { looked.withLock { $0 = true } } }
        #expect(try await collector.reaches(2))
        #expect(Set(collector.items) == ["one.txt", "page.html"])
        try put("three.txt", "third")
        #expect(try await collector.reaches(3))
        rename(folder.path(of: ".part"), folder.path(of: "four.txt"))
        #expect(try await collector.reaches(4))
        #expect(looked.withLock { $0 })
        running.cancel()
        await running.value
        let documents = collector.taken.withLock { $0 }
        #expect(documents.allSatisfy { $0.source == "folder:\(folder.path)" })
        #expect(documents.allSatisfy { $0.publisher == "P" })
        #expect(documents.first { $0.item == "page.html" }?.format == .html)
    }

    @Test("A folder that is not there is reported once, and read when it comes")
    func missingFolder() async throws {
        let late = folder.path(of: "late")
        let collector = Collector()
        let source = try FolderSource(FolderSource.Place(path: late), into: collector, log: log)
        let looked = Locked(false)
        let running = Task { await source.run { looked.withLock { $0 = true } } }
        while !looked.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        mkdir(late, 0o700)
        try put("late/a.txt", "text")
        #expect(try await collector.reaches(1))
        running.cancel()
        await running.value
        #expect(collected.records.filter { $0.message == "cannot watch" }.count == 1)
    }

    @Test("A folder that is taken away and put back is read again")
    func folderGone() async throws {
        let path = folder.path(of: "news")
        mkdir(path, 0o700)
        try put("news/a.txt", "text")
        let collector = Collector()
        let source = try FolderSource(FolderSource.Place(path: path), into: collector, log: log)
        let running = Task { await source.run {} }
        #expect(try await collector.reaches(1))
        rename(path, folder.path(of: "elsewhere"))
        mkdir(path, 0o700)
        try put("news/b.txt", "other")
        #expect(try await collector.reaches(2))
        #expect(collector.items.last == "b.txt")
        running.cancel()
        await running.value
    }

    @Test("Files that were taken away are forgotten, so that memory is bounded by what is there")
    func forgotten() async throws {
        struct Taker: Offering {
            let count = Locked(0)
            func offer(_ document: RawDocument) async -> OfferAnswer {
                count.withLock { $0 += 1 }
                return .accepted
            }
            func offerNow(_ document: RawDocument) async -> OfferAnswer { .accepted }
        }
        let many = FolderSource.leastMemory
        for number in 0..<many { try put("\(number).txt", "text \(number)") }
        let taker = Taker()
        let source = try FolderSource(
            FolderSource.Place(path: folder.path), into: taker, log: log)
        let looked = Locked(false)
        let running = Task { await source.run { looked.withLock { $0 = true } } }
        while !looked.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        for number in 0..<many { unlink(folder.path(of: "\(number).txt")) }
        try put("last.txt", "text")
        while taker.count.withLock({ $0 }) <= many { try await Task.sleep(for: .milliseconds(5)) }
        running.cancel()
        await running.value
        #expect(await source.remembered == 1)
    }

    @Test("Files that are none are one line each; the others are taken")
    func oddFiles() async throws {
        try put("good.txt", "good")
        try put("lines.jsonl", #"{"id": "l1", "text": "x"}"# + "\n{\n" + #"{"id": "l3"}"#)
        mkfifo(folder.path(of: "pipe"), 0o600)
        symlink("/nowhere", folder.path(of: "dangling"))
        try put("large.txt", String(repeating: "x", count: 2000))
        let collector = Collector()
        let names = ["good.txt", "lines.jsonl", "pipe", "dangling", "large.txt", "absent.txt"]
        let source = OnceSource(
            .files(names.map { folder.path(of: $0) }), into: collector, limit: 1000, log: log)
        let summary = await source.run()
        #expect(summary == SourceSummary(accepted: 2, bad: 6))
        #expect(Set(collector.items) == [folder.path(of: "good.txt"), "l1"])
        #expect(collected.records.filter { $0.message == "cannot take" }.count == 6)
    }

    @Test("A text within the limit is taken although its escapes make the line much longer")
    func escapedText() async throws {
        // 450 letters of two bytes each are 900 bytes of text, and 2,700 of line.
        let text = String(repeating: #"\u00e9"#, count: 450)
        try put("escaped.jsonl", #"{"id": "e", "text": "\#(text)"}"#)
        let collector = Collector()
        let source = OnceSource(
            .files([folder.path(of: "escaped.jsonl")]), into: collector, limit: 1000, log: log)
        #expect(await source.run() == SourceSummary(accepted: 1))
        #expect(collector.taken.withLock { $0.first?.body.count } == 900)
    }

    @Test("A stream that never ends is left when the task is cancelled, with what was complete")
    func endlessStream() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let line = Array((#"{"id": "1", "text": "x"}"# + "\n" + #"{"id": "2", "te"#).utf8)
        #expect(write(ends[1], line, line.count) == line.count)
        let collector = Collector()
        let source = OnceSource(.stream(ends[0]), into: collector, log: log)
        let running = Task { await source.run() }
        #expect(try await collector.reaches(1))
        running.cancel()
        #expect(await running.value == SourceSummary(accepted: 1))
    }

    @Test("A stream is JSON Lines if it begins with an object, else one text")
    func streams() async throws {
        try put("text", "Just a text.\n\nWith paragraphs.")
        try put("lines", "\n " + #"{"id": "1", "text": "x"}"# + "\n" + #"{"id": "2", "text": "y"}"#)
        for (name, items) in [("text", ["stdin"]), ("lines", ["1", "2"])] {
            let descriptor = open(folder.path(of: name), O_RDONLY)
            let collector = Collector()
            _ = await OnceSource(.stream(descriptor), into: collector, log: log).run()
            close(descriptor)
            #expect(collector.items.sorted() == items)
        }
    }

    @Test("A text of 50 MiB is refused with its size")
    func hugeStream() async throws {
        let descriptor = open(folder.path(of: "huge"), O_RDWR | O_CREAT, 0o600)
        ftruncate(descriptor, 50 << 20)
        let collector = Collector()
        let summary = await OnceSource(.stream(descriptor), into: collector, log: log).run()
        close(descriptor)
        #expect(summary == SourceSummary(bad: 1))
        let line = try #require(collected.records.first { $0.message == "cannot take" })
        #expect("\(line.fields)".contains("52428800"))
    }

    @Test("What is refused is said, and counted")
    func refused() async throws {
        try put("a.txt", "text")
        let collector = Collector(answering: .refused(reason: "because"))
        let summary = await OnceSource(
            .files([folder.path(of: "a.txt")]), into: collector, log: log
        ).run()
        #expect(summary == SourceSummary(refused: 1))
        #expect(collected.records.contains { $0.message == "refused" })
    }
}
