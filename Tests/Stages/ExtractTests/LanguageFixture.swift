import FoundationEssentials
import Knowledge
import Messages

/// The data directory of the package, read once, and articles made from plain text.
enum LanguageFixture {
    static let root = String(#filePath.split(separator: "Tests/Stages")[0])
    static let data = Result { try LanguageData.load(directory: root + "Data") }

    /// An article of paragraphs that blank lines divide.
    static func article(_ text: String, published: String = "2020-06-15") -> Article {
        let day = Timestamp(published) ?? Timestamp(Day(number: 18_000))
        let info = ArticleInfo(
            id: "a-1", source: "test", published: day, publishedBasis: .stated, language: "en",
            contentHash: "00", simHash: "00", fetched: day)
        var paragraphs: [(kind: Article.Paragraph.Kind, text: String)] = []
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) + [Substring()] {
            if line.allSatisfy({ $0.isWhitespace }) {
                if !lines.isEmpty { paragraphs.append((.body, lines.joined(separator: " "))) }
                lines = []
            } else {
                lines.append(line)
            }
        }
        return Article(info: info, paragraphs: paragraphs)
    }
}
