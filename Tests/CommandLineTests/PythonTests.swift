import Glibc
import Storage
import TestSupport
import Testing

@testable import chancery

private let python = "/usr/bin/python3"

/// The Python client's directory, found from this file.
private let clients: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/") + "/clients/python"
}()

/// Whether this machine can run it.
private let canRun: Bool = {
    access(python, X_OK) == 0
        && (access("/usr/lib/python3/dist-packages/zmq", F_OK) == 0)
}()

@Suite("The Python client", .enabled(if: canRun), .timeLimit(.minutes(Patience.factor)))
struct PythonTests {
    private func run(_ code: String, _ binary: Binary) async throws -> Binary.Result {
        let program = """
            import sys
            sys.path.insert(0, "\(clients)")
            sys.dont_write_bytecode = True
            from itertools import islice
            from chancery_client import *
            FOLLOW, EVENTS = "\(Feed.follow(binary.folder))", "\(Feed.broadcast(binary.folder))"
            \(code)
            """
        return try await binary.run(["-c", program], program: python)
    }

    @Test("follows from the beginning, with more events than credit")
    func follows() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...250)
        let result = try await run(
            """
            follower = Follower(FOLLOW, credit=20)
            numbers = [item.sequence for item in islice(follower, 250)]
            print(numbers == list(range(1, 251)), follower.epoch)
            filtered = Follower(FOLLOW, filter={"minimumConfidence": 0.9})
            print([item.sequence for item in islice(filtered, 3)])
            """, binary)
        #expect(result.output == "True \(feed.log.epoch)\n[9, 19, 29]\n", "\(result.errors)")
        await feed.stop()
    }

    @Test("fills a range, and says what is not there")
    func fills() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        try await feed.publish(1...900)
        let epoch = feed.log.epoch
        let result = try await run(
            """
            numbers = [item.sequence for item in fill(FOLLOW, "\(epoch)", 101, 850)]
            print(numbers == list(range(101, 851)))
            try:
                list(fill(FOLLOW, "other", 1, 2))
            except EpochGone as error:
                print(error)
            try:
                list(fill(FOLLOW, "\(epoch)", 899, 950))
            except ChanceryError as error:
                print(error)
            """, binary)
        #expect(
            result.output == "True\nthe log's epoch is \(epoch)\nthe log ends with 900\n",
            "\(result.errors)")
        await feed.stop()
    }

    @Test("listens over a new connection when it hears nothing")
    func listensAnew() async throws {
        let binary = try Binary()
        let result = try await run(
            """
            import chancery_client, threading, time
            opened, real = [], chancery_client._socket
            chancery_client._socket = lambda *given: opened.append(given) or real(*given)
            chancery_client.SILENCE = 0.1
            threading.Thread(target=lambda: next(listen(EVENTS)), daemon=True).start()
            while len(opened) < 3: time.sleep(0.01)
            print(len(set(opened)), flush=True)
            import os; os._exit(0)
            """, binary)
        #expect(result.output == "1\n", "\(result.errors)")
    }

    @Test("hears the broadcast, and another epoch")
    func listens() async throws {
        let binary = try Binary()
        let feed = try await Feed(in: binary.folder)
        let child = try binary.start(
            [
                "-c",
                """
                import sys
                sys.path.insert(0, "\(clients)")
                sys.dont_write_bytecode = True
                from itertools import islice
                from chancery_client import *
                for item in islice(listen("\(Feed.broadcast(binary.folder))"), 3):
                    print(type(item).__name__, item.sequence, flush=True)
                """,
            ], name: "p", program: python)
        var published = 0
        while published < 2000, binary.text("p.out").split(separator: "\n").count < 3 {
            published += 1
            try await feed.publish(published...published)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await binary.wait(child) == 0, "\(binary.text("p.err"))")
        let heard = binary.text("p.out").split(separator: "\n").compactMap { line in
            line.hasPrefix("Event ") ? Int(line.dropFirst(6)) : nil
        }
        #expect(heard.count == 3)
        #expect(zip(heard, heard.dropFirst()).allSatisfy { $1 == $0 + 1 })
        await feed.stop()
    }
}
