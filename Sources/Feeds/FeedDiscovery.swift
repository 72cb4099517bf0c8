/// Finds the feeds that a page names.
public enum FeedDiscovery {
    /// The feeds that the page `bytes`, got at `base`, names by `link rel="alternate"`, the most
    /// likely first, each once.
    public static func links(
        in bytes: [UInt8], contentType: String? = nil, base: String?
    ) -> [FeedLink] {
        []
    }
}
