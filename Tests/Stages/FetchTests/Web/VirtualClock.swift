import Fetch
import Threads

/// A clock that stands still while something is under way, and jumps to what is due when nothing
/// is. It stops for good at its end.
final class VirtualClock: PollClock {
    /// Where wall time begins: 2026-11-26T00:00:00Z, a Thursday.
    static let start: Int64 = 1_795_651_200

    private let state = Locked(Instant(nanoseconds: 0))
    private let end: Instant
    private let reached: @Sendable () -> Void

    /// A clock that begins `from` after the start and calls `reached` when it is to go past `end`.
    init(from: Duration = .zero, to end: Duration, reached: @escaping @Sendable () -> Void = {}) {
        state.withLock { $0 = Instant.zero + from }
        self.end = .zero + end
        self.reached = reached
    }

    var now: PollTime {
        let instant = state.withLock { $0 }
        return PollTime(instant: instant, wall: wall(instant))
    }

    private func wall(_ instant: Instant) -> Int64 {
        VirtualClock.start + instant.nanoseconds / 1_000_000_000
    }

    func sleep(until instant: Instant, isIdle: Bool) async {
        if isIdle && instant <= end {
            state.withLock { $0 = max($0, instant) }
            return
        }
        if isIdle { reached() }
        // Until the task is cancelled.
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
