import Messages
import TestSupport
import Testing

@testable import Storage

/// The machine stops between any two steps by which the journal and the event log change their
/// files: they open, all that was acknowledged is there, and nothing is there by half.
@Suite struct DiskCrashTests {
    /// SQLITE_FULL, and SQLITE_IOERR with WRITE and FSYNC: macros that Swift does not see.
    static let codes: [Int32] = [13, 10 | 3 << 8, 10 | 4 << 8]

    @Test(
        "a stop at every step: the journal opens with all it acknowledged", .timeLimit(.minutes(3)))
    func journal() async throws {
        try await everyStep(Journal.self, seed: 1)
    }

    @Test(
        "a stop at every step: the event log opens with all it acknowledged, in the same epoch",
        .timeLimit(.minutes(3)))
    func eventLog() async throws {
        try await everyStep(EventLog.self, seed: 2)
    }

    @Test(
        "stops at random, one after the other, and torn writes", .timeLimit(.minutes(3)),
        arguments: [3, 4] as [UInt64])
    func chains(seed: UInt64) async throws {
        try await chains(Journal.self, seed: seed, count: 60)
        try await chains(EventLog.self, seed: seed, count: 60)
    }

    @Test(
        "A full or failing disk at each step refuses the change, and later goes on",
        .timeLimit(.minutes(3)), arguments: DiskCrashTests.codes)
    func failures(code: Int32) async throws {
        try await failures(Journal.self, seed: 5, code: code, stride: 7)
        try await failures(EventLog.self, seed: 6, code: code, stride: 7)
    }

    @Test(
        "with fewer syncs, the same power cuts do lose what was acknowledged",
        .timeLimit(.minutes(3)))
    func lazySyncs() async throws {
        let work = try await Workload<Journal>(
            seed: 7, changes: 12, pragma: "PRAGMA synchronous = NORMAL")
        let place = try RecordedDisk()
        var model = DiskModel(seed: 7)
        var losses = 0
        for (index, step) in work.disk.steps().enumerated() {
            model.apply(step)
            guard let allowed = work.allowed(at: index + 1) else { continue }
            for (file, bytes) in model.image(.power).named("\(index)") {
                try place.folder.write(bytes, to: file)
            }
            let journal = try Journal(path: place.folder("\(index)"))
            if try await !allowed.contains(journal.content()) { losses += 1 }
            await journal.close()
        }
        #expect(losses > 10)
    }

    @Test(
        "The same for as long as asked", .enabled(if: LongRun.asked != nil),
        .timeLimit(.minutes(600)))
    func long() async throws {
        guard let run = LongRun.asked else { return }
        var chained = 0
        var failed = 0
        var stops = 0
        let rounds = try await run.goOn { seed in
            chained += try await chains(Journal.self, seed: seed, count: 200)
            chained += try await chains(EventLog.self, seed: seed, count: 200)
            let code = Self.codes[Int(seed % 3)]
            failed += try await failures(Journal.self, seed: seed, code: code, stride: 1)
            failed += try await failures(EventLog.self, seed: seed, code: code, stride: 1)
            stops += try await everyStep(Journal.self, seed: seed)
            stops += try await everyStep(EventLog.self, seed: seed)
        }
        print(
            """
            prove disk --seed \(run.seed): \(rounds) workloads; \(stops) stops at every step, \
            \(chained) stops at random with torn writes, \(failed) failures of the disk
            """)
    }

    @discardableResult
    private func everyStep<Store: TestedStore>(
        _ type: Store.Type, seed: UInt64
    ) async throws -> Int {
        let work = try await Workload<Store>(seed: seed, changes: 24)
        let place = try RecordedDisk()
        var model = DiskModel(seed: seed)
        var stops = 0
        for (index, step) in work.disk.steps().enumerated() {
            model.apply(step)
            for stop in DiskModel.Stop.allCases {
                let image = model.image(stop)
                try await check(image, work.allowed(at: index + 1), Store.self, place, "\(stops)") {
                    "seed \(seed), \(stop) after step \(index + 1)"
                }
                stops += 1
            }
        }
        #expect(stops > 300, "there were steps")
        return stops
    }

    /// Stops at random while the store recovers from the stop before.
    @discardableResult
    private func chains<Store: TestedStore>(
        _ type: Store.Type, seed: UInt64, count: Int
    ) async throws -> Int {
        let work = try await Workload<Store>(seed: seed, changes: 24)
        let steps = work.disk.steps()
        var numbers = SeededNumbers(seed: seed)
        var stops = 0
        for round in 0..<count {
            let cut = Int.random(in: 1...steps.count, using: &numbers)
            var model = DiskModel(seed: numbers.next())
            for step in steps[..<cut] { model.apply(step) }
            var allowed = work.allowed(at: cut)
            for link in 0..<3 {
                let place = try RecordedDisk()
                let image = model.image(.tornPower)
                stops += 1
                let told = "seed \(seed), round \(round), step \(cut), stop \(link + 1)"
                guard
                    let found = try await check(
                        image, allowed, Store.self, place, "s", link: link, { told })
                else { break }
                let more = place.steps()
                let next = Int.random(in: 0...more.count, using: &numbers)
                model = DiskModel(seed: numbers.next(), begin: image.named("s"))
                for step in more[..<next] { model.apply(step) }
                // What it went on with may have been acknowledged or not.
                let isNew = allowed == nil && next < found.opened
                allowed = next < found.steps ? found.contents : [found.contents.last ?? []]
                if isNew { allowed = nil }
            }
        }
        return stops
    }

