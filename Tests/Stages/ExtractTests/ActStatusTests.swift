import Messages
import Testing

@testable import Extract

/// Status that only the tree around a trigger shows.
@Suite("Status by the tree") struct ActStatusTests {
    private func statuses(_ tree: String, _ event: ReadFixture.Event) throws -> [String] {
        let relation = try ReadFixture.relation(tree, event).relation
        return relation.cues.contains(Relation.toldCue)
            ? relation.cues.filter { $0.hasPrefix("status:") } : []
    }

    @Test("what stands under a condition has not happened")
    func condition() throws {
        let tree = """
            Norway PROPN 2 nsubj
            waits VERB 0 root
            MARK SCONJ 5 mark
            Kenya PROPN 5 nsubj
            attacked VERB 2 advcl
            Uganda PROPN 5 obj
            . PUNCT 2 punct
            """
        func told(_ mark: String) throws -> [String] {
            try statuses(
                tree.replacing("MARK", with: mark),
                .init(
                    anchor: "attacked", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"]))
        }
        #expect(try told("if") == ["status:hypothetical"])
        #expect(try told("after") == [])
    }

    @Test("what somebody may be able to do has not happened, nor what may come of something")
    func able() throws {
        let tree = """
            Norway PROPN 2 nsubj
            waits VERB 0 root
            if SCONJ 6 mark
            Kenya PROPN 6 nsubj
            is AUX 6 cop
            able ADJ 2 advcl
            to PART 8 mark
            attack VERB 6 xcomp
            Uganda PROPN 8 obj
            . PUNCT 2 punct
            """
        let attack = ReadFixture.Event(
            anchor: "attack", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try statuses(tree, attack) == ["status:hypothetical"])
        let result = """
            This PRON 3 nsubj
            AUX AUX 3 aux
            lead VERB 0 root
            to SCONJ 6 mark
            Kenya PROPN 6 nsubj
            attacking VERB 3 advcl
            Uganda PROPN 6 obj
            . PUNCT 3 punct
            """
        let attacking = ReadFixture.Event(
            anchor: "attacking", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"])
        func told(_ auxiliary: String) throws -> [String] {
            try statuses(result.replacing("AUX AUX", with: "\(auxiliary) AUX"), attacking)
        }
        #expect(try told("could") == ["status:hypothetical"])
        #expect(try told("did") == [])
    }

    @Test("what assurances and options are about has not happened")
    func imagined() throws {
        let tree = """
            Norway PROPN 2 nsubj
            gave VERB 0 root
            NOUN NOUN 2 obj
            that SCONJ 7 mark
            it PRON 7 nsubj
            would AUX 7 aux
            attack VERB 3 acl
            Kenya PROPN 7 obj
            . PUNCT 2 punct
            """
        func told(_ noun: String) throws -> [String] {
            try statuses(
                tree.replacing("NOUN NOUN", with: "\(noun) NOUN"),
                .init(anchor: "attack", type: "ASSAULT", sources: ["Norway"], targets: ["Kenya"]))
        }
        #expect(try told("assurances") == ["status:hypothetical"])
        #expect(try told("proof") == [])
    }

    @Test("what will have been done already is done")
    func futurePerfect() throws {
        let tree = """
            Norway PROPN 5 nsubj
            will AUX 5 aux
            already ADV 5 advmod
            have AUX 5 aux
            criticised VERB 0 root
            Kenya PROPN 5 obj
            . PUNCT 5 punct
            """
        let event = ReadFixture.Event(
            anchor: "criticised", type: "ACCUSE", sources: ["Norway"], targets: ["Kenya"])
        #expect(try statuses(tree, event) == ["status:occurred"])
        let without = tree.replacing("already ADV", with: "surely ADV")
        #expect(try statuses(without, event) == [])
    }

    @Test(
        "what is called off or put off is so, unless it only may be",
        arguments: [
            ("was", "call", "cancelled"), ("was", "put", "postponed"), ("may", "call", nil),
            ("was", "kick", nil),
        ])
    func calledOff(auxiliary: String, verb: String, status: String?) throws {
        let tree = """
            The DET 2 det
            talks NOUN 6 nsubj:pass
            between ADP 4 case
            Norway PROPN 2 nmod
            \(auxiliary) AUX 6 aux:pass
            \(verb) VERB 0 root
            off ADP 6 compound:prt
            . PUNCT 6 punct
            """
        let event = ReadFixture.Event(anchor: "talks", type: "CONSULT", sources: ["Norway"])
        #expect(try statuses(tree, event) == (status.map { ["status:\($0)"] } ?? []))
    }

    @Test("what was to be is cancelled if the clause beside says so")
    func cancelled() throws {
        let tree = """
            Kenya PROPN 5 nsubj
            was AUX 5 cop
            due ADJ 5 mark
            to PART 3 fixed
            meet VERB 0 root
            Norway PROPN 5 obj
            but CCONJ 11 cc
            the DET 9 det
            meeting NOUN 11 nsubj:pass
            was AUX 11 aux:pass
            VERB VERB 5 conj
            . PUNCT 5 punct
            """
        func told(_ verb: String) throws -> [String] {
            try statuses(
                tree.replacing("VERB VERB 5", with: "\(verb) VERB 5"),
                .init(anchor: "meet", type: "CONSULT", sources: ["Kenya"], targets: ["Norway"]))
        }
        #expect(try told("cancel") == ["status:cancelled"])
        #expect(try told("praise") == [])
    }

    @Test("what is called an option has not happened")
    func option() throws {
        let tree = """
            One NUM 2 nummod
            NOUN NOUN 6 nsubj:outer
            is AUX 6 cop
            that SCONJ 6 mark
            Kenya PROPN 6 nsubj
            attacks VERB 0 root
            Uganda PROPN 6 obj
            . PUNCT 6 punct
            """
        let attack = ReadFixture.Event(
            anchor: "attacks", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(
            try statuses(tree.replacing("NOUN NOUN", with: "option NOUN"), attack)
                == ["status:hypothetical"])
        #expect(try statuses(tree.replacing("NOUN NOUN", with: "fact NOUN"), attack) == [])
    }

    @Test("what follows upon what is asked is planned")
    func following() throws {
        let tree = """
            Norway PROPN 2 nsubj
            ask VERB 0 root
            Kenya PROPN 2 iobj
            to PART 5 mark
            meet VERB 2 xcomp
            , PUNCT 7 punct
            follow VERB 5 advcl
            by ADP 9 case
            meeting NOUN 7 obl
            with ADP 11 case
            Uganda PROPN 9 nmod
            . PUNCT 2 punct
            """
        let meeting = ReadFixture.Event(
            anchor: "meeting", type: "CONSULT", sources: ["Norway"], targets: ["Uganda"])
        #expect(try statuses(tree, meeting) == ["status:planned"])
    }
}
