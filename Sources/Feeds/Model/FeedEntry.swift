public import Messages

/// An entry of a feed: an article, or what announces one.
public struct FeedEntry: Hashable, Sendable {
    /// The headline.
    public var title: FeedText?
    /// The article's page.
    public var url: String?
    /// Its identifier, byte for byte.
    public var id: String?
    /// A short form of the article, or its beginning.
    public var summary: FeedText?
    /// The article itself, if the feed carries it.
    public var content: FeedText?
    /// Who wrote it.
    public var authors: [FeedPerson] = []
    /// When it was published.
    public var published: Timestamp?
    /// When it changed last.
    public var updated: Timestamp?
    /// The language it states.
    public var language: String?
    /// All its links, in order: alternates, enclosures, related pages.
    public var links: [FeedLink] = []

    /// An empty entry.
    public init() {}

    /// Who wrote it, in one line: names, else addresses, separated by commas.
    public var author: String? { FeedPerson.line(authors) }
}
