internal import Glibc

/// An instant on the monotonic clock, in nanoseconds since an arbitrary start.
///
/// State machines take it as an argument, so tests pass any time they like and nothing sleeps.
public struct Instant: Comparable, Hashable, Sendable {
    /// Nanoseconds since the clock's start.
    public var nanoseconds: Int64

    /// An instant `nanoseconds` after the clock's start.
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// The earliest instant there is.
    public static let zero = Instant(nanoseconds: 0)

    /// The current reading of the machine's monotonic clock.
    public static var now: Instant {
        let elapsed = ContinuousClock.now - processStart
        return Instant(nanoseconds: elapsed.nanoseconds)
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant `duration` later.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(nanoseconds: instant.nanoseconds + duration.nanoseconds)
    }

    /// The time from `right` to `left`.
    public static func - (left: Instant, right: Instant) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }

    private static let processStart = ContinuousClock.now
}

/// The time of day.
public enum WallClock {
    /// Seconds since 1970-01-01T00:00:00Z.
    public static var seconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }
}

extension Duration {
    /// The duration in whole nanoseconds.
    public var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }

    /// The duration in milliseconds, rounded up, as poll calls want it.
    public var milliseconds: Int64 { (nanoseconds + 999_999) / 1_000_000 }

    /// The duration in seconds.
    public var seconds: Double { Double(nanoseconds) / 1e9 }
}
