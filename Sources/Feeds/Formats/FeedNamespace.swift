/// The vocabularies that feeds draw on.
enum FeedNamespace: Hashable {
    /// RSS of all versions and Atom of both; also no namespace, and the one of the root element.
    case core
    case dublinCore, dublinCoreTerms
    case content, media, xhtml, itunes, syndication, feedBurner, rdf
    case unknown

    /// The vocabulary with the name `uri`.
    init(uri: String) {
        let uri = uri.lowercased()
        // Names that are written with and without their last character.
        let key = uri.hasSuffix("/") || uri.hasSuffix("#") ? String(uri.dropLast()) : uri
        self = Self.uris[key] ?? (Self.isCore(key) ? .core : .unknown)
    }

    /// The vocabulary that a prefix nobody declared stands for by custom.
    init(undeclared prefix: String) { self = Self.prefixes[prefix] ?? .unknown }

    private static func isCore(_ uri: String) -> Bool {
        uri.isEmpty || uri == "http://www.w3.org/2005/atom" || uri.hasPrefix("http://purl.org/atom")
            || uri.hasPrefix("http://purl.org/rss/1.0") && !uri.contains("/modules/")
            || uri.hasPrefix("http://purl.org/net/rss1.1")
            || uri.hasPrefix("http://purl.org/rss/1.0/modules/rss091")
            || uri.hasPrefix("http://my.netscape.com/rdf")
            || uri.hasPrefix("http://channel.netscape.com/rdf")
            || uri.hasPrefix("http://backend.userland.com")
            || uri.hasPrefix("http://blogs.law.harvard.edu/tech/rss")
    }

    private static let uris: [String: FeedNamespace] = [
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/elements/1.0":
            .dublinCore, "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://search.yahoo.com/mrss": .media, "http://www.w3.org/1999/xhtml": .xhtml,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://example.com/dtds/podcast-1.0.dtd": .itunes,
        "http://purl.org/rss/1.0/modules/syndication": .syndication,
        "http://rssnamespace.org/feedburner/ext/1.0": .feedBurner,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    ]

    private static let prefixes: [String: FeedNamespace] = [
        "dc": .dublinCore, "dcterms": .dublinCoreTerms, "content": .content, "media": .media,
        "xhtml": .xhtml, "itunes": .itunes, "sy": .syndication, "feedburner": .feedBurner,
        "rdf": .rdf, "atom": .core, "atom10": .core, "rss": .core,
    ]
}
