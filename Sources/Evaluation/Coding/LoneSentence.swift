public import Messages
internal import Ontology

extension Article {
    /// An article that is a text of unknown origin.
    ///
    /// Nothing says when it was published, and a coder takes what lies far back for history. The
    /// end of the latest month or year that the text names stands in, else the day `today`.
    public static func lone(_ text: String, today: Day) -> Article {
        let day = Self.latest(in: text, before: today) ?? today
        let published = Timestamp(day)
        let info = ArticleInfo(
            id: "sentence", source: "evaluate", published: published, publishedBasis: .stated,
            language: "en", contentHash: "", simHash: "", fetched: published)
        return Article(info: info, paragraphs: [(.body, text)])
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    /// The last day of the latest month or year named in `text`, if it is past.
    private static func latest(in text: String, before today: Day) -> Day? {
        let words = Words(ScalarText(text)).texts
        var latest: Day?
        for (index, word) in words.enumerated() {
            guard word.utf8.count == 4, let year = Int(word), (1900...2100).contains(year) else {
                continue
            }
            // "May 2017", "May 3, 2017", "3 May 2017".
            let month = words[max(0, index - 2)..<index].reversed().lazy.compactMap { word in
                word.utf8.count >= 3 ? months.firstIndex { $0.hasPrefix(word) } : nil
            }.first.map { $0 + 1 }
            let next = month.map { $0 == 12 ? (year + 1, 1) : (year, $0 + 1) } ?? (year + 1, 1)
            guard let following = Day(year: next.0, month: next.1, day: 1) else { continue }
            let end = Day(number: following.number - 1)
            if end < today, latest.map({ $0 < end }) ?? true { latest = end }
        }
        return latest
    }
}
