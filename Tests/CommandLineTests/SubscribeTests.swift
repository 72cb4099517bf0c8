import Glibc
import Messages
import Storage
import TestSupport
import Testing

@testable import chancery

@Suite("subscribe", .timeLimit(.minutes(Patience.factor))) struct SubscribeTests {
    private func words(_ binary: Binary, _ more: String...) -> [String] {
        ["subscribe", "--endpoint", Feed.follow(binary.folder)] + more
    }

    /// The sequences printed so far.
    private func sequences(_ text: String) throws -> [Int64] {
        try text.split(separator: "\n").map { line in
            try #require(try JSON.decode(Event.self, from: Array(line.utf8)).sequence)
        }
    }

    private func eventually(_ condition: () throws -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(20) * Patience.factor
        while ContinuousClock.now < deadline {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test("replays the log, goes on live, and ends with the daemon")
    func untilStop() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...300)
        let child = try binary.start(words(binary, "--until-daemon-stops"), name: "s")
        #expect(try await eventually { binary.text("s.out").split(separator: "\n").count == 300 })
        try await feed.publish(301...305)
        #expect(try await eventually { binary.text("s.out").split(separator: "\n").count == 305 })
        await feed.stop()
        #expect(try await binary.wait(child) == 0)
        #expect(try sequences(binary.text("s.out")) == Array(1...305))
        #expect(binary.text("s.err") == "")
    }

    @Test("a count ends it, a cursor goes on behind it, more than the credit passes")
    func cursor() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...1400)
        let cursor = binary.folder.path(of: "cursor")
        let first = try await binary.run(words(binary, "--count", "1234", "--cursor", cursor))
        #expect(first.code == 0)
        #expect(try CursorFile(path: cursor).load()?.sequence == 1234)
        let second = try await binary.run(words(binary, "--count", "166", "--cursor", cursor))
        #expect(try sequences(first.output + second.output) == Array(1...1400))
        await feed.stop()
    }

    @Test(
        "a signal saves the cursor and ends it in order",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func signals(number: Int32) async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...7)
        let cursor = CursorFile(path: binary.folder.path(of: "cursor"))
        let child = try binary.start(words(binary, "--cursor", cursor.path), name: "s")
        #expect(try await eventually { binary.text("s.out").split(separator: "\n").count == 7 })
        kill(child, number)
        #expect(try await binary.wait(child) == 0)
        let epoch = feed.log.epoch
        #expect(try cursor.load() == Cursor(epoch: epoch, sequence: 7))
        await feed.stop()
    }

    @Test("a reader that goes away ends it, even when there is nothing to say")
    func readerGone() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        mkfifo(binary.folder.path(of: "s.out"), 0o600)
        let reader = open(binary.folder.path(of: "s.out"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        let child = try binary.start(words(binary), name: "s")
        close(reader)
        #expect(try await binary.wait(child) == 0)
        #expect(binary.text("s.err") == "")
        await feed.stop()
    }

    @Test("a cursor that cannot be written is named, and ends it with 74")
    func cursorUnwritable() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...1)
        let result = try await binary.run(words(binary, "--cursor", "/proc/none/cursor"))
        #expect(result.code == 74)
        #expect(result.errors.contains("/proc/none/cursor"))
        await feed.stop()
    }

    @Test("misses nothing and repeats nothing when the daemon goes and comes back")
    func restart() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...5)
        let child = try binary.start(words(binary), name: "s")
        #expect(try await eventually { binary.text("s.out").split(separator: "\n").count == 5 })
        await feed.stop()
        let again = try await Feed(in: binary.folder)
        try await again.publish(6...9)
        #expect(try await eventually { binary.text("s.out").split(separator: "\n").count == 9 })
        kill(child, SIGTERM)
        #expect(try await binary.wait(child) == 0)
        #expect(try sequences(binary.text("s.out")) == Array(1...9))
        #expect(binary.text("s.err").split(separator: "\n").count == 1)
        await again.stop()
    }

    @Test("a restored log is noticed, and read from its first event")
    func restored() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...5)
        let copy = binary.folder.path(of: "copy.sqlite")
        try await feed.log.backup(to: copy)
        try await feed.publish(6...8)
        let cursor = binary.folder.path(of: "cursor")
        _ = try await binary.run(words(binary, "--count", "8", "--cursor", cursor))
        await feed.stop()
        for ending in ["", "-wal", "-shm"] {
            unlink(binary.folder.path(of: "events.sqlite\(ending)"))
        }
        try EventLog.restore(from: copy, to: binary.folder.path(of: "events.sqlite"))
        let again = try await Feed(in: binary.folder)
        try await again.publish(9...9)
        let result = try await binary.run(words(binary, "--count", "6", "--cursor", cursor))
        #expect(try sequences(result.output) == Array(1...6))
        #expect(result.errors.contains(again.log.epoch))
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(
            try CursorFile(path: cursor).load() == Cursor(epoch: again.log.epoch, sequence: 6))
        await again.stop()
    }

    @Test("a filter narrows, and a table is for people")
    func filtered() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...20)
        let sure = try await binary.run(words(binary, "--min-confidence", "0.9", "--count", "2"))
        #expect(try sequences(sure.output) == [9, 19])
        let table = try await binary.run(words(binary, "--format", "table", "--count", "1"))
        #expect(table.output.hasPrefix("2031-03-02  REQUEST/assist"))
        await feed.stop()
    }

    @Test("a reader that goes away ends it quietly")
    func brokenPipe() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...3)
        let pipe = binary.folder.path(of: "s.out")
        mkfifo(pipe, 0o600)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        let child = try binary.start(words(binary), name: "s")
        var byte: UInt8 = 0
        #expect(try await eventually { read(reader, &byte, 1) == 1 })
        close(reader)
        try await feed.publish(4...5)
        #expect(try await binary.wait(child) == 0)
        #expect(binary.text("s.err") == "")
        await feed.stop()
    }

    @Test("a reader that stopped reading does not keep a signal from ending it")
    func stuckPipe() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...200)
        let pipe = binary.folder.path(of: "s.out")
        mkfifo(pipe, 0o600)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        let cursor = CursorFile(path: binary.folder.path(of: "cursor"))
        let child = try binary.start(words(binary, "--cursor", cursor.path), name: "s")
        var byte: UInt8 = 0
        #expect(try await eventually { read(reader, &byte, 1) == 1 })
        try await Task.sleep(for: .milliseconds(300))
        kill(child, SIGTERM)
        #expect(try await binary.wait(child, limit: .seconds(5)) == 0)
        // Nothing that the pipe did not take counts as done with.
        #expect(try cursor.load().map { $0.sequence < 200 } ?? true)
        await feed.stop()
    }
}
