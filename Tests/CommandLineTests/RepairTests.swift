import Glibc
import Messages
import Storage
import TestSupport
import Testing

@testable import Daemon

@Suite("repair", .timeLimit(.minutes(Patience.factor))) struct RepairTests {
    /// A state directory with `events` events and as many articles.
    private func fill(_ state: String, events: Int) async throws {
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
        }
        await journal.close()
        await log.close()
    }

    @Test("whole files stay as they are; of a damaged one the rest is saved and counted")
    func repair() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        try await fill(state, events: 60)
        let place = ["--state", state]
        let whole = try await binary.run(["repair"] + place)
        #expect(whole.code == 0, "\(whole.errors)")
        #expect(
            whole.output == "\(state)/journal.sqlite: whole\n\(state)/events.sqlite: whole\n")

        // The page that leads to the entries.
        let path = state + "/events.sqlite"
        let descriptor = open(path, O_WRONLY)
        #expect(pwrite(descriptor, [UInt8](repeating: 0, count: 4096), 4096, 4096) == 4096)
        close(descriptor)
        let check = try await binary.run(["repair", "--check"] + place)
        #expect(check.code == 65)
        #expect(check.output.contains("events.sqlite: damaged"))
        let repaired = try await binary.run(["repair", "--format", "json"] + place)
        #expect(repaired.code == 0, "\(repaired.errors)")
        for part in [#""saved":60"#, #""lost":0"#, #"events.sqlite.damaged"#] {
            #expect(repaired.output.contains(part), "\(repaired.output)")
        }
        let again = try await binary.run(["repair"] + place)
        #expect(again.output.contains("events.sqlite: whole"))
    }

    @Test("a directory in use is refused by the name of its holder")
    func inUse() async throws {
        let binary = try Binary()
        let state = binary.folder.path(of: "state")
        let directory = try StateDirectory(path: state, holder: "the test")
        let refused = try await binary.run(["repair", "--state", state])
        #expect(refused.code == 75 && refused.errors.contains("the test"))
        withExtendedLifetime(directory) {}
    }
}
