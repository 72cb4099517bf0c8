import FoundationEssentials
import Knowledge
import Language
import Messages
import TestSupport
import Testing

@Suite("Predicates of one's own") struct OwnLexiconTests {
    private func data(_ lines: String) throws -> LanguageData {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "own.tsv")
        try Data(lines.utf8).write(to: URL(filePath: path))
        return try LanguageData.load(
            directory: Repository.path("Data"), files: [.init(path: path, table: .predicates)])
    }

    @Test("its entries stand beside ours, and take the place of those with their id")
    func entries() throws {
        let data = try data(
            """
            # mine
            serenade\tSUPPORT\t-\t051\tsubj>obj\t-\t-\t.9\tserenade~
            urge\tTHREATEN\t-\t-\tsubj>obj\t-\t-\t.7\turge~

            """)
        let own = try #require(data.predicates.predicate("serenade"))
        #expect(own.isOwn && own.type == .support)
        #expect(data.predicates.predicate("urge")?.type == .threaten)
        #expect(data.predicates.predicate("condemn")?.isOwn == false)
        #expect(data.version != (try LanguageData.load(directory: Repository.path("Data"))).version)
    }

    @Test("a line with ! takes one of ours away")
    func removal() throws {
        let data = try data("!urge\n")
        #expect(data.predicates.predicate("urge") == nil)
        #expect(data.predicates.predicate("condemn") != nil)
    }

    @Test("what is wrong in it is named with its file and line")
    func wrong() throws {
        let lines = """
            # mine
            serenade\tSING\t-\t-\tsubj>obj\t-\t-\t.9\tserenade~
            urge\tTHREATEN

            """
        let error = #expect(throws: LanguageError.self) { try data(lines) }
        #expect(error?.description.contains("own.tsv:3: has 2 columns instead of 9") == true)
        let folder = try TemporaryFolder()
        let path = folder.path(of: "own.tsv")
        try Data(lines.utf8).write(to: URL(filePath: path))
        let (faults, _) = try LanguageData.check(
            directory: Repository.path("Data"), files: [.init(path: path, table: .predicates)])
        #expect(faults.faults.map(\.line) == [2, 3])
        #expect(faults.faults[0].description.contains("\"SING\" is not an event type"))
    }
}

extension OwnLexiconTests {
    @Test(
        "a mode that the type has not, and a code that CAMEO has not, are refused with file, line and id",
        arguments: [
            (
                "serenade\tREQUEST\tserenade\t-\tsubj>obj\t-\t-\t.9\tserenade~",
                "\"serenade\": REQUEST has no mode \"serenade\"; there are assist, change, yield, meet"
            ),
            (
                "serenade\tAGREE\tassist\t-\tsubj>obj\t-\t-\t.9\tserenade~",
                "\"serenade\": AGREE has no mode \"assist\"; it has none"
            ),
            (
                "serenade\tSUPPORT\t-\t0519\tsubj>obj\t-\t-\t.9\tserenade~",
                "\"serenade\": \"0519\" is not a CAMEO code"
            ),
        ])
    func unknownModesAndCodes(row: String, reason: String) throws {
        let error = #expect(throws: LanguageError.self) { try data("# mine\n\(row)\n") }
        #expect(error?.description.contains("own.tsv:2: \(reason)") == true)
    }
}

@Suite("Confidence") struct ConfidenceWeightsTests {
    private func weights(_ lines: String) throws -> LanguageData {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        let data = folder.path(of: "Data")
        try files.copyItem(atPath: Repository.path("Data"), toPath: data)
        try Data(lines.utf8).write(to: URL(filePath: data + "/predicates/confidence.tsv"))
        return try LanguageData.load(directory: data)
    }

    @Test("it is the logistic function of what is looked at, by one column or the other")
    func logistic() throws {
        let weights = try weights("threshold\t.5\t.25\nbias\t1\t-1\nact\t2\t0\n").confidence
        #expect(weights.threshold == 0.5 && weights.lexicalThreshold == 0.25)
        #expect(weights.chance([.bias: 1, .act: 0.5], byModel: true) == 0.881)
        #expect(weights.chance([.bias: 1, .act: 0.5], byModel: false) == 0.269)
        #expect(weights.chance([.bias: 100], byModel: true) == 0.99)
        #expect(weights.chance([.bias: -100], byModel: true) == 0.01)
        #expect(weights.chance([.heading: 7], byModel: true) == 0.5)
    }

    @Test("odds of chances that are certain stay within bounds")
    func odds() {
        #expect(ConfidenceWeights.odds(0.5) == 0)
        #expect(ConfidenceWeights.odds(1) < 5.01 && ConfidenceWeights.odds(0) > -5.01)
    }

    @Test(
        "a table that cannot be used is refused",
        arguments: ["warmth\t1\t1\n", "bias\tx\t1\n", "threshold\t2\t0\n", "bias\t1\n"])
    func wrong(line: String) throws {
        #expect(throws: LanguageError.self) { try weights(line) }
    }
}
