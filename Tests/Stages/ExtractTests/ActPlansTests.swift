import Messages
import Testing

@testable import Extract

/// Statuses by the verbs that govern a trigger, and words without which nothing is undone.
@Suite("What is agreed on, called for or undone") struct ActPlansTests {
    private func cues(_ tree: String, _ event: ReadFixture.Event) throws -> [String] {
        try ReadFixture.relation(tree, event).relation.cues
    }

    private let meeting = ReadFixture.Event(
        anchor: "meet", type: "CONSULT", sources: ["Kenya"], targets: ["Uganda"])

    @Test("what was agreed on is planned, what is not confirmed is open")
    func agreed() throws {
        func told(_ verb: String, _ word: String, _ auxiliary: String) throws -> [String] {
            try cues(
                """
                Norway PROPN 3 nsubj
                \(word) ADV 3 advmod
                \(verb) VERB 0 root
                that SCONJ 7 mark
                Kenya PROPN 7 nsubj
                \(auxiliary) AUX 7 aux
                meet VERB 3 ccomp
                Uganda PROPN 7 obj
                . PUNCT 3 punct
                """, meeting
            ).filter { $0.hasPrefix("status:") }
        }
        #expect(try told("agree", "also", "should") == ["status:planned"])
        #expect(try told("agree", "also", "did") == [])
        #expect(try told("confirm", "not", "will") == ["status:hypothetical"])
        #expect(try told("confirm", "also", "will") != ["status:hypothetical"])
    }

    @Test(
        "a meeting called for a day is planned", arguments: [("for", true), ("before", false)])
    func called(preposition: String, isPlanned: Bool) throws {
        let found = try cues(
            """
            Norway PROPN 3 nsubj
            has AUX 3 aux
            convene VERB 0 root
            a DET 5 det
            meeting NOUN 3 obj
            of ADP 7 case
            Kenya PROPN 5 nmod
            \(preposition) ADP 9 case
            Monday PROPN 3 obl
            . PUNCT 3 punct
            """,
            .init(anchor: "convene", type: "CONSULT", sources: ["Norway"], targets: ["Kenya"]))
        #expect(found.contains("status:planned") == isPlanned)
    }

    @Test("what goes on while somebody is leading others goes on, what he is weighing does not")
    func goesOn() throws {
        func told(_ verb: String, _ object: String) throws -> [String] {
            try cues(
                """
                Norway PROPN 3 nsubj
                is AUX 3 aux
                \(verb) VERB 0 root
                envoys NOUN 3 \(object)
                visiting VERB 3 xcomp
                Kenya PROPN 5 obj
                . PUNCT 3 punct
                """,
                .init(anchor: "visiting", type: "CONSULT", sources: ["Norway"], targets: ["Kenya"])
            ).filter { $0.hasPrefix("status:") }
        }
        #expect(try told("leading", "obj") == ["status:ongoing"])
        #expect(try told("weighing", "obl") == [])
    }

    @Test("nothing is undone without a word for it")
    func unsaid() throws {
        func undone(_ word: String, verb: String = "hit") throws -> [String] {
            try cues(
                """
                Kenya PROPN 4 nsubj
                had AUX 4 aux
                \(word) ADV 4 advmod
                \(verb) VERB 0 root
                Uganda PROPN 4 obj
                . PUNCT 4 punct
                """,
                .init(anchor: verb, type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"])
            ).filter { $0.hasPrefix(Relation.unsaidCue) }
        }
        #expect(
            try undone("also") == ["unsaid:negated", "unsaid:cancelled", "unsaid:postponed"])
        #expect(try undone("never") == ["unsaid:cancelled", "unsaid:postponed"])
        #expect(try undone("off") == ["unsaid:negated"])
    }

    @Test(
        "a verb that undoes counts for what hangs from it, not for what is joined to it",
        arguments: [("xcomp", false), ("conj", true)])
    func governed(relation: String, isUnsaid: Bool) throws {
        let found = try cues(
            """
            Kenya PROPN 2 nsubj
            fail VERB 0 root
            to PART 4 mark
            hit VERB 2 \(relation)
            Uganda PROPN 4 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "hit", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.contains("unsaid:negated") == isUnsaid)
    }
}
