/// Reads sitemaps and sitemap indexes (sitemaps.org 0.9, the news extension), plain text lists of
/// addresses, all of them gzip or not.
public enum SitemapReader {
    /// The sitemap in `bytes`; `url` is where it was got.
    ///
    /// - Throws: ``FeedError`` if it is none.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil
    ) throws(FeedError) -> Sitemap {
        throw FeedError(.notAFeed, "no format is known yet")
    }
}
