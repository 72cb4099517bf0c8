internal import Knowledge
public import Messages

extension Extractor {
    /// The places that `text` of `day` names; a text without a verb may be only the name of one. A newline
    /// divides paragraphs; spans count from the beginning of `text`.
    public func places(in text: String, on day: Day) -> [PlaceMention] {
        candidates(text, on: day, as: .placeName).places
    }

    /// The dates that `text` tells, counted from the day it was published.
    public func dates(in text: String, published day: Day) -> [DateMention] {
        candidates(text, on: day, as: .phrase).dates
    }

    private func candidates(
        _ text: String, on day: Day, as kind: SentenceView.Kind
    ) -> Candidates {
        let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false)
        let article = Article(paragraphs.map(String.init), on: day)
        do {
            return try read(article, as: kind) { _, _, _ in }
        } catch {
            preconditionFailure("nothing in it throws: there is no task to give up")
        }
    }
}

extension Article {
    /// An article that is only its text, of a day.
    init(_ paragraphs: [String], on day: Day) {
        let stamp = Timestamp(day)
        self.init(
            info: ArticleInfo(
                id: "", source: "", published: stamp, publishedBasis: .stated, language: "en",
                contentHash: "", simHash: "", fetched: stamp),
            paragraphs: paragraphs.map { (.body, $0) })
    }
}
