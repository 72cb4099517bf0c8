import CBaseline
import Messages
import Publish
import Storage

extension Benchmark {
    static let follow = Benchmark(
        name: "follow",
        summary: "events of 1.5 kB to one follower over ipc: from the log's start, and live"
    ) { options in
        let count = options.size(20_000, quick: 2000)
        var figures = try await replay(options, count)
        for pace in [Station.Pace.full(count), .calm(options.size(500, quick: 50))] {
            let results = try await inTurns(options) { _ in
                try await live(options, pace)
            } raw: { _ in
                let folder = try Folder(in: options.folder)
                return try serve(folder, nil, pace)
            }
            figures += Station.figures("follow", "live", pace, results)
        }
        return figures
    }

    /// Events the follower takes before it grants as many again.
    private static let step = 1000
    private static let size = 1500

    private static func replay(_ options: Options, _ count: Int) async throws -> [Figure] {
        let folder = try Folder(in: options.folder)
        let log = try EventLog(path: folder.file("events.sqlite"))
        for start in stride(from: 0, to: count, by: 500) {
            let group = (start..<min(start + 500, count)).map { number in
                (
                    task: TaskID.derived(source: "benchmark", item: "\(number)", bytes: []),
                    coded: Corpus.coded(number)
                )
            }
            _ = try await log.commit(group, now: 1_700_000_000)
        }
        let pace = Station.Pace.full(count)
        let results = try await inTurns(options) { _ in
            let station = try await Station(folder, log: log.path)
            let started = baseline_now()
            let consumer = try follower(folder, after: 0, pace)
            guard baseline_wait([consumer], 1, Int64(count)) == 0 else {
                throw Failure("the follower did not get everything")
            }
            let elapsed = baseline_now() - started
            baseline_end(consumer)
            await station.stop()
            return [rate(count, elapsed)]
        } raw: { _ in
            try serve(folder, log.path, pace)
        }
        await log.close()
        return Station.figures("follow", "replay from disk", pace, results)
    }

    private static func live(_ options: Options, _ pace: Station.Pace) async throws -> [Double] {
        let folder = try Folder(in: options.folder)
        let log = try EventLog(path: folder.file("events.sqlite"))
        let station = try await Station(folder, log: log.path)
        let consumer = try follower(folder, after: nil, pace)
        while baseline_is_ready(consumer) == 0 { baseline_sleep(1_000_000) }
        let elapsed = try await station.send(pace, size: size, after: 0, to: [consumer])
        let values = Station.values(pace, elapsed, [consumer])
        baseline_end(consumer)
        await station.stop()
        await log.close()
        return values
    }

    private static func hello(after: Int64?) throws -> [UInt8] {
        try JSON.encode(
            FollowHeader(after: after, epoch: nil, filter: FollowFilter(), credit: step * 2))
    }

    private static func follower(
        _ folder: Folder, after: Int64?, _ pace: Station.Pace
    ) throws -> OpaquePointer? {
        let follow = try hello(after: after)
        let credit = try JSON.encode(FollowCredit(credit: step))
        return baseline_follow(
            folder.socket("follow.sock"), follow, follow.count, credit, credit.count,
            Int64(step), Int64(pace.count))
    }

    private static func serve(
        _ folder: Folder, _ log: String?, _ pace: Station.Pace
    ) throws -> [Double] {
        let follow = try hello(after: 0)
        let credit = try JSON.encode(FollowCredit(credit: step))
        var consumers: [OpaquePointer?] = [nil]
        let elapsed = try baseline_serve(
            folder.socket("plain.sock"), log, size, Int64(pace.count), Int64(pace.group),
            pace.pause, Int64(pace.lead), &consumers, follow, follow.count, credit, credit.count,
            Int64(step)
        ).checked("follow")
        let values = Station.values(pace, elapsed, consumers)
        baseline_end(consumers[0])
        return values
    }
}