    /// What a store held when it had been opened, and after it went on.
    private struct Found {
        let contents: [[String]]
        /// Steps after which it was open.
        let opened: Int
        /// Steps after which it had gone on.
        let steps: Int
    }

    /// Opens an image and looks at it; then it must go on.
    @discardableResult
    private func check<Store: TestedStore>(
        _ image: [String: [UInt8]], _ allowed: [[String]]?, _ type: Store.Type,
        _ place: RecordedDisk, _ name: String, link: Int = 0, _ told: () -> String
    ) async throws -> Found? {
        for (file, bytes) in image.named(name) { try place.folder.write(bytes, to: file) }
        let store: Store
        do {
            store = try Store.open(place.folder(name))
        } catch {
            Issue.record("\(told()): \(error)")
            return nil
        }
        let opened = place.count
        let content = try await store.content()
        if let allowed {
            #expect(allowed.contains(content), "\(told()): another content")
        } else {
            let rows = content.filter { !$0.hasPrefix("epoch") && !$0.hasPrefix("counter") }
            #expect(rows.isEmpty, "\(told()): a new one is empty")
        }
        #expect(try await store.integrity().isEmpty, "\(told())")
        let goesOn = try await store.goesOn(link)
        #expect(goesOn, "\(told()): it goes on")
        let steps = place.count
        let after = try await store.content()
        await store.close()
        return Found(contents: [content, after], opened: opened, steps: steps)
    }

    /// Fails the disk at one step after another; each time the change is refused as the machine's
    /// fault, nothing of it is there, and it is made when the disk works again.
    @discardableResult
    private func failures<Store: TestedStore>(
        _ type: Store.Type, seed: UInt64, code: Int32, stride: Int
    ) async throws -> Int {
        let changes = 10
        var failed = 0
        var after = Int(seed % UInt64(stride))
        while true {
            let disk = try RecordedDisk()
            let store = try Store.open(disk.folder("store.sqlite"))
            try await store.run("PRAGMA wal_autocheckpoint = 12")
            let begun = disk.count
            disk.fail(after: after, count: 1 + after % 4, code: code)
            var content = try await store.content()
            var acknowledged: [(steps: Int, content: [String])] = [(begun, content)]
            for number in 0..<changes {
                var refusals = 0
                while true {
                    do throws(StorageError) {
                        try await store.change(number, seed: seed)
                        break
                    } catch {
                        #expect(error.isEnvironmental, "\(error)")
                        #expect(try await store.content() == content, "nothing was changed")
                        refusals += 1
                        try #require(refusals < 20, "it does not go on: \(error)")
                    }
                }
                content = try await store.content()
                acknowledged.append((disk.count, content))
            }
            #expect(try await store.integrity().isEmpty)
            await store.close()
            guard disk.failures > 0 else { break }
            failed += disk.failures
            // What was acknowledged is there even if the power goes when all seemed well again.
            try await powerCut(Store.self, disk, acknowledged, seed: seed, told: after)
            after += stride
        }
        #expect(failed > 4, "the disk failed")
        return failed
    }

    private func powerCut<Store: TestedStore>(
        _ type: Store.Type, _ disk: RecordedDisk, _ acknowledged: [(steps: Int, content: [String])],
        seed: UInt64, told: Int
    ) async throws {
        let steps = disk.steps()
        let place = try RecordedDisk()
        var numbers = SeededNumbers(seed: seed &+ UInt64(told))
        for number in 0..<2 {
            let begin = acknowledged[0].steps
            let cut = Int.random(in: begin...steps.count, using: &numbers)
            var model = DiskModel(seed: numbers.next())
            for step in steps[..<cut] { model.apply(step) }
            let last = acknowledged.lastIndex { $0.steps <= cut } ?? 0
            try await check(
                model.image(.tornPower), acknowledged[last...].prefix(2).map(\.content), type,
                place, "p\(number)"
            ) { "seed \(seed), failure after \(told), power cut after step \(cut)" }
        }
    }
}

extension [String: [UInt8]] {
    /// The files of an image, for a database of another name.
    func named(_ name: String) -> [String: [UInt8]] {
        var renamed: [String: [UInt8]] = [:]
        for (file, bytes) in self {
            let rest = file.lastIndex(of: "-").map { String(file[$0...]) } ?? ""
            renamed[name + rest] = bytes
        }
        return renamed
    }
}
