// Where articles come from: everything under `fetch:`.
extension Settings {
    /// `fetch:`
    public struct Fetch: Equatable, Sendable {
        /// Watched folders.
        public var folders: [Folder] = []
        /// Feeds, pages that are watched, and sitemaps.
        public var feeds: [WebSource] = []
        public var pages: [WebSource] = []
        public var sitemaps: [WebSource] = []
        /// How the web is asked.
        public var web = Web()
        /// The socket that takes articles from other programs.
        public var intake: Intake

        /// Only the intake.
        public init(intake: Intake) { self.intake = intake }
    }

    /// One of `fetch.feeds:`, `fetch.pages:` and `fetch.sitemaps:`
    public struct WebSource: Equatable, Sendable {
        /// Where the text of entries is taken from.
        public enum Text: String, CaseIterable, Sendable {
            /// From the feed if it has all of it, else from the page.
            case auto
            /// From the feed, whatever it has.
            case feed
            /// From the page.
            case page
        }

        /// Its address.
        public var url: String
        /// Who publishes what it lists; nil if that says it.
        public var publisher: String?
        /// Where the text of entries is taken from.
        public var text: Text

        /// A source at `url`.
        public init(url: String, publisher: String? = nil, text: Text = .auto) {
            self.url = url
            self.publisher = publisher
            self.text = text
        }
    }

    /// `fetch.web:`
    public struct Web: Equatable, Sendable {
        /// How whoever runs the servers can reach whoever runs this.
        public var contact: String?
        /// Between two polls of a source at least, and at most while all goes well.
        public var shortest = Duration.seconds(15 * 60)
        public var longest = Duration.seconds(6 * 3600)
        /// Between two requests to a domain at least.
        public var delay = Duration.seconds(2)
        /// Requests to a domain at a time.
        public var perDomain = 1
        /// Requests at a time.
        public var connections = 16
        /// For one request at most.
        public var timeout = Duration.seconds(30)
        /// Redirects that are followed.
        public var redirects = 8
        /// Pages of a sitemap that are older are passed over.
        public var oldest = Duration.seconds(7 * 86_400)
        /// Whether robots.txt counts for feeds and sitemaps, too.
        public var robotsForFeeds = false
        /// A proxy; nil for none.
        public var proxy: String?
        /// Addresses that may be connected to though they are not of the public internet.
        public var allow: [AddressBlock] = []

        /// The defaults.
        public init() {}
    }

    /// One of `fetch.web.allow:`
    public struct AddressBlock: Equatable, Sendable {
        /// `10.0.0.0/8`, or a single address.
        public var range: String

        /// A block of addresses.
        public init(range: String) { self.range = range }
    }

    /// One of `fetch.folders:`
    public struct Folder: Equatable, Sendable {
        /// The folder.
        public var path: String
        /// Who publishes what lies there; nil if the documents say it.
        public var publisher: String?
        /// Which files count, by name.
        public var pattern: String

        /// A watched folder.
        public init(path: String, publisher: String? = nil, pattern: String = "*") {
            self.path = path
            self.publisher = publisher
            self.pattern = pattern
        }
    }

    /// `fetch.intake:`
    public struct Intake: Equatable, Sendable {
        /// Whether it is open.
        public var enabled = true
        /// Where it is.
        public var endpoint: String
    }
}
