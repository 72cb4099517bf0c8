public import Messages

/// One entry of the event log: a revision of an event, as it was committed and is broadcast.
public struct LogEntry: Hashable, Sendable {
    /// The epoch it was committed in, as its JSON says. After a restore older than the log's own.
    public var epoch: String
    /// Its place in the log, from 1.
    public var sequence: Int64
    /// What happened.
    public var type: EventType
    /// Whether it happened.
    public var status: EventStatus
    /// The countries of all its actors, each once.
    public var countries: [String]
    /// The entities of all its actors, each once, as `LBY/GOV`.
    public var entities: [String]
    /// How likely the coding is right, 0 to 1.
    public var confidence: Double
    /// The event as JSON; see ``Event``.
    public var json: [UInt8]

    /// An entry; see the properties.
    public init(
        epoch: String, sequence: Int64, type: EventType, status: EventStatus = .occurred,
        countries: [String] = [], entities: [String] = [], confidence: Double = 1, json: [UInt8]
    ) {
        self.epoch = epoch
        self.sequence = sequence
        self.type = type
        self.status = status
        self.countries = countries
        self.entities = entities
        self.confidence = confidence
        self.json = json
    }

    /// The entry of a committed event.
    init(_ event: Event, epoch: String, sequence: Int64, json: [UInt8]) {
        let actors = event.sources + event.targets + event.mediators
        self.init(
            epoch: epoch, sequence: sequence, type: event.type, status: event.status,
            countries: Set(actors.compactMap(\.country)).sorted(),
            entities: Set(actors.compactMap(\.entity)).sorted(), confidence: event.confidence,
            json: json)
    }
}

/// What became of one article in a commit.
public struct LogReceipt: Hashable, Sendable {
    /// The answer to the article, the same each time it is asked.
    public var receipt: Receipt
    /// The entries this commit added; empty if the article had been answered before.
    public var entries: [LogEntry]

    /// A receipt; see the properties.
    public init(receipt: Receipt, entries: [LogEntry]) {
        self.receipt = receipt
        self.entries = entries
    }
}

/// Where the log begins and ends.
public struct LogBounds: Hashable, Sendable {
    /// The log's epoch.
    public var epoch: String
    /// The first sequence that can be read; one more than ``last`` if the log is empty.
    public var first: Int64
    /// The last sequence; 0 if nothing was ever committed.
    public var last: Int64

    /// Bounds; see the properties.
    public init(epoch: String, first: Int64, last: Int64) {
        self.epoch = epoch
        self.first = first
        self.last = last
    }
}

/// What the log holds.
public struct LogStatistics: Hashable, Sendable {
    /// Where the log begins and ends.
    public var bounds: LogBounds
    /// Entries held.
    public var entries: Int
    /// Bytes of JSON held.
    public var bytes: Int64
    /// Entries held by type; types without any are absent.
    public var types: [EventType: Int]
    /// Articles whose answer is remembered, by outcome.
    public var outcomes: [Outcome: Int]
}
