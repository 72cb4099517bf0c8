import CBaseline
import Logging
import Messages
import Publish
import Storage
import Threads
import ZeroMQ

/// A broadcaster and the consumers that listen to it, which are the same C threads that listen to
/// the plain sockets.
struct Station {
    /// How events are sent.
    struct Pace {
        let count: Int
        let group: Int
        /// Nanoseconds between groups.
        let pause: Int64
        /// Events the slowest consumer may be behind. libzmq learns late what was taken from its
        /// queues of 1000 (every 500 messages, and a busy socket looks every millisecond), so it
        /// would drop with far fewer than 1000 on the way.
        let lead = 100

        /// As fast as they are taken.
        static func full(_ count: Int) -> Pace { Pace(count: count, group: 50, pause: 0) }
        /// One by one, with time between them to arrive.
        static func calm(_ count: Int) -> Pace {
            Pace(count: count, group: 1, pause: 1_000_000)
        }
    }

    static let topic = "event.CONSULT."
    let loop: EventLoop
    let broadcaster: Broadcaster
    let reader: EventLogReader
    let bounds: LogBounds

    init(_ folder: Folder, log: String) async throws {
        let reader = try EventLogReader(path: log)
        self.reader = reader
        let loop = try EventLoop(name: "publish-loop")
        self.loop = loop
        bounds = try await reader.bounds()
        broadcaster = try Broadcaster(
            Broadcaster.Parts(
                context: try Context(), loop: loop,
                broadcast: try Endpoint(folder.socket("events.sock")),
                follow: try Endpoint(folder.socket("follow.sock")), reader: reader,
                bounds: bounds, maximumFollowers: 8, log: .silent))
        try await broadcaster.start()
    }

    func entry(_ sequence: Int64, sentAt time: Int64, size: Int) -> LogEntry {
        LogEntry(
            epoch: bounds.epoch, sequence: sequence, type: .consult,
            json: Corpus.body(sentAt: time, size: size))
    }

    /// Sends events and waits until all consumers have them; returns the time it took.
    func send(
        _ pace: Pace, size: Int, after first: Int64, to consumers: [OpaquePointer?]
    ) async throws -> Int64 {
        let started = baseline_now()
        var sent = 0
        while sent < pace.count {
            let members = min(pace.group, pace.count - sent)
            let entries = (1...members).map { member in
                entry(first + Int64(sent + member), sentAt: baseline_now(), size: size)
            }
            await broadcaster.broadcast(entries)
            sent += members
            if pace.pause > 0 { baseline_sleep(pace.pause) }
            try await wait(for: sent - pace.lead, consumers)
        }
        try await wait(for: pace.count, consumers)
        return baseline_now() - started
    }

    private func wait(for target: Int, _ consumers: [OpaquePointer?]) async throws {
        guard baseline_wait(consumers, Int32(consumers.count), Int64(target)) == 0 else {
            throw Failure("events were lost on the way to a listener")
        }
    }

    func stop() async {
        await broadcaster.stop()
        await reader.close()
        loop.stop()
        await loop.ended()
    }

    /// What the consumers saw, in microseconds.
    static func latencies(_ consumers: [OpaquePointer?], _ count: Int) -> [Double] {
        consumers.flatMap { consumer in
            (0..<count).map { Double(baseline_latency(consumer, Int64($0))) / 1000 }
        }
    }

    /// Rate, or median and 99th percentile of the latency.
    static func values(
        _ pace: Pace, _ elapsed: Int64, _ consumers: [OpaquePointer?]
    ) -> [Double] {
        if pace.pause == 0 { return [rate(pace.count, elapsed)] }
        let times = latencies(consumers, pace.count)
        return [percentile(0.5, of: times), percentile(0.99, of: times)]
    }

    /// The figures of ``values(_:_:_:)``.
    static func figures(
        _ benchmark: String, _ variant: String, _ pace: Pace,
        _ results: (chancery: [[Double]], raw: [[Double]])
    ) -> [Figure] {
        let kinds: [(String, Figure.Unit)] =
            pace.pause == 0
            ? [("events", .perSecond)]
            : [("latency p50", .microseconds), ("latency p99", .microseconds)]
        return kinds.enumerated().map { index, kind in
            Figure(
                benchmark: benchmark, variant: "\(variant), \(kind.0)", unit: kind.1,
                chancery: results.chancery.map { $0[index] }, raw: results.raw.map { $0[index] })
        }
    }
}
