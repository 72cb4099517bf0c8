import FoundationEssentials
import Messages
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(1))) struct EventLogRepairTests {
    private func filled(_ folder: Folder, _ count: Int = 60) async throws -> EventLog {
        let log = try EventLog(path: folder("events.sqlite"))
        for number in 1...count {
            _ = try await log.commit([(task(number), coded("\(number)", events: [0]))], now: 100)
        }
        return log
    }

    @Test("after a crash at any commit, what was committed is there in the same epoch")
    func crash() async throws {
        let folder = try Folder()
        let log = try await filled(folder, 20)
        try folder.crashImage(of: "events.sqlite", as: "crash.sqlite")
        let image = try EventLog(path: folder("crash.sqlite"))
        #expect(image.epoch == log.epoch && image.opening.lost == 0)
        #expect(try await image.lastSequence == 20)
    }

    @Test("a restored backup is a new epoch; its old entries keep the identity they had")
    func restore() async throws {
        let folder = try Folder()
        let log = try await filled(folder, 10)
        try await log.backup(to: folder("backup.sqlite"))
        _ = try await log.commit([(task(11), coded("11", events: [0]))], now: 100)
        #expect(throws: StorageError.self) {
            try EventLog.restore(from: folder("backup.sqlite"), to: folder("events.sqlite"))
        }
        try EventLog.restore(from: folder("backup.sqlite"), to: folder("restored.sqlite"))
        let restored = try EventLog(path: folder("restored.sqlite"))
        #expect(restored.epoch != log.epoch && restored.opening.lost == 0)
        let receipts = try await restored.commit([(task(12), coded("12", events: [0]))], now: 100)
        #expect(receipts[0].entries.map(\.sequence) == [11])
        #expect(receipts[0].entries.map(\.epoch) == [restored.epoch])
        let reader = try EventLogReader(path: folder("restored.sqlite"))
        let entries = try await reader.read(after: 9, limit: 9, bytes: 1 << 20)
        #expect(entries.map(\.epoch) == [log.epoch, restored.epoch])
        for entry in entries {
            #expect(try JSON.decode(Event.self, from: entry.json).epoch == entry.epoch)
        }
        #expect(try await reader.bounds().epoch == restored.epoch)
    }

    @Test("missing entries are noticed at the next start: counted, and a new epoch")
    func missing() async throws {
        let folder = try Folder()
        let log = try await filled(folder, 20)
        try await log.run("DELETE FROM entry WHERE sequence IN (3, 19, 20)")
        await log.close()
        let again = try EventLog(path: folder("events.sqlite"))
        #expect(again.opening == EventLog.Opening(isNew: false, lost: 3))
        #expect(again.epoch != log.epoch)
        let receipts = try await again.commit([(task(50), coded("50", events: [0]))], now: 100)
        #expect(receipts[0].entries.map(\.sequence) == [21])
        #expect(try await again.statistics().entries == 18)
        await again.close()
        let third = try EventLog(path: folder("events.sqlite"))
        #expect(third.epoch == again.epoch && third.opening.lost == 0)
    }

    @Test("an altered entry is never handed out, and a repair drops just that one")
    func altered() async throws {
        let folder = try Folder()
        let log = try await filled(folder, 20)
        try await log.run(
            "UPDATE entry SET json = CAST(replace(json, '0.75', '0.95') AS BLOB) WHERE sequence = 7"
        )
        await log.close()
        let reader = try EventLogReader(path: folder("events.sqlite"))
        #expect(try await reader.read(after: 7, limit: 99, bytes: 1 << 20).count == 13)
        let error = await #expect(throws: StorageError.self) {
            try await reader.read(after: 0, limit: 99, bytes: 1 << 20)
        }
        #expect(error?.code == .corrupt && error?.reason.contains("entry 7 ") == true)
        await reader.close()
        let repair = try EventLog.repair(folder("events.sqlite"))
        #expect(repair.saved == 19 && repair.lost == 1)
        let again = try EventLog(path: folder("events.sqlite"))
        #expect(again.epoch != log.epoch && again.opening.lost == 0)
        #expect(try await again.lastSequence == 20)
        let repeated = try await again.commit([(task(5), coded("5", events: [0]))], now: 100)
        #expect(repeated[0].receipt == Receipt(outcome: .events, committed: 1))
        #expect(repeated[0].entries.isEmpty)
        #expect(FileManager.default.fileExists(atPath: repair.damaged))
    }

    @Test("a repair of a damaged file saves whole entries and counts the others", arguments: 0..<12)
    func damaged(seed: UInt64) async throws {
        let folder = try Folder()
        let log = try await filled(folder)
        let epoch = log.epoch
        await log.close()
        var bytes = try folder.bytes("events.sqlite")
        var numbers = SeededNumbers(seed: seed)
        // Beyond the first pages, which hold the schema.
        for _ in 0..<3 {
            let place = Int.random(in: 40_960..<bytes.count, using: &numbers)
            for offset in 0..<min(64, bytes.count - place) {
                bytes[place + offset] = UInt8.random(in: 0...255, using: &numbers)
            }
        }
        try folder.write(bytes, to: "events.sqlite")
        let repair = try EventLog.repair(folder("events.sqlite"))
        #expect(repair.saved + repair.lost == 60)
        #expect(repair.lost > 0)
        let again = try EventLog(path: folder("events.sqlite"))
        #expect((again.epoch == epoch) == (repair.lost == 0))
        #expect(try await again.integrity().isEmpty)
        let reader = try EventLogReader(path: folder("events.sqlite"))
        let entries = try await reader.read(after: 0, limit: 99, bytes: 1 << 30)
        #expect(entries.count == Int(repair.saved))
        for entry in entries {
            let event = try JSON.decode(Event.self, from: entry.json)
            #expect(event.sequence == entry.sequence)
        }
    }
}
