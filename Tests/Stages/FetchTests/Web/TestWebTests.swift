import Glibc
import Messages
import Storage
import TestSupport
import Testing
import Threads

@testable import Fetch

/// The poller over a web of bad and good sites, for hours of virtual time, with a restart.
@Suite("A web of many sites", .serialized, .timeLimit(.minutes(10)))
struct TestWebTests {
    @Test("Nothing is asked for too often, nothing is lost, and every bad case has its outcome")
    func short() async throws {
        try await prove(feeds: TestSite.Manner.allCases.count, hours: 8, seed: 1)
    }

    @Test(
        "The same for 240 feeds and five hours for each minute asked for",
        .enabled(if: getenv("CHANCERY_PROVE_MINUTES") != nil), .timeLimit(.minutes(240)))
    func long() async throws {
        func number(_ name: String, _ fallback: Int) -> Int {
            getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
        }
        try await prove(
            feeds: 240, hours: max(8, 5 * number("CHANCERY_PROVE_MINUTES", 5)),
            seed: UInt64(number("CHANCERY_PROVE_SEED", 1)))
    }

    private func prove(feeds: Int, hours: Int, seed: UInt64) async throws {
        var random = SeededRandom(seed: seed)
        let manners = TestSite.Manner.allCases
        let sites = (0..<feeds).map { number in
            TestSite(
                number: number, manner: manners[number % manners.count],
                period: Int64(1800 + random.next(below: 3600)), before: 3 + random.next(below: 8))
        }
        let run = try TestWebRun(sites: sites, rules: PollRules())
        defer { run.web.server.stop() }
        let half = Duration.seconds(hours * 1800)
        let begun = ContinuousClock.now
        try await run.poll(from: .zero, to: half)
        let before = TestWebRun.resident
        try await run.poll(from: half + .seconds(60), to: .seconds(hours * 3600))
        let growth = TestWebRun.resident - before

        let visits = run.web.visits
        checkManners(visits, run)
        checkConditions(visits, run)
        checkDocuments(run, end: VirtualClock.start + Int64(hours * 3600))
        try await checkOutcomes(run)
        #expect(growth < 48 << 20, "memory grows by \(growth >> 20) MiB in the second half")
        #expect(run.web.mostUnderWay <= run.rules.total)
        #expect(run.web.unnamedVisits == 0, "everybody is told who asks")
        let pages = Set(visits.filter { $0.target.hasPrefix("/page/") }.map { $0.host + $0.target })
        print(
            "test web: \(feeds) feeds, \(pages.count) pages, \(hours) h of virtual time,",
            "\(visits.count) requests, \(run.offering.documents.count) documents,",
            "\(growth >> 10) KiB of growth in the second half, \(ContinuousClock.now - begun)")
    }

