public import Threads

/// A moment, on both clocks: the monotonic one, for intervals, and seconds since 1970, for what
/// servers say and for what outlives the process.
public struct PollTime: Hashable, Sendable {
    /// The monotonic clock.
    public var instant: Instant
    /// Seconds since 1970.
    public var wall: Int64

    /// A moment.
    public init(instant: Instant, wall: Int64) {
        self.instant = instant
        self.wall = wall
    }

    /// When it is `wall` seconds since 1970, as far as can be told now; not in the past.
    func instant(ofWall wall: Int64) -> Instant {
        // A clock that was far off must not bury a source for ever.
        instant + .seconds(min(max(0, wall - self.wall), 30 * 86_400))
    }
}

/// What a poller lives by; tests bring their own.
public protocol PollClock: Sendable {
    /// Now.
    var now: PollTime { get }
    /// Returns at `instant`, or when the task is cancelled. `isIdle` says that nothing is under way.
    func sleep(until instant: Instant, isIdle: Bool) async
}

/// The machine's clocks.
public struct SystemPollClock: PollClock {
    /// The machine's clocks.
    public init() {}

    public var now: PollTime { PollTime(instant: .now, wall: WallClock.seconds) }

    public func sleep(until instant: Instant, isIdle: Bool) async {
        try? await Task.sleep(for: max(.zero, instant - .now))
    }
}
