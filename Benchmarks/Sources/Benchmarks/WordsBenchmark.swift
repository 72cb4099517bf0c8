import CBaseline
import FoundationEssentials
import Knowledge
import Language

extension Benchmark {
    static let words = Benchmark(
        name: "words",
        summary: "text to words and sentences, as the model and as the lexicons take them, CPU"
    ) { options in
        let root = String(#filePath.split(separator: "Benchmarks/Sources")[0])
        let text = try SampleText.text(root + "Training/Corpus/sentences", paragraphs: 4)
        let times = options.size(20, quick: 1)
        let list = try TreebankWords(path: root + "Data/language/treebank.tsv")
        let (tokenizer, splitter) = (TreebankTokenizer(list), TreebankSentences(list))
        let data = try LanguageData.load(directory: root + "Data")
        let (plain, grouping) = (
            Tokenizer(data.vocabulary), SentenceSplitter(data.vocabulary)
        )
        return [
            try await rate("words and sentences of the model", text, times, options) {
                scalars, line in
                let tokens = tokenizer.tokens(of: scalars, in: line)
                return splitter.sentences(tokens, in: scalars).count
            },
            try await rate("words and sentences of the lexicons", text, times, options) {
                scalars, line in
                let tokens = plain.tokens(of: scalars, in: line)
                return grouping.sentences(tokens, in: scalars).count
            },
            try await rate(
                "100,000 brackets", String(repeating: "[", count: 100_000), times, options,
                reading: { tokenizer.tokens(of: $0, in: $1).count }),
            try await rate(
                "1 MB without a space", String(repeating: "abc-d.", count: 170_000), times, options,
                reading: { tokenizer.tokens(of: $0, in: $1).count }),
        ]
    }

    /// Bytes of text read a second of CPU, line by line; beside counting its spaces, byte by byte.
    private static func rate(
        _ variant: String, _ text: String, _ times: Int, _ options: Options,
        reading: @escaping ([Unicode.Scalar], Range<Int>) -> Int
    ) async throws -> Figure {
        let size = Double(text.utf8.count)
        func rate(_ started: Int64) -> Double {
            size * Double(times) / (Double(baseline_cpu() - started) / 1e9)
        }
        let results = try await inTurns(
            options,
            chancery: { _ in
                let started = baseline_cpu()
                var found = 0
                for _ in 0..<times {
                    let scalars = Array(text.unicodeScalars)
                    var start = 0
                    while start < scalars.count {
                        let end = scalars[start...].firstIndex(of: "\n") ?? scalars.count
                        found += reading(scalars, start..<end)
                        start = end + 1
                    }
                }
                guard found > 0 else { throw Failure("\(variant): nothing was found") }
                return [rate(started)]
            },
            raw: { _ in
                let started = baseline_cpu()
                var found = 0
                for _ in 0..<times {
                    var text = text
                    text.withUTF8 { for byte in $0 where byte == 0x20 { found += 1 } }
                }
                guard found >= 0 else { throw Failure("\(variant): nothing was counted") }
                return [rate(started)]
            })
        return Figure(
            benchmark: "words", variant: variant, unit: .bytesPerSecond,
            chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] },
            peer: "counting the spaces, byte by byte")
    }
}
