import Language
import Messages
import Ontology
import Testing

@Suite("Ontology") struct OntologyTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/OntologyTests")[0]) + "Data/ontology"

    @Test("every type has its quad and score", arguments: EventType.allCases)
    func types(type: EventType) throws {
        let tables = try OntologyTables(directory: Self.directory)
        let rule = try #require(tables.types[type])
        if type == .statement {
            #expect(rule.quad == nil)
        } else {
            #expect(rule.quad != nil && rule.score != nil)
            #expect(tables.codes[rule.cameo]?.code == rule.cameo)
        }
    }

    @Test("every mode's code is a CAMEO code")
    func modes() throws {
        let tables = try OntologyTables(directory: Self.directory)
        for (type, modes) in tables.modes {
            for mode in modes {
                #expect(tables.codes[mode.cameo] != nil, "\(type) \(mode.name) \(mode.cameo)")
                #expect((-10...10).contains(mode.score))
            }
        }
        #expect(tables.mode("visit", of: .consult)?.score == 4)
        #expect(tables.mode("visit", of: .assault) == nil)
    }

    @Test("a context makes a code more exact")
    func cameo() throws {
        let tables = try OntologyTables(directory: Self.directory)
        let legal = tables.cameo(type: .request, mode: "assist", contexts: ["legal"], base: nil)
        #expect(legal == "1013")
        let plain = tables.cameo(type: .request, mode: "assist", contexts: [], base: nil)
        #expect(plain == "101")
        let visit = tables.cameo(type: .consult, mode: "visit", contexts: [], base: "042")
        #expect(visit == "042")
        #expect(tables.goldstein("042") == 1.9)
    }

    @Test(
        "what words say stands against the mode where CAMEO divides otherwise",
        arguments: [
            // No code is below it.
            ("ACCUSE", "disapprove", "114", "disapprove", "114"),
            ("ACCUSE", "allege", "114", "disapprove", "114"),
            ("THREATEN", "restrict", "133", "restrict", "133"),
            ("SANCTION", "withdraw", "1661", "withdraw", "1661"),
            ("SANCTION", "withdraw", "1662", "expel", "1662"),
            ("PROTEST", "strike", "1431", "strike", "1431"),
            // Others are below it, and the mode is another.
            ("PROTEST", "strike", "143", "strike", "143"),
            ("ASSAULT", "drone", "195", "aerial", "1952"),
            ("REQUEST", "yield", "023", "assist", "105"),
            // A general code says less than a mode does.
            ("ASSAULT", "firearms", "190", nil, "193"),
            ("ASSAULT", nil, "190", nil, "190"),
            ("ACCUSE", "investigate", "090", "investigate", "090"),
        ] as [(String, String?, String, String?, String)])
    func base(type: String, mode: String?, base: String, baseMode: String?, code: String) throws {
        let tables = try OntologyTables(directory: Self.directory)
        #expect(
            tables.cameo(
                type: try #require(EventType(rawValue: type)), mode: mode, contexts: [], base: base,
                baseMode: baseMode) == code)
    }
}
