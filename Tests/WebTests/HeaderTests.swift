import Testing

@testable import Web

@Suite("What servers say about time")
struct HeaderTests {
    // 2026-11-26T12:00:00Z
    private let now: Int64 = 1_795_694_400

    @Test(
        "A date is read in all three forms",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ])
    func dates(_ text: String) {
        #expect(HTTPDate.seconds(text, now: now) == 784_111_777)
    }

    @Test("A date is written as it must be sent")
    func writes() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
    }

    @Test("What is written is read again, on each day of thirty years")
    func roundTrip() {
        for day in stride(from: Int64(0), to: 11_000, by: 1) {
            let seconds = day * 86_400 + day % 86_400
            #expect(HTTPDate.seconds(HTTPDate.text(seconds), now: now) == seconds)
        }
    }

    @Test(
        "What is no date is not read",
        arguments: [
            "", "0", "-1", "tomorrow", "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 99 Nov 1994 08:49:37 GMT",
        ])
    func noDates(_ text: String) { #expect(HTTPDate.seconds(text, now: now) == nil) }

    @Test("Retry-After is seconds or a date")
    func retryAfter() {
        #expect(RetryAfter.wait("120", now: now) == .seconds(120))
        #expect(RetryAfter.wait(HTTPDate.text(now + 90), now: now) == .seconds(90))
        #expect(RetryAfter.wait(HTTPDate.text(now - 90), now: now) == .zero)
        #expect(RetryAfter.wait("soon", now: now) == nil)
        #expect(RetryAfter.wait("-5", now: now) == nil)
        #expect(RetryAfter.wait("99999999999999999999", now: now) == .seconds(315_360_000))
    }

    @Test("Freshness comes from Cache-Control, else from Expires")
    func freshness() {
        func fresh(_ fields: (String, String)...) -> Duration? {
            CacheRules.freshness(HTTPHeaders(fields), now: now)
        }
        #expect(fresh(("Cache-Control", "public, max-age=600")) == .seconds(600))
        #expect(fresh(("Cache-Control", "max-age=\"600\"")) == .seconds(600))
        #expect(fresh(("Cache-Control", "max-age=600"), ("Age", "100")) == .seconds(500))
        #expect(fresh(("Cache-Control", "max-age=600"), ("Age", "900")) == nil)
        #expect(fresh(("Cache-Control", "no-cache, max-age=600")) == nil)
        #expect(fresh(("Expires", HTTPDate.text(now + 60))) == .seconds(60))
        #expect(
            fresh(("Expires", HTTPDate.text(now + 60)), ("Date", HTTPDate.text(now + 30)))
                == .seconds(30))
        #expect(fresh(("Expires", "0")) == nil)
        #expect(fresh(("Expires", HTTPDate.text(now + 60)), ("Cache-Control", "max-age=0")) == nil)
        #expect(fresh() == nil)
    }
}
