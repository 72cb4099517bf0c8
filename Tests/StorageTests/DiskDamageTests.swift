import Messages
import TestSupport
import Testing

@testable import Storage

/// Bits that flip and files that are cut short, anywhere in database and write-ahead log: what can
/// be read is as it was written, and what cannot is counted.
@Suite struct DiskDamageTests {
    /// What is in every sample: entries or articles.
    private static let held = 80

    @Test(
        "the event log opens or is saved, counts what is lost, and hands out nothing altered",
        .timeLimit(.minutes(3)))
    func eventLog() async throws {
        try await damageLogs(seed: 1, count: 60, closed: false)
        try await damageLogs(seed: 3, count: 60, closed: true)
    }

    @Test(
        "the journal opens or is saved, counts what is lost, and hands out nothing altered",
        .timeLimit(.minutes(3)))
    func journal() async throws {
        try await damageJournals(seed: 2, count: 60, closed: false)
        try await damageJournals(seed: 4, count: 60, closed: true)
    }

    @Test(
        "with the page lost that leads to a table's rows, the rows are found all the same",
        .timeLimit(.minutes(3)))
    func roots() async throws {
        try await damageLogs(seed: 5, count: 12, closed: true, page: true)
        try await damageJournals(seed: 6, count: 12, closed: true, page: true)
    }

    @Test(
        "The same for as long as asked", .enabled(if: LongRun.asked != nil),
        .timeLimit(.minutes(600)))
    func long() async throws {
        guard let run = LongRun.asked else { return }
        var tally = Tally()
        let rounds = try await run.goOn { seed in
            tally += try await damageLogs(seed: seed, count: 100, closed: seed % 2 == 0)
            tally += try await damageJournals(seed: seed, count: 100, closed: seed % 2 == 0)
        }
        print("prove damage --seed \(run.seed): \(200 * rounds) damaged files: \(tally)")
    }

    /// What became of damaged files.
    private struct Tally: CustomStringConvertible {
        var whole = 0
        var shorter = 0
        var saved = 0
        var entries: Int64 = 0
        var lost: Int64 = 0

        static func += (left: inout Tally, right: Tally) {
            left.whole += right.whole
            left.shorter += right.shorter
            left.saved += right.saved
            left.entries += right.entries
            left.lost += right.lost
        }

        var description: String {
            """
            \(whole) had lost nothing, \(shorter) opened with a shorter log and said so, \(saved) \
            were saved by a repair; \(lost) of \(entries) entries lost
            """
        }
    }

    /// One damage to a file of an image; the larger of two files is hit more often.
    private func damage(
        _ image: [String: [UInt8]], _ numbers: inout SeededNumbers
    ) -> (image: [String: [UInt8]], told: String) {
        // The watermark itself is looked at elsewhere: without it a loss is only noticed less well.
        let files = image.keys.filter { $0 != "store-mark" }.sorted()
        let total = files.reduce(0) { $0 + (image[$1]?.count ?? 0) }
        var place = Int.random(in: 0..<total, using: &numbers)
        // The first pages, which say where everything lies, more often than their size asks for.
        if Int.random(in: 0..<4, using: &numbers) == 0 { place %= 10 * 4096 }
        var image = image
        for name in files {
            guard var bytes = image[name] else { continue }
            if place >= bytes.count {
                place -= bytes.count
                continue
            }
            let kind = Int.random(in: 0..<4, using: &numbers)
            switch kind {
            case 0: bytes.removeSubrange(place...)
            case 1:
                for offset in place..<min(bytes.count, place + 512) {
                    bytes[offset] = UInt8.random(in: 0...255, using: &numbers)
                }
            case 2:
                // A whole sector of zeros.
                let start = place / 512 * 512
                for offset in start..<min(bytes.count, start + 512) { bytes[offset] = 0 }
            default: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
            }
            image[name] = bytes
            let what = ["cut at", "512 random bytes at", "zeros around", "a bit at"][kind]
            return (image, "\(name): \(what) \(place) of \(bytes.count)")
        }
        return (image, "nothing")
    }

    /// One page full of zeros, from the first on.
    private func wipe(
        _ image: [String: [UInt8]], _ page: Int
    ) -> (image: [String: [UInt8]], told: String) {
        var image = image
        image["store"]?.replaceSubrange(
            page * 4096..<(page + 1) * 4096, with: [UInt8](repeating: 0, count: 4096))
        return (image, "page \(page + 1) wiped")
    }

    /// Whether little more than the tables' beginnings is left, a page each.
    private func isEmpty(_ image: [String: [UInt8]]) -> Bool {
        image["store-wal"] == nil && (image["store"]?.count ?? 0) < 18 * 4096
    }

    /// A store's files: written through a while ago, and the last changes only in the log.
    private func sample<Store: TestedStore>(
        _ type: Store.Type, closed: Bool, _ fill: (Store, Range<Int>) async throws -> Void
    ) async throws -> [String: [UInt8]] {
        let disk = try RecordedDisk()
        let store = try Store.open(disk.folder("store"))
        try await fill(store, 0..<50)
        try await store.run("PRAGMA wal_checkpoint(TRUNCATE)")
        try await fill(store, 50..<Self.held)
        var model = DiskModel(seed: 0)
        for step in disk.steps() { model.apply(step) }
        let mark = try disk.folder.bytes("store-mark")
        await store.close()
        if closed {
            model = DiskModel(seed: 0)
            for step in disk.steps() { model.apply(step) }
        }
        return model.image(.death).merging(["store-mark": mark]) { $1 }
    }

