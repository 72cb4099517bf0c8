/// What Fetch hands on: the bytes of one article, and where, when and how they were got.
public struct RawDocument: Message {
    public static let schema = "chancery.raw-document/1"

    /// The source that took it in: `folder:/srv/news`, `stdin`, `intake`, `code`.
    public var source: String
    /// What the source calls it: the submitter's own id, a file name, a URL.
    public var item: String
    /// The submitter's own id, to be handed back as `article.id`; absent if it gave none.
    public var id: String?
    /// How to read the bytes.
    public var format: Format
    /// The address the article is published at.
    public var url: String?
    /// The title as the source states it.
    public var title: String?
    /// Who publishes it.
    public var publisher: String?
    /// When it was published, as the source states it.
    public var published: Timestamp?
    /// The language the source states, as an ISO 639-1 code.
    public var language: String?
    /// When Chancery took it in.
    public var fetched: Timestamp
    /// The document as it was got.
    public var body: [UInt8]

    /// How the bytes of a document are to be read.
    public enum Format: String, Codable, CaseIterable, Sendable {
        /// Plain text: paragraphs are separated by blank lines, or are single lines.
        case text
        /// An HTML page or fragment.
        case html
    }

    /// A document of `source`, all else given or absent.
    public init(
        source: String, item: String, id: String? = nil, format: Format, url: String? = nil,
        title: String? = nil, publisher: String? = nil, published: Timestamp? = nil,
        language: String? = nil, fetched: Timestamp, body: [UInt8]
    ) {
        self.source = source
        self.item = item
        self.id = id
        self.format = format
        self.url = url
        self.title = title
        self.publisher = publisher
        self.published = published
        self.language = language
        self.fetched = fetched
        self.body = body
    }

    /// The identity of this article on its whole way.
    public var taskID: TaskID { .derived(source: source, item: item, bytes: body) }

    public static let bodyLimit = Limits.document

    public mutating func adopt(body: [UInt8]) throws(MessageError) {
        guard body.count <= Limits.document else {
            throw MessageError(
                .tooLarge, at: "body",
                "the document has \(body.count) bytes, at most \(Limits.document) are taken")
        }
        self.body = body
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, source, item, id, format, url, title, publisher, published, language, fetched
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Self.schema)
        source = try fields.value(.source)
        item = try fields.value(.item)
        id = try fields.optional(.id)
        format = try fields.value(.format)
        url = try fields.optional(.url)
        title = try fields.optional(.title)
        publisher = try fields.optional(.publisher)
        published = try fields.optional(.published)
        language = try fields.optional(.language)
        fetched = try fields.value(.fetched)
        body = []
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(source, forKey: .source)
        try fields.encode(item, forKey: .item)
        try fields.encodeIfPresent(id, forKey: .id)
        try fields.encode(format, forKey: .format)
        try fields.encodeIfPresent(url, forKey: .url)
        try fields.encodeIfPresent(title, forKey: .title)
        try fields.encodeIfPresent(publisher, forKey: .publisher)
        try fields.encodeIfPresent(published, forKey: .published)
        try fields.encodeIfPresent(language, forKey: .language)
        try fields.encode(fetched, forKey: .fetched)
    }
}
