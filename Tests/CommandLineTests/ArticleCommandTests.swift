import FoundationEssentials
import TestSupport
import Testing

@Suite("chancery article", .timeLimit(.minutes(2 * Patience.factor))) struct ArticleCommandTests {
    private static let html = """
        <html lang=en><head><title>Talks end</title><meta name=author content="Ana Roe">
        <meta property="article:published_time" content="2026-03-03T10:15:00+01:00"></head>
        <body><nav><a href=/>Home</a></nav><h1>Talks end</h1>
        <p>The talks in Oslo ended on Monday without an agreement, the ministry said.</p>
        <p>The parties will meet again in the spring of the year, it was said.</p></body></html>
        """
    private static let text = """
        Talks end
        The talks in Oslo ended on Monday without an agreement, the ministry said.
        The parties will meet again in the spring of the year, it was said.
        """

    private func run(_ arguments: [String], _ binary: Binary) async throws -> Binary.Result {
        try await binary.run(
            ["article", "--data", Repository.path("Data")] + arguments)
    }

    @Test("several files give JSON Lines in their order, and one that is missing is named")
    func lines() async throws {
        let binary = try Binary()
        let page = binary.folder.path(of: "page.html")
        let plain = binary.folder.path(of: "plain.txt")
        try Data(Self.html.utf8).write(to: URL(filePath: page))
        try Data("Nothing here.".utf8).write(to: URL(filePath: plain))
        let result = try await run([plain, "/no/such.html", page], binary)
        #expect(result.code == 66)
        #expect(result.errors.contains("/no/such.html"))
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0].contains("\"text\":\"Nothing here.\""))
        for part in [
            "\"title\":\"Talks end\"", "\"byline\":\"Ana Roe\"", "\"language\":\"en\"",
            "\"published\":\"2026-03-03T10:15:00+01:00\"", "\"kind\":\"heading\"",
        ] {
            #expect(lines[1].contains(part))
        }
        #expect(!lines[1].contains("Home"))
    }

    @Test("the text alone, and the address that is given")
    func text() async throws {
        let binary = try Binary()
        let page = binary.folder.path(of: "page")
        try Data(Self.html.utf8).write(to: URL(filePath: page))
        #expect(try await run([page, "--format", "text"], binary).output == Self.text + "\n")
        let other = try Binary()
        let address = try await run([page, "--url", "https://post.example/a?utm_source=b"], other)
        #expect(
            address.output.contains("\"url\":\"https:\\/\\/post.example\\/a\"")
                || address.output.contains("\"url\":\"https://post.example/a\""))
    }

    @Test("an address that is not public is refused in one line")
    func address() async throws {
        let result = try await run(["https://10.0.0.1/a"], try Binary())
        #expect(result.code == 66)
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.errors.contains("10.0.0.1, a private address"))
    }
}
