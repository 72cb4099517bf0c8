public import Messages

/// A sitemap, or an index of sitemaps: either list may be empty.
public struct Sitemap: Hashable, Sendable {
    /// The pages it lists.
    public var pages: [Page] = []
    /// The sitemaps it lists, if it is an index.
    public var sitemaps: [Reference] = []
    /// Whether there was more than is read.
    public var isTruncated = false

    /// An empty sitemap.
    public init() {}

    /// A page.
    public struct Page: Hashable, Sendable {
        /// Its address.
        public var url: String
        /// When it changed last.
        public var modified: Timestamp?
        /// The headline, by the news extension.
        public var title: String?
        /// When it was published, by the news extension.
        public var published: Timestamp?
        /// Who publishes it, by the news extension.
        public var publisher: String?
        /// The language, by the news extension.
        public var language: String?

        /// A page at `url`.
        public init(url: String) { self.url = url }
    }

    /// Another sitemap.
    public struct Reference: Hashable, Sendable {
        /// Its address.
        public var url: String
        /// When it changed last.
        public var modified: Timestamp?

        /// A sitemap at `url`.
        public init(url: String, modified: Timestamp? = nil) {
            self.url = url
            self.modified = modified
        }
    }
}
