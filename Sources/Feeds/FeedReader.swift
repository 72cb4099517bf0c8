/// Reads feeds of every format.
public enum FeedReader {
    /// The feed in `bytes`.
    ///
    /// - Parameters:
    ///   - contentType: the Content-Type header it came with; it may state the encoding.
    ///   - url: where it was got; relative addresses are resolved against it.
    /// - Throws: ``FeedError`` if it is no feed. A feed that breaks the rules is read as far as it
    ///   makes sense.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil
    ) throws(FeedError) -> Feed {
        throw FeedError(.notAFeed, "no format is known yet")
    }
}
