public import Messages

/// What a feed says about itself, and its entries.
public struct Feed: Hashable, Sendable {
    /// The format it is written in, as far as it can be told.
    public var format: Format
    /// Its name.
    public var title: FeedText?
    /// The page it belongs to.
    public var url: String?
    /// Its identifier, byte for byte.
    public var id: String?
    /// What it is about.
    public var summary: FeedText?
    /// Who wrote it.
    public var authors: [FeedPerson] = []
    /// When it changed last.
    public var updated: Timestamp?
    /// When it was published, if it says so apart from `updated`.
    public var published: Timestamp?
    /// The language it states, as it states it (`en-GB`).
    public var language: String?
    /// How long it asks to be left alone after a fetch.
    public var ttl: Duration?
    /// Hours of the day in UTC, 0 to 23, at which it asks not to be fetched.
    public var skipHours: Set<Int> = []
    /// Days of the week in UTC, 1 for Monday to 7 for Sunday, on which it asks not to be fetched.
    public var skipDays: Set<Int> = []
    /// All its links, in order, with absolute addresses where that can be done.
    public var links: [FeedLink] = []
    /// Its entries, in its own order.
    public var entries: [FeedEntry] = []
    /// Whether there was more than is read: too many entries, too deep, too large.
    public var isTruncated = false
    /// Whether it broke the rules of its syntax and was read all the same.
    public var isRepaired = false

    /// An empty feed.
    public init(format: Format = .rss) { self.format = format }

    /// The formats.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case rss
        case rdf
        case atom
        case json
    }

    /// WebSub hubs that announce its changes.
    public var hubs: [String] { links.filter { $0.rel == "hub" }.map(\.href) }

    /// The address under which it says it is to be fetched.
    public var selfURL: String? { links.first { $0.rel == "self" }?.href }

    /// The page after this one, of a feed in pages (RFC 5005).
    public var nextURL: String? { links.first { $0.rel == "next" }?.href }

    /// Who wrote it, in one line: names, else addresses, separated by commas.
    public var author: String? { FeedPerson.line(authors) }
}
