import Testing

@testable import Extract

/// Whom the tree says an act is done to, where the model names nobody below the trigger.
@Suite("Whom an act governs") struct GovernedTests {
    @Test("a threat is made to whose doing is its condition", arguments: ["if", "unless"])
    func condition(mark: String) throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            vowed VERB 0 root
            to PART 4 mark
            strike VERB 2 xcomp
            \(mark) SCONJ 7 mark
            Uganda PROPN 7 nsubj
            moved VERB 4 advcl
            . PUNCT 2 punct
            """, .init(anchor: "vowed", type: "THREATEN", sources: ["Kenya"]))
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("what happens meanwhile is no condition")
    func time() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            vowed VERB 0 root
            to PART 4 mark
            strike VERB 2 xcomp
            while SCONJ 7 mark
            Uganda PROPN 7 nsubj
            slept VERB 4 advcl
            . PUNCT 2 punct
            """, .init(anchor: "vowed", type: "THREATEN", sources: ["Kenya"]))
        #expect(found.targets == [])
    }

    @Test("whose offer is refused is refused")
    func proposed() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            spurned VERB 0 root
            terms NOUN 2 obj
            that PRON 6 obj
            Uganda PROPN 6 nsubj
            propose VERB 3 acl:relcl
            . PUNCT 2 punct
            """, .init(anchor: "spurned", type: "REJECT", sources: ["Kenya"]))
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("who calls is the source, who is called the target, and the caller's friend is neither")
    func call() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            receive VERB 0 root
            a DET 4 det
            call NOUN 2 obj
            from ADP 8 case
            Chad PROPN 8 nmod:poss
            's PART 6 case
            friend NOUN 2 obl
            , PUNCT 10 punct
            Norway PROPN 8 appos
            . PUNCT 2 punct
            """,
            .init(anchor: "receive", type: "CONSULT", sources: ["Kenya", "Chad"]))
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test("talks with somebody are those of whoever the sentence is about")
    func company() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            prepares VERB 0 root
            talks NOUN 2 obj
            with ADP 5 case
            Norway PROPN 3 nmod
            . PUNCT 2 punct
            """, .init(anchor: "talks", type: "CONSULT", sources: ["Norway"]))
        #expect(found.sources == ["KEN/GOV", "NOR/GOV"])
    }

    @Test("what troops leave is nobody they yield to")
    func left() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            withdrew VERB 0 root
            from ADP 4 case
            Uganda PROPN 2 obl
            . PUNCT 2 punct
            """,
            .init(anchor: "withdrew", type: "RETREAT", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.targets == [])
    }

    @Test("whom an offer gives a choice is not whom it is made to")
    func beside() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 3 nmod:poss
            's PART 1 case
            offer NOUN 4 nsubj
            cheers VERB 0 root
            Uganda PROPN 4 obj
            . PUNCT 4 punct
            """, .init(anchor: "offer", type: "AGREE", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.targets == [])
    }

    @Test("to whom something is sent is helped, not who is sent")
    func given() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            ships VERB 0 root
            doctors NOUN 2 obj
            to ADP 5 case
            Uganda PROPN 2 obl
            . PUNCT 2 punct
            """, .init(anchor: "ships", type: "AID", sources: ["Kenya"], targets: ["doctors"]))
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("whom somebody will not hand over is not who asked")
    func handedOver() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            declines VERB 0 root
            to PART 4 mark
            VERB VERB 2 xcomp
            Uganda PROPN 4 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "declines", type: "REJECT", sources: ["Kenya"], targets: ["Uganda"])
        let handed = try ReadFixture.relation(
            tree.replacing("VERB VERB", with: "extradite VERB"), event)
        #expect(handed.targets == [])
        let helped = try ReadFixture.relation(
            tree.replacing("VERB VERB", with: "feed VERB"), event)
        #expect(helped.targets == ["UGA/GOV"])
    }

    @Test("to whom somebody plays host visits")
    func host() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            play VERB 0 root
            host NOUN 2 obj
            to ADP 5 case
            Uganda PROPN 3 nmod
            . PUNCT 2 punct
            """, .init(anchor: "play", type: "CONSULT", sources: ["Kenya", "Uganda"]))
        #expect(found.sources == ["UGA/GOV"])
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test("an envoy is to somebody, ties are with somebody, a ban is on somebody")
    func things() throws {
        func targets(_ type: String, _ thing: String, _ preposition: String) throws -> [String] {
            try ReadFixture.relation(
                """
                Kenya PROPN 2 nsubj
                shelved VERB 0 root
                \(thing) NOUN 2 obj
                \(preposition) ADP 5 case
                Uganda PROPN 3 nmod
                . PUNCT 2 punct
                """, .init(anchor: "shelved", type: type, sources: ["Kenya"])
            ).targets
        }
        #expect(try targets("SANCTION", "envoys", "to") == ["UGA/GOV"])
        #expect(try targets("SANCTION", "contacts", "with") == ["UGA/GOV"])
        #expect(try targets("RETREAT", "embargo", "against") == ["UGA/GOV"])
        #expect(try targets("RETREAT", "statues", "of") == [])
    }
}
