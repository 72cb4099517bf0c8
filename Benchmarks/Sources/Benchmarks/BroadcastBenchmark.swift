import CBaseline
import Publish
import Storage

extension Benchmark {
    static let broadcast = Benchmark(
        name: "broadcast",
        summary: "events of 1.5 kB from XPUB to each of so many SUB sockets over ipc"
    ) { options in
        var figures: [Figure] = []
        for listeners in [1, 4] {
            let variant = listeners == 1 ? "1 listener" : "\(listeners) listeners"
            for pace in [
                Station.Pace.full(options.size(20_000, quick: 2000)),
                .calm(options.size(500, quick: 50)),
            ] {
                let results = try await inTurns(options) { _ in
                    try await station(options, listeners, pace)
                } raw: { _ in
                    try plain(options, listeners, pace)
                }
                figures += Station.figures("broadcast", variant, pace, results)
            }
        }
        return figures
    }

    private static let size = 1500

    private static func station(
        _ options: Options, _ listeners: Int, _ pace: Station.Pace
    ) async throws -> [Double] {
        let folder = try Folder(in: options.folder)
        let log = try EventLog(path: folder.file("events.sqlite"))
        let station = try await Station(folder, log: log.path)
        let consumers = (0..<listeners).map { _ in
            baseline_subscribe(folder.socket("events.sock"), "event.", Int64(pace.count))
        }
        while !consumers.allSatisfy({ baseline_is_ready($0) != 0 }) {
            await station.broadcaster.broadcast([station.entry(1, sentAt: 0, size: size)])
            baseline_sleep(1_000_000)
        }
        let elapsed = try await station.send(pace, size: size, after: 1, to: consumers)
        let values = Station.values(pace, elapsed, consumers)
        for consumer in consumers { baseline_end(consumer) }
        await station.stop()
        await log.close()
        return values
    }

    private static func plain(
        _ options: Options, _ listeners: Int, _ pace: Station.Pace
    ) throws -> [Double] {
        let folder = try Folder(in: options.folder)
        var consumers = [OpaquePointer?](repeating: nil, count: listeners)
        let elapsed = try baseline_broadcast(
            folder.socket("events.sock"), Station.topic, size, Int64(pace.count),
            Int64(pace.group), pace.pause, Int64(pace.lead), &consumers, Int32(listeners)
        ).checked("broadcast")
        let values = Station.values(pace, elapsed, consumers)
        for consumer in consumers { baseline_end(consumer) }
        return values
    }
}
