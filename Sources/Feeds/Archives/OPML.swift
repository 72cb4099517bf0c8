/// A list of subscriptions.
public struct OPML: Hashable, Sendable {
    /// The list's title.
    public var title: String?
    /// The feeds, in order.
    public var feeds: [Subscription]

    /// A feed in the list.
    public struct Subscription: Hashable, Sendable {
        /// The feed's address.
        public var url: String
        /// Its title.
        public var title: String?
        /// The page it belongs to.
        public var site: String?
        /// The outlines it stands in, from the outermost.
        public var folders: [String]

        /// A feed at `url`.
        public init(url: String, title: String? = nil, site: String? = nil, folders: [String] = [])
        {
            self.url = url
            self.title = title
            self.site = site
            self.folders = folders
        }
    }

    /// A list.
    public init(title: String? = nil, feeds: [Subscription] = []) {
        self.title = title
        self.feeds = feeds
    }
}
