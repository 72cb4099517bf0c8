import Glibc
import TestSupport

/// Shoots at a fleet: SIGKILL at random moments over all roles, and SIGSTOP of workers, shorter and
/// longer than the hub's patience. The same seed gives the same shots.
struct Shooting {
    /// Longer than a worker may be silent.
    let longStop: Duration
    private var random: SeededRandom
    private(set) var kills = 0
    private(set) var stops = 0
    private(set) var longStops = 0
    private var resting: [(role: String, until: ContinuousClock.Instant)] = []

    init(seed: UInt64, longStop: Duration) {
        random = SeededRandom(seed: seed)
        self.longStop = longStop
    }

    /// Waits for a random moment and shoots.
    mutating func shoot(_ fleet: Fleet) async throws {
        try await Task.sleep(for: .milliseconds(Int64.random(in: 20...450, using: &random)))
        wake(fleet)
        try fleet.tend()
        let workers = Fleet.roles.dropFirst().map(\.self)
        switch random.next(below: 10) {
        case 0:
            let role = workers[random.next(below: workers.count)]
            let pause = Duration.milliseconds(Int64.random(in: 100...900, using: &random))
            if rest(role, for: pause, fleet) { stops += 1 }
        case 1 where random.next(below: 3) == 0:
            let role = workers[random.next(below: workers.count)]
            if rest(role, for: longStop, fleet) { longStops += 1 }
        case 1...3: if fleet.signal(SIGKILL, "hub") { kills += 1 }
        default:
            let role = workers[random.next(below: workers.count)]
            if fleet.signal(SIGKILL, role) { kills += 1 }
        }
    }

    /// Lets everyone go on.
    mutating func cease(_ fleet: Fleet) async throws {
        while !resting.isEmpty {
            try await Task.sleep(for: .milliseconds(50))
            wake(fleet)
        }
    }

    private mutating func rest(_ role: String, for pause: Duration, _ fleet: Fleet) -> Bool {
        guard fleet.signal(SIGSTOP, role) else { return false }
        resting.append((role, ContinuousClock.now + pause))
        return true
    }

    private mutating func wake(_ fleet: Fleet) {
        let now = ContinuousClock.now
        for stopped in resting where stopped.until <= now { fleet.signal(SIGCONT, stopped.role) }
        resting.removeAll { $0.until <= now }
    }
}
