import Messages
import Testing

@testable import Extract

/// What somebody demands or refuses, told by words around the trigger.
@Suite("What is asked for, and what is refused") struct DemandTests {
    @Test("whoever will not take part in talks refuses to meet")
    func refusedTalks() throws {
        let tree = """
            Kenya PROPN 4 nsubj
            will AUX 4 aux
            not PART 4 advmod
            participate VERB 0 root
            in ADP 6 case
            talks NOUN 4 obl
            with ADP 8 case
            Uganda PROPN 6 nmod
            . PUNCT 4 punct
            """
        let found = try ReadFixture.relation(
            tree, .init(anchor: "talks", type: "CONSULT", sources: ["Kenya", "Uganda"]))
        #expect(found.relation.cues.contains(Relation.typeCue + "REJECT/meet"))
        #expect(found.sources == ["KEN/GOV"])
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("what somebody expects another to give up is a demand")
    func expected() throws {
        let tree = """
            Norway PROPN 2 nsubj
            expect VERB 0 root
            Kenya PROPN 5 nsubj
            to PART 5 mark
            return VERB 2 xcomp
            prisoners NOUN 5 obj
            to ADP 8 case
            Uganda PROPN 5 obl
            . PUNCT 2 punct
            """
        let found = try ReadFixture.relation(
            tree,
            .init(anchor: "return", type: "RETREAT", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.relation.cues.contains(Relation.typeCue + "REQUEST"))
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test(
        "the mode of a request is what is asked for",
        arguments: [("meet", "meet"), ("wait", "none"), ("leave", "yield"), ("listen", "unknown")])
    func asked(verb: String, mode: String) throws {
        let tree = """
            Norway PROPN 2 nsubj
            urge VERB 0 root
            Kenya PROPN 2 obj
            to PART 5 mark
            \(verb) VERB 2 xcomp
            . PUNCT 2 punct
            """
        let relation = try ReadFixture.relation(
            tree, .init(anchor: "urge", type: "REQUEST", sources: ["Norway"], targets: ["Kenya"])
        ).relation
        let told = relation.cues.first { $0.hasPrefix(Relation.modeCue) }
        #expect(told == Relation.modeCue + mode)
    }
}
