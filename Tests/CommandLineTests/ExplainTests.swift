import FoundationEssentials
import Messages
import TestSupport
import Testing

@Suite("explain") struct ExplainTests {
    private static let text = "Norway condemned <b>Israel</b> & said it was \"late\".\n"

    private func run(_ arguments: [String]) async throws -> Binary.Result {
        let binary = try Binary()
        let file = binary.folder.path(of: "article.txt")
        try Data(Self.text.utf8).write(to: URL(filePath: file))
        return try await binary.run(["explain", "--published", "2020-06-15"] + arguments + [file])
    }

    @Test("each sentence shows who is mentioned and why each candidate is an event or not")
    func lines() async throws {
        let result = try await run(["--format", "jsonl"])
        #expect(result.code == 0)
        let line = try #require(result.output.split(separator: "\n").first)
        let value = try JSONValue.parse(Array(line.utf8))
        let mentions = value["mentions"]?.entries.compactMap { $0["entity"]?.text } ?? []
        #expect(mentions.contains("NOR/GOV"))
        let candidate = try #require(value["candidates"]?.entries.first)
        #expect(candidate["outcome"]?.text == "event")
        #expect(candidate["type"]?.text == "ACCUSE")
        #expect(candidate["features"]?["bias"] != nil)
    }

    @Test("a page marks the words and lets none of them be markup")
    func page() async throws {
        let result = try await run(["--html"])
        let output = result.output
        #expect(result.code == 0)
        #expect(output.hasPrefix("<!DOCTYPE html>") && output.hasSuffix("</html>\n"))
        #expect(output.contains("class=\"trigger\""))
        #expect(!output.contains("<b>"))
        #expect(output.contains("&lt;b&gt;"))
        #expect(!output.contains("src=") && !output.contains("href="))
    }

    @Test("people see the steps")
    func words() async throws {
        let output = try await run(["--format", "text"]).output
        #expect(output.contains("ACCUSE/disapprove, occurred"))
        #expect(output.contains("Norway (NOR/GOV) → Israel (ISR/GOV)"))
    }
}
