import Logging
import Testing
import Threads

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let instant = Locked(Instant.zero)

    func advance(by duration: Duration) { instant.withLock { $0 = $0 + duration } }

    var clock: Logger.Clock {
        Logger.Clock(wall: { 0 }, monotonic: { self.instant.withLock { $0 } })
    }
}

@Suite("Logger") struct LoggerTests {
    let collected = CollectedLog()
    let time = TestClock()

    func logger(_ level: LogLevel = .info) -> Logger {
        Logger(
            component: "hub", level: level, sink: collected, clock: time.clock,
            limiter: RateLimiter(burst: 2, window: .seconds(60)))
    }

    @Test("a record carries component, level, message and fields")
    func record() {
        logger().warning("worker lost", [.worker: 3, .seconds: 5.5, .reason: "silent"])
        #expect(
            collected.records == [
                LogRecord(
                    time: 0, level: .warning, component: "hub", message: "worker lost",
                    fields: [.worker: 3, .seconds: 5.5, .reason: "silent"])
            ])
    }

    @Test("a level below the logger's builds nothing", arguments: [LogLevel.debug, .info])
    func belowLevel(level: LogLevel) {
        func expensive() -> String {
            Issue.record("built although switched off")
            return ""
        }
        logger(.notice).log(level, expensive(), [.reason: expensive()])
        #expect(collected.records.isEmpty)
    }

    @Test("every level has its method")
    func levels() {
        let logger = logger(.debug)
        logger.debug("a")
        logger.info("b")
        logger.notice("c")
        logger.warning("d")
        logger.error("e")
        logger.critical("f")
        #expect(collected.records.map(\.level) == LogLevel.allCases)
    }

    @Test("a child speaks for its own component to the same sink")
    func child() {
        logger().child("publish.follow").info("joined")
        #expect(collected.records.map(\.component) == ["publish.follow"])
    }

    @Test("identical messages are counted instead of repeated")
    func suppression() {
        let logger = logger()
        for task in 0..<5 { logger.info("article refused", [.task: task]) }
        logger.child("fetch").info("article refused")
        #expect(collected.records.count == 3)
        time.advance(by: .seconds(61))
        logger.info("article refused")
        #expect(collected.records.last?.suppressed == 3)
    }

    @Test("what was left out is reported even if it never happens again")
    func suppressionReported() {
        let logger = logger()
        for _ in 0..<5 { logger.error("disk full") }
        time.advance(by: .seconds(61))
        logger.info("something else")
        let report = collected.records.dropFirst(2).first
        #expect(report?.message == "disk full")
        #expect(report?.suppressed == 3)
        #expect(report?.level == .error)
        #expect(collected.records.last?.message == "something else")
    }

    @Test("flush reports what was left out at once")
    func flush() {
        let logger = logger()
        for _ in 0..<4 { logger.info("again") }
        logger.flush()
        logger.flush()
        #expect(collected.records.map(\.suppressed) == [0, 0, 2])
    }

    @Test("debug and critical records are never left out", arguments: [LogLevel.debug, .critical])
    func neverLimited(level: LogLevel) {
        let logger = logger(.debug)
        for _ in 0..<10 { logger.log(level, "again") }
        #expect(collected.records.count == 10)
    }

    @Test("with debug switched on nothing is left out")
    func debugShowsAll() {
        let logger = logger(.debug)
        for _ in 0..<10 { logger.warning("again") }
        #expect(collected.records.count == 10)
    }

    @Test("many threads may log at once", .timeLimit(.minutes(1)))
    func concurrency() async {
        let logger = Logger(component: "hub", level: .debug, sink: collected)
        await withTaskGroup { group in
            for worker in 0..<8 {
                group.addTask { for _ in 0..<100 { logger.debug("tick", [.worker: worker]) } }
            }
        }
        #expect(collected.records.count == 800)
    }
}

@Suite("Log fields") struct LogFieldsTests {
    @Test("a repeated key keeps its place and takes the last value")
    func repeated() {
        let fields: LogFields = [.task: "a", .count: 1, .task: "b"]
        #expect(fields[.task] == .text("b"))
        #expect(fields == [.task: "b", .count: 1])
    }

    @Test("a value can be taken out")
    func removal() {
        var fields: LogFields = [.task: "a"]
        fields[.task] = nil
        fields[.count] = nil
        #expect(fields == [:])
    }

    @Test("numbers, flags and durations keep their kind")
    func kinds() {
        let fields: LogFields = [
            .count: UInt64.max, .bytes: Int64.min, .state: true,
            .seconds: Duration.milliseconds(1500),
            .file: "a/b".split(separator: "/")[1],
        ]
        #expect(fields[.count] == .text("18446744073709551615"))
        #expect(fields[.bytes] == .integer(.min))
        #expect(fields[.state] == .flag(true))
        #expect(fields[.seconds] == .real(1.5))
        #expect(fields[.file] == .text("b"))
    }

    @Test("no two keys are written alike")
    func keys() {
        #expect(Set(LogKey.allCases.map(\.rawValue)).count == LogKey.allCases.count)
    }
}