    @discardableResult
    private func damageLogs(seed: UInt64, count: Int, closed: Bool, page: Bool = false) async throws
        -> Tally
    {
        var original: [Int64: [UInt8]] = [:]
        let image = try await sample(EventLog.self, closed: closed) { log, range in
            for number in range {
                let receipts = try await log.commit(
                    [(task(number), coded("\(number)", events: [0]))], now: 100)
                for entry in receipts[0].entries { original[entry.sequence] = entry.json }
            }
        }
        let epoch = try JSON.decode(Event.self, from: try #require(original[1])).epoch
        var numbers = SeededNumbers(seed: seed)
        var tally = Tally()
        for round in 0..<count {
            let (damaged, told) = page ? wipe(image, round) : damage(image, &numbers)
            let folder = try RecordedDisk().folder
            for (file, bytes) in damaged { try folder.write(bytes, to: file) }
            tally.entries += Int64(Self.held)
            var doing = "opening"
            do {
                var lost: Int64 = 0
                var log: EventLog?
                do throws(StorageError) {
                    let opened = try EventLog(path: folder("store"))
                    lost = opened.opening.lost
                    if try await opened.integrity().isEmpty,
                        (try? await read(folder("store"))) != nil
                    {
                        log = opened
                        if lost > 0 { tally.shorter += 1 } else { tally.whole += 1 }
                    }
                    if log == nil { await opened.close() }
                } catch {
                    #expect(error.code == .corrupt, "\(told): \(error)")
                }
                if log == nil {
                    doing = "repairing"
                    let repair = try EventLog.repair(folder("store"))
                    lost += repair.lost
                    tally.saved += 1
                    doing = "opening again, with \(repair.saved) saved and \(repair.lost) lost"
                    log = try EventLog(path: folder("store"))
                }
                let whole = try #require(log)
                doing += ", reading"
                let entries = try await read(folder("store"))
                for entry in entries {
                    #expect(entry.json == original[entry.sequence], "\(told): altered")
                }
                #expect(entries.count + Int(lost) == Self.held, "\(told): counted wrongly")
                #expect(
                    entries.count >= Self.held / 4 || told.contains("cut"),
                    "\(told): \(doing): nearly all is lost")
                if lost > 0 {
                    #expect(whole.epoch != epoch, "\(told): the numbers lost are given again")
                }
                #expect(try await whole.goesOn(round), "\(told): it does not go on")
                await whole.close()
                tally.lost += lost
            } catch let error as StorageError where error.code == .corrupt && isEmpty(damaged) {
                // Cut where the file only says what it is: all is lost, and a person is told so.
                tally.lost += Int64(Self.held)
            } catch {
                Issue.record("seed \(seed), round \(round): \(told): \(doing): \(error)")
            }
        }
        return tally
    }

    private func read(_ path: String) async throws -> [LogEntry] {
        let reader = try EventLogReader(path: path)
        defer { Task { await reader.close() } }
        return try await reader.read(after: 0, limit: 1000, bytes: 1 << 30)
    }

    @discardableResult
    private func damageJournals(seed: UInt64, count: Int, closed: Bool, page: Bool = false)
        async throws -> Tally
    {
        let image = try await sample(Journal.self, closed: closed) { journal, range in
            for number in range {
                _ = try await journal.commit([accept(number, size: 500)])
                if number % 4 == 3 {
                    _ = try await journal.commit([
                        .finish(task: task(number), outcome: .noEvent, at: 5)
                    ])
                }
            }
        }
        var numbers = SeededNumbers(seed: seed)
        var tally = Tally()
        for round in 0..<count {
            let (damaged, told) = page ? wipe(image, round) : damage(image, &numbers)
            let folder = try RecordedDisk().folder
            for (file, bytes) in damaged { try folder.write(bytes, to: file) }
            tally.entries += Int64(Self.held)
            var doing = "opening"
            do {
                var lost: Int64 = 0
                var journal: Journal?
                do throws(StorageError) {
                    let opened = try Journal(path: folder("store"))
                    lost = opened.opening.lost
                    if try await opened.integrity().isEmpty,
                        (try? await opened.load(after: 0, limit: 1000, bytes: 1 << 30)) != nil
                    {
                        journal = opened
                        if lost > 0 { tally.shorter += 1 } else { tally.whole += 1 }
                    }
                    if journal == nil { await opened.close() }
                } catch {
                    #expect(error.code == .corrupt, "\(told): \(error)")
                }
                if journal == nil {
                    doing = "repairing"
                    let repair = try Journal.repair(folder("store"))
                    lost += repair.lost
                    tally.saved += 1
                    doing = "opening again, with \(repair.saved) saved and \(repair.lost) lost"
                    journal = try Journal(path: folder("store"))
                }
                let whole = try #require(journal)
                doing += ", reading"
                let documents = try await whole.load(after: 0, limit: 1000, bytes: 1 << 30)
                for document in documents {
                    #expect(
                        document.payload.body == [UInt8](repeating: UInt8(ascii: "x"), count: 500),
                        "\(told): altered")
                }
                let counts = try await whole.counts()
                let known = counts.states.values.reduce(0, +)
                #expect(known + Int(lost) == Self.held, "\(told): counted wrongly")
                #expect(
                    known >= Self.held / 4 || told.contains("cut"),
                    "\(told): \(doing): nearly all is lost")
                #expect(try await whole.goesOn(round), "\(told): it does not go on")
                await whole.close()
                tally.lost += lost
            } catch let error as StorageError where error.code == .corrupt && isEmpty(damaged) {
                // Cut where the file only says what it is: all is lost, and a person is told so.
                tally.lost += Int64(Self.held)
            } catch {
                Issue.record("seed \(seed), round \(round): \(told): \(doing): \(error)")
            }
        }
        return tally
    }
}
