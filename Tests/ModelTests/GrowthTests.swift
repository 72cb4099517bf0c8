import Glibc
import TestSupport
import Testing

@testable import Model

@Suite("Growth") struct GrowthTests {
    /// Bytes of this process in memory, as the kernel counts pages.
    private static func resident() throws -> Int {
        let file = try #require(fopen("/proc/self/statm", "r"))
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        _ = try #require(fgets(&line, Int32(line.count), file))
        let text = String(decoding: line.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let pages = try #require(Int(text.split(separator: " ")[1]))
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// `chancery bench --rounds` does the same with the trained model for as long as you like.
    @Test("reading again takes no more memory than reading once", arguments: Precision.allCases)
    func rounds(_ precision: Precision) throws {
        let reader = Reader(try LanguageModel(folder: TestModel.small, precision: precision))
        let words = ["Norway", "and", "Kenya", "signed", "an", "accord", "on", "Tuesday", "."]
        let sentences = (0..<20).map { Array(words.prefix(2 + $0 % 8)) }
        // Other tests of this process take memory and give it back meanwhile; what grows, grows
        // every time. 2,000 sentences each: 1 KiB a sentence would be found.
        var least = Int.max
        for _ in 0..<6 where least > 1 << 20 {
            let before = try GrowthTests.resident()
            for _ in 0..<100 { _ = reader.read(sentences) }
            least = min(least, try GrowthTests.resident() - before)
        }
        #expect(least <= 1 << 20)
    }
}
