import Glibc
import TestSupport
import Testing

@testable import chancery

@Suite("chancery feed", .timeLimit(.minutes(2 * Patience.factor))) struct FeedCommandTests {
    private func write(_ text: String, _ name: String, _ binary: Binary) throws -> String {
        let path = binary.folder.path(of: name)
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
        return path
    }

    private let rss = """
        <rss version="2.0"><channel><title>T</title><link>/</link><item><title>One</title>
        <link>/1</link><pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate></item></channel></rss>
        """

    @Test("prints a line of JSON for each file, in their order, with addresses made absolute")
    func json() async throws {
        let binary = try Binary()
        let first = try write(rss, "a.xml", binary)
        let second = try write(#"{"items": [], "title": "J"}"#, "b.json", binary)
        let result = try await binary.run(["feed", first, second, "--url", "https://h.example/f"])
        #expect(result.code == 0)
        #expect(result.errors == "")
        let lines = try result.output.split(separator: "\n").map {
            try JSONValue.parse(Array($0.utf8))
        }
        #expect(lines.count == 2)
        #expect(lines[0]["url"]?.text == "https://h.example/")
        let entry = try #require(lines[0]["entries"]?.entries.first)
        #expect(entry["url"]?.text == "https://h.example/1")
        #expect(entry["published"]?.text == "2004-01-01T19:48:21Z")
        // All that is known of when it changed is when it was published.
        #expect(entry["updated"]?.text == "2004-01-01T19:48:21Z")
        #expect(entry["summary"] == nil)
        #expect(lines[1]["title"]?.text == "J")
    }

    @Test("names in a line what it cannot read, prints the rest, and ends with the code for it")
    func faults() async throws {
        let binary = try Binary()
        let good = try write(rss, "a.xml", binary)
        let page = try write("<html></html>", "page.html", binary)
        let bad = try await binary.run(["feed", page, good])
        #expect(bad.code == 65)
        #expect(bad.errors == "chancery feed: \(page): this is a page, not a feed\n")
        #expect(bad.output.split(separator: "\n").count == 1)
        let missing = try await binary.run(["feed", page, "/no/such/file", good])
        #expect(missing.code == 66)
        #expect(missing.errors.split(separator: "\n").count == 2)
        #expect(missing.output.split(separator: "\n").count == 1)
        let address = try await binary.run(["feed", "https://10.0.0.1/feed"])
        #expect(address.code == 66)
        #expect(address.errors.contains("10.0.0.1, a private address"), "\(address.errors)")
    }

    @Test("prints a table for people, and reads standard input")
    func table() async throws {
        let binary = try Binary()
        let path = try write(rss, "a.xml", binary)
        let result = try await binary.run(["feed", "-", "--format", "table"], input: path)
        #expect(result.output.contains("2004-01-01T19:48:21Z  One"))
    }

    @Test(
        "finds in real feeds what they say must be found, in 98 of 100 cases",
        .enabled(if: DevelopmentData.isPresent, "there is no development data here"),
        .enabled(if: access("/usr/bin/python3", X_OK) == 0, "there is no Python here"))
    func cases() async throws {
        let result = try await Binary().run(
            [
                Repository.path("Benchmarks/feeds.py"), "score", DevelopmentData.path("feeds"),
                "--binary", Binary.path, "--minimum", "0.98",
            ], program: "/usr/bin/python3")
        #expect(result.code == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("of 172"), "\(result.output)")
    }
}
