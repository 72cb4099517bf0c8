/// An entry as a source lists it, with what would make a document of it.
public struct ListedEntry: Hashable, Sendable {
    /// What it is called, for ever: 16 bytes.
    public var key: [UInt8]
    /// What it says now: 16 bytes that are others when it changes.
    public var fingerprint: [UInt8]
    /// Whether its page is to be got; else the body is all.
    public var needsPage: Bool
    /// Whether it is only to be remembered.
    public var isPassed = false
    /// What the source calls it.
    public var item: String
    /// The page.
    public var url: String?
    public var title: String?
    public var publisher: String?
    public var published: String?
    public var language: String?
    /// What the source itself has of the text.
    public var body: [UInt8]
    /// Whether that is HTML.
    public var isHTML: Bool

    /// An entry; see the properties.
    public init(
        key: [UInt8], fingerprint: [UInt8], needsPage: Bool, item: String, url: String? = nil,
        title: String? = nil, publisher: String? = nil, published: String? = nil,
        language: String? = nil, body: [UInt8] = [], isHTML: Bool = false
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.needsPage = needsPage
        self.item = item
        self.url = url
        self.title = title
        self.publisher = publisher
        self.published = published
        self.language = language
        self.body = body
        self.isHTML = isHTML
    }
}

/// An entry that waits to be brought.
public struct PendingEntry: Hashable, Sendable {
    /// Its number.
    public var id: Int64
    /// The source that lists it.
    public var source: Int64
    /// Its page, if that is to be got.
    public var page: String?
    /// When that is to be tried, in seconds since 1970.
    public var due: Int64
    /// How often it was tried.
    public var attempts: Int
}

/// How the way of an entry ended.
public enum EntryState: String, Hashable, Sendable, CaseIterable {
    /// It waits.
    case pending
    /// It is in the journal.
    case accepted
    /// It was there before.
    case known
    /// It will never be taken.
    case refused
    /// It could not be got.
    case failed
    /// It was there before we came.
    case passed
}

/// What became of the entries that a poll listed.
public struct PollCommit: Hashable, Sendable {
    /// Entries that are to be brought now, new ones and changed ones.
    public var pending: [PendingEntry] = []
    /// How many were never seen before.
    public var new = 0
    /// How many were seen and have changed.
    public var changed = 0
}
