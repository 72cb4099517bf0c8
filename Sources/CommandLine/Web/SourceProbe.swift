import Configuration
import Daemon
import Feeds
import Fetch
import Messages
import Threads
import Web

/// What is found at an address, looked at once for a person: nothing is stored.
struct SourceProbe: Encodable {
    /// What a source can be, and a page that is none.
    enum Kind: String, Encodable {
        case feed, sitemap, page
    }

    /// The address that answered, and the redirects before it.
    var url: String
    var redirects: [String]
    var kind: Kind
    var contentType: String?
    var bytes: Int
    var http: String
    var remote: String?
    var seconds: Double
    var entityTag: String?
    var lastModified: String?
    /// How long the answer is good for, in seconds.
    var lasts: Double?
    var ttl: Double?
    var title: String?
    var entries: Int
    /// Entries whose pages would be got.
    var pages: Int
    /// Feeds that a page names.
    var feeds: [String]
    /// Whether robots.txt allows the first page, or why that is not known; absent without pages.
    var robots: String?

    /// Looks at an address.
    ///
    /// - Throws: ``DaemonError`` with one line if there is no document.
    init(_ word: String, _ settings: Settings) async throws(DaemonError) {
        let answer = try await WebArguments.get(
            word,
            accept: "application/atom+xml, application/rss+xml, application/feed+json, "
                + "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5", settings)
        let response = answer.response
        url = answer.address.text
        redirects = answer.hops.map { "\($0.status) \($0.address)" }
        contentType = response.headers["content-type"]
        bytes = response.body.count
        http = response.version
        remote = response.remote
        seconds = response.times.total.seconds
        entityTag = response.validators.entityTag.map { String(decoding: $0, as: UTF8.self) }
        lastModified = response.validators.lastModified.map { String(decoding: $0, as: UTF8.self) }
        lasts = CacheRules.freshness(response.headers, now: WallClock.seconds)?.seconds
        kind = .page
        entries = 0
        pages = 0
        feeds = []
        let first = read(response)
        if let first, pages > 0 { robots = await SourceProbe.robots(first, settings) }
    }

    /// Reads the document; gives the first page that it lists.
    private mutating func read(_ response: HTTPResponse) -> String? {
        if let feed = try? FeedReader.read(response.body, contentType: contentType, url: url) {
            kind = .feed
            title = feed.title?.line
            ttl = feed.ttl?.seconds
            entries = feed.entries.count
            pages = feed.entries.count { FeedEntryText.needsPage($0) }
            return feed.entries.lazy.compactMap(\.url).first
        }
        if let sitemap = try? SitemapReader.read(
            response.body, contentType: contentType, url: url),
            !sitemap.pages.isEmpty || !sitemap.sitemaps.isEmpty
        {
            kind = .sitemap
            entries = sitemap.pages.count + sitemap.sitemaps.count
            pages = sitemap.pages.count
            return sitemap.pages.first?.url
        }
        feeds = FeedDiscovery.links(in: response.body, contentType: contentType, base: url)
            .map(\.href)
        return nil
    }

    private static func robots(_ page: String, _ settings: Settings) async -> String? {
        guard let address = try? WebAddress(page),
            let file = try? WebAddress("/robots.txt", relativeTo: address),
            let client = try? settings.fetch.web.client()
        else { return nil }
        do throws(HTTPError) {
            let answer = try await client.follow(
                HTTPRequest(file, accept: "text/plain, */*;q=0.5"), redirects: RobotsRules.redirects
            )
            switch answer.response.status {
            case 200...299:
                let rules = RobotsRules(
                    answer.response.body, product: RobotsRules.productToken)
                return rules.allows(address.target) ? "allowed" : "disallowed"
            case 400...499 where answer.response.status != 429: return "allowed"
            case let status: return "not known: status \(status)"
            }
        } catch {
            return "not known: \(error)"
        }
    }
}
