import CBaseline
import FoundationEssentials
import Knowledge

extension Benchmark {
    static let knowledge = Benchmark(
        name: "knowledge",
        summary: "reading all tables of knowledge at the start, CPU"
    ) { options in
        let folder = String(#filePath.split(separator: "Benchmarks/Sources")[0]) + "Data"
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
        return [
            Figure(
                benchmark: "knowledge", variant: "load, CPU", unit: .microseconds,
                chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] },
                peer: "reading the files and finding their lines")
        ]
    }

    /// Reads every table and finds its lines, which no reader can do without.
    private static func readLines(_ folder: String) throws {
        let manager = FileManager.default
        for room in try manager.contentsOfDirectory(atPath: folder) {
            let path = folder + "/" + room
            for file in (try? manager.contentsOfDirectory(atPath: path)) ?? []
            where file.hasSuffix(".tsv") {
                let bytes = try [UInt8](Data(contentsOf: URL(filePath: path + "/" + file)))
                guard String(validating: bytes, as: UTF8.self) != nil,
                    !bytes.split(separator: UInt8(ascii: "\n")).isEmpty
                else { throw Failure("\(file) is no table") }
            }
        }
    }
}
