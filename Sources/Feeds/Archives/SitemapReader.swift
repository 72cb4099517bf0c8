internal import Messages

/// Reads sitemaps and sitemap indexes (sitemaps.org 0.9, Google's news extension), and plain lists
/// of addresses, one a line; all of them gzip or not.
public enum SitemapReader {
    /// The sitemap in `bytes`.
    ///
    /// - Parameters:
    ///   - contentType: the Content-Type header it came with; it may state the encoding.
    ///   - url: where it was got; relative addresses are resolved against it.
    /// - Throws: ``FeedError`` if it is none.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil
    ) throws(FeedError) -> Sitemap {
        let bytes = try Gzip.unpacked(bytes, limit: FeedLimits.document)
        let decoded = TextEncoding.decode(bytes, contentType: contentType)
        guard let first = decoded.bytes.first(where: { !Ascii.isSpace($0) }) else {
            throw FeedError(.empty, "there is nothing in it")
        }
        if first == UInt8(ascii: "<") {
            var builder = SitemapBuilder(decoded.bytes, url: url)
            return try builder.build()
        }
        return try list(decoded.bytes)
    }

    /// A list of addresses, one a line.
    private static func list(_ bytes: [UInt8]) throws(FeedError) -> Sitemap {
        var sitemap = Sitemap()
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let text = Ascii.trimmed(String(decoding: line.prefix(FeedLimits.url), as: UTF8.self))
            guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
                if sitemap.pages.isEmpty, !text.isEmpty { break }
                continue
            }
            guard sitemap.pages.count < FeedLimits.sitemapEntries else {
                sitemap.isTruncated = true
                break
            }
            sitemap.pages.append(Sitemap.Page(url: text))
        }
        guard !sitemap.pages.isEmpty else {
            throw FeedError(.notAFeed, "this is neither a sitemap nor a list of addresses")
        }
        return sitemap
    }
}
