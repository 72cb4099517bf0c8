import Fetch
import Messages
import Threads
import Web

/// A site of the test web: a feed and its pages, and manners of its own, good or bad.
struct TestSite: Sendable {
    /// How a site behaves.
    enum Manner: String, CaseIterable, Sendable {
        // Good ones, whose entries must all arrive.
        case tagged, dated, fullText, bare, fresh, timeToLive, skippedHours, moved, detoured
        case packed, wrongCharset, torn, atom, crawlDelay, robotsForbidSome, passingTrouble
        case busy, overloaded, changing
        // Bad ones, with an outcome of their own each.
        case gone, dripping, bomb, garbage, page, inward, looping, missing, cut, huge, hangingUp
        case robotsBroken, pagesMissing, foreign
    }

    let number: Int
    let manner: Manner
    /// Seconds between two entries.
    let period: Int64
    /// Entries that are there at the start.
    let before: Int

    var host: String {
        // Busy sites share a domain, which is left alone as a whole.
        manner == .busy ? "news\(number).busy.test" : "site\(number).test"
    }

    var feed: String { "http://\(host)/feed" }

    /// Where the feed really is.
    var feedTarget: String {
        switch manner {
        case .moved: "/new-feed"
        case .detoured: "/feed-here"
        default: "/feed"
        }
    }

    /// Whether its entries are to arrive.
    var isGood: Bool {
        switch manner {
        case .gone, .dripping, .bomb, .garbage, .page, .inward, .looping, .missing, .cut, .huge,
            .hangingUp, .foreign:
            false
        default: true
        }
    }

    /// Whether its entries have pages that must be got.
    var hasPages: Bool {
        switch manner {
        case .fullText, .packed, .changing, .atom: false
        default: true
        }
    }

    /// Between two requests for its feed at least, in seconds; `rules` are the poller's.
    func leastGap(_ rules: PollRules) -> Double {
        switch manner {
        case .bare: rules.unconditional.seconds
        case .fresh: 3600
        case .timeToLive: 7200
        default: rules.shortest.seconds
        }
    }

    /// Entries published by `wall`.
    func published(by wall: Int64) -> Int {
        before + Int(max(0, wall - VirtualClock.start) / period)
    }

    /// When entry `index` was published.
    func time(of index: Int) -> Int64 {
        VirtualClock.start + Int64(index - before + 1) * period
    }

    func item(_ index: Int) -> String { "http://\(host)/page/\(index)" }

    /// The text of an entry; of one that changes, at that time.
    func text(_ index: Int, at wall: Int64) -> String {
        let sentence = "Minister \(number) of Norland met envoy \(index) of Südland on Monday. "
        let version =
            manner == .changing && index == 0
            ? "Version \((wall - VirtualClock.start) / 7200). " : ""
        return version + String(repeating: sentence, count: 12)
    }

    /// The feed as it is at `wall`: its last 20 entries, the newest first.
    func document(at wall: Int64) -> String {
        let count = published(by: wall)
        let indices = (max(0, count - 20)..<count).reversed()
        if manner == .atom {
            let entries = indices.map { index in
                """
                <entry><title>Entry \(index)</title><id>\(item(index))</id>
                <link href="\(item(index))"/><updated>\(Timestamp(seconds: time(of: index)))</updated>
                <content type="text">\(text(index, at: wall))</content></entry>
                """
            }
            return """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>Site \(number)</title>
                <id>\(feed)</id><updated>\(Timestamp(seconds: wall))</updated>
                \(entries.joined(separator: "\n"))</feed>
                """
        }
        let items = indices.map { index in
            let body =
                hasPages
                ? "<description>In short: \(index).</description>"
                : "<description>\(text(index, at: wall))</description>"
                    + "<content:encoded><![CDATA[<p>\(text(index, at: wall))</p>]]></content:encoded>"
            return """
                <item><title>Entry \(index) of Südland</title><link>\(item(index))</link>
                <guid>\(item(index))</guid><pubDate>\(HTTPDate.text(time(of: index)))</pubDate>\(body)</item>
                """
        }
        let ttl = manner == .timeToLive ? "<ttl>120</ttl>" : ""
        let skip =
            manner == .skippedHours
            ? "<skipHours>\((2..<5).map { "<hour>\($0)</hour>" }.joined())</skipHours>" : ""
        let whole = """
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>Site \(number)</title><link>http://\(host)/</link>\(ttl)\(skip)
            \(items.joined(separator: "\n"))
            </channel></rss>
            """
        return manner == .torn ? String(whole.dropLast(20)) : whole
    }
}
