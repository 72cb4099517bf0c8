import Glibc
import TestSupport
import Testing

@testable import Storage

/// A disk that is full, or may not be written any more, under a running daemon.
@Suite("Disk trouble", .serialized, .timeLimit(.minutes(2 * Patience.factor)))
struct DiskTroubleTests {
    /// Long enough for the waits between attempts to have grown to their longest.
    private static let trouble = Duration.seconds(9)

    @Test(
        "A full disk: the intake says busy, nothing counts against articles, and it goes on in time",
        .enabled(if: SmallDisk.isPossible, "only root may mount a disk to fill"))
    func full() async throws {
        let installation = try Installation()
        let disk = try SmallDisk(at: installation.state, megabytes: 8)
        try await outlast(installation, environment: [:], begin: { disk.fill() }) { disk.free() }
    }

    @Test(
        "A disk made read-only, or failing: busy, nothing counts, and it goes on in time",
        arguments: [EROFS, EIO])
    func failing(error: Int32) async throws {
        let installation = try Installation()
        let lever = installation.folder.path(of: "disk-fails")
        let environment = [
            "LD_PRELOAD": DiskTroubleTests.library, "CHANCERY_DISK_SWITCH": lever,
            "CHANCERY_DISK_FOLDER": installation.state, "CHANCERY_DISK_ERROR": "\(error)",
        ]
        try await outlast(
            installation, environment: environment, begin: { try write([], to: lever) },
            end: { unlink(lever) })
    }

    @Test(
        "On a read-only disk the daemon does not start, in one line, and does when it is writable",
        .enabled(if: SmallDisk.isPossible, "only root may mount a disk"))
    func readOnlyStart() async throws {
        let installation = try Installation()
        let disk = try SmallDisk(at: installation.state, megabytes: 8)
        let first = try installation.daemon()
        #expect(try await installation.ready())
        first.signal(SIGTERM)
        #expect(try await first.wait() == 0)
        try #require(disk.remount("ro"))
        let refused = try await installation.command(["run"])
        #expect(refused.code == 74 || refused.code == 73, "\(String(describing: refused.code))")
        let lines = refused.log.split(separator: "\n")
        #expect(lines.count == 1 && refused.log.contains("Read-only"), "\(lines)")
        try #require(disk.remount("rw"))
        let second = try installation.daemon()
        #expect(try await installation.ready(times: 2))
        second.signal(SIGTERM)
        #expect(try await second.wait() == 0)
    }

    private static var library: String {
        let program = ChanceryProcess.binary
        return String(program[..<(program.lastIndex(of: "/") ?? program.endIndex)])
            + "/libfailing-disk.so"
    }

    /// Has the disk fail under a daemon at work, for a while.
    private func outlast(
        _ installation: Installation, environment: [String: String],
        begin: () throws -> Void, end: () -> Void
    ) async throws {
        let daemon = try installation.daemon(environment: environment)
        #expect(try await installation.ready())
        let intake = try WireClient()
        try await intake.connect(to: "ipc://\(installation.runtime)/intake.sock")
        var accepted = 0
        var number = 0
        func submit() async throws -> String {
            number += 1
            let filling = String(repeating: "The talks went on. ", count: 200)
            let text = StreamingTests.sentence(number) + "\\n\\n" + filling
            let reply = try JSONValue.parse(
                try await intake.ask(#"{"id":"d-\#(number)","text":"\#(text)"}"#))
            let status = reply["status"]?.text ?? "none"
            if status == "accepted" { accepted += 1 }
            #expect(status == "accepted" || (status == "busy" && reply["retryAfter"] != nil))
            return status
        }
        // Some are on their way when it begins.
        for _ in 0..<30 { _ = try await submit() }
        #expect(accepted > 0)
        try begin()
        // Some still finds room in what the files have already, or not a single one.
        var busy = 0
        while busy == 0 && number < 2000 {
            if try await submit() == "busy" { busy += 1 }
        }
        let since = ContinuousClock.now
        while ContinuousClock.now - since < Self.trouble {
            if try await submit() == "busy" { busy += 1 }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(busy > 20, "accepting stopped")
        #expect(daemon.poll() == nil, "no exit")
        end()
        let healed = ContinuousClock.now
        while try await submit() != "accepted" && ContinuousClock.now - healed < .seconds(30) {
            try await Task.sleep(for: .milliseconds(100))
        }
        let accepting = ContinuousClock.now - healed
        let finished = try await eventually {
            let answer = try await installation.command(["status", "--format", "json"])
            return try JSONValue(answer.output)["journal"]?["finished"]?.integer == accepted
        }
        #expect(finished)
        print(
            """
            \(accepted) accepted, \(busy) times busy; accepting again after \(accepting), all \
            finished after \(ContinuousClock.now - healed)
            """)
        #expect(accepting < .seconds(10))
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
        let journal = try Journal(path: installation.state + "/journal.sqlite")
        let counted = try await journal.counted()
        #expect(counted == 0, "nothing is counted against an article")
        #expect(try await journal.counts()[.finished] == accepted)
        #expect(try await journal.counts()[.dead] == 0)
        #expect(journal.opening.lost == 0)
        await journal.close()
    }
}

extension Journal {
    /// Attempts and crashes counted against all articles.
    fileprivate func counted() throws -> Int64 {
        try database.first(
            "SELECT total(attempts + crashes + aloneCrashes) FROM article"
        ) { $0.integer(0) } ?? -1
    }
}
