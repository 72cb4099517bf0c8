public import Threads

/// Counts identical messages and says which to leave out. A pure value: time comes from outside.
///
/// After `burst` records of one component and message within `window`, further ones are dropped and
/// counted; the count comes back with the next one that passes, or from ``expire(at:)``.
public struct RateLimiter: Sendable {
    /// What to do with a record.
    public enum Verdict: Equatable, Sendable {
        /// Write it, and say that `suppressed` like it were left out before.
        case pass(suppressed: Int)
        /// Leave it out.
        case drop
    }

    /// What identical means: the same component says the same words.
    public struct Key: Hashable, Sendable {
        /// Who says it.
        public var component: String
        /// What is said, without the fields.
        public var message: String

        /// A key of both.
        public init(component: String, message: String) {
            self.component = component
            self.message = message
        }
    }

    /// Messages that were left out and that nothing has reported yet.
    public struct Suppression: Equatable, Sendable {
        /// What was left out.
        public var key: Key
        /// The level of the last one.
        public var level: LogLevel
        /// How many.
        public var count: Int
    }

    private struct Tally {
        var start: Instant
        var passed: Int
        var dropped: Int
        var level: LogLevel
    }

    private let burst: Int
    private let window: Duration
    private let capacity: Int
    private var tallies: [Key: Tally] = [:]
    private var nextSweep: Instant

    /// A limiter that lets `burst` identical messages pass in each `window` and remembers at most
    /// `capacity` different ones; what is beyond that passes uncounted.
    public init(burst: Int = 20, window: Duration = .seconds(60), capacity: Int = 1024) {
        self.burst = burst
        self.window = window
        self.capacity = capacity
        nextSweep = .zero
    }

    /// Decides about one record at `now`.
    public mutating func admit(_ key: Key, level: LogLevel, at now: Instant) -> Verdict {
        guard var tally = tallies[key] else {
            if tallies.count < capacity {
                tallies[key] = Tally(start: now, passed: 1, dropped: 0, level: level)
            }
            return .pass(suppressed: 0)
        }
        if now - tally.start >= window {
            tallies[key] = Tally(start: now, passed: 1, dropped: 0, level: level)
            return .pass(suppressed: tally.dropped)
        }
        let passes = tally.passed < burst
        if passes { tally.passed += 1 } else { tally.dropped += 1 }
        tally.level = level
        tallies[key] = tally
        return passes ? .pass(suppressed: 0) : .drop
    }

    /// Forgets messages whose window is over and returns what of them nobody was told about. Cheap
    /// when called often: it looks through its table at most six times a window.
    public mutating func expire(at now: Instant) -> [Suppression] {
        guard now >= nextSweep else { return [] }
        nextSweep = now + window / 6
        let window = window
        return take { now - $0.start >= window }
    }

    /// Forgets everything and returns what nobody was told about, for the end of the program.
    public mutating func drain() -> [Suppression] { take { _ in true } }

    private mutating func take(where isOver: (Tally) -> Bool) -> [Suppression] {
        var result: [Suppression] = []
        for (key, tally) in tallies where isOver(tally) {
            tallies[key] = nil
            if tally.dropped > 0 {
                result.append(Suppression(key: key, level: tally.level, count: tally.dropped))
            }
        }
        return result.sorted {
            ($0.key.component, $0.key.message) < ($1.key.component, $1.key.message)
        }
    }
}
