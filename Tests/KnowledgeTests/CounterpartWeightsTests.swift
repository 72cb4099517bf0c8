import FoundationEssentials
import Language
import TestSupport
import Testing

@testable import Knowledge

@Suite("Counterparts' weights") struct CounterpartWeightsTests {
    private func weights(_ lines: String) throws -> CounterpartWeights {
        let folder = try TemporaryFolder()
        let data = folder.path(of: "Data")
        try FileManager.default.copyItem(atPath: Repository.path("Data"), toPath: data)
        try Data(lines.utf8).write(to: URL(filePath: data + "/predicates/counterparts.tsv"))
        return try LanguageData.load(directory: data).counterparts
    }

    @Test("the chances of all who may be meant add up to one")
    func chances() throws {
        let weights = try weights("least\t0.6\nsentences\t3\nnobody\t1\nparty\t2\n")
        #expect(weights.least == 0.6 && weights.sentences == 3)
        let chances = weights.chances([[.nobody: 1], [.party: 1], [.party: 0.5]])
        #expect(abs(chances.reduce(0, +) - 1) < 1e-9)
        #expect(chances[0] == chances[2] && chances[1] > chances[0])
    }

    @Test(
        "a table that cannot be used is refused", arguments: ["warmth\t1\n", "own\tx\n", "own\n"])
    func wrong(line: String) throws {
        #expect(throws: LanguageError.self) { try weights(line) }
    }
}
