import TestSupport
import Testing

@testable import chancery

@Suite("The binary ends", .timeLimit(.minutes(Patience.factor))) struct ExitCodeTests {
    @Test(
        "with the code that belongs to what happened, and says so in one line",
        arguments: [
            (["--version"], 0, "chancery "), (["version"], 0, "chancery "),
            (["version", "--format", "json"], 0, #""event":"chancery.event/1""#),
            (["help"], 0, "Usage: chancery COMMAND"), (["run", "--help"], 0, "--stdin"),
            (["completion", "bash"], 0, "complete -o default"), (["check"], 0, "ok\n"),
            (["check", "--show"], 0, "retention:"),
        ])
    func succeeds(words: [String], code: Int32, output: String) async throws {
        let result = try await Binary().run(words)
        #expect(result.code == code)
        #expect(result.output.contains(output))
        #expect(result.errors == "")
    }

    @Test(
        "with the code that belongs to what went wrong, and names it in one line",
        arguments: [
            ([], 64, "needs a command"), (["frobnicate"], 64, "unknown command frobnicate"),
            (["run", "--onse"], 64, "did you mean --once?"),
            (["subscribe", "--after", "-1"], 64, "--after"),
            (["subscribe", "--after", "1", "--latest"], 64, "--latest"),
            (["subscribe", "--min-confidence", "2"], 64, "--min-confidence"),
            (["subscribe", "--country", "Libya"], 64, "three capital letters"),
            (["subscribe", "--endpoint", "pipe:x"], 64, "pipe:x"),
            (["dead", "drop"], 64, "--all"), (["dead", "drop", "--all", "x"], 64, "--all"),
            (["code", "--published", "soon", "x"], 64, "soon"),
            (["code", "/no/such/file"], 66, "/no/such/file"),
            (["code", "/"], 66, "is a directory"), (["status"], 69, "no daemon"),
            (["work", "extract"], 64, "flow.endpoint: inproc://hub is inside"),
            (["work", "publish", "--connect", "pipe:x"], 64, "pipe:x"),
            (["work", "dance"], 64, "dance"),
            (["work", "publish", "--connect", "ipc:///x", "--instances", "2"], 64, "one publish"),
            (["work", "extract", "--connect", "ipc:///x", "--folder", "/"], 64, "only fetch"),
            (["run", "--stages", "fetch,dance"], 64, "dance is none of"),
            (["run", "--stages", "publish", "--folder", "/"], 64, "leaves fetch out"),
            (["run", "--stages", "publish"], 78, "make it ipc://"),
            (["dead", "list"], 69, "no daemon"), (["backup", "copies"], 69, "no daemon"),
            (["restore", "/no/such/backup"], 66, "/no/such/backup"),
            (["check", "--config", "/no/such.yaml"], 78, "/no/such.yaml"),
            (["run", "--config", "/no/such.yaml"], 78, "/no/such.yaml"),
            (["status", "--wait", "idle", "--timeout", "300ms"], 75, "no daemon"),
        ])
    func fails(words: [String], code: Int32, error: String) async throws {
        let binary = try Binary()
        let words = words.map { $0 == "copies" ? binary.folder.path(of: "copies") : $0 }
        let result = try await binary.run(words)
        #expect(result.code == code)
        #expect(result.output == "")
        #expect(result.errors.contains(error), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    @Test("well without a home and other variables, if the directory is named")
    func bareEnvironment() async throws {
        let result = try await Binary().run(
            ["-i", Binary.path, "check", "--show", "--state", "/srv/chancery"],
            program: "/usr/bin/env")
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("runtime: /srv/chancery/run\n"))
    }

    @Test("every mistake in a configuration has its line")
    func badConfiguration() async throws {
        let binary = try Binary()
        try binary.write("flow:\n  window: many\npublish:\n  retention: x\n", to: "bad.yaml")
        let result = try await binary.run(["check", "--config", binary.folder.path(of: "bad.yaml")])
        #expect(result.code == 78)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains("bad.yaml:2: flow.window") == true)
        #expect(lines.last?.contains("bad.yaml:4: publish.retention") == true)
    }

    @Test("sockets move with --state, and a path too long for them is found")
    func directories() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "s")
        let result = try await binary.run(["check", "--show", "--state", state])
        #expect(result.output.contains("state: \(state)\n"))
        #expect(result.output.contains("runtime: \(state)/run\n"))
        #expect(result.output.contains("follow: ipc://\(state)/run/follow.sock\n"))
        let long = "/" + String(repeating: "x", count: 120)
        let tooLong = try await binary.run(["check", "--runtime", long])
        #expect(tooLong.code == 78)
        #expect(tooLong.errors.contains("a socket's may have 107"))
    }
}
