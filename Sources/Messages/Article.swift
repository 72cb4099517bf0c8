/// What Normalize hands on: clean paragraphs and what is known about the article.
public struct Article: Message {
    public static let schema = "chancery.article/1"

    /// What is known about the article.
    public var info: ArticleInfo
    /// The paragraphs, in order; they cover ``text`` but for the newlines between them.
    public var paragraphs: [Paragraph]
    /// Words in which letters of two scripts stand together, by where they stand; the text keeps
    /// them as they are.
    public var mixedWords: [Span] = []
    /// The outcome, if it is settled already (no article, unknown language); later stages then
    /// only hand it on.
    public var outcome: Outcome?
    /// The paragraphs joined by one newline. All offsets everywhere count its Unicode scalars.
    public var text: String

    /// A piece of the article.
    public struct Paragraph: Codable, Hashable, Sendable {
        /// What a paragraph is for.
        public enum Kind: String, Codable, CaseIterable, Sendable {
            case body, heading, quote, item
        }

        /// What the paragraph is for.
        public var kind: Kind
        /// Where it stands in the text.
        public var span: Span

        /// The paragraph of `kind` at `span`.
        public init(_ kind: Kind, _ span: Span) {
            self.kind = kind
            self.span = span
        }

        private enum CodingKeys: String, CodingKey, CaseIterable { case kind, span }

        public init(from decoder: any Decoder) throws {
            let fields = try StrictContainer<CodingKeys>(decoder)
            kind = try fields.value(.kind)
            span = try fields.value(.span)
        }
    }

    /// An article of `paragraphs`, joined into one text.
    public init(
        info: ArticleInfo, paragraphs pieces: [(kind: Paragraph.Kind, text: String)],
        outcome: Outcome? = nil
    ) {
        self.info = info
        self.outcome = outcome
        var paragraphs: [Paragraph] = []
        var position = 0
        for piece in pieces {
            let count = piece.text.scalarCount
            paragraphs.append(Paragraph(piece.kind, Span(position, position + count)))
            position += count + 1
        }
        self.paragraphs = paragraphs
        text = pieces.map(\.text).joined(separator: "\n")
    }

    public static let bodyLimit = Limits.articleText

    public var body: [UInt8] { Array(text.utf8) }

    public mutating func adopt(body: [UInt8]) throws(MessageError) {
        text = try Article.text(of: body)
        let count = text.scalarCount
        for (index, paragraph) in paragraphs.enumerated() where paragraph.span.end > count {
            throw MessageError(
                .invalidValue, at: "header.paragraphs[\(index)].span",
                "\(paragraph.span) ends outside the text of \(count) scalars")
        }
        for (index, span) in mixedWords.enumerated() where span.end > count {
            throw MessageError(
                .invalidValue, at: "header.mixedWords[\(index)]",
                "\(span) ends outside the text of \(count) scalars")
        }
    }

    /// The text a body holds, if it is valid UTF-8 within the limit.
    static func text(of body: [UInt8]) throws(MessageError) -> String {
        guard body.count <= Limits.articleText else {
            throw MessageError(.tooLarge, at: "body", "the text has \(body.count) bytes")
        }
        guard let text = String(validating: body, as: UTF8.self) else {
            throw MessageError(.invalidValue, at: "body", "the text is not UTF-8")
        }
        return text
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, info, paragraphs, mixedWords, outcome
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Self.schema)
        info = try fields.value(.info)
        paragraphs = try fields.value(.paragraphs)
        mixedWords = try fields.optional(.mixedWords) ?? []
        outcome = try fields.optional(.outcome)
        text = ""
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Self.schema, forKey: .schema)
        try fields.encode(info, forKey: .info)
        try fields.encode(paragraphs, forKey: .paragraphs)
        if !mixedWords.isEmpty { try fields.encode(mixedWords, forKey: .mixedWords) }
        try fields.encodeIfPresent(outcome, forKey: .outcome)
    }
}
