import FoundationEssentials
import Messages
import Normalize
import TestSupport
import Testing

/// The pages of the development data, scored as `Benchmarks/pages.py` does.
@Suite("Real pages", .enabled(if: DevelopmentData.isPresent)) struct DevelopmentPagesTests {
    private struct Expected: Decodable, Sendable {
        var file: String
        var with: [String]
        var without: [String]
    }

    /// All of them, read once for both tests.
    private static let articles = Result { try read() }

    private static func read() throws -> [(expected: Expected, article: Article)] {
        let normalizer = try Normalizer.shipped()
        let list = try JSONDecoder().decode(
            [Expected].self, from: Data(try DevelopmentData.bytes("pages/expected.json")))
        return try list.map { expected in
            let bytes = try DevelopmentData.bytes("pages/\(expected.file)")
            return (expected, try normalizer.article(from: document(bytes, .html)))
        }
    }

    @Test("the text is found and what is around it is not: F1 of at least 0.95")
    func text() throws {
        var found = 0
        var missed = 0
        var wrong = 0
        for (expected, article) in try Self.articles.get() {
            for segment in expected.with {
                if article.text.contains(segment) { found += 1 } else { missed += 1 }
            }
            wrong += expected.without.count { article.text.contains($0) }
        }
        let f1 = Double(2 * found) / Double(2 * found + missed + wrong)
        #expect(f1 >= 0.95, "\(found) found, \(missed) missed, \(wrong) wrong")
    }

    @Test("the table of dates says what is read, and at least 95 of 100 are right")
    func dates() throws {
        let table = try String(
            contentsOf: URL(filePath: Repository.path("Benchmarks/page-dates.tsv")), encoding: .utf8
        )
        var rows: [String: [String]] = [:]
        for line in table.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t").map(String.init)
            rows[fields[0]] = fields
        }
        var right = 0
        var stated = 0
        for (expected, article) in try Self.articles.get() {
            let row = try #require(rows[expected.file])
            let info = article.info
            let read = info.publishedBasis == .stated ? info.published.day.description : "-"
            let isRight = read == row[1]
            #expect((row[2] == "right") == isRight, "\(expected.file): \(read) was read")
            if row[1] != "-" {
                stated += 1
                if isRight { right += 1 }
            }
        }
        #expect(right * 100 >= stated * 95)
    }
}
