import TestSupport
import Testing

@testable import chancery

@Suite("chancery resolve, places and dates", .timeLimit(.minutes(2))) struct ResolveCommandTests {
    private func lines(_ output: String) throws -> [JSONValue] {
        try output.split(separator: "\n").map { try JSONValue.parse(Array($0.utf8)) }
    }

    @Test("resolve tells whom a phrase names on a day")
    func phrase() async throws {
        let result = try await Binary().run(
            ["resolve", "the", "German", "chancellor", "--date", "2010-06-15"])
        #expect(result.code == 0 && result.errors == "")
        let line = try #require(try lines(result.output).first)
        #expect(line["text"]?.text == "the German chancellor")
        #expect(line["entity"]?.text == "DEU/GOV")
        #expect(line["country"]?.text == "DEU")
        #expect(line["sectors"]?.entries.map(\.text) == ["GOV"])
        #expect(line["person"]?.text == "Angela Merkel")
        #expect(line["office"]?.text == "chancellor")
        #expect(line["resolvedBy"]?.text == "lexicon:country+agent")
        #expect(line["name"] == nil)
    }

    @Test("resolve gives a line for each of several actors, and sets them out for people")
    func several() async throws {
        let binary = try Binary()
        let text = "Norway met President Macron."
        let result = try await binary.run(["resolve", text, "--date", "2020"])
        #expect(try lines(result.output).map { $0["entity"]?.text } == ["NOR/GOV", "FRA/GOV"])
        let table = try await binary.run(
            ["resolve", text, "--date", "2020", "--format", "table"])
        #expect(table.output.hasPrefix("TEXT "))
        #expect(table.output.contains("Emmanuel Macron  president"))
        #expect(!table.output.contains("\u{1B}"))
    }

    @Test("resolve --jsonl gives exactly one line for each, bad ones included")
    func jsonl() async throws {
        let binary = try Binary()
        let input = """
            {"text": "Angela Merkel", "date": "2010-06", "more": 1}

            not JSON
            {"text": "He", "date": "2020", "context": "Sergey Lavrov left. He praised Norway."}
            {"text": "Norway and Sweden"}
            {"text": ""}
            {"date": "2020"}
            {"text": "Norway", "date": "soon"}
            {"text": "Blah Blub"}
            {"text": "\(String(repeating: "x", count: 300_000))"}
            {"text": "Norway"}
            """
        try binary.write(input, to: "in.jsonl")
        let result = try await binary.run(
            ["resolve", "-", "--jsonl"], input: binary.folder.path(of: "in.jsonl"))
        #expect(result.code == 65)
        #expect(result.errors == "chancery resolve: 6 of 11 lines could not be read\n")
        let lines = try lines(result.output)
        #expect(lines.count == 11)
        #expect(lines[0]["person"]?.text == "Angela Merkel")
        #expect(lines[1]["error"]?.text == "line 2: is empty")
        #expect(lines[2]["error"]?.text == "line 3: not JSON")
        #expect(lines[3]["person"]?.text == "Sergey Lavrov")
        #expect(lines[4]["actors"]?.entries.count == 2 && lines[4]["entity"] == nil)
        #expect(lines[5]["error"]?.text == "line 6: text is empty")
        #expect(lines[6]["error"]?.text == "line 7.text: missing")
        #expect(lines[7]["error"]?.text?.contains("\"soon\" is not a date") == true)
        #expect(lines[8]["text"]?.text == "Blah Blub" && lines[8]["entity"] == nil)
        #expect(lines[9]["error"]?.text?.hasPrefix("line 10: has 300") == true)
        #expect(lines[10]["entity"]?.text == "NOR/GOV")
    }

    @Test("places and dates read words and standard input")
    func placesAndDates() async throws {
        let binary = try Binary()
        try binary.write("They met in Geneva on Sunday.\n", to: "text")
        let input = binary.folder.path(of: "text")
        let places = try await binary.run(["places", "-"], input: input)
        let place = try #require(try lines(places.output).first)
        #expect(place["name"]?.text == "Geneva" && place["geonameId"] == .number(2_660_646))
        #expect(place["span"] == .array([.number(12), .number(18)]))
        let dates = try await binary.run(
            ["dates", "-", "--published", "2020-06-15"], input: input)
        let date = try #require(try lines(dates.output).first)
        #expect(date["start"]?.text == "2020-06-14" && date["text"]?.text == "on Sunday")
        let table = try await binary.run(["places", "Springfield, Illinois", "--format", "table"])
        #expect(table.output.contains("Springfield  Springfield  USA"))
        let days = try await binary.run(
            ["dates", "next week", "--published", "2020-06-15", "--format", "table"])
        #expect(days.output.contains("2020-06-22"))
        #expect(try await binary.run(["places", "nowhere"]).output == "")
    }

    @Test(
        "what is wrong is one line",
        arguments: [
            (["resolve"], 64, "text"), (["resolve", "x", "--date", "soon"], 64, "--date: soon"),
            (["resolve", "x", "--jsonl"], 64, "must be -"),
            (["resolve", "-", "--jsonl", "--format", "table"], 64, "--format"),
            (["resolve", " "], 65, "no words"), (["resolve", "-"], 65, "no words"),
            (["dates", "x", "--published", "2020-13-01"], 64, "--published"),
            (["places", "x", "--date", "x"], 64, "--date"),
            (["resolve", "x", "--data", "/nowhere"], 78, "/nowhere"),
        ])
    func failures(words: [String], code: Int32, error: String) async throws {
        let result = try await Binary().run(words)
        #expect(result.code == code)
        #expect(result.output == "")
        #expect(result.errors.contains(error), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
}
