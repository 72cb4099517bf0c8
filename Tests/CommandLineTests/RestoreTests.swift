import Configuration
import Glibc
import Messages
import Storage
import TestSupport
import Testing

@testable import Daemon
@testable import chancery

@Suite("backup and restore", .timeLimit(.minutes(Patience.factor))) struct RestoreTests {
    /// A state directory with one finished article and one that waits, and `events` events.
    private func fill(_ state: String, events: Int) async throws -> String {
        let directory = try StateDirectory(path: state)
        defer { withExtendedLifetime(directory) {} }
        let journal = try Journal(path: directory.path(of: Archive.journalFile))
        let log = try EventLog(path: directory.path(of: Archive.logFile))
        for number in 1...events {
            var document = RawDocument.sample
            document.item = "\(number)"
            _ = try await journal.commit([
                .accept(
                    task: document.taskID, payload: try document.payload(), source: "test",
                    item: document.item, at: 1)
            ])
            var coded = CodedArticle.sample
            coded.info.contentHash = "hash-\(number)"
            coded.events[0].id = "ev1-\(number)"
            _ = try await log.commit([(document.taskID, coded)], now: 2)
            if number > 1 {
                _ = try await journal.commit([
                    .finish(task: document.taskID, outcome: .events, at: 3)
                ])
            }
        }
        await journal.close()
        await log.close()
        return log.epoch
    }

    @Test("what was backed up is there again, in a new epoch; what was there lies aside")
    func roundTrip() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        let copies = binary.folder.path(of: "copies")
        let epoch = try await fill(state, events: 3)
        let place = ["--state", state]

        let backup = try await binary.run(["backup", copies] + place)
        #expect(backup.code == 0, "\(backup.errors)")
        #expect(backup.output == "\(copies)/journal.sqlite\n\(copies)/events.sqlite\n")
        let again = try await binary.run(["backup", copies] + place)
        #expect(again.code == 73)
        #expect(again.errors.contains("exists already"))

        let refused = try await binary.run(["restore", copies] + place)
        #expect(refused.code == 73)
        #expect(refused.errors.contains("--force"))

        let forced = try await binary.run(
            ["restore", copies, "--force", "--format", "json"] + place)
        #expect(forced.code == 0, "\(forced.errors)")
        let report = try JSON.decode(Restore.Report.self, from: Array(forced.output.utf8))
        #expect(report.epoch != epoch)
        #expect((report.events, report.last) == (3, 3))
        #expect((report.accepted, report.finished, report.dead) == (1, 2, 0))
        #expect(report.moved.count >= 2)
        #expect(report.moved.allSatisfy { access($0, F_OK) == 0 })

        let status = try await binary.run(["status", "--format", "json"] + place)
        let shown = try JSON.decode(StatusReport.self, from: Array(status.output.utf8))
        #expect(shown.log.epoch == report.epoch)
        #expect(shown.state == "stopped")
        #expect(shown.journal.accepted == 1)
    }

    @Test("the backup itself is not touched, so it may lie on a disk that is read-only")
    func untouched() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        let copies = binary.folder.path(of: "copies")
        _ = try await fill(state, events: 1)
        #expect(try await binary.run(["backup", copies, "--state", state]).code == 0)
        let before = binary.text("copies/events.sqlite").utf8.count
        chmod(copies, 0o500)
        defer { chmod(copies, 0o700) }
        let other = binary.folder.path(of: "other")
        let result = try await binary.run(["restore", copies, "--state", other])
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("new epoch"))
        #expect(binary.text("copies/events.sqlite").utf8.count == before)
    }

    @Test(
        "while a daemon, or Publish alone, holds the state nothing is done",
        arguments: ["lock", "publish.lock"])
    func inUse(lock: String) async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        let copies = binary.folder.path(of: "copies")
        _ = try await fill(state, events: 1)
        #expect(try await binary.run(["backup", copies, "--state", state]).code == 0)
        let holder = try StateDirectory(path: state, lock: lock)
        let result = try await binary.run(["restore", copies, "--force", "--state", state])
        #expect(result.code == 75)
        #expect(result.errors.contains("\(getpid())"))
        withExtendedLifetime(holder) {}
    }

    @Test("half a backup is none")
    func half() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        let copies = binary.folder.path(of: "copies")
        _ = try await fill(state, events: 1)
        #expect(try await binary.run(["backup", copies, "--state", state]).code == 0)
        unlink(copies + "/journal.sqlite")
        let other = binary.folder.path(of: "other")
        let result = try await binary.run(["restore", copies, "--state", other])
        #expect(result.code == 66)
        #expect(access(other + "/events.sqlite", F_OK) != 0)
    }

    @Test("a dead letter is listed, shown, and queued again")
    func dead() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        _ = try await fill(state, events: 1)
        var document = RawDocument.sample
        document.item = "1"
        let task = document.taskID
        let journal = try Journal(path: state + "/journal.sqlite")
        _ = try await journal.commit([
            .bury(task: task, stage: .extract, reason: "bad\u{1B}[2J", at: 9)
        ])
        await journal.close()
        let place = ["--state", state]
        let list = try await binary.run(["dead", "list"] + place)
        #expect(list.output.split(separator: "\n").count == 2)
        #expect(list.output.contains("\(task)"))
        #expect(!list.output.contains("\u{1B}"))
        let show = try await binary.run(["dead", "show", "\(task)"] + place)
        #expect(show.output.contains("The document begins:"))
        let unknown = try await binary.run(["dead", "show", "00"] + place)
        #expect(unknown.code == 65)
        let requeue = try await binary.run(["dead", "requeue", "--all"] + place)
        #expect(requeue.output == "1 article queued again\n")
        let twice = try await binary.run(["dead", "requeue", "\(task)"] + place)
        #expect(twice.code == 65)
        #expect(twice.errors.contains("\(task) is not a dead letter"))
    }
}
