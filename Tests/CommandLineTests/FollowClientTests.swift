import Messages
import Publish
import Testing
import Threads

@testable import chancery

@Suite("A follower") struct FollowClientTests {
    private func at(_ seconds: Double) -> Instant {
        Instant(nanoseconds: Int64(seconds * 1e9))
    }

    private func client(
        _ start: FollowClient.Start = .beginning, most: Int? = nil, untilStop: Bool = false
    ) -> FollowClient {
        FollowClient(
            start: start, filter: FollowFilter(), most: most, untilStop: untilStop, at: at(0))
    }

    private func follow(
        _ after: Int64?, _ epoch: String?, credit: Int = FollowClient.window
    ) -> FollowAction {
        .send(
            FollowMessage(
                .follow,
                header: FollowHeader(
                    after: after, epoch: epoch, filter: FollowFilter(), credit: credit)))
    }

    private func bounds(
        _ kind: FollowMessage.Kind, _ epoch: String, _ first: Int64, _ last: Int64
    ) -> [[UInt8]] {
        FollowMessage(kind, header: FollowBounds(epoch: epoch, first: first, last: last)).frames
    }

    private func batch(_ epoch: String, through: Int64, count: Int) -> [[UInt8]] {
        let header = BatchHeader(epoch: epoch, through: through, count: count)
        return FollowMessage(.batch, header: header, events: events(count)).frames
    }

    private func events(_ count: Int) -> [[UInt8]] { Array(repeating: [0x7B, 0x7D], count: count) }

    private func refusal(_ reason: String) -> [[UInt8]] {
        FollowMessage(.refused, header: FollowReason(reason)).frames
    }

    private let end = FollowMessage(.end, header: FollowReason("the daemon stops")).frames

    private let ping = FollowAction.send(FollowMessage(.ping, header: FollowReason("")))

    /// A client that follows epoch `e` after 0, of a log of ten.
    private func following(most: Int? = nil, untilStop: Bool = false) -> FollowClient {
        var client = client(most: most, untilStop: untilStop)
        client.received(bounds(.following, "e", 1, 10), at: at(0))
        _ = client.takeActions()
        return client
    }

    @Test(
        "FOLLOW says where to begin",
        arguments: [
            (FollowClient.Start.beginning, Int64?(0), String?.none),
            (.after(7), 7, nil), (.latest, nil, nil),
            (.cursor(Cursor(epoch: "e", sequence: 9)), 9, "e"),
        ])
    func begins(start: FollowClient.Start, after: Int64?, epoch: String?) {
        var client = client(start)
        #expect(client.takeActions() == [.open, follow(after, epoch)])
    }

