import TestSupport
import Testing

@Suite("chancery ontology", .timeLimit(.minutes(2))) struct OntologyCommandTests {
    private func run(_ arguments: String) async throws -> Binary.Result {
        let words = arguments.split(separator: " ").map(String.init)
        return try await Binary().run(["ontology"] + words + ["--data", Repository.path("Data")])
    }

    @Test("a scheme chooses the quads, and the edition of the readings")
    func schemes() async throws {
        let gdelt = try await run("cameo 14 --scheme gdelt")
        let lines = gdelt.output.split(separator: "\n")
        #expect(lines.count == 27)
        #expect(lines.allSatisfy { $0.contains("\"quad\":3,\"quadScheme\":\"gdelt\"") })
        let edition = try await run("cameo 163 --scheme plover-2021 --format table")
        #expect(edition.output.contains("COERCE"))
        #expect(!edition.output.contains("SANCTION"))
        #expect(try await run("cameo 163 --goldstein phoenix").output.contains("-6.5"))
    }

    @Test(
        "every table has its lines",
        arguments: [
            ("types", 17), ("modes", 67), ("modes --type PROTEST", 7), ("contexts", 37),
            ("cameo", 318), ("status", 17),
        ])
    func tables(arguments: String, count: Int) async throws {
        let result = try await run(arguments)
        #expect(result.code == 0)
        #expect(result.output.split(separator: "\n").count == count)
    }

    @Test(
        "what does not exist is named",
        arguments: [
            ("cameo 999", "999 is not a CAMEO code"),
            ("cameo --type AID --mode visit", "AID has no mode visit"),
            ("cameo --context weather", "no context weather"),
        ])
    func mistakes(arguments: String, reason: String) async throws {
        let result = try await run(arguments)
        #expect(result.code == 64)
        #expect(result.errors.contains(reason))
    }
}
