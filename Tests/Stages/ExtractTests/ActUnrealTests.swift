import Messages
import Testing

@testable import Extract

/// Triggers of what is only assured, asked, talked about or aimed at.
@Suite("What is not so") struct ActUnrealTests {
    private func objection(_ tree: String, _ event: ReadFixture.Event) throws -> String? {
        try ReadFixture.relation(tree, event).relation.cues
            .first { $0.hasPrefix(Relation.noneCue) }
            .map { String($0.dropFirst(Relation.noneCue.count)) }
    }

    private let attack = ReadFixture.Event(
        anchor: "attack", type: "ASSAULT", sources: ["Kenya"], targets: ["Uganda"])

    @Test("a guarantee of peace is no war", arguments: [("not", true), ("soon", false)])
    func assured(word: String, isAssured: Bool) throws {
        let tree = """
            Norway PROPN 2 nsubj
            has VERB 0 root
            guarantees NOUN 2 obj
            that SCONJ 8 mark
            Kenya PROPN 8 nsubj
            would AUX 8 aux
            \(word) ADV 8 advmod
            attack VERB 3 acl
            Uganda PROPN 8 obj
            . PUNCT 2 punct
            """
        #expect(try objection(tree, attack) == (isAssured ? "what is only assured" : nil))
    }

    @Test(
        "nobody says what is only asked",
        arguments: [("whether", "an open question"), ("that", nil)])
    func asked(mark: String, reason: String?) throws {
        let tree = """
            Norway PROPN 2 nsubj
            wondered VERB 0 root
            \(mark) SCONJ 6 mark
            Kenya PROPN 6 nsubj
            would AUX 6 aux
            attack VERB 2 ccomp
            Uganda PROPN 6 obj
            . PUNCT 2 punct
            """
        #expect(try objection(tree, attack) == reason)
    }

    @Test(
        "what the outlines of a deal hold is not agreed yet",
        arguments: [("outlines", "what is only outlined"), ("terms", nil)])
    func outlined(noun: String, reason: String?) throws {
        let tree = """
            The DET 2 det
            \(noun) NOUN 4 nsubj
            are AUX 4 cop
            clear ADJ 0 root
            , PUNCT 7 punct
            Kenya PROPN 7 nsubj
            backed VERB 4 ccomp
            Uganda PROPN 7 obj
            . PUNCT 4 punct
            """
        let event = ReadFixture.Event(
            anchor: "backed", type: "SUPPORT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(tree, event) == reason)
    }

    @Test("the same mistake as another's was told before")
    func same() throws {
        let tree = """
            Norway PROPN 2 nsubj
            repeats VERB 0 root
            the DET 5 det
            WORD ADJ 5 amod
            mistake NOUN 2 obj
            Kenya PROPN 7 nsubj
            blamed VERB 5 acl:relcl
            Uganda PROPN 7 obj
            for ADP 7 obl
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "blamed", type: "ACCUSE", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(tree.replacing("WORD", with: "same"), event) == "told before")
        #expect(try objection(tree.replacing("WORD", with: "grave"), event) == nil)
    }

    @Test("a writer's word for what somebody wants is no request")
    func aim() throws {
        func found(_ verb: String) throws -> String? {
            try objection(
                """
                Kenya PROPN 2 nsubj
                \(verb) VERB 0 root
                Uganda PROPN 5 nmod:poss
                's PART 3 case
                backing NOUN 2 obj
                . PUNCT 2 punct
                """,
                .init(anchor: verb, type: "REQUEST", sources: ["Kenya"], targets: ["Uganda"]))
        }
        #expect(try found("wants") == "an aim")
        #expect(try found("sought") == nil)
    }

    @Test("attacks that nobody remembers, talks of, or that stand aside are none")
    func nouns() throws {
        func found(
            _ subject: String, _ verb: String, _ word: String, _ relation: String, _ case: String
        ) throws -> String? {
            try objection(
                """
                \(subject) PRON 4 nsubj
                do AUX 4 aux
                \(word) ADV 4 advmod
                \(verb) VERB 0 root
                \(`case`) ADP 7 case
                an DET 7 det
                attack NOUN 4 \(relation)
                by ADP 9 case
                Kenya PROPN 7 nmod
                . PUNCT 4 punct
                """, .init(anchor: "attack", type: "ASSAULT", sources: ["Kenya"]))
        }
        #expect(try found("they", "recall", "not", "obj", "even") == "not known of")
        #expect(try found("they", "recall", "well", "obj", "even") == nil)
        #expect(try found("we", "talk", "often", "obl", "about") == "only talked about")
        #expect(try found("they", "talk", "often", "obl", "about") == nil)
        #expect(try found("they", "sleep", "often", "obl", "beyond") == "told in passing")
        #expect(try found("they", "sleep", "often", "obl", "after") == nil)
    }

    @Test("what media say of others is their report")
    func media() throws {
        func found(_ speaker: String) throws -> String? {
            try objection(
                """
                \(speaker) PROPN 2 nsubj
                say VERB 0 root
                Kenya PROPN 4 nsubj
                lied VERB 2 ccomp
                . PUNCT 2 punct
                """,
                .init(anchor: "say", type: "ACCUSE", sources: [speaker], targets: ["Kenya"]))
        }
        #expect(try found("Reuters") == "what media report")
        #expect(try found("Norway") == nil)
    }

    @Test("a support that is only mere is none, nor is that of a group described by it")
    func support() throws {
        let merely = """
            Kenya PROPN 3 nsubj
            merely ADV 3 advmod
            VERB VERB 0 root
            Uganda PROPN 3 obj
            . PUNCT 3 punct
            """
        let respected = merely.replacing("VERB VERB", with: "respected VERB")
        let event = ReadFixture.Event(
            anchor: "respected", type: "SUPPORT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(respected, event) == "told as hardly so")
        let group = """
            Kenya PROPN 4 nsubj
            supporting VERB 1 acl
            Uganda PROPN 2 obj
            waited VERB 0 root
            . PUNCT 4 punct
            """
        let supporting = ReadFixture.Event(
            anchor: "supporting", type: "SUPPORT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(group, supporting) == "a standing tie")
    }
}
