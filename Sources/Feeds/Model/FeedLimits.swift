/// How much is taken from strangers.
public enum FeedLimits {
    /// Bytes of a feed or sitemap, after decompression. A sitemap may have 50 MiB by its protocol.
    public static let document = 52_428_800
    /// Entries of a feed.
    public static let entries = 10_000
    /// Pages of a sitemap, sitemaps of an index: the protocol's limit.
    public static let sitemapEntries = 50_000
    /// Elements inside each other.
    public static let depth = 256
    /// Attributes of an element.
    public static let attributes = 256
    /// Bytes of one text: a title, a content.
    public static let text = 8_388_608
    /// Bytes that all entities of a document expand to.
    public static let expansion = 1_048_576
    /// Entities that a document may declare.
    public static let entities = 1_000
    /// Links kept of a feed or an entry.
    public static let links = 200
    /// Outlines of an OPML file.
    public static let outlines = 100_000
    /// Bytes of an address.
    public static let url = 8_192
}