    /// Who was asked when.
    private func checkManners(_ visits: [TestWeb.Visit], _ run: TestWebRun) {
        let domains = Dictionary(grouping: visits) {
            $0.host.split(separator: ".").suffix(2).joined(separator: ".")
        }
        for (domain, visits) in domains {
            let times = visits.map(\.seconds).sorted()
            let least = zip(times.dropFirst(), times).map { $0 - $1 }.min() ?? .infinity
            #expect(least >= run.rules.delay.seconds - 1e-6, "\(domain): \(least) s between two")
            for visit in visits where visit.status == 429 {
                let next = visits.map(\.seconds).filter { $0 > visit.seconds }.min() ?? .infinity
                #expect(next - visit.seconds >= 5400, "\(domain) after 429")
            }
        }
        for site in run.web.sites {
            let own = visits.filter { $0.host == site.host }
            let polls = own.filter { $0.target == site.feedTarget }.map(\.seconds).sorted()
            let least = zip(polls.dropFirst(), polls).map { $0 - $1 }.min() ?? .infinity
            #expect(
                least >= site.leastGap(run.rules), "\(site.manner) \(site.number): \(least) s")
            #expect(!polls.isEmpty || site.manner == .looping, "\(site.manner) is never asked")
            // One file for all its pages, and after the restart once more; an error is believed for
            // an hour.
            let robots = own.filter { $0.target == "/robots.txt" }
            let most = site.manner == .robotsBroken ? 40 : 3
            #expect(robots.count <= most, "\(site.manner): \(robots.count) times robots.txt")
            for visit in own where visit.target.hasPrefix("/page/") {
                let first = robots.map(\.seconds).min() ?? .infinity
                #expect(visit.seconds > first, "a page before robots.txt")
                if site.manner == .robotsForbidSome {
                    #expect(!visit.target.hasSuffix("3"), "\(visit.target) is forbidden")
                }
                #expect(site.manner != .robotsBroken, "a page without robots.txt")
            }
            if site.manner == .skippedHours {
                for visit in own.dropFirst() where visit.target == "/feed" {
                    let hour = visit.wall / 3600 % 24
                    #expect(!(2..<5).contains(hour), "asked at \(hour) o'clock")
                }
            }
            if site.manner == .crawlDelay {
                let pages = own.filter { $0.target.hasPrefix("/page/") }.map(\.seconds).sorted()
                let gap = zip(pages.dropFirst(), pages).map { $0 - $1 }.min() ?? .infinity
                #expect(gap >= 30, "\(gap) s between two pages")
            }
        }
    }

    /// After the first answer every further question to a feed that gives validators has them.
    private func checkConditions(_ visits: [TestWeb.Visit], _ run: TestWebRun) {
        for site in run.web.sites where site.isGood && site.manner != .bare {
            let polls = visits.filter { $0.host == site.host && $0.target == site.feedTarget }
            let answered = polls.drop { $0.status != 200 }.dropFirst()
            let isAlways = answered.allSatisfy(\.isConditional)
            #expect(isAlways, "\(site.manner) \(site.number)")
        }
    }

    /// What arrived.
    private func checkDocuments(_ run: TestWebRun, end: Int64) {
        var byItem: [String: [RawDocument]] = [:]
        for document in run.offering.documents {
            byItem[document.item, default: []].append(document)
        }
        #expect(run.offering.repeats == 0)
        for site in run.web.sites where site.isGood {
            // What was published less than the longest pause ago may be unseen.
            var slack = Int64(run.rules.longest.seconds) * 5 / 4
            // Its pages are tried for seven hours before the feed's own text is taken.
            if site.manner == .robotsBroken { slack += 8 * 3600 }
            let due = site.published(by: end - slack)
            for index in 0..<due {
                let found = byItem[site.item(index)] ?? []
                if site.manner == .changing && index == 0 {
                    #expect(found.count > 1, "a changed entry is a new document")
                    continue
                }
                #expect(found.count == 1, "\(site.manner) \(site.number): entry \(index)")
                guard let document = found.first else { continue }
                let body = String(decoding: document.body, as: UTF8.self)
                let isPage = body.contains("<article>")
                switch site.manner {
                case .robotsForbidSome: #expect(isPage == (index % 10 != 3))
                case .robotsBroken, .pagesMissing: #expect(!isPage && body.contains("In short"))
                default: #expect(isPage == site.hasPages, "\(site.manner) \(index)")
                }
                #expect(isPage || body.contains("\(index)"))
                #expect(document.title?.hasPrefix("Entry \(index)") == true)
                #expect(document.url == site.item(index))
                #expect(document.published?.seconds == site.time(of: index))
            }
        }
        let hosts = Set(run.web.sites.filter { !$0.isGood && $0.manner != .gone }.map(\.host))
        let unwanted = run.offering.documents.filter { document in
            hosts.contains { document.item.hasPrefix("http://\($0)/") }
        }
        #expect(unwanted.isEmpty)
    }

    /// What is said of each site at the end.
    private func checkOutcomes(_ run: TestWebRun) async throws {
        let records = try await run.records()
        for site in run.web.sites {
            let stored = try #require(records[site.feed])
            let poll = stored.poll
            let expected: String? =
                switch site.manner {
                case .gone: "gone for good"
                case .dripping: "does not answer in time"
                case .bomb, .huge: "bytes"
                case .garbage: ""
                case .page: "is a page, not a feed; it names http://\(site.host)/rss"
                case .inward: "10.0.0.1, a private address"
                case .foreign: "neither http:// nor https://"
                case .looping: "redirects"
                case .missing: "status 404"
                case .cut: "does not answer properly"
                case .hangingUp: "breaks"
                default: nil
                }
            if let expected {
                #expect(poll.message.contains(expected), "\(site.manner): \(poll.message)")
                #expect(poll.failures > 0, "\(site.manner)")
                #expect((poll.retired != nil) == (site.manner == .gone))
                if site.manner != .gone { #expect(poll.due > 0, "\(site.manner) ends in silence") }
            } else {
                #expect(poll.failures == 0, "\(site.manner): \(poll.message)")
                #expect(poll.title == "Site \(site.number)")
            }
            if site.manner == .moved { #expect(poll.current.hasSuffix("/new-feed")) }
            if site.manner == .detoured { #expect(poll.current.hasSuffix("/feed")) }
        }
    }
}
