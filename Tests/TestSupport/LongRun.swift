import Glibc

/// What `deploy/prove` asks of a test: how long to go on, and with which random numbers.
public struct LongRun: Sendable {
    /// The seed of everything random.
    public let seed: UInt64
    /// How long.
    public let minutes: Int

    /// What was asked for; nil in an ordinary test run.
    public static let asked: LongRun? = {
        guard let minutes = getenv("CHANCERY_PROVE_MINUTES").flatMap({ Int(String(cString: $0)) })
        else { return nil }
        let seed = getenv("CHANCERY_PROVE_SEED").flatMap { UInt64(String(cString: $0)) }
        return LongRun(seed: seed ?? UInt64.random(in: 0...UInt64(UInt32.max)), minutes: minutes)
    }()

    /// Does `body` again and again, with a seed of its own each time, until the time is over.
    ///
    /// - Returns: how often.
    public func goOn(
        isolation: isolated (any Actor)? = #isolation, _ body: (UInt64) async throws -> Void
    ) async rethrows -> Int {
        let end = ContinuousClock.now + .seconds(60 * minutes)
        var rounds = 0
        repeat {
            try await body(seed &+ UInt64(rounds))
            rounds += 1
        } while ContinuousClock.now < end
        return rounds
    }
}
