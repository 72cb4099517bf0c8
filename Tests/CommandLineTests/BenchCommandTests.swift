import TestSupport
import Testing
import Threads

@testable import chancery

@Suite("chancery bench", .timeLimit(.minutes(2))) struct BenchCommandTests {
    private static let articles = """
        {"id": "a", "published": "2026-03-03", "text": "Norway condemned Israel on Monday. It rained."}
        {"id": "b", "published": "2026-03-03", "text": "Kenya praised Chad."}

        """

    private func run(
        _ options: [String], _ text: String = articles
    ) async throws -> Binary.Result {
        let binary = try Binary()
        try binary.write(text, to: "news.jsonl")
        return try await binary.run(
            [
                "bench", "--articles", binary.folder.path(of: "news.jsonl"), "--data",
                Repository.path("Data"),
            ] + options)
    }

    @Test("a line for each configuration, with what was coded and how fast")
    func lines() async throws {
        let result = try await run(["--rounds", "3", "--coder-only"])
        #expect(result.code == 0)
        // A processor that cannot compute in int8 is told of in one line.
        let errors = result.errors.split(separator: "\n")
        #expect(errors.isEmpty || errors.count == 1 && errors[0].contains("cannot compute in int8"))
        let line = result.output
        for part in [
            "\"configuration\":\"rules\"", "\"articles\":6", "\"sentences\":9", "\"events\":6",
            "\"workers\":2",
        ] { #expect(line.contains(part)) }
        for key in ["articlesPerSecond", "p50Milliseconds", "p99Milliseconds", "residentMiB"] {
            #expect(line.contains("\"\(key)\":"))
            #expect(!line.contains("\"\(key)\":0,"))
        }
        let configurations = line.split(separator: "\n")
        #expect(configurations.count == CoderConfiguration.allCases.count)
        #expect(!line.contains("seenArticles"))
        let table = try await run([
            "--format", "table", "--workers", "1", "--configuration", "rules", "--coder-only",
        ])
        #expect(table.output.contains("–"))
        #expect(table.output.split(separator: "\n").count == 2)
        #expect(table.output.contains("articles/s"))
    }

    @Test("through a daemon each article that tells an event is seen, in each round")
    func daemon() async throws {
        let result = try await run(["--rounds", "3", "--configuration", "rules"])
        #expect(result.code == 0)
        #expect(result.output.contains("\"seenArticles\":6"), "\(result.output)")
        for key in ["sentPerSecond", "seenP50Milliseconds", "seenP99Milliseconds"] {
            #expect(result.output.contains("\"\(key)\":"))
            #expect(!result.output.contains("\"\(key)\":0,"))
        }
    }

    @Test("what cannot be measured is named")
    func mistakes() async throws {
        let nothing = try await Binary().run(["bench"])
        #expect(nothing.code == 64)
        #expect(nothing.errors.contains("--articles"))
        let broken = try await run([], "{\"id\": 1}\n")
        #expect(broken.code == 65)
        #expect(broken.errors.contains("news.jsonl:1: "))
        let unknown = try await run(["--configuration", "magic"])
        #expect(unknown.code == 64)
        #expect(unknown.errors.contains("magic"))
    }

    @Test("a quantile is the time that its share of articles took at most")
    func quantiles() {
        var result = Bench.Result(
            workers: 1, durations: (1...200).reversed().map { .milliseconds($0) }, sentences: 0,
            events: 0, elapsed: .zero, load: .zero, memory: Memory())
        #expect(result.quantile(0.5) == .milliseconds(100))
        #expect(result.quantile(0.99) == .milliseconds(198))
        #expect(result.quantile(1) == .milliseconds(200))
        #expect(result.quantile(0) == .milliseconds(1))
        result.durations = []
        #expect(result.quantile(0.5) == .zero)
    }

    @Test("the kernel tells what the process holds")
    func memory() {
        let memory = Memory.now
        #expect(memory.resident > 1 << 20)
        #expect(memory.peak >= memory.resident / 2)
    }
}
