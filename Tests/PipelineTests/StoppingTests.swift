import Glibc
import TestSupport
import Testing

/// SIGTERM ends the daemon in its time, whatever it waits for.
@Suite("Stopping", .timeLimit(.minutes(Patience.factor)))
struct StoppingTests {
    @Test("SIGTERM ends a daemon whose standard input says nothing and never ends")
    func silentInput() async throws {
        let installation = try Installation()
        let pipe = installation.folder.path(of: "pipe")
        mkfifo(pipe, 0o600)
        let writer = open(pipe, O_RDWR)
        defer { close(writer) }
        let daemon = try installation.daemon(["--stdin"], input: pipe)
        #expect(try await installation.ready())
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait(.seconds(10)) == 0)
        #expect(daemon.logged.contains("perhaps not read to the end"))
    }

    @Test("SIGTERM ends a daemon that was to finish everything first and cannot")
    func neverIdle() async throws {
        let installation = try Installation("shutdown: { drain: 500ms }\n")
        try installation.add("a.txt", StreamingTests.sentence(1) + " ZZBLOCK")
        let daemon = try installation.daemon(
            ["--once", installation.news + "/a.txt"], faults: "publish:block=ZZBLOCK")
        #expect(try await installation.ready())
        #expect(try await eventually { daemon.logged.contains("read to the end") })
        daemon.signal(SIGTERM)
        // 70 if the article was in Publish's hands already; in both cases it stays in the journal.
        let code = try await daemon.wait(.seconds(20))
        #expect(code == 0 || code == 70)
        let again = try installation.daemon(["--once"])
        #expect(try await again.wait(.seconds(20)) == 0)
        let status = try await installation.command(["status"])
        #expect(status.output.contains("events 1"))
    }
}
