/// A source on the web, as it was named.
public struct WebSourceRecord: Hashable, Sendable {
    /// What is at its address.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case feed, page, sitemap
    }

    /// Who named it.
    public enum Origin: String, Hashable, Sendable, CaseIterable {
        /// The configuration.
        case configuration
        /// `chancery sources add`.
        case command
        /// A sitemap index.
        case index
        /// The command line of this run.
        case once
    }

    /// Where the text of its entries is taken from.
    public enum Text: String, Hashable, Sendable, CaseIterable {
        /// From the feed if it has all of it, else from the page.
        case auto
        /// From the feed, whatever it has.
        case feed
        /// From the page.
        case page
    }

    /// What is at its address.
    public var kind: Kind
    /// Its address, as it was given.
    public var url: String
    /// Who named it.
    public var origin: Origin
    /// The sitemap index it stands in.
    public var parent: Int64?
    /// Who publishes what it lists, if that does not say.
    public var publisher: String?
    /// Where the text is taken from.
    public var text: Text

    /// A source.
    public init(
        kind: Kind, url: String, origin: Origin, parent: Int64? = nil, publisher: String? = nil,
        text: Text = .auto
    ) {
        self.kind = kind
        self.url = url
        self.origin = origin
        self.parent = parent
        self.publisher = publisher
        self.text = text
    }
}

/// How it went with a source so far, and when it is asked again. Times are seconds since 1970.
public struct PollRecord: Hashable, Sendable {
    /// Its address now: it may have moved for good.
    public var current: String
    /// `ETag` and `Last-Modified` as they were sent, and the address they are for.
    public var entityTag: [UInt8]?
    public var lastModified: [UInt8]?
    public var validatorsFor: String?
    /// A digest of the last body.
    public var digest: [UInt8]?
    /// Between two polls, in seconds, as far as that is up to us; 0 before the first.
    public var interval: Double = 0
    /// How long it asks to be left alone, in seconds; 0 if it does not.
    public var ttl: Double = 0
    /// How long its last answer was good for, in seconds, as HTTP says it; 0 if it did not.
    public var lasts: Double = 0
    /// Hours, 0 to 23, and days, 1 for Monday to 7, in UTC, at which it asks to be left alone.
    public var skipHours: Set<Int> = []
    public var skipDays: Set<Int> = []
    /// When it is to be asked again.
    public var due: Int64 = 0
    /// Polls that failed one after the other.
    public var failures = 0
    /// Where it says that it has moved for good, and how often it has said so.
    public var moveTarget: String?
    public var moves = 0
    /// When it said that it is gone for good; nil if it has not.
    public var retired: Int64?
    /// When it was asked last, and when with success.
    public var polled: Int64?
    public var succeeded: Int64?
    /// What came of the last poll, for a person.
    public var message = ""
    /// What it calls itself.
    public var title: String?

    /// A source at `current` that was never asked.
    public init(current: String) { self.current = current }
}

/// A source with its number and its history.
public struct StoredSource: Hashable, Sendable {
    /// Its number.
    public var id: Int64
    /// The source.
    public var source: WebSourceRecord
    /// Its history.
    public var poll: PollRecord
    /// Entries of it that are known, and those of them that wait.
    public var entries = 0
    public var pending = 0

    /// A source called `id`.
    public init(id: Int64, source: WebSourceRecord, poll: PollRecord) {
        self.id = id
        self.source = source
        self.poll = poll
    }
}
