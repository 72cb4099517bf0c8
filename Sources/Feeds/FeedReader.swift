/// Reads feeds of every format.
public enum FeedReader {
    /// The feed in `bytes`, which may be gzip.
    ///
    /// - Parameters:
    ///   - contentType: the Content-Type header it came with; it may state the encoding.
    ///   - url: where it was got; relative addresses are resolved against it.
    /// - Throws: ``FeedError`` if it is no feed. A feed that breaks the rules is read as far as it
    ///   makes sense.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil
    ) throws(FeedError) -> Feed {
        let bytes = try Gzip.unpacked(bytes, limit: FeedLimits.feed)
        let decoded = TextEncoding.decode(bytes, contentType: contentType)
        guard let first = decoded.bytes.first(where: { !Ascii.isSpace($0) }) else {
            throw FeedError(.empty, "there is nothing in it")
        }
        if first == UInt8(ascii: "{") { return try JSONFeed.read(decoded.bytes, url: url) }
        var builder = FeedBuilder(decoded, url: url)
        return try builder.build()
    }
}
