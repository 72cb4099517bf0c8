/// What is known about an article besides its text. It travels with the article to the end.
public struct ArticleInfo: Codable, Hashable, Sendable {
    /// The submitter's own id, verbatim, or `ar1-` and the content hash.
    public var id: String
    /// Where it came from, as in ``RawDocument/source``.
    public var source: String
    /// The address it is published at.
    public var url: String?
    /// Its title.
    public var title: String?
    /// Who wrote it, as printed.
    public var byline: String?
    /// Who publishes it.
    public var publisher: String?
    /// When it was published; the fetch time if nobody says.
    public var published: Timestamp
    /// Who says when it was published.
    public var publishedBasis: PublishedBasis
    /// When it was last changed, if stated.
    public var updated: Timestamp?
    /// The place its dateline names, as printed.
    public var dateline: String?
    /// Its language, as an ISO 639-1 code; `und` if it could not be told.
    public var language: String
    /// SHA-256 over the text, in hexadecimal: equal for equal text, wherever it came from.
    public var contentHash: String
    /// A 64-bit similarity hash in hexadecimal: few bits differ between similar texts.
    public var simHash: String
    /// What is left of the text to compare it with others; absent if its maker gives none.
    public var sketch: TextSketch?
    /// Whether the text was longer than the limit and cut at a paragraph.
    public var truncated: Bool
    /// When Chancery took it in.
    public var fetched: Timestamp

    /// Who says when an article was published.
    public enum PublishedBasis: String, Codable, CaseIterable, Sendable {
        /// Its source or its own text.
        case stated
        /// Nobody; the time it was taken in stands in.
        case fetched
    }

    /// An article's description; see the properties.
    public init(
        id: String, source: String, url: String? = nil, title: String? = nil,
        byline: String? = nil, publisher: String? = nil, published: Timestamp,
        publishedBasis: PublishedBasis, updated: Timestamp? = nil, dateline: String? = nil,
        language: String, contentHash: String, simHash: String, sketch: TextSketch? = nil,
        truncated: Bool = false, fetched: Timestamp
    ) {
        self.id = id
        self.source = source
        self.url = url
        self.title = title
        self.byline = byline
        self.publisher = publisher
        self.published = published
        self.publishedBasis = publishedBasis
        self.updated = updated
        self.dateline = dateline
        self.language = language
        self.contentHash = contentHash
        self.simHash = simHash
        self.sketch = sketch
        self.truncated = truncated
        self.fetched = fetched
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, source, url, title, byline, publisher, published, publishedBasis, updated
        case dateline, language, contentHash, simHash, sketch, truncated, fetched
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        id = try fields.value(.id)
        source = try fields.value(.source)
        url = try fields.optional(.url)
        title = try fields.optional(.title)
        byline = try fields.optional(.byline)
        publisher = try fields.optional(.publisher)
        published = try fields.value(.published)
        publishedBasis = try fields.value(.publishedBasis)
        updated = try fields.optional(.updated)
        dateline = try fields.optional(.dateline)
        language = try fields.value(.language)
        contentHash = try fields.value(.contentHash)
        simHash = try fields.value(.simHash)
        let written: String? = try fields.optional(.sketch)
        if let written {
            guard let sketch = TextSketch(written) else {
                throw fields.reject(.sketch, "not 256 hexadecimal digits")
            }
            self.sketch = sketch
        }
        truncated = try fields.value(.truncated)
        fetched = try fields.value(.fetched)
    }
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(source, forKey: .source)
        try fields.encodeIfPresent(url, forKey: .url)
        try fields.encodeIfPresent(title, forKey: .title)
        try fields.encodeIfPresent(byline, forKey: .byline)
        try fields.encodeIfPresent(publisher, forKey: .publisher)
        try fields.encode(published, forKey: .published)
        try fields.encode(publishedBasis, forKey: .publishedBasis)
        try fields.encodeIfPresent(updated, forKey: .updated)
        try fields.encodeIfPresent(dateline, forKey: .dateline)
        try fields.encode(language, forKey: .language)
        try fields.encode(contentHash, forKey: .contentHash)
        try fields.encode(simHash, forKey: .simHash)
        try fields.encodeIfPresent(sketch?.text, forKey: .sketch)
        try fields.encode(truncated, forKey: .truncated)
        try fields.encode(fetched, forKey: .fetched)
    }
}
