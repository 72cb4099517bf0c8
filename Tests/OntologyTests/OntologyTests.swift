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
        #expect(legal?.code == "1013")
        #expect(legal?.goldstein == -5)
        let plain = tables.cameo(type: .request, mode: "assist", contexts: [], base: nil)
        #expect(plain?.code == "101")
        let visit = tables.cameo(type: .consult, mode: "visit", contexts: [], base: "042")
        #expect(visit?.code == "042")
        #expect(visit?.goldstein == 1.9)
    }
}
