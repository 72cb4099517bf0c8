import Glibc
import TestSupport
import Testing

/// Tables that change while the daemon runs.
@Suite("Tables of a running daemon", .timeLimit(.minutes(2)))
struct RunningTablesTests {
    private static let row = "HATG\tHat Guild\tHTGD\tNGO\tSOC\tguild\n"

    /// The codes of whoever accused Norway in the first `count` events.
    private func accusers(_ count: Int, _ installation: Installation) async throws -> [String] {
        let events = try await installation.command(
            ["subscribe", "--count", "\(count)", "--format", "jsonl"])
        return try events.output.split(separator: "\n").flatMap { line in
            try JSONValue.parse(Array(line.utf8))["sources"]?.entries ?? []
        }.compactMap { $0["entity"]?.text }
    }

    /// Whether so many articles end, and so many of them without an event.
    private func finished(
        _ count: Int, without: Int, _ installation: Installation
    ) async throws -> Bool {
        try await eventually {
            let status = try await installation.command(["status", "--format", "json"])
            let journal = try JSONValue.parse(Array(status.output.utf8))["journal"]
            return journal?["finished"]?.integer == count
                && journal?["outcomes"]?["no-event"]?.integer ?? 0 == without
        }
    }

    private func article(_ number: Int) -> String {
        "The HTGD accused Norway on Monday of taking \(number) hats."
    }

    @Test("SIGHUP reads them again; if a file is wrong, the old ones stay, and one line says why")
    func reload() async throws {
        let installation = try Installation("knowledge: {files: [our-organisations.tsv]}\n")
        let file = installation.folder.path(of: "our-organisations.tsv")
        try write([], to: file)
        let daemon = try installation.daemon(["--folder", installation.news])
        #expect(try await installation.ready())
        try installation.add("a.txt", article(1))
        #expect(try await finished(1, without: 1, installation))

        try write(Array(Self.row.utf8), to: file)
        daemon.signal(SIGHUP)
        #expect(try await eventually { daemon.logged.contains("read the tables again") })
        try installation.add("b.txt", article(2))
        #expect(try await finished(2, without: 1, installation))
        #expect(try await accusers(1, installation) == ["HATG/SOC"])

        try write(Array((Self.row + "BAD\tBad Guild\n").utf8), to: file)
        daemon.signal(SIGHUP)
        #expect(try await eventually { daemon.logged.contains("the tables stay as they were") })
        let lines = daemon.logged.components(of: "the tables stay")
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.contains("file=\(file) line=2") && line.contains("level=error"), "\(line)")
        #expect(line.contains("has 2 columns instead of 6") && line.contains("hint="), "\(line)")
        try installation.add("c.txt", article(3))
        #expect(try await finished(3, without: 1, installation))
        #expect(try await accusers(2, installation) == ["HATG/SOC", "HATG/SOC"])

        // A file that is gone is a mistake, too.
        unlink(file)
        daemon.signal(SIGHUP)
        #expect(try await eventually { daemon.logged.contains("does not exist") })
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    @Test("a daemon does not start with a wrong file, and says where it is wrong")
    func start() async throws {
        let installation = try Installation("knowledge: {files: [people.tsv]}\n")
        try write(Array("Ann\n".utf8), to: installation.folder.path(of: "people.tsv"))
        let daemon = try installation.daemon()
        #expect(try await daemon.wait() == 78)
        #expect(daemon.logged.contains("people.tsv:1: has 1 columns instead of 7"))
    }

    @Test("a worker reads its own again")
    func worker() async throws {
        let installation = try Installation("knowledge: {files: [our-organisations.tsv]}\n")
        let hub = "ipc://\(installation.runtime)/hub.sock"
        let yaml = contents(of: installation.configuration) + "flow: {endpoint: \"\(hub)\"}\n"
        try write(Array(yaml.utf8), to: installation.configuration)
        let file = installation.folder.path(of: "our-organisations.tsv")
        try write([], to: file)
        let daemon = try installation.daemon(
            ["--folder", installation.news, "--stages", "fetch,normalize,classify,publish"])
        #expect(try await installation.ready())
        let worker = try installation.start(["work", "extract"], output: "worker")
        #expect(try await eventually { worker.logged.contains("msg=\"ready\"") })
        try write(Array(Self.row.utf8), to: file)
        worker.signal(SIGHUP)
        #expect(try await eventually { worker.logged.contains("read the tables again") })
        try installation.add("a.txt", article(1))
        #expect(try await finished(1, without: 0, installation))
        #expect(try await accusers(1, installation) == ["HATG/SOC"])
        for process in [worker, daemon] {
            process.signal(SIGTERM)
            #expect(try await process.wait() == 0)
        }
    }
}
