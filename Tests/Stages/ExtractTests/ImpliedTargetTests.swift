import Messages
import Testing

@testable import Extract

/// Whom an act is done to where the sentence names nobody.
@Suite("Implied targets") struct ImpliedTargetTests {
    @Test("who holds a place that is struck is the target, of the country it lies in")
    func held() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            shelled VERB 0 root
            a DET 5 det
            rebel-held ADJ 5 amod
            enclave NOUN 2 obj
            inside ADP 7 case
            Kenya PROPN 5 nmod
            . PUNCT 2 punct
            """,
            .init(anchor: "shelled", type: "ASSAULT", sources: ["Norway"]))
        #expect(found.targets == ["KEN/REB"])
        #expect(found.relation.explanation.contains("whose place is struck → target"))
    }

    @Test("what a shot is aimed at is struck, if it is a place of soldiers or of people")
    func aimed() throws {
        let tree = """
            Norway PROPN 2 nsubj
            fired VERB 0 root
            at ADP 4 case
            WORD NOUN 2 obl
            in ADP 6 case
            Kenya PROPN 4 nmod
            . PUNCT 2 punct
            """
        func targets(_ word: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("WORD", with: word),
                .init(anchor: "fired", type: "ASSAULT", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("outposts") == ["KEN/MIL"])
        #expect(try targets("schools") == ["KEN/CVL"])
        #expect(try targets("night") == [])
    }

    @Test("whose conduct a threat is tied to is threatened")
    func condition() throws {
        let tree = """
            Norway PROPN 2 nsubj
            hinted VERB 0 root
            at ADP 5 case
            an DET 5 det
            answer NOUN 2 obl
            MARK SCONJ 8 mark
            Kenya PROPN 8 nsubj
            left VERB 2 advcl
            . PUNCT 2 punct
            """
        func targets(_ mark: String, _ type: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("MARK", with: mark),
                .init(anchor: "hinted", type: type, sources: ["Norway"])
            ).targets
        }
        #expect(try targets("if", "THREATEN") == ["KEN/GOV"])
        #expect(try targets("because", "THREATEN") == [])
        #expect(try targets("if", "AGREE") == [])
    }
}
