import Messages

/// An article as `chancery article` prints it.
struct ArticleLine: Encodable {
    /// A paragraph with its words.
    struct Paragraph: Encodable {
        var kind: Article.Paragraph.Kind
        var span: Span
        var text: String
    }

    var file: String
    var id: String
    var url: String?
    var title: String?
    var byline: String?
    var publisher: String?
    var published: Timestamp?
    var updated: Timestamp?
    var dateline: String?
    var language: String
    var outcome: Outcome?
    var text: String
    var paragraphs: [Paragraph]
    var mixedWords: [Span]
    var contentHash: String
    var simHash: String
    var truncated: Bool

    /// The article that the file called `file` gave.
    init(_ file: String, _ article: Article) {
        let info = article.info
        // Paragraphs hold no newline, so the lines of the text are the paragraphs.
        let lines = article.text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        self.file = file
        id = info.id
        url = info.url
        title = info.title
        byline = info.byline
        publisher = info.publisher
        published = info.publishedBasis == .stated ? info.published : nil
        updated = info.updated
        dateline = info.dateline
        language = info.language
        outcome = article.outcome
        text = article.text
        paragraphs = zip(article.paragraphs, lines).map {
            Paragraph(kind: $0.kind, span: $0.span, text: String(Substring($1)))
        }
        mixedWords = article.mixedWords
        contentHash = info.contentHash
        simHash = info.simHash
        truncated = info.truncated
    }
}
