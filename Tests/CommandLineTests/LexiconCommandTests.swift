import Configuration
import Knowledge
import TestSupport
import Testing

@testable import chancery

@Suite("chancery lexicon", .timeLimit(.minutes(2))) struct LexiconCommandTests {
    private func lines(_ output: String) throws -> [JSONValue] {
        try output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    }

    @Test("the configuration knows the tables that there are")
    func tables() {
        #expect(
            Settings.KnowledgeFile.Table.allCases.map(\.rawValue)
                == KnowledgeTable.allCases.map(\.rawValue))
    }

    @Test("lookup tells what a name means, and where that stands")
    func lookup() async throws {
        let binary = try Binary()
        let result = try await binary.run(["lexicon", "lookup", "Sergey", "Lavrov"])
        #expect(result.code == 0 && result.errors == "")
        let line = try #require(try lines(result.output).first)
        #expect(line["kind"]?.text == "person" && line["office"]?.text == "foreign minister")
        #expect(line["table"]?.text == "tenures")
        #expect(line["file"]?.text?.hasSuffix("/tenures.tsv") == true && line["line"] != nil)
        #expect(line["shared"] == nil && line["population"] == nil)
        let before = try await binary.run(["lexicon", "lookup", "Lavrov", "--date", "1990"])
        #expect(before.code == 65 && before.output == "")
        #expect(before.errors == "chancery lexicon lookup: no table knows \"Lavrov\"\n")
        let table = try await binary.run(
            ["lexicon", "lookup", "Georgia", "--format", "table"])
        #expect(table.output.contains("countries.tsv:"))
        #expect(table.output.contains("people"))
    }

    @Test("files of a user are checked before they are used, and used by every command")
    func ownFiles() async throws {
        let binary = try Binary()
        try binary.write("HATG\tHat Guild\tHTGD\tNGO\tSOC\t-\n", to: "our-organisations.tsv")
        let file = binary.folder.path(of: "our-organisations.tsv")
        let check = try await binary.run(["lexicon", "check", file])
        #expect(check.code == 0 && check.output == "ok\n" && check.errors == "")
        try binary.write(
            "state: \(binary.folder.path)\nknowledge: {files: [our-organisations.tsv]}\n",
            to: "c.yaml")
        let configuration = ["--config", binary.folder.path(of: "c.yaml")]
        let found = try await binary.run(["resolve", "the Hat Guild"] + configuration)
        #expect(found.output.contains("HATG/SOC"))
        let stats = try await binary.run(
            ["lexicon", "stats", "--format", "json"] + configuration)
        let line = try #require(try lines(stats.output).first)
        #expect(line["version"]?.text?.hasPrefix("english-1+") == true)
        #expect(line["files"]?.entries.contains { $0.text == file } == true)
        try binary.write("They say the HTGD accused Norway on Monday.", to: "a.txt")
        let coded = try await binary.run(
            ["code", "--published", "2020-06-15", binary.folder.path(of: "a.txt")]
                + configuration)
        #expect(coded.output.contains("HATG/SOC") && coded.output.contains("english-1+"))

        try binary.write("HATG\tHat Guild\n", to: "our-organisations.tsv")
        let reason = "\(file):1: has 2 columns instead of 6, divided by tabs\n"
        for (words, code) in [(["lexicon", "check"], 65), (["check"], 78)] as [([String], Int32)] {
            let wrong = try await binary.run(words + configuration)
            #expect(wrong.code == code && wrong.errors == reason && wrong.output == "")
        }
        let unusable = try await binary.run(["resolve", "x"] + configuration)
        #expect(unusable.code == 78 && unusable.errors == "chancery resolve: " + reason)
    }

    @Test("--knowledge takes a user's file without a configuration, predicates too")
    func givenFiles() async throws {
        let binary = try Binary()
        try binary.write("Norway serenaded Kenya on Monday.", to: "a.txt")
        try binary.write(
            "serenade\tSUPPORT\t-\t051\tsubj>obj\t-\t-\t1\tserenade~\n",
            to: "our-predicates.tsv")
        let file = binary.folder.path(of: "our-predicates.tsv")
        let words = ["code", "--no-model", "--published", "2020-06-15"]
        let article = [binary.folder.path(of: "a.txt")]
        let without = try await binary.run(words + article)
        #expect(without.code == 0 && without.output == "")
        let with = try await binary.run(words + ["--knowledge", file] + article)
        #expect(with.code == 0 && with.output.contains("\"SUPPORT\""), "\(with.errors)")
        #expect(with.output.contains("english-1+"))
        let check = try await binary.run(["lexicon", "check", file])
        #expect(check.code == 0 && check.output == "ok\n" && check.errors == "")
        let unnamed = try await binary.run(words + ["--knowledge", "own.tsv"] + article)
        #expect(unnamed.code == 64)
        #expect(unnamed.errors.contains("own.tsv is not named after a table; rename it"))
    }

    @Test("check names every mistake, and remarks do no harm")
    func check() async throws {
        let binary = try Binary()
        try binary.write("A\tB\nC\tD\n!NOPE\n", to: "organisations.tsv")
        try binary.write("WHO\tWorld Hat Office\tNATO\tNGO\tSOC\t-\n!NOPE\n", to: "odd.tsv")
        let wrong = try await binary.run(
            ["lexicon", "check", binary.folder.path(of: "organisations.tsv")])
        #expect(wrong.code == 65 && wrong.output == "")
        let lines = wrong.errors.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].hasSuffix("(a remark)"))
        #expect(lines[1].contains("organisations.tsv:1: ") && lines[2].contains(".tsv:2: "))
        let odd = try await binary.run(
            [
                "lexicon", "check", "--table", "organisations",
                binary.folder.path(of: "odd.tsv"),
            ])
        #expect(odd.code == 0 && odd.output == "ok\n")
        #expect(odd.errors.split(separator: "\n").count == 2)
        let none = try await binary.run(["lexicon", "check"])
        #expect(none.code == 0 && none.output == "ok\n")
    }

    @Test(
        "what is wrong is one line",
        arguments: [
            (["lexicon"], 64, "needs a command"), (["lexicon", "lookup"], 64, "name"),
            (["lexicon", "lookup", "x", "--date", "x"], 64, "--date"),
            (["lexicon", "check", "names.tsv"], 64, "not named after a table"),
            (["lexicon", "check", "--table", "person", "x"], 64, "person"),
            (["lexicon", "check", "/no/such/people.tsv"], 65, "does not exist"),
            (["lexicon", "stats", "--config", "/no/such.yaml"], 78, "/no/such.yaml"),
            (["lexicon", "stats", "--data", "/nowhere"], 78, "/nowhere"),
        ])
    func failures(words: [String], code: Int32, error: String) async throws {
        let result = try await Binary().run(words)
        #expect(result.code == code)
        #expect(result.output == "")
        #expect(result.errors.contains(error), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
}
