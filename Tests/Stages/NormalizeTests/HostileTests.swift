import Glibc
import Messages
import Normalize
import Testing

struct HostileTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var format: RawDocument.Format = .html
        var make: @Sendable () -> String
        var testDescription: String { name }
    }

    static let samples = [
        Sample(name: "deep nesting") { String(repeating: "<div>", count: 200_000) + "x" },
        Sample(name: "deep anchors") { String(repeating: "<a><b>x", count: 100_000) },
        Sample(name: "deep tables") { String(repeating: "<table><tr><td>", count: 50_000) },
        Sample(name: "deep quotes") { String(repeating: "<blockquote>x", count: 100_000) },
        Sample(name: "a long attribute") {
            "<p class='\(String(repeating: "nav ", count: 300_000))'>The talks ended</p>"
        },
        Sample(name: "many attributes") {
            "<p \((0..<20_000).map { "a\($0)=1" }.joined(separator: " "))>The talks ended</p>"
        },
        Sample(name: "entity soup") {
            String(repeating: "&amp;&lt;&#x41;&bogus;&", count: 200_000)
        },
        Sample(name: "open tags") { String(repeating: "<", count: 1_000_000) },
        Sample(name: "end tags") { String(repeating: "</p></div>", count: 200_000) },
        Sample(name: "an open comment") { "<!--" + String(repeating: "-", count: 2_000_000) },
        Sample(name: "many paragraphs") { String(repeating: "<p>x", count: 300_000) },
        Sample(name: "line breaks") { String(repeating: "<br>", count: 500_000) },
        Sample(name: "nested headings") { String(repeating: "<h1>The talks ", count: 50_000) },
        Sample(name: "very many attributes") {
            "<p \((0..<400_000).map { "a\($0)=1" }.joined(separator: " "))>The talks ended</p>"
        },
        Sample(name: "attributes without spaces") {
            "<p \((0..<400_000).map { "a\($0)=''" }.joined())"
        },
        Sample(name: "open comments") { String(repeating: "<!--", count: 500_000) },
        Sample(name: "open instructions") { String(repeating: "<?x <!x ", count: 300_000) },
        Sample(name: "document types") { String(repeating: "<!DOCTYPE html [", count: 100_000) },
        Sample(name: "open scripts") { String(repeating: "<script>", count: 300_000) },
        Sample(name: "misnested") {
            String(repeating: "<b><i><p></b><a></i><form>", count: 40_000)
        },
        Sample(name: "newlines", format: .text) { String(repeating: "\n", count: 8 << 20) },
        Sample(name: "lines", format: .text) { String(repeating: "x\n", count: 4 << 20) },
        Sample(name: "combining marks", format: .text) {
            "a" + String(repeating: "\u{301}\u{327}", count: 1 << 20)
        },
        Sample(name: "invisible", format: .text) { String(repeating: "\u{200B}", count: 2 << 20) },
        Sample(name: "NUL bytes", format: .text) { String(repeating: "\0", count: 8 << 20) },
        Sample(name: "one line", format: .text) { String(repeating: "word ", count: 1 << 20) },
        Sample(name: "dashes", format: .text) { String(repeating: "- ", count: 1 << 20) },
    ]

    private static var threadSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test("a hostile document is read in bounded time", .timeLimit(.minutes(5)), arguments: samples)
    func bounded(sample: Sample) throws {
        let raw = document(Array(sample.make().utf8), sample.format)
        // CPU time of this thread, which other tests on a busy machine do not lengthen.
        let start = Self.threadSeconds
        let article = try Normalizer.shipped().article(from: raw)
        // Ten times what an unoptimised build takes on a slow machine.
        #expect(Self.threadSeconds - start < 20)
        try check(article)
    }

    @Test("random bytes give an article", .timeLimit(.minutes(1)), arguments: 0..<40)
    func randomBytes(seed: Int) throws {
        var random = SeededRandom(state: UInt64(seed))
        let count = Int.random(in: 0..<3000, using: &random)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        try check(Normalizer.shipped().article(from: document(bytes)))
        try check(Normalizer.shipped().article(from: document(bytes, .html)))
    }

    @Test("mutations of a page give an article", .timeLimit(.minutes(1)), arguments: 0..<60)
    func mutations(seed: Int) throws {
        var random = SeededRandom(state: UInt64(seed) + 1000)
        var bytes = Array(HTMLTests.story.utf8)
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.removeSubrange(position..<min(position + 30, bytes.count - 1))
            case 2: bytes.insert(contentsOf: bytes[0..<min(60, position)], at: position)
            default: bytes.insert(contentsOf: Array("<div>&#0;".utf8), at: position)
            }
        }
        try check(Normalizer.shipped().article(from: document(bytes, .html)))
    }

    @Test("random lines give an article that normalises to itself", arguments: 0..<60)
    func randomLines(seed: Int) throws {
        var random = SeededRandom(state: UInt64(seed) + 2000)
        let pieces = [
            "The", "talks", "ended.", "\n", "\n\n", "- ", "\"", "“", "”", "é", "e\u{301}", "\t",
            "1. ",
            "\u{AD}", "OSLO —", "By Ana Roe", "3 March 2026", "\r\n", "and went on for so long",
            ":",
        ]
        let text = (0..<Int.random(in: 0..<200, using: &random))
            .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
            .joined(separator: " ")
        let once = try article(text)
        try check(once)
        #expect(try article(text) == once)
        #expect(try article(once.text).text == once.text)
    }

    @Test("work ends when the task is taken away")
    func cancellation() {
        let raw = document(
            Array(String(repeating: "<p>The talks ended. ", count: 50_000).utf8), .html)
        #expect(throws: CancellationError.self) {
            var calls = 0
            _ = try Normalizer.shipped().article(from: raw) {
                calls += 1
                if calls == 4 { throw CancellationError() }
            }
        }
    }

    private func check(_ article: Article) throws {
        #expect(try Article(payload: article.payload()) == article)
        #expect(article.texts.joined(separator: "\n") == article.text)
        #expect(article.text.utf8.count <= Limits.articleText)
    }
}
