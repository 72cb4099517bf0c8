import Storage
import Testing
import Threads
import Web

@testable import Fetch

@Suite("The machine that polls")
struct PollMachineTests {
    private static let start = PollTime(instant: .zero, wall: VirtualClock.start)

    private func later(_ seconds: Double) -> PollTime {
        PollTime(
            instant: .zero + .seconds(seconds), wall: VirtualClock.start + Int64(seconds))
    }

    private func source(
        _ id: Int64, _ url: String, _ kind: WebSourceRecord.Kind = .feed
    ) -> StoredSource {
        StoredSource(
            id: id, source: WebSourceRecord(kind: kind, url: url, origin: .configuration),
            poll: PollRecord(current: url))
    }

    private func orders(_ machine: inout PollMachine) -> [FetchOrder] {
        machine.takeActions().compactMap { if case .fetch(let order) = $0 { order } else { nil } }
    }

    private func response(
        _ status: Int, _ headers: [(String, String)] = [], body: String = ""
    ) -> Result<HTTPResponse, HTTPError> {
        .success(
            HTTPResponse(status: status, headers: HTTPHeaders(headers), body: Array(body.utf8)))
    }

    @Test("A thousand sources begin as many requests at a time as allowed, one a domain")
    func thousand() {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        machine.sync(
            (0..<1000).map { source($0, "http://h\($0 % 500).example/\($0)") }, at: Self.start)
        machine.tick(at: Self.start)
        var asked = 0
        var now = 0.0
        var most = 0
        while asked < 1000, now < 10_000 {
            let orders = orders(&machine)
            most = max(most, machine.active)
            asked += orders.count
            #expect(Set(orders.map(\.address.host)).count == orders.count)
            for order in orders {
                _ = machine.finished(order, response(404), at: later(now))
                if case .poll(let id) = order.subject {
                    var record = PollRecord(current: order.address.text)
                    record.due = VirtualClock.start + 100_000
                    machine.adopt(record, for: id, at: later(now))
                }
            }
            now += 0.5
            machine.tick(at: later(now))
        }
        #expect(asked == 1000)
        #expect(most == 16)
    }

    @Test("Two requests to a domain keep their distance, also by way of a redirect")
    func distance() {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        machine.sync(
            [source(1, "http://a.x.example/f"), source(2, "http://b.x.example/f")], at: Self.start)
        machine.tick(at: Self.start)
        var first = orders(&machine)
        #expect(first.count == 1)
        _ = machine.finished(
            first[0], response(302, [("Location", "http://c.x.example/g")]), at: later(0.5))
        #expect(orders(&machine).isEmpty)
        machine.tick(at: later(1.9))
        #expect(orders(&machine).isEmpty)
        machine.tick(at: later(2))
        first = orders(&machine)
        #expect(first.map(\.address.text) == ["http://c.x.example/g"])
    }

    @Test("A page waits for robots.txt, and obeys it")
    func robots() throws {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        for (entry, path) in [(Int64(1), "open"), (2, "shut")] {
            machine.addPage(
                entry, try WebAddress("http://x.example/\(path)"), due: 0, at: Self.start)
        }
        machine.tick(at: Self.start)
        let asked = orders(&machine)
        #expect(asked.map(\.address.target) == ["/robots.txt"])
        _ = machine.finished(
            asked[0], response(200, body: "User-agent: *\nDisallow: /shut"), at: later(1))
        machine.tick(at: later(2))
        var actions = machine.takeActions()
        guard case .fetch(let order)? = actions.first else {
            Issue.record("no order in \(actions)")
            return
        }
        #expect(order.subject == .page(1))
        #expect(machine.finished(order, response(200), at: later(2.5)) == .read)
        machine.tick(at: later(4))
        actions += machine.takeActions()
        #expect(actions.contains(.pageFailed(2, .final("robots.txt does not allow it"))))
    }

    @Test("Where robots.txt cannot be got, nothing is asked for, and later it is tried again")
    func brokenRobots() throws {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        let page = try WebAddress("http://x.example/a")
        machine.addPage(1, page, due: 0, at: Self.start)
        machine.tick(at: Self.start)
        let asked = orders(&machine)
        _ = machine.finished(asked[0], response(502), at: later(0))
        machine.tick(at: later(2))
        #expect(machine.takeActions() == [.pageFailed(1, .passing("robots.txt cannot be got"))])
        machine.addPage(1, page, due: 0, at: later(3700))
        machine.tick(at: later(3700))
        #expect(orders(&machine).map(\.address.target) == ["/robots.txt"])
    }

    @Test("429 cools the whole registrable domain, also across a restart")
    func cooling() throws {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        machine.sync(
            [source(1, "http://a.x.example/f"), source(2, "http://b.x.example/f")], at: Self.start)
        machine.tick(at: Self.start)
        let first = orders(&machine)
        _ = machine.finished(first[0], response(429, [("Retry-After", "600")]), at: later(0))
        let actions = machine.takeActions()
        #expect(actions.contains(.cool("x.example", until: VirtualClock.start + 600)))
        machine.tick(at: later(599))
        #expect(orders(&machine).isEmpty)
        machine.tick(at: later(600))
        #expect(orders(&machine).count == 1)

        var next = PollMachine(rules: PollRules(), at: Self.start)
        next.leaveAlone("x.example", until: VirtualClock.start + 600, at: Self.start)
        next.sync([source(1, "http://a.x.example/f")], at: Self.start)
        next.tick(at: later(599))
        #expect(orders(&next).isEmpty)
        next.tick(at: later(600))
        #expect(orders(&next).count == 1)
    }

    @Test("While too much waits nobody is polled, and nobody is forgotten")
    func stalled() {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        machine.stall(true, at: Self.start)
        machine.sync([source(1, "http://x.example/f")], at: Self.start)
        machine.tick(at: Self.start)
        #expect(orders(&machine).isEmpty)
        machine.stall(false, at: later(10))
        #expect(orders(&machine).count == 1)
    }

    @Test("A source that is not wanted any more is asked no more")
    func removed() {
        var machine = PollMachine(rules: PollRules(), at: Self.start)
        machine.sync([source(1, "http://x.example/f")], at: Self.start)
        machine.sync([], at: Self.start)
        machine.tick(at: later(10))
        #expect(orders(&machine).isEmpty)
        #expect(machine.unseen == 0)
    }

    @Test("Things come out of the queue by their time, and first come first served")
    func queue() {
        var queue = DueQueue<Int>()
        for (number, second) in [5, 3, 9, 3, 1].enumerated() {
            queue.insert(number, at: .zero + .seconds(second))
        }
        #expect(queue.next(by: .zero) == nil)
        var order: [Int] = []
        while let next = queue.next(by: .zero + .seconds(8)) { order.append(next) }
        #expect(order == [4, 1, 3, 0])
        #expect(queue.count == 1)
    }
}
