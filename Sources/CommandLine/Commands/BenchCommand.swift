import Arguments
import Configuration
import Daemon
import Evaluation
import Fetch
import Knowledge
import Messages
import Model
import Normalize
import Threads

/// `chancery bench`: how fast the coder is.
enum BenchCommand: Verb {
    static let command = Command(
        "bench", "how fast articles are coded, and in how much memory",
        discussion: """
            Codes the articles of a file, from their bytes to their events, with several workers, \
            each a thread of its own; nothing is stored or sent. The first article is coded once \
            before by every worker, which does not count. A line for each configuration: articles \
            and sentences a second, how long the middle article took (p50), how long all but one \
            in a hundred (p99), how long it took to load, and the memory that the process holds \
            at the end and at most held; to compare memory, ask for one configuration at a time.

            Then articles, a thousand at most, go at half that rate through a daemon of this process, \
            with as many instances of the stages that code and a folder of its own under TMPDIR: \
            in by the socket for programs, and out as the events that are broadcast. How long the \
            middle one took, and all but one in a hundred, from its acceptance until its first \
            event was seen, is told besides; articles without events do not count.
            """,
        options: [
            Option(
                "articles", .path, placeholder: "FILE", "the articles, as chancery code takes them"),
            Option(
                "configuration", .choice(of: CoderConfiguration.self), repeats: true,
                "a coder to measure (default: all there are)"),
            Option(
                "workers", .integer(1...64), fallback: "2", "how many articles are coded at a time"),
            Option(
                "rounds", .integer(1...1000), fallback: "1", "how often the articles are coded"),
            Option(flag: "coder-only", "leave the daemon out"),
            Option(
                "format", .choice(of: Console.EventFormat.self),
                "how it looks (default: table on a terminal, else jsonl)"),
        ] + ModelPlace.options,
        examples: [
            .init("chancery bench --articles news.jsonl", "every configuration, two workers"),
            .init(
                "chancery bench --articles news.jsonl --configuration rules --workers 1",
                "one, on one thread"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        guard let path = parsed.string("articles") else {
            throw UsageError("--articles: name the file with the articles")
        }
        let documents = try await ArticleFile.documents(path)
        let data = try DataDirectory.find(given: parsed.string("data"))
        let lexicon = try PageLexicon.open(data)
        let asked = parsed.strings("configuration").compactMap(CoderConfiguration.init)
        var lines: [BenchLine] = []
        for configuration in asked.isEmpty ? CoderConfiguration.allCases : asked {
            let start = Instant.now
            let make = try configuration.load(
                try LanguageData.load(directory: data), parsed, console,
                today: Timestamp(seconds: WallClock.seconds).day)
            let bench = Bench(
                documents: documents, rounds: parsed.integer("rounds") ?? 1,
                workers: parsed.integer("workers") ?? 2, normalizer: Normalizer(lexicon: lexicon),
                make: make)
            let result = try await bench.run(
                loadedSince: start,
                progress: Progress(
                    console, "article", of: documents.count * bench.rounds))
            var line = BenchLine(configuration.rawValue, result)
            if !parsed.flag("coder-only") {
                let articles = min(result.durations.count, DaemonBench.limit)
                line.add(
                    try await DaemonBench(
                        documents: documents, articles: articles,
                        interval: result.elapsed / result.durations.count * 2,
                        workers: bench.workers, data: data,
                        model: configuration == .rules ? "none" : parsed.string("model"),
                        precision: configuration.precision(parsed) == .int8 ? .int8 : .fp32
                    ).run(Progress(console, "article", of: articles)))
            }
            lines.append(line)
        }
        try BenchLine.show(lines, Coding.format(parsed, console), console)
        return .ok
    }
}

/// The figures of a configuration.
struct BenchLine: TableLine {
    var configuration: String
    var workers: Int
    var articles: Int
    var sentences: Int
    var events: Int
    var seconds: Double
    var articlesPerSecond: Double
    var sentencesPerSecond: Double
    var p50Milliseconds: Double
    var p99Milliseconds: Double
    var loadSeconds: Double
    var residentMiB: Double
    var peakMiB: Double
    /// Through a daemon: articles sent a second, how many of them had events, and how long it took
    /// until their first one was seen. Absent without a daemon, times also without any event.
    var sentPerSecond: Double?
    var seenArticles: Int?
    var seenP50Milliseconds: Double?
    var seenP99Milliseconds: Double?

    init(_ configuration: String, _ result: Bench.Result) {
        let rounded = BenchLine.rounded
        self.configuration = configuration
        workers = result.workers
        articles = result.durations.count
        sentences = result.sentences
        events = result.events
        seconds = rounded(result.elapsed.seconds)
        articlesPerSecond = rounded(Double(articles) / max(result.elapsed.seconds, 1e-9))
        sentencesPerSecond = rounded(Double(sentences) / max(result.elapsed.seconds, 1e-9))
        p50Milliseconds = rounded(result.quantile(0.5).seconds * 1000)
        p99Milliseconds = rounded(result.quantile(0.99).seconds * 1000)
        loadSeconds = rounded(result.load.seconds)
        residentMiB = rounded(Double(result.memory.resident) / 1_048_576)
        peakMiB = rounded(Double(result.memory.peak) / 1_048_576)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    /// Adds what a daemon did.
    mutating func add(_ result: DaemonBench.Result) {
        sentPerSecond = BenchLine.rounded(1 / max(result.interval.seconds, 1e-9))
        seenArticles = result.durations.count
        guard !result.durations.isEmpty else { return }
        seenP50Milliseconds = BenchLine.rounded(
            Bench.quantile(0.5, of: result.durations).seconds * 1000)
        seenP99Milliseconds = BenchLine.rounded(
            Bench.quantile(0.99, of: result.durations).seconds * 1000)
    }

    static let columns: [Table.Column] = [
        .init("configuration"), .init("workers", .right), .init("articles", .right),
        .init("articles/s", .right), .init("sentences/s", .right), .init("p50 ms", .right),
        .init("p99 ms", .right), .init("load s", .right), .init("MiB", .right),
        .init("peak MiB", .right), .init("sent/s", .right), .init("seen p50 ms", .right),
        .init("seen p99 ms", .right),
    ]

    var cells: [String] {
        [configuration, "\(workers)", "\(articles)"]
            + [
                articlesPerSecond, sentencesPerSecond, p50Milliseconds, p99Milliseconds,
                loadSeconds,
                residentMiB, peakMiB,
            ].map(ConfusionReport.shown)
            + [sentPerSecond, seenP50Milliseconds, seenP99Milliseconds].map {
                $0.map(ConfusionReport.shown) ?? "–"
            }
    }
}
