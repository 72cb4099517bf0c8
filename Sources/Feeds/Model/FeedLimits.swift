/// How much is taken from strangers.
public enum FeedLimits {
    /// Bytes of a feed, after decompression.
    public static let feed = 16_777_216
    /// Bytes of a sitemap or a list, after decompression: the protocol's limit for sitemaps.
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
