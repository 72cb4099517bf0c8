/// How often anybody is asked for anything: the manners of Fetch on the web.
public struct PollRules: Hashable, Sendable {
    /// Between two polls of a source at least, and at most if all goes well.
    public var shortest = Duration.seconds(15 * 60)
    public var longest = Duration.seconds(6 * 3600)
    /// Between two polls at least where the server gives nothing to ask conditionally with.
    public var unconditional = Duration.seconds(3600)
    /// Between two requests to a domain at least, and how many of them at a time.
    public var delay = Duration.seconds(2)
    public var perHost = 1
    /// Requests at a time, to all together.
    public var total = 16
    /// Whether robots.txt counts for feeds and sitemaps, too; for pages it always does.
    public var robotsForFeeds = false
    /// Redirects that are followed.
    public var redirects = 8
    /// Attempts at a page.
    public var attempts = 5
    /// With more entries waiting than this, nobody is polled.
    public var backlog = 2000
    /// Older pages of a sitemap are passed over.
    public var oldest = Duration.seconds(7 * 86_400)

    /// The defaults.
    public init() {}

    /// What a server asks for between two polls is honoured up to this.
    static let longestHonoured = Duration.seconds(86_400)
    /// So is Retry-After up to this.
    static let longestRetryAfter = Duration.seconds(2 * 86_400)
    /// So is a crawl-delay.
    static let longestCrawlDelay = Duration.seconds(120)
    /// Failing sources are asked once in this time, for ever.
    static let longestBackoff = Duration.seconds(86_400)
    /// How long a robots.txt is believed at least and at most, and for how long nothing is asked
    /// for where it cannot be got.
    static let robotsShortest = Duration.seconds(3600)
    static let robotsLongest = Duration.seconds(86_400)
    static let robotsError = Duration.seconds(3600)
    /// A domain that asks for patience and does not say how much gets so much at first.
    static let cooling = Duration.seconds(15 * 60)
    /// Polls in a row that must name the same new address before it is taken.
    static let movesBelieved = 3
    /// Failures in a row at the new address after which the old one is tried again.
    static let failuresBeforeReturning = 5
    /// An entry whose page could not be got is tried again after this, four times longer each time.
    static let pageRetry = Duration.seconds(5 * 60)
}
