import CBaseline
import Glibc
import Messages

extension Benchmark {
    static let envelope = Benchmark(
        name: "envelope",
        summary: "an article's way through all five stages without language work, CPU and wall"
    ) { options in
        let count = options.size(1000, quick: 100)
        var figures: [Figure] = []
        for size in [2048, 10_240] {
            figures += try await passes(options, size, count, options.folder, "disk")
            if access("/dev/shm", W_OK) == 0 {
                figures += try await passes(options, size, count, "/dev/shm", "memory")
            }
            figures.append(try messages(options, size, count))
        }
        return figures
    }

    private static func passes(
        _ options: Options, _ size: Int, _ count: Int, _ folder: String?, _ place: String
    ) async throws -> [Figure] {
        var cpu: [Double] = []
        var wall: [Double] = []
        let rig = try await Rig(in: folder)
        for run in 0...options.runs {
            let documents = (0..<count).map { Corpus.document(run * count + $0, size: size) }
            let started = (cpu: baseline_cpu(), wall: baseline_now())
            try await rig.pass(documents)
            if run == 0 { continue }
            cpu.append(Double(baseline_cpu() - started.cpu) / Double(count) / 1000)
            wall.append(Double(baseline_now() - started.wall) / Double(count) / 1000)
        }
        await rig.stop()
        return [("CPU", cpu), ("wall", wall)].map { kind, values in
            Figure(
                benchmark: "envelope", variant: "\(size / 1024) KiB, \(place), \(kind)",
                unit: .microseconds, chancery: values, raw: nil)
        }
    }

    /// The part of it that is writing and reading messages: each of the five is written once and
    /// read once.
    private static func messages(
        _ options: Options, _ size: Int, _ count: Int
    ) throws -> Figure {
        var cpu: [Double] = []
        for run in 0...options.runs {
            let documents = (0..<count).map { Corpus.document(run * count + $0, size: size) }
            let started = baseline_cpu()
            for document in documents { try circulate(document) }
            if run > 0 { cpu.append(Double(baseline_cpu() - started) / Double(count) / 1000) }
        }
        return Figure(
            benchmark: "envelope", variant: "\(size / 1024) KiB, messages only, CPU",
            unit: .microseconds, chancery: cpu, raw: nil)
    }

    private static func circulate(_ document: RawDocument) throws {
        let raw = try RawDocument(payload: document.payload())
        let text = String(decoding: raw.body, as: UTF8.self)
        let info = Corpus.coded(1).info
        let article = try Article(
            payload: Article(info: info, paragraphs: [(.body, text)]).payload())
        let candidates = try Candidates(
            payload: Candidates(
                info: article.info, model: "none", lexicon: "none", text: article.text
            ).payload())
        let coded = try CodedArticle(
            payload: Corpus.coded(candidates.info, sentence: candidates.text.prefix(utf8: 160))
                .payload())
        _ = try Receipt(
            payload: Receipt(outcome: coded.outcome, committed: coded.events.count).payload())
    }
}
