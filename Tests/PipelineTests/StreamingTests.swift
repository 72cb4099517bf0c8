import Glibc
import Messages
import TestSupport
import Testing

/// What goes in comes out, by every way there is.
@Suite("The whole daemon", .timeLimit(.minutes(2 * Patience.factor)))
struct StreamingTests {
    @Test("Standard input is read to its end, everything is finished, and the exit code is 0")
    func standardInput() async throws {
        let installation = try Installation()
        let lines = (0..<20).map { number in
            #"{"id": "s-\#(number)", "published": "2026-03-03", "text": "\#(Self.sentence(number))"}"#
        }
        let input = installation.folder.path(of: "input.jsonl")
        try write(Array(lines.joined(separator: "\n").utf8), to: input)
        let daemon = try installation.daemon(["--stdin"], input: input)
        #expect(try await daemon.wait(.seconds(60)) == 0)
        let report = try await status(installation)
        #expect(report["state"]?.text == "stopped")
        #expect(report["journal"]?["finished"]?.integer == 20)
        #expect(report["journal"]?["outcomes"]?["events"]?.integer == 20)
    }

    @Test("A watched folder: what is there and what comes later, known files once, dot-files never")
    func watchedFolder() async throws {
        let installation = try Installation()
        try installation.add("first.txt", Self.sentence(1))
        try installation.add(".hidden.txt", Self.sentence(2))
        let daemon = try installation.daemon(["--folder", installation.news])
        #expect(try await installation.ready())
        #expect(try await finished(1, installation))
        try installation.add("second.txt", Self.sentence(3))
        #expect(try await finished(2, installation))
        // The same bytes under the same name again are known.
        try installation.add("second.txt", Self.sentence(3))
        try installation.add("third.txt", Self.sentence(4))
        #expect(try await finished(3, installation))
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
        let again = try installation.daemon(["--once", "--folder", installation.news])
        #expect(try await again.wait() == 0)
        #expect(try await status(installation)["journal"]?["finished"]?.integer == 3)
    }

    @Test("Python receives the same events by broadcast and by following, and fills a hole")
    func pythonSubscriber() async throws {
        let installation = try Installation()
        let daemon = try installation.daemon(["--folder", installation.news])
        #expect(try await installation.ready())
        let script = Repository.path("Tests/PipelineTests/Python/subscriber_test.py")
        let python = try ChanceryProcess(
            [script, Repository.path("clients/python"), installation.runtime, "30"],
            output: installation.folder.path(of: "python.out"),
            log: installation.folder.path(of: "python.log"), program: "/usr/bin/python3")
        #expect(
            try await eventually { python.printed.contains("listening") }, "\(python.logged)")
        for number in 0..<30 { try installation.add("p\(number).txt", Self.sentence(number)) }
        let code = try await python.wait(.seconds(60))
        #expect(code == 0, "\(python.printed)\(python.logged)")
        #expect(python.printed.contains("the same by both ways"))
        #expect(python.printed.contains("hole seen and filled"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    @Test(
        "Real articles go through without a dead letter",
        .enabled(if: DevelopmentData.isPresent, "the development data is not here"))
    func realArticles() async throws {
        let installation = try Installation()
        for name in ["news-2016-2019.jsonl", "000_8e342f3c342c69ee.txt"] {
            let bytes = Array(contents(of: DevelopmentData.path("articles/" + name)).utf8)
            try write(bytes, to: installation.news + "/" + name)
        }
        let daemon = try installation.daemon(["--once", "--folder", installation.news])
        #expect(try await daemon.wait(.seconds(100)) == 0)
        let report = try await status(installation)
        #expect(report["journal"]?["finished"]?.integer == 61)
        #expect(report["journal"]?["dead"]?.integer == 0)
        #expect((report["log"]?["last"]?.integer ?? 0) > 61)
    }

    @Test("Socket files are for this user and the group; the administration's for this user alone")
    func socketModes() async throws {
        let installation = try Installation()
        let daemon = try installation.daemon()
        #expect(try await installation.ready())
        func mode(_ name: String) -> UInt32? {
            var status = stat()
            let path = name.isEmpty ? installation.runtime : "\(installation.runtime)/\(name).sock"
            return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : nil
        }
        #expect(mode("") == 0o750)
        for name in ["events", "follow", "intake"] { #expect(mode(name) == 0o660, "\(name)") }
        #expect(mode("admin") == 0o600)
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    static func sentence(_ number: Int) -> String {
        "Norway called on Kenya on Monday to withdraw its troops from post \(number)."
    }

    private func finished(_ count: Int, _ installation: Installation) async throws -> Bool {
        try await eventually {
            try await status(installation)["journal"]?["finished"]?.integer == count
        }
    }

    private func status(_ installation: Installation) async throws -> JSONValue {
        let answer = try await installation.command(["status", "--format", "json"])
        try #require(answer.code == 0, "\(answer.log)")
        return try JSONValue(answer.output)
    }
}
