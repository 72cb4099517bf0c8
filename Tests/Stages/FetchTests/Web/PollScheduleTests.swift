import Storage
import Testing
import Web

@testable import Fetch

@Suite("When a source is asked again")
struct PollScheduleTests {
    private let schedule = PollSchedule(rules: PollRules())
    // A Thursday, 00:00 UTC.
    private let now = VirtualClock.start
    private let url = "http://a.example/feed"

    private func freshness(
        _ lasts: Duration? = nil, tag: String? = "\"x\"", movedTo: String? = nil
    ) -> PollOutcome.Freshness {
        PollOutcome.Freshness(
            validators: Validators(entityTag: tag.map { Array($0.utf8) }), address: url,
            lasts: lasts, movedTo: movedTo)
    }

    private func after(
        _ outcome: PollOutcome, _ record: PollRecord? = nil, luck: Double = 0
    ) -> PollRecord {
        schedule.after(
            outcome, record ?? PollRecord(current: url), url: url, now: now, luck: luck)
    }

    private func reading(
        _ freshness: PollOutcome.Freshness, listed: Int = 20, new: Int = 0,
        _ change: (inout PollOutcome.Reading) -> Void = { _ in }
    ) -> PollOutcome {
        var reading = PollOutcome.Reading(freshness: freshness, digest: [1])
        reading.listed = listed
        reading.new = new
        change(&reading)
        return .read(reading)
    }

    @Test("After a success it is our own pause, within its bounds")
    func pause() {
        var record = after(reading(freshness(), new: 20))
        #expect(record.due - now == 900)
        for _ in 0..<20 { record = after(.unchanged(freshness()), record) }
        #expect(record.due - now == 6 * 3600)
        record = after(reading(freshness(), new: 5), record)
        #expect(record.due - now == 3 * 3600)
        record = after(reading(freshness(), new: 20), record)
        #expect(record.due - now == 900, "everything is new: come back soon")
    }

    @Test("What is asked for counts if it is longer, up to a day")
    func asked() {
        #expect(after(reading(freshness(.seconds(7200)))).due - now == 7200)
        #expect(after(reading(freshness(.seconds(60)))).due - now == 900)
        #expect(after(reading(freshness(.seconds(9_000_000)))).due - now == 86_400)
        let fresh = after(reading(freshness(.seconds(7200))))
        #expect(after(.unchanged(freshness()), fresh).due - now == 7200, "nor that")
        let ttl = after(reading(freshness()) { $0.ttl = .seconds(4 * 3600) })
        #expect(ttl.due - now == 4 * 3600)
        #expect(after(.unchanged(freshness()), ttl).due - now == 4 * 3600, "304 does not end it")
    }

    @Test("Without validators the pause is longer")
    func unconditional() { #expect(after(reading(freshness(tag: nil))).due - now == 3600) }

    @Test("Hours and days off are waited out; somebody who is always off is asked all the same")
    func skipped() {
        let hours = after(reading(freshness()) { $0.skipHours = [0, 1, 2] })
        #expect(hours.due == now + 3 * 3600)
        let days = after(reading(freshness()) { $0.skipDays = [4, 5] })
        #expect(days.due == now + 2 * 86_400)
        let always = after(reading(freshness()) { $0.skipHours = Set(0..<24) })
        #expect(always.due == now + 900)
    }

    @Test("Failures double the pause up to a day, for ever")
    func failures() {
        var record = PollRecord(current: url)
        var waits: [Int64] = []
        for _ in 0..<100 {
            record = after(.failed("no"), record)
            waits.append(record.due - now)
        }
        #expect(waits.prefix(4) == [900, 1800, 3600, 7200])
        #expect(Set(waits.suffix(90)) == [86_400])
        #expect(after(reading(freshness()), record).failures == 0)
    }

    @Test("Retry-After is honoured up to two days")
    func retryAfter() {
        #expect(after(.refused(status: 503, retryAfter: .seconds(7200))).due - now == 7200)
        #expect(after(.refused(status: 503, retryAfter: .seconds(1))).due - now == 900)
        #expect(
            after(.refused(status: 429, retryAfter: .seconds(9_000_000))).due - now == 172_800)
    }

    @Test("Luck only makes it later", arguments: [0.0, 0.3, 1.0])
    func luck(_ luck: Double) {
        let due = after(reading(freshness()), luck: luck).due - now
        #expect((900...1000).contains(due))
    }

    @Test("A move for good is believed the third time, and taken back if it leads nowhere")
    func moves() {
        let there = "http://b.example/feed"
        var record = PollRecord(current: url)
        for time in 1...3 {
            record = after(.unchanged(freshness(movedTo: there)), record)
            #expect(record.current == (time < 3 ? url : there))
        }
        for time in 1...5 {
            record = after(.failed("no"), record)
            #expect(record.current == (time < 5 ? there : url))
        }
        var wavering = PollRecord(current: url)
        for _ in 0..<5 {
            wavering = after(.unchanged(freshness(movedTo: there)), wavering)
            wavering = after(.unchanged(freshness()), wavering)
        }
        #expect(wavering.current == url)
    }

    @Test("Gone is gone")
    func gone() { #expect(after(.gone).retired == now) }

    @Test("Validators outlive a 304 that leaves them out")
    func validators() {
        let first = after(reading(freshness(tag: "\"a\"")))
        let second = after(.unchanged(freshness(tag: nil)), first)
        #expect(second.entityTag == Array("\"a\"".utf8))
    }
}
