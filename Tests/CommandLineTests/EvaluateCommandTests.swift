import TestSupport
import Testing

@Suite("chancery evaluate", .timeLimit(.minutes(4))) struct EvaluateCommandTests {
    static let relations = """
        sentence\tsource\ttarget\troot\tquad
        Norway condemned Israel.\tNorway\tIsrael\tACCUSE\t3
        Kenya imposed sanctions on Chad.\tKenya\tChad\tCOERCE\t4
        Peru will visit Chile.\tPeru\tChile\tCONSULT\t1

        """

    private func run(
        _ kind: String, _ text: String, _ options: [String] = [], _ binary: Binary
    ) async throws -> Binary.Result {
        try binary.write(text, to: "input")
        return try await binary.run(
            [
                "evaluate", kind, binary.folder.path(of: "input"), "--data",
                Repository.path("Data"), "--published", "2026-03-04",
            ] + options)
    }

    @Test("relations: scores as lines, predictions in a file")
    func relations() async throws {
        let binary = try Binary()
        let output = binary.folder.path(of: "out.tsv")
        let result = try await run(
            "relations", Self.relations, ["--predictions", output], binary)
        #expect(result.code == 0)
        #expect(result.errors.isEmpty)
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.contains("\"kind\":\"summary\"") == true)
        #expect(lines.first?.contains("\"scored\":3") == true)
        #expect(
            result.output.contains(
                #""count":1,"file":"\#(binary.folder.path(of: "input"))","gold":"CONSULT","kind":"confusion","predicted":"AGREE""#
            ))
        let predictions = binary.text("out.tsv").split(separator: "\n").map(String.init)
        #expect(predictions[0] == "sentence\tsource\ttarget\troot\tquad\ttype\troot\tquad\tscore")
        #expect(predictions.count == 4)
        #expect(predictions[2].contains("COERCE\t4\tSANCTION\tCOERCE\t4\t"))
        #expect(predictions[3].contains("CONSULT\t1\tCONSULT\tAGREE\t1\t"))
    }

    @Test("relations without labels only write predictions")
    func unlabelled() async throws {
        let binary = try Binary()
        let text = "sentence\tsource\ttarget\nNorway condemned Israel.\tNorway\tIsrael\n"
        let output = binary.folder.path(of: "out.tsv")
        let result = try await run("relations", text, ["--predictions", output], binary)
        #expect(result.code == 0)
        #expect(result.output.isEmpty)
        #expect(
            binary.text("out.tsv").hasPrefix(
                "sentence\tsource\ttarget\ttype\troot\tquad\tscore\n"
                    + "Norway condemned Israel.\tNorway\tIsrael\tACCUSE\tACCUSE\t3\t"))
        let pointless = try await run("relations", text, [], try Binary())
        #expect(pointless.code == 65)
        #expect(pointless.errors.contains("--predictions"))
    }

    @Test("relations that cannot be read or written end with a line and their code")
    func mistakes() async throws {
        let binary = try Binary()
        let broken = try await run(
            "relations", "sentence\tsource\ttarget\na\tb\n", [], binary)
        #expect(broken.code == 65)
        #expect(broken.errors.contains("input:2: has 2 fields"))
        #expect(broken.errors.split(separator: "\n").count == 1)
        let unwritable = try await run(
            "relations", Self.relations, ["--predictions", "/no/such/place"], try Binary())
        #expect(unwritable.code == 73)
        #expect(unwritable.errors.contains("/no/such/place"))
        let absent = try await Binary().run(["evaluate", "relations", "/no/such.tsv"])
        #expect(absent.code == 66)
        let date = try await run(
            "relations", Self.relations, ["--published", "yesterday"], try Binary())
        #expect(date.code == 64)
    }

    @Test("sentences: quads from text alone, with constant answers beside them")
    func sentences() async throws {
        let text = """
            sentence\tquad
            Norway condemned Israel.\t3
            Kenya imposed sanctions on Chad.\t3
            The weather was fine.\t0

            """
        let result = try await run("sentences", text, [], try Binary())
        #expect(result.code == 0)
        let summary = try #require(result.output.split(separator: "\n").first)
        for part in [
            "\"accuracy\":100", "\"eventF1\":100", "\"noEventF1\":100",
            "\"alwaysEventEventF1\":80", "\"quadScheme\":\"phoenix\"",
        ] { #expect(summary.contains(part)) }
        let other = try await run("sentences", text, ["--scheme", "plover-2"], try Binary())
        #expect(other.output.contains("\"gold\":\"3\",\"kind\":\"confusion\",\"predicted\":\"4\""))
        let table = try await run("sentences", text, ["--format", "table"], try Binary())
        #expect(table.output.contains("always an event: event F1"))
        let broken = try await run("sentences", text + "x\t9\n", [], try Binary())
        #expect(broken.code == 65)
        #expect(broken.errors.contains("input:5: the quad"))
    }

    @Test("spans: sources and targets from text alone")
    func spans() async throws {
        let text = "Norway\tB-SOURCE\ncondemned\tO\nIsrael\tB-TARGET\n.\tO\n"
        let result = try await run("spans", text, [], try Binary())
        #expect(result.code == 0)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains("\"f1\":100") })
        let broken = try await run("spans", "Norway\n", [], try Binary())
        #expect(broken.code == 65)
        #expect(broken.errors.contains("input:1: is not a token"))
    }

    @Test("events: end to end, with what was missed and what nobody else found")
    func events() async throws {
        let binary = try Binary()
        try binary.write(
            "Norway condemned Israel on Monday.\n\nKenya praised Chad.\n", to: "news.txt")
        let gold = """
            {"sentence": 1, "type": "ACCUSE", "sources": ["NOR/GOV"], "targets": ["ISR/GOV"]}
            {"sentence": "Kenya praised Chad.", "type": "AID", "sources": ["KEN/GOV"], "targets": []}

            """
        let articles = ["--articles", binary.folder.path(of: "news.txt")]
        let result = try await run("events", gold, articles, binary)
        #expect(result.code == 0)
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("\"precision\":50,\"recall\":50,\"required\":2"))
        #expect(lines[1].contains("\"kind\":\"missed\",\"line\":2"))
        #expect(lines[2].contains("\"kind\":\"extra\"") && lines[2].contains("\"SUPPORT\""))
        let broken = try await run("events", "{}\n", articles, binary)
        #expect(broken.code == 65)
        #expect(broken.errors.contains("input:1: "))
        let nothing = try await run("events", gold, [], try Binary())
        #expect(nothing.code == 64)
        #expect(nothing.errors.contains("--articles"))
        let absent = try await run("events", gold, ["--articles", "/no/such"], try Binary())
        #expect(absent.code == 66)
    }
}
