import Messages
import Testing

@testable import Extract

/// States that share a noun or a verb with others.
@Suite("Who shares a noun or a verb") struct SharedNounTests {
    @Test("courts of several countries are all courts")
    func courts() throws {
        let found = try ReadFixture.relation(
            """
            Courts NOUN 7 nsubj
            in ADP 3 case
            Norway PROPN 1 nmod
            and CCONJ 5 cc
            Kenya PROPN 3 conj
            have AUX 7 aux
            accused VERB 0 root
            Uganda PROPN 7 obj
            . PUNCT 7 punct
            """,
            .init(
                anchor: "accused", type: "ACCUSE", sources: ["Courts in Norway", "Kenya"],
                targets: ["Uganda"]))
        #expect(found.sources == ["NOR/JUD", "KEN/JUD"])
    }

    @Test("several who have been fighting are not the one state named between")
    func agreement() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            praised VERB 0 root
            Ugandan ADJ 4 amod
            rebels NOUN 2 obj
            armed VERB 4 acl
            by ADP 7 case
            Togo PROPN 5 obl
            who PRON 10 nsubj
            have AUX 10 aux
            fought VERB 7 acl:relcl
            Kenya PROPN 10 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "fought", type: "ASSAULT", sources: ["Togo"], targets: ["Kenya"]))
        #expect(found.sources == ["UGA/REB"])
    }
}
