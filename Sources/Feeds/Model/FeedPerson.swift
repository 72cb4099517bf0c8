/// Somebody who wrote something, as far as a feed says who.
public struct FeedPerson: Hashable, Sendable {
    public var name: String?
    public var email: String?
    public var url: String?

    /// Somebody.
    public init(name: String? = nil, email: String? = nil, url: String? = nil) {
        self.name = name
        self.email = email
        self.url = url
    }
}
