import CBaseline
import Messages
import Storage

extension Benchmark {
    static let journal = Benchmark(
        name: "journal",
        summary: "articles of 2 KiB accepted a second, synced to the disk in groups"
    ) { options in
        var figures: [Figure] = []
        for group in [1, 10, 100] {
            let count = options.size(min(3000, 300 * group), quick: min(200, 20 * group))
            figures.append(try await accepts(options, group, count))
        }
        return figures
    }

    static let log = Benchmark(
        name: "log",
        summary: "articles with one event committed to the event log a second, in groups"
    ) { options in
        var figures: [Figure] = []
        for group in [1, 10, 100] {
            let count = options.size(min(3000, 300 * group), quick: min(200, 20 * group))
            figures.append(try await commits(options, group, count))
        }
        return figures
    }

    private static func accepts(
        _ options: Options, _ group: Int, _ count: Int
    ) async throws -> Figure {
        let folder = try Folder(in: options.folder)
        let journal = try Journal(path: folder.file("journal.sqlite"))
        // The same schema for both.
        try await Journal(path: folder.file("raw.sqlite")).close()
        let sample = try Corpus.document(0, size: 2048).payload()
        let results = try await inTurns(options) { turn in
            var operations: [JournalOperation] = []
            for number in turn * count..<(turn + 1) * count {
                let document = Corpus.document(number, size: 2048)
                operations.append(
                    .accept(
                        task: document.taskID, payload: try document.payload(),
                        source: document.source, item: document.item, at: 1_700_000_000))
            }
            let started = baseline_now()
            for start in stride(from: 0, to: count, by: group) {
                let members = Array(operations[start..<min(start + group, count)])
                let results = try await journal.commit(members)
                guard results.allSatisfy({ $0 == .accepted }) else {
                    throw Failure("the journal knew an article")
                }
            }
            return [rate(count, baseline_now() - started)]
        } raw: { turn in
            let elapsed = try baseline_accept(
                folder.file("raw.sqlite"), Int64(group), Int64(count), Int64(turn * count),
                sample.header, sample.header.count, sample.body, sample.body.count
            ).checked("journal")
            return [rate(count, elapsed)]
        }
        baseline_close()
        await journal.close()
        return Figure(
            benchmark: "journal", variant: "groups of \(group)", unit: .perSecond,
            chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] })
    }

    private static func commits(
        _ options: Options, _ group: Int, _ count: Int
    ) async throws -> Figure {
        let folder = try Folder(in: options.folder)
        let log = try EventLog(path: folder.file("events.sqlite"))
        try await EventLog(path: folder.file("raw.sqlite")).close()
        let sample = try JSON.encode(Corpus.coded(0).events[0])
        let results = try await inTurns(options) { turn in
            let batch = (turn * count..<(turn + 1) * count).map { number in
                (
                    task: TaskID.derived(source: "benchmark", item: "\(number)", bytes: []),
                    coded: Corpus.coded(number)
                )
            }
            let started = baseline_now()
            for start in stride(from: 0, to: count, by: group) {
                let members = Array(batch[start..<min(start + group, count)])
                let receipts = try await log.commit(members, now: 1_700_000_000)
                guard receipts.allSatisfy({ $0.entries.count == 1 }) else {
                    throw Failure("the event log knew an article")
                }
            }
            return [rate(count, baseline_now() - started)]
        } raw: { turn in
            let elapsed = try baseline_log(
                folder.file("raw.sqlite"), Int64(group), Int64(count), Int64(turn * count),
                sample, sample.count
            ).checked("log")
            return [rate(count, elapsed)]
        }
        baseline_close()
        await log.close()
        return Figure(
            benchmark: "log", variant: "groups of \(group)", unit: .perSecond,
            chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] })
    }
}

/// How many a second.
func rate(_ count: Int, _ nanoseconds: Int64) -> Double {
    Double(count) * 1e9 / Double(max(1, nanoseconds))
}
