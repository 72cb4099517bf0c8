import Logging
import Testing
import Threads

@Suite("Rate limiter") struct RateLimiterTests {
    let key = RateLimiter.Key(component: "hub", message: "again")
    let other = RateLimiter.Key(component: "fetch", message: "again")

    func instant(_ seconds: Int64) -> Instant { Instant(nanoseconds: seconds * 1_000_000_000) }

    @Test("a burst passes, what follows is dropped, the next window tells how many")
    func burst() {
        var limiter = RateLimiter(burst: 3, window: .seconds(60))
        let verdicts = (0..<5).map { limiter.admit(key, level: .info, at: instant($0)) }
        #expect(verdicts == Array(repeating: .pass(suppressed: 0), count: 3) + [.drop, .drop])
        #expect(limiter.admit(key, level: .info, at: instant(59)) == .drop)
        #expect(limiter.admit(key, level: .info, at: instant(60)) == .pass(suppressed: 3))
        #expect(limiter.admit(key, level: .info, at: instant(61)) == .pass(suppressed: 0))
    }

    @Test("different components are counted apart")
    func apart() {
        var limiter = RateLimiter(burst: 1)
        #expect(limiter.admit(key, level: .info, at: .zero) == .pass(suppressed: 0))
        #expect(limiter.admit(other, level: .info, at: .zero) == .pass(suppressed: 0))
        #expect(limiter.admit(key, level: .info, at: .zero) == .drop)
    }

    @Test("an open window is not reported, an over one once")
    func expiry() {
        var limiter = RateLimiter(burst: 1, window: .seconds(60))
        for _ in 0..<4 { _ = limiter.admit(key, level: .warning, at: .zero) }
        #expect(limiter.expire(at: instant(30)).isEmpty)
        let expired = limiter.expire(at: instant(70))
        #expect(expired.map(\.count) == [3])
        #expect(expired.map(\.level) == [.warning])
        #expect(limiter.expire(at: instant(200)).isEmpty)
    }

    @Test("a full table lets unknown messages pass and keeps limiting known ones")
    func capacity() {
        var limiter = RateLimiter(burst: 1, capacity: 1)
        #expect(limiter.admit(key, level: .info, at: .zero) == .pass(suppressed: 0))
        for _ in 0..<3 {
            #expect(limiter.admit(other, level: .info, at: .zero) == .pass(suppressed: 0))
        }
        #expect(limiter.admit(key, level: .info, at: .zero) == .drop)
    }
}
