public import Messages

// One valid value of every message, for any room's tests. `sample` has every field filled in;
// `smallest` has only what must be there. The story is invented.

extension ArticleInfo {
    /// Every field filled in.
    public static let sample = ArticleInfo(
        id: "a-17", source: "folder:/srv/news", url: "https://news.example/2031/a-17",
        title: "Norland asks Südland for talks", byline: "Mia Wren", publisher: "Example Wire",
        published: stamp("2031-03-04T06:12:09Z"), publishedBasis: .stated,
        updated: stamp("2031-03-04T08:12:09+02:00"), dateline: "Ærestad", language: "en",
        contentHash: Digest.hexadecimal(Digest.sha256(of: Array(Article.sampleText.utf8))),
        simHash: "0123456789abcdef", sketch: TextSketch(hashes: [1, 2 << 58, 3 << 59]),
        truncated: false, fetched: stamp("2031-03-04T06:20:00Z"))

    /// Only what must be there.
    public static let smallest = ArticleInfo(
        id: "ar1-0", source: "stdin", published: stamp("2031-03-04T06:20:00Z"),
        publishedBasis: .fetched, language: "und", contentHash: "00", simHash: "00",
        fetched: stamp("2031-03-04T06:20:00Z"))
}

extension RawDocument {
    /// Every field filled in.
    public static let sample = RawDocument(
        source: "folder:/srv/news", item: "a-17.html", id: "a-17", format: .html,
        url: "https://news.example/2031/a-17", title: "Norland asks Südland for talks",
        publisher: "Example Wire", published: stamp("2031-03-04"), language: "en",
        fetched: stamp("2031-03-04T06:20:00Z"), body: Array("<p>On Sunday …</p>".utf8))

    /// Only what must be there.
    public static let smallest = RawDocument(
        source: "stdin", item: "1", format: .text, fetched: stamp("2031-03-04T06:20:00Z"), body: [])
}

extension Article {
    /// The text of every sample: with letters beyond ASCII, so that wrong offsets show.
    public static let sampleText = """
        Norland asks Südland for talks
        On Sunday, the government of Norland called on Südland to open talks in Ærestad, \
        the Norland foreign minister said in a letter.
        """

    /// Every field filled in.
    public static let sample: Article = {
        let pieces = sampleText.split(separator: "\n").map(String.init)
        var article = Article(
            info: .sample, paragraphs: [(.heading, pieces[0]), (.body, pieces[1])],
            outcome: .noEvent)
        article.mixedWords = [Span(13, 20)]
        return article
    }()

    /// Only what must be there.
    public static let smallest = Article(info: .smallest, paragraphs: [])
}

extension Receipt {
    /// Every field filled in.
    public static let sample = Receipt(outcome: .events, committed: 2)
}

extension Span {
    /// Where `words` first stand in the text of the samples.
    public static func of(_ words: String) -> Span {
        let text = Array(Article.sampleText.unicodeScalars)
        let wanted = Array(words.unicodeScalars)
        for start in text.indices where text[start...].starts(with: wanted) {
            return Span(start, start + wanted.count)
        }
        preconditionFailure("the sample text has no “\(words)”")
    }
}

/// The timestamp written as `text`, which must be one.
public func stamp(_ text: String) -> Timestamp {
    guard let timestamp = Timestamp(text) else { preconditionFailure("\(text) is no timestamp") }
    return timestamp
}

/// The day written as `text`, which must be one.
public func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
}
