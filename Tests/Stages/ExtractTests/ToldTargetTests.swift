import Messages
import Testing

@testable import Extract

/// Whom an act is done to where words beside its object tell it.
@Suite("Targets told beside the object") struct ToldTargetTests {
    @Test("whom a strike wounds is its target, if no place of it is known")
    func wounded() throws {
        let tree = """
            Norway PROPN 2 nsubj
            dropped VERB 0 root
            mortars NOUN 2 obj
            , PUNCT 5 punct
            VERBING VERB 2 advcl
            Kenya PROPN 8 nmod:poss
            's PART 6 case
            soldiers NOUN 5 obj
            . PUNCT 2 punct
            """
        func targets(_ verb: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("VERBING", with: verb),
                .init(anchor: "dropped", type: "ASSAULT", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("wound") == ["KEN/MIL"])
        #expect(try targets("help") == [])
    }

    @Test("on whom blame is laid is accused")
    func laid() throws {
        let tree = """
            Norway PROPN 2 nsubj
            VERB VERB 0 root
            the DET 4 det
            deaths NOUN 2 obj
            on ADP 6 case
            Kenya PROPN 2 obl
            . PUNCT 2 punct
            """
        func targets(_ verb: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("VERB VERB", with: "\(verb) VERB"),
                .init(anchor: verb, type: "ACCUSE", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("pin") == ["KEN/GOV"])
        #expect(try targets("recount") == [])
    }

    @Test("whose nation's adjective stands before what is judged is meant")
    func national() throws {
        let tree = """
            Norway PROPN 2 nsubj
            deplored VERB 0 root
            WORD ADJ 4 amod
            meddling NOUN 2 obj
            . PUNCT 2 punct
            """
        func targets(_ word: String, _ type: String = "ACCUSE") throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("WORD", with: word),
                .init(anchor: "deplored", type: type, sources: ["Norway"])
            ).targets
        }
        #expect(try targets("Kenyan") == ["KEN/GOV"])
        #expect(try targets("open") == [])
        #expect(try targets("Kenyan", "PROTEST") == [])
    }
}
