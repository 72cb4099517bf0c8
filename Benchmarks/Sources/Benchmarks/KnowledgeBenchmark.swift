import CBaseline
import Extract
import FoundationEssentials
import Knowledge
import Messages

extension Benchmark {
    static let knowledge = Benchmark(
        name: "knowledge",
        summary: "reading all tables of names at the start, and finding whom sentences name, CPU"
    ) { options in
        let root = String(#filePath.split(separator: "Benchmarks/Sources")[0])
        let sentences = try SampleText.sentences(root + "Training/Corpus/sentences")
        return [
            try await load(root + "Data", options),
            try await matching(
                root + "Data", Array(sentences.prefix(options.size(sentences.count, quick: 300))),
                options),
        ]
    }

    private static func load(_ folder: String, _ options: Options) async throws -> Figure {
        let runs = options.size(5, quick: 1)
        let results = try await inTurns(
            options,
            chancery: { _ in
                let started = baseline_cpu()
                for _ in 0..<runs { _ = try LanguageData.load(directory: folder) }
                return [Double(baseline_cpu() - started) / Double(runs) / 1000]
            },
            raw: { _ in
                let started = baseline_cpu()
                for _ in 0..<runs { try readLines(folder) }
                return [Double(baseline_cpu() - started) / Double(runs) / 1000]
            })
        return Figure(
            benchmark: "knowledge", variant: "load, CPU", unit: .microseconds,
            chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] },
            peer: "reading the files and finding their lines")
    }

    /// Sentences a second of CPU: words, who and where with their codes, dates, relations; beside a
    /// dictionary of the same names that only says whether they are there.
    private static func matching(
        _ folder: String, _ sentences: [String], _ options: Options
    ) async throws -> Figure {
        let extractor = Extractor(data: try LanguageData.load(directory: folder))
        guard let day = Day("2020-06-15") else { throw Failure("there is no such day") }
        let published = Timestamp(day)
        let articles = sentences.map { sentence in
            Article(
                info: ArticleInfo(
                    id: "a", source: "benchmark", published: published, publishedBasis: .stated,
                    language: "en", contentHash: "", simHash: "", fetched: published),
                paragraphs: [(.body, sentence)])
        }
        let names = try names(folder + "/knowledge")
        func rate(_ started: Int64) -> Double {
            Double(sentences.count) / (Double(baseline_cpu() - started) / 1e9)
        }
        let results = try await inTurns(
            options,
            chancery: { _ in
                let started = baseline_cpu()
                var found = 0
                for article in articles {
                    found += try extractor.candidates(from: article).mentions.count
                }
                guard found > sentences.count else { throw Failure("\(found) names were found") }
                return [rate(started)]
            },
            raw: { _ in
                let started = baseline_cpu()
                var found = 0
                for sentence in sentences { found += scan(sentence, names) }
                guard found > sentences.count else { throw Failure("\(found) names were found") }
                return [rate(started)]
            })
        return Figure(
            benchmark: "knowledge", variant: "sentences read", unit: .perSecond,
            chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] },
            peer: "a set of the same names, asked for every run of up to 5 words")
    }

    /// How many names a sentence holds, longest first.
    private static func scan(_ sentence: String, _ names: Set<String>) -> Int {
        let words = words(sentence)
        var found = 0
        var index = 0
        while index < words.count {
            var length = min(5, words.count - index)
            while length > 0 {
                if names.contains(words[index..<index + length].joined(separator: " ")) { break }
                length -= 1
            }
            if length > 0 { found += 1 }
            index += max(1, length)
        }
        return found
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-") }.map(String.init)
    }

    /// The names of the tables, as words in small letters.
    private static func names(_ folder: String) throws -> Set<String> {
        let columns = [
            "countries": 1...6, "territories": 0...4, "organisations": 1...2, "agents": 0...1,
            "tenures": 0...1, "people": 0...1,
        ]
        var names: Set<String> = []
        for (table, columns) in columns {
            for row in try text(folder + "/\(table).tsv").split(separator: "\n")
            where !row.hasPrefix("#") {
                let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
                for column in columns where column < fields.count {
                    for name in fields[column].split(separator: "|") {
                        names.insert(words(String(name)).joined(separator: " "))
                    }
                }
            }
        }
        names.remove("")
        return names
    }

    private static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    /// Reads every table and finds its lines, which no reader can do without.
    private static func readLines(_ folder: String) throws {
        let manager = FileManager.default
        for room in try manager.contentsOfDirectory(atPath: folder) {
            let path = folder + "/" + room
            for file in (try? manager.contentsOfDirectory(atPath: path)) ?? []
            where file.hasSuffix(".tsv") && file != "places.tsv" {
                let bytes = try [UInt8](Data(contentsOf: URL(filePath: path + "/" + file)))
                guard String(validating: bytes, as: UTF8.self) != nil,
                    !bytes.split(separator: UInt8(ascii: "\n")).isEmpty
                else { throw Failure("\(file) is no table") }
            }
        }
    }
}