    @Test("the position is what the daemon says when only the latest is wanted")
    func latest() {
        var client = client(.latest)
        _ = client.takeActions()
        client.received(bounds(.following, "e", 1, 10), at: at(0))
        let cursor = Cursor(epoch: "e", sequence: 10)
        #expect(
            client.takeActions() == [
                .deliver([], cursor: cursor), .note(.following(cursor)), ping,
            ])
        client.tick(at: at(9))
        #expect(client.takeActions().contains(follow(10, "e")))
    }

    @Test("events are handed out with the place they reach, filtered ones included")
    func delivers() {
        var client = following()
        client.received(batch("e", through: 8, count: 3), at: at(1))
        client.received(batch("e", through: 10, count: 0), at: at(1))
        #expect(
            client.takeActions() == [
                .deliver(events(3), cursor: Cursor(epoch: "e", sequence: 8)),
                .deliver([], cursor: Cursor(epoch: "e", sequence: 10)),
            ])
    }

    @Test("credit is granted when half of it is used, after the events are handed out")
    func credit() {
        var client = following()
        var granted = 0
        for number in 1...20 {
            client.received(batch("e", through: Int64(number * 50), count: 50), at: at(1))
            let actions = client.takeActions()
            guard case .deliver = actions.first else { return #expect(Bool(false)) }
            for case .send(let message) in actions {
                #expect(message.kind == .credit)
                granted += (try? message.header(FollowCredit.self).credit) ?? 0
                #expect(number % 5 == 0)
            }
        }
        #expect(granted == 1000)
    }

    @Test("no more is asked for than is wanted, and then it is over")
    func most() {
        var first = client(most: 3)
        #expect(first.takeActions() == [.open, follow(0, nil, credit: 3)])
        var client = following(most: 3)
        client.received(batch("e", through: 2, count: 2), at: at(1))
        _ = client.takeActions()
        client.received(batch("e", through: 3, count: 1), at: at(1))
        let actions = client.takeActions()
        #expect(actions.last == .end)
        #expect(client.phase == .ended)
        client.tick(at: at(100))
        #expect(client.takeActions().isEmpty)
    }

    @Test("silence leads to a new socket and FOLLOW from the place that was reached, said once")
    func silence() {
        var client = following()
        client.received(batch("e", through: 4, count: 4), at: at(1))
        _ = client.takeActions()
        client.tick(at: at(3.9))
        #expect(client.takeActions().allSatisfy { if case .send = $0 { true } else { false } })
        client.tick(at: at(4))
        #expect(client.takeActions() == [.note(.lost(wasThere: true)), .open, follow(4, "e")])
        // Then more and more patiently, and without a word.
        client.tick(at: at(6.9))
        #expect(client.takeActions().isEmpty)
        client.tick(at: at(7))
        #expect(client.takeActions() == [.open, follow(4, "e")])
        client.tick(at: at(12))
        #expect(client.takeActions().isEmpty)
        client.received(bounds(.following, "e", 1, 10), at: at(12))
        #expect(
            client.takeActions() == [.note(.following(Cursor(epoch: "e", sequence: 4))), ping])
    }

    @Test("heartbeats keep it, and it shows that it is there itself")
    func heartbeats() {
        var client = following()
        for second in 1...60 {
            client.received(bounds(.heartbeat, "e", 1, 10), at: at(Double(second)))
            client.tick(at: at(Double(second) + 0.1))
        }
        let sent = client.takeActions().compactMap { action in
            if case .send(let message) = action { message.kind } else { nil }
        }
        #expect(sent.count >= 30 && sent.allSatisfy { $0 == .ping })
        #expect(client.phase == .following)
    }

    @Test("time spent printing is no silence of the daemon's")
    func printing() {
        var client = following()
        client.received(batch("e", through: 4, count: 4), at: at(1))
        _ = client.takeActions()
        client.resumed(at: at(90))
        client.tick(at: at(90.1))
        #expect(!client.takeActions().contains(.open))
    }

    @Test("another epoch is said, and begins with what its log has first")
    func epoch() {
        let before = Cursor(epoch: "e", sequence: 95)
        var client = client(.cursor(before))
        _ = client.takeActions()
        client.received(bounds(.epoch, "f", 11, 80), at: at(0))
        let now = Cursor(epoch: "f", sequence: 10)
        #expect(
            client.takeActions() == [
                .note(.epoch(before: before, now: now)), .deliver([], cursor: now),
                follow(10, "f"),
            ])
    }

    @Test("a hole is named, and it goes on behind it")
    func expired() {
        var client = client(.cursor(Cursor(epoch: "e", sequence: 5)))
        _ = client.takeActions()
        client.received(bounds(.expired, "e", 21, 80), at: at(0))
        let now = Cursor(epoch: "e", sequence: 20)
        #expect(
            client.takeActions() == [
                .note(.hole(from: 6, to: 20)), .deliver([], cursor: now), follow(20, "e"),
            ])
        #expect("\(FollowNote.hole(from: 6, to: 20))".contains("6 to 20"))
    }

    @Test("who wants whatever there is misses nothing")
    func beginning() {
        var client = client()
        _ = client.takeActions()
        client.received(bounds(.expired, "e", 21, 80), at: at(0))
        #expect(
            client.takeActions() == [
                .deliver([], cursor: Cursor(epoch: "e", sequence: 20)), follow(20, "e"),
            ])
    }

    @Test("a log that moves each time is asked less and less often")
    func detours() {
        var client = client()
        for number: Int64 in 1...4 {
            client.received(bounds(.expired, "e", 10 * number, 80), at: at(0))
        }
        guard case .waiting = client.phase else { return #expect(Bool(false)) }
    }

    @Test(
        "a daemon that forgot it is asked again at once, over a new connection; one that says no, later and longer"
    )
    func refused() {
        var client = following()
        client.received(refusal("say FOLLOW first"), at: at(1))
        #expect(client.takeActions() == [.open, follow(0, "e")])
        client.received(refusal("256 followers are connected"), at: at(1))
        #expect(client.takeActions() == [.note(.refused("256 followers are connected"))])
        client.tick(at: at(1.9))
        #expect(client.takeActions().isEmpty)
        client.tick(at: at(2))
        #expect(client.takeActions() == [.open, follow(0, "e")])
        client.received(refusal("256 followers are connected"), at: at(2))
        client.tick(at: at(3.5))
        #expect(client.takeActions().isEmpty)
        client.tick(at: at(4))
        #expect(client.takeActions() == [.open, follow(0, "e")])
    }

    @Test("the daemon's end is the end if that was wished, else it is waited for")
    func ends() {
        var ending = following(untilStop: true)
        ending.received(end, at: at(1))
        #expect(ending.takeActions() == [.end])
        var staying = following()
        staying.received(end, at: at(1))
        #expect(staying.takeActions() == [.note(.stopping)])
        staying.tick(at: at(2))
        #expect(staying.takeActions() == [.open, follow(0, "e")])
        staying.tick(at: at(9))
        #expect(staying.takeActions() == [.open, follow(0, "e")])
    }

    @Test("it takes leave")
    func leaves() {
        var client = following()
        client.leave(at: at(1))
        guard case .send(let message)? = client.takeActions().first else {
            return #expect(Bool(false))
        }
        #expect(message.kind == .end)
    }

    @Test("what makes no sense moves nothing", arguments: 0..<9)
    func nonsense(number: Int) {
        var client = following()
        client.received(batch("e", through: 4, count: 1), at: at(1))
        _ = client.takeActions()
        let nonsense: [[[UInt8]]] = [
            [], [[0], [1]], batch("f", through: 5, count: 1), batch("e", through: 3, count: 0),
            batch("e", through: 4, count: 1),
            FollowMessage(
                .batch, header: BatchHeader(epoch: "e", through: 9, count: 2), events: events(1)
            ).frames, bounds(.epoch, "e", 1, 9), bounds(.expired, "e", 2, 9),
            FollowMessage(.credit, header: FollowCredit(credit: 1)).frames,
        ]
        client.received(nonsense[number], at: at(1))
        #expect(client.position == Cursor(epoch: "e", sequence: 4))
        let actions = client.takeActions()
        #expect(actions.count == 1)
        guard case .note(.nonsense)? = actions.first else { return #expect(Bool(false)) }
        client.tick(at: at(3))
        #expect(client.takeActions() == [.open, follow(4, "e")])
    }
}
