/// The sentence that states an event, and why it was coded as it was.
public struct Evidence: Codable, Hashable, Sendable {
    /// The sentence, verbatim.
    public var sentence: String
    /// The sentence's number in the article, from 0.
    public var sentenceIndex: Int
    /// Where the sentence starts in the article's text.
    public var offset: Int
    /// The words that tell the event.
    public var trigger: String
    /// Where they stand in the article's text.
    public var triggerSpan: Span
    /// The steps of the decision, for a person.
    public var explanation: [String]

    /// Evidence; see the properties.
    public init(
        sentence: String, sentenceIndex: Int, offset: Int, trigger: String, triggerSpan: Span,
        explanation: [String]
    ) {
        self.sentence = sentence
        self.sentenceIndex = sentenceIndex
        self.offset = offset
        self.trigger = trigger
        self.triggerSpan = triggerSpan
        self.explanation = explanation
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sentence, sentenceIndex, offset, trigger, triggerSpan, explanation
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        sentence = try fields.value(.sentence)
        sentenceIndex = try fields.value(.sentenceIndex)
        offset = try fields.value(.offset)
        trigger = try fields.value(.trigger)
        triggerSpan = try fields.value(.triggerSpan)
        explanation = try fields.value(.explanation)
        try fields.check(sentenceIndex, least: 0, .sentenceIndex)
        try fields.check(offset, least: 0, .offset)
    }
}

/// One place in one article that tells an event.
public struct EventMention: Codable, Hashable, Sendable {
    /// The article's id.
    public var article: String
    /// The sentence's number in the article, from 0.
    public var sentenceIndex: Int
    /// The sentence, verbatim.
    public var sentence: String
    /// The words that tell the event.
    public var trigger: String
    /// Where they stand in the article's text.
    public var triggerSpan: Span
    /// The status as told here.
    public var status: EventStatus

    /// A mention; see the properties.
    public init(
        article: String, sentenceIndex: Int, sentence: String, trigger: String,
        triggerSpan: Span, status: EventStatus
    ) {
        self.article = article
        self.sentenceIndex = sentenceIndex
        self.sentence = sentence
        self.trigger = trigger
        self.triggerSpan = triggerSpan
        self.status = status
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case article, sentenceIndex, sentence, trigger, triggerSpan, status
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        article = try fields.value(.article)
        sentenceIndex = try fields.value(.sentenceIndex)
        sentence = try fields.value(.sentence)
        trigger = try fields.value(.trigger)
        triggerSpan = try fields.value(.triggerSpan)
        status = try fields.value(.status)
        try fields.check(sentenceIndex, least: 0, .sentenceIndex)
    }
}

/// The article an event was found in, as subscribers see it.
public struct EventArticle: Codable, Hashable, Sendable {
    /// The submitter's own id, verbatim, or `ar1-` and the content hash.
    public var id: String
    /// The address it is published at.
    public var url: String?
    /// Its title.
    public var title: String?
    /// Who publishes it.
    public var publisher: String?
    /// When it was published; absent if nobody says.
    public var published: Timestamp?
    /// Its language, as an ISO 639-1 code.
    public var language: String
    /// The id of the first article that tells the same story in nearly the same words; absent if
    /// there is none in the log's window. Publish sets it.
    public var nearDuplicateOf: String?

    /// What subscribers see of an article.
    public init(_ info: ArticleInfo) {
        id = info.id
        url = info.url
        title = info.title
        publisher = info.publisher
        published = info.publishedBasis == .stated ? info.published : nil
        language = info.language
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, url, title, publisher, published, language, nearDuplicateOf
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        id = try fields.value(.id)
        url = try fields.optional(.url)
        title = try fields.optional(.title)
        publisher = try fields.optional(.publisher)
        published = try fields.optional(.published)
        language = try fields.value(.language)
        nearDuplicateOf = try fields.optional(.nearDuplicateOf)
    }
}
