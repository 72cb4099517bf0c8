/// What Classify hands on: the article's events, and how it ended.
public struct CodedArticle: Message {
    public static let schema = "chancery.coded-article/1"

    /// What is known about the article.
    public var info: ArticleInfo
    /// How the article ended, as far as Classify can tell.
    public var outcome: Outcome
    /// Its events, none of them committed yet.
    public var events: [Event]

    /// A coded article of `events`.
    public init(info: ArticleInfo, outcome: Outcome, events: [Event] = []) {
        self.info = info
        self.outcome = outcome
        self.events = events
    }

    public var body: [UInt8] { [] }

    public mutating func adopt(body: [UInt8]) throws(MessageError) {
        guard body.isEmpty else { throw MessageError(.invalidValue, at: "body", "not empty") }
        guard (outcome == .events) == !events.isEmpty else {
            throw MessageError(
                .invalidValue, at: "header.outcome",
                "\(outcome.rawValue) does not fit \(events.count) events")
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case schema, info, outcome, events }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Self.schema)
        info = try fields.value(.info)
        outcome = try fields.value(.outcome)
        events = try fields.value(.events)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(info, forKey: .info)
        try fields.encode(outcome, forKey: .outcome)
        try fields.encode(events, forKey: .events)
    }
}

/// What Publish reports at the very end: how the article ended.
public struct Receipt: Message {
    public static let schema = "chancery.receipt/1"

    /// How the article ended.
    public var outcome: Outcome
    /// Revisions this article added to the log.
    public var committed: Int

    /// The receipt of an article that ended with `outcome`.
    public init(outcome: Outcome, committed: Int) {
        self.outcome = outcome
        self.committed = committed
    }

    public var body: [UInt8] { [] }

    public mutating func adopt(body: [UInt8]) throws(MessageError) {
        guard body.isEmpty else { throw MessageError(.invalidValue, at: "body", "not empty") }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case schema, outcome, committed }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Self.schema)
        outcome = try fields.value(.outcome)
        committed = try fields.value(.committed)
        try fields.check(committed, least: 0, .committed)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(outcome, forKey: .outcome)
        try fields.encode(committed, forKey: .committed)
    }
}
