/// A link of a feed or an entry.
public struct FeedLink: Hashable, Sendable {
    /// What it is to its owner: `alternate`, `self`, `enclosure`, `hub`, …
    public var rel: String
    /// The address.
    public var href: String
    /// The media type it states.
    public var type: String?
    /// Its title.
    public var title: String?
    /// The size in bytes that it states.
    public var length: Int?

    /// A link.
    public init(
        rel: String = "alternate", href: String, type: String? = nil, title: String? = nil,
        length: Int? = nil
    ) {
        self.rel = rel
        self.href = href
        self.type = type
        self.title = title
        self.length = length
    }
}
