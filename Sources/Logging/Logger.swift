internal import Glibc
public import Threads

/// Says what happens. A small value: keep it, pass it on, make children of it.
public struct Logger: Sendable {
    /// The part of the program that speaks.
    public let component: String
    /// Records below it are not even built.
    public let level: LogLevel
    private let core: Core

    /// The clocks a logger reads; tests bring their own.
    public struct Clock: Sendable {
        var wall: @Sendable () -> Int64
        var monotonic: @Sendable () -> Instant

        /// A clock of `wall`, milliseconds since 1970, and `monotonic` for rate limiting.
        public init(
            wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> Instant
        ) {
            self.wall = wall
            self.monotonic = monotonic
        }

        /// The machine's clocks.
        public static let system = Clock(
            wall: {
                var now = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
            }, monotonic: { .now })
    }

    private final class Core: Sendable {
        let sink: any LogSink
        let clock: Clock
        let limiter: Locked<RateLimiter>

        init(sink: any LogSink, clock: Clock, limiter: RateLimiter) {
            self.sink = sink
            self.clock = clock
            self.limiter = Locked(limiter)
        }
    }

    /// A logger that writes what is at least `level` to `sink`.
    public init(
        component: String, level: LogLevel = .info, sink: any LogSink, clock: Clock = .system,
        limiter: RateLimiter = RateLimiter()
    ) {
        self.component = component
        self.level = level
        core = Core(sink: sink, clock: clock, limiter: limiter)
    }

    private init(component: String, level: LogLevel, core: Core) {
        self.component = component
        self.level = level
        self.core = core
    }

    /// The logger of a program: lines on standard error, in the journal's manner where that is it.
    public static func standardError(
        component: String, level: LogLevel, format: LogLayout.Format, environment: [String: String]
    ) -> Logger {
        let journal = JournalStream.isJournal(environment: environment)
        let layout = LogLayout(format: format, journal: journal)
        return Logger(component: component, level: level, sink: StandardErrorSink(layout: layout))
    }

    /// A logger that says nothing, for tests and one-shot commands.
    public static let silent = Logger(component: "silent", level: .critical, sink: NoSink())

    /// The same logger, speaking for another part of the program.
    public func child(_ component: String) -> Logger {
        Logger(component: component, level: level, core: core)
    }

    /// Writes a record if `level` is high enough and not too many like it came before. Critical
    /// records are never left out, and with debug switched on nothing is: who does that wants all
    /// of it.
    public func log(
        _ level: LogLevel, _ message: @autoclosure () -> String,
        _ fields: @autoclosure () -> LogFields = [:]
    ) {
        guard level >= self.level else { return }
        let message = message()
        let key = RateLimiter.Key(component: component, message: message)
        let now = core.clock.monotonic()
        let limited = self.level > .debug && level != .critical
        let (expired, verdict) = core.limiter.withLock { limiter in
            let verdict = limited ? limiter.admit(key, level: level, at: now) : .pass(suppressed: 0)
            return (limiter.expire(at: now), verdict)
        }
        report(expired)
        guard case .pass(let suppressed) = verdict else { return }
        core.sink.write(
            LogRecord(
                time: core.clock.wall(), level: level, component: component, message: message,
                fields: fields(), suppressed: suppressed))
    }

    /// Reports what was left out and not yet mentioned; call it before the program ends.
    public func flush() { report(core.limiter.withLock { $0.drain() }) }

    private func report(_ suppressions: [RateLimiter.Suppression]) {
        for suppression in suppressions {
            core.sink.write(
                LogRecord(
                    time: core.clock.wall(), level: suppression.level,
                    component: suppression.key.component, message: suppression.key.message,
                    suppressed: suppression.count))
        }
    }
}

private struct NoSink: LogSink {
    func write(_ record: LogRecord) {}
}
