import FoundationEssentials
import Messages
import Normalize
import TestSupport
import Testing

@Suite(.enabled(if: DevelopmentData.isPresent, "there is no development data here"))
struct RealArticleTests {
    private struct Line: Decodable {
        var id: String
        var published: Timestamp
        var text: String
    }

    private struct Expectation: Decodable {
        var file: String
        var with: [String]
        var without: [String]
    }

    @Test("sixty news articles are English and normalise to themselves")
    func news() throws {
        let lines = try DevelopmentData.bytes("articles/news-2016-2019.jsonl").split(separator: 10)
        #expect(lines.count == 60)
        for line in lines {
            let stated = try JSONDecoder().decode(Line.self, from: Data(line))
            let article = try Normalizer.shipped().article(
                from: document(Array(stated.text.utf8), published: stated.published, id: stated.id))
            #expect(article.info.language == "en")
            #expect(article.outcome == nil)
            #expect(article.info.published == stated.published)
            #expect(article.info.title == nil)
            let again = try Normalizer.shipped().article(from: document(article.body))
            #expect(again.text == article.text)
        }
    }

    @Test("an untidy article keeps its paragraphs and headings")
    func untidy() throws {
        let name = try #require(
            DevelopmentData.names(in: "articles").first { $0.hasPrefix("000_") })
        let bytes = try DevelopmentData.bytes("articles/" + name)
        let article = try Normalizer.shipped().article(from: document(bytes))
        let headings = article.outline.filter { $0.hasPrefix("heading: ") }
        #expect(headings == ["heading: Diplomatic moves", "heading: Paris is angry"])
        let body = zip(article.paragraphs, article.texts).filter { $0.0.kind == .body }.map(\.1)
        // A full stop before a space, a quotation mark or the end.
        let sentences = body.map { text in
            text.split(separator: ". ").count
        }.reduce(0, +)
        #expect(sentences == 14)
        #expect(article.text.contains("Çavuşoغلlu"))
        #expect(article.info.language == "en")
        #expect(article.outcome == nil)
        #expect(article.info.title == nil)
    }

    @Test("real pages give most of what belongs to them and little of what does not")
    func pages() throws {
        let expected = try JSONDecoder().decode(
            [Expectation].self,
            from: Data(DevelopmentData.bytes("pages/expected.json")))
        var (found, missed, wrong) = (0, 0, 0)
        for expectation in expected {
            let article = try Normalizer.shipped().article(
                from: document(DevelopmentData.bytes("pages/" + expectation.file), .html))
            let text = Self.folded(article.text)
            for piece in expectation.with {
                if text.contains(Self.folded(piece)) { found += 1 } else { missed += 1 }
            }
            for piece in expectation.without where text.contains(Self.folded(piece)) { wrong += 1 }
        }
        let precision = Double(found) / Double(found + wrong)
        let recall = Double(found) / Double(found + missed)
        #expect(
            2 * precision * recall / (precision + recall) > 0.9,
            "precision \(precision), recall \(recall)")
    }

    private static func folded(_ text: String) -> String {
        text.split { $0 == " " || $0.isNewline || $0 == "\u{A0}" }.joined(separator: " ")
    }
}
