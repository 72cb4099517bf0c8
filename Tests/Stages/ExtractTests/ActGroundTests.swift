import Messages
import Testing

@testable import Extract

/// What the words around a trigger say against it.
@Suite("Grounds against an act") struct ActGroundTests {
    @Test(
        "questions, views and what is hardly so are no acts",
        arguments: [
            (
                """
                Norway PROPN 2 nsubj
                demanded VERB 0 root
                to PART 4 mark
                know VERB 2 xcomp
                it PRON 4 obj
                . PUNCT 2 punct
                """, ReadFixture.Event(anchor: "demanded", type: "REQUEST", sources: ["Norway"]),
                "a question"
            ),
            (
                """
                Norway PROPN 2 nsubj
                regards VERB 0 root
                Kenya PROPN 2 obj
                as ADP 6 case
                a DET 6 det
                rival NOUN 2 obl
                . PUNCT 2 punct
                """,
                ReadFixture.Event(
                    anchor: "regards", type: "ACCUSE", sources: ["Norway"], targets: ["Kenya"]),
                "a standing view"
            ),
            (
                """
                Norway PROPN 4 nsubj
                is AUX 4 cop
                less ADV 4 advmod
                willing ADJ 0 root
                to PART 6 mark
                pay VERB 4 xcomp
                . PUNCT 4 punct
                """, ReadFixture.Event(anchor: "willing", type: "ACCUSE", sources: ["Norway"]),
                "told as hardly so"
            ),
            (
                """
                Norway PROPN 2 nsubj
                averted VERB 0 root
                a DET 4 det
                clash NOUN 2 obj
                with ADP 6 case
                Kenya PROPN 4 nmod
                . PUNCT 2 punct
                """,
                ReadFixture.Event(anchor: "clash", type: "ASSAULT", sources: ["Norway", "Kenya"]),
                "told as averted"
            ),
        ])
    func none(tree: String, event: ReadFixture.Event, reason: String) throws {
        let found = try ReadFixture.relation(tree, event)
        #expect(found.relation.cues.contains("none:" + reason), "\(found.relation.cues)")
    }

    @Test("a demand with an object is one")
    func demand() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            demanded VERB 0 root
            silence NOUN 2 obj
            . PUNCT 2 punct
            """, .init(anchor: "demanded", type: "REQUEST", sources: ["Norway"]))
        #expect(!found.relation.cues.contains { $0.hasPrefix("none:") })
    }

    @Test("what the writer says must be is told by nobody")
    func wish() throws {
        let tree = """
            Norway PROPN 3 nsubj
            must AUX 3 aux
            hammer VERB 0 root
            Kenya PROPN 3 obj
            . PUNCT 3 punct
            """
        var event = ReadFixture.Event(
            anchor: "hammer", type: "ASSAULT", sources: ["Norway"], targets: ["Kenya"])
        #expect(
            try ReadFixture.relation(tree, event).relation.cues.contains(
                "none:what the writer wants"))
        event.type = "REQUEST"
        #expect(
            try !ReadFixture.relation(tree, event).relation.cues.contains { $0.hasPrefix("none:") })
    }

    @Test("a refusal to say more is none, a refusal to pay is one")
    func closed() throws {
        let tree = """
            Norway PROPN 2 nsubj
            declined VERB 0 root
            to PART 4 mark
            VERB VERB 2 xcomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "declined", type: "REJECT", sources: ["Norway"])
        let silent = try ReadFixture.relation(
            tree.replacing("VERB VERB", with: "comment VERB"), event)
        #expect(silent.relation.cues.contains("none:no comment"))
        let paying = try ReadFixture.relation(tree.replacing("VERB VERB", with: "pay VERB"), event)
        #expect(!paying.relation.cues.contains { $0.hasPrefix("none:") })
    }

    @Test(
        "who insists that something remained so asks for nothing",
        arguments: [("remained", true), ("remain", false)])
    func insistence(verb: String, isAssertion: Bool) throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            insisted VERB 0 root
            that SCONJ 7 mark
            Kenya PROPN 7 nsubj
            \(verb) VERB 7 acl
            a DET 7 det
            danger NOUN 2 ccomp
            . PUNCT 2 punct
            """,
            .init(anchor: "insisted", type: "REQUEST", sources: ["Norway"], targets: ["Kenya"]))
        #expect(found.relation.cues.contains("none:an assertion") == isAssertion)
    }

    @Test(
        "who warns of a danger threatens nobody",
        arguments: [
            ("had", "Kenya", ["Kenya"], false), ("would", "Kenya", ["Kenya"], true),
            ("would", "Kenya", [], false), ("would", "Oslo", [], true),
        ])
    func danger(
        auxiliary: String, subject: String, targets: [String], isThreat: Bool
    ) throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            warned VERB 0 root
            that SCONJ 6 mark
            \(subject) PROPN 6 nsubj
            \(auxiliary) AUX 6 aux
            pay VERB 2 ccomp
            . PUNCT 2 punct
            """,
            .init(anchor: "warned", type: "THREATEN", sources: ["Norway"], targets: targets))
        #expect(found.relation.cues.contains("none:a warning of danger") != isThreat)
    }

    @Test("what is told as possible is so marked")
    func possible() throws {
        let found = try ReadFixture.relation(
            """
            The DET 3 det
            possible ADJ 3 amod
            retreat NOUN 6 nsubj
            of ADP 5 case
            Norway PROPN 3 nmod
            worries VERB 0 root
            Kenya PROPN 6 obj
            . PUNCT 6 punct
            """, .init(anchor: "retreat", type: "RETREAT", sources: ["Norway"]))
        #expect(found.relation.cues.contains(Relation.possibleCue))
        let danger = try ReadFixture.relation(
            """
            The DET 2 det
            danger NOUN 6 nsubj
            of ADP 5 case
            Norwegian ADJ 5 amod
            raids NOUN 2 nmod
            worries VERB 0 root
            Kenya PROPN 6 obj
            . PUNCT 6 punct
            """, .init(anchor: "raids", type: "ASSAULT", sources: ["Norwegian"]))
        #expect(danger.relation.cues.contains(Relation.possibleCue))
    }
}
