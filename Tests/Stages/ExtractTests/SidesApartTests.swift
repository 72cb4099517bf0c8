import Testing

@testable import Extract

/// Who is on neither side, and who on which.
@Suite("Sides kept apart") struct SidesApartTests {
    @Test("who helps whom the sentence is about does not act with it")
    func aside() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 7 nsubj
            , PUNCT 3 punct
            helped VERB 1 acl
            by ADP 5 case
            Norway PROPN 3 obl:agent
            , PUNCT 3 punct
            shelled VERB 0 root
            Uganda PROPN 7 obj
            . PUNCT 7 punct
            """,
            .init(
                anchor: "shelled", type: "ASSAULT", sources: ["Kenya", "Norway"],
                targets: ["Uganda"]))
        #expect(found.sources == ["KEN/GOV"])
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("who is only compared does not act")
    func compared() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 5 nsubj
            , PUNCT 4 punct
            like ADP 4 case
            Norway PROPN 5 obl
            shelled VERB 0 root
            Uganda PROPN 5 obj
            . PUNCT 5 punct
            """,
            .init(
                anchor: "shelled", type: "ASSAULT", sources: ["Kenya", "Norway"],
                targets: ["Uganda"]))
        #expect(found.sources == ["KEN/GOV"])
    }

    @Test("who tells of it does not do it")
    func teller() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            said VERB 0 root
            that SCONJ 5 mark
            soldiers NOUN 5 nsubj:pass
            died VERB 2 ccomp
            in ADP 7 case
            Uganda PROPN 5 obl
            . PUNCT 2 punct
            """, .init(anchor: "died", type: "ASSAULT", sources: ["Norway"]))
        #expect(!found.sources.contains("NOR/GOV"))
    }

    @Test("whom somebody fights and to whom somebody sells is acted upon")
    func governed() throws {
        let fought = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            battled VERB 0 root
            Uganda PROPN 2 obj
            . PUNCT 2 punct
            """, .init(anchor: "battled", type: "ASSAULT", sources: ["Kenya", "Uganda"]))
        #expect(fought.sources == ["KEN/GOV"])
        #expect(fought.targets == ["UGA/GOV"])
        let sold = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            shipped VERB 0 root
            tea NOUN 2 obj
            to ADP 5 case
            Uganda PROPN 2 obl
            . PUNCT 2 punct
            """, .init(anchor: "shipped", type: "COOPERATE", sources: ["Kenya", "Uganda"]))
        #expect(sold.targets == ["UGA/GOV"])
    }

    @Test("whom a relative clause blames is blamed, not who is named inside it")
    func whom() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 5 nsubj
            , PUNCT 4 punct
            whom PRON 4 obj
            faults VERB 1 acl:relcl
            slept VERB 0 root
            Kenya PROPN 4 nsubj
            for ADP 8 mark
            hurting VERB 4 advcl
            Uganda PROPN 8 obj
            . PUNCT 5 punct
            """,
            .init(anchor: "faults", type: "ACCUSE", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.targets == ["NOR/GOV"])
    }

    @Test("a request goes to whom it is made, not to who answers it")
    func asked() throws {
        let found = try ReadFixture.relation(
            """
            After ADP 4 case
            a DET 4 det
            Kenyan ADJ 4 amod
            plea NOUN 8 obl
            to ADP 6 case
            NATO PROPN 4 nmod
            Norway PROPN 8 nsubj
            sailed VERB 0 root
            . PUNCT 8 punct
            """,
            .init(anchor: "plea", type: "REQUEST", sources: ["Kenyan"], targets: ["Norway"]))
        #expect(found.targets == ["NATO/IGO"])
    }

    @Test("what is shot at somebody is not who is shot at")
    func thrown() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            hurled VERB 0 root
            rockets NOUN 2 obj
            at ADP 5 case
            Uganda PROPN 2 obl
            . PUNCT 2 punct
            """, .init(anchor: "hurled", type: "ASSAULT", sources: ["Kenya"]))
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("nobody acts upon himself, unless one of two was mistaken for the other")
    func same() throws {
        let apart = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            warned VERB 0 root
            that SCONJ 6 mark
            Nairobi PROPN 6 nsubj
            would AUX 6 aux
            fight VERB 2 ccomp
            . PUNCT 2 punct
            """,
            .init(anchor: "warned", type: "THREATEN", sources: ["Kenya"], targets: ["Nairobi"]))
        #expect(apart.targets == [])
        let mistaken = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            warned VERB 0 root
            Nairobi PROPN 2 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "warned", type: "THREATEN", sources: ["Kenya"], targets: ["Nairobi"]))
        #expect(mistaken.targets == ["KEN/GOV"])
    }

    @Test("who says that he will act is one, whoever the pronoun was taken for")
    func echo() throws {
        let found = try ReadFixture.relation(
            """
            Uganda PROPN 2 nsubj
            slept VERB 0 root
            ; PUNCT 5 punct
            Kenya PROPN 5 nsubj
            says VERB 2 parataxis
            it PRON 8 nsubj
            will AUX 8 aux
            shell VERB 5 ccomp
            Oman PROPN 8 obj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "shell", type: "ASSAULT", sources: ["Kenya", "it"], targets: ["Oman"]))
        #expect(found.sources == ["KEN/GOV"])
    }

    @Test("whoever speaks for a state does not promise it anything, nor does a caller call himself")
    func spokesman() throws {
        let pledged = try ReadFixture.relation(
            """
            Norwegian ADJ 2 amod
            envoys NOUN 3 nsubj
            pledged VERB 0 root
            that SCONJ 7 mark
            Norway PROPN 7 nsubj
            would AUX 7 aux
            help VERB 3 ccomp
            . PUNCT 3 punct
            """,
            .init(
                anchor: "pledged", type: "AGREE", sources: ["Norwegian envoys"],
                targets: ["Norway"]))
        #expect(pledged.targets == [])
        let call = try ReadFixture.relation(
            """
            Norway PROPN 7 nsubj
            in ADP 4 case
            a DET 4 det
            call NOUN 7 obl
            with ADP 6 case
            Kenya PROPN 4 nmod
            vowed VERB 0 root
            Kenyan ADJ 9 amod
            ministers NOUN 7 iobj
            help NOUN 7 obj
            . PUNCT 7 punct
            """,
            .init(
                anchor: "call", type: "CONSULT", sources: ["Norway", "Kenya"],
                targets: ["Kenyan ministers"]))
        #expect(call.targets == [])
    }

    @Test("who binds his own government promises it nothing")
    func bound() throws {
        let found =
            try ReadFixture.relation(
                """
                Norwegian ADJ 2 amod
                ministers NOUN 3 nsubj
                commit VERB 0 root
                Norway PROPN 3 obj
                . PUNCT 3 punct
                """,
                .init(
                    anchor: "commit", type: "AGREE", sources: ["Norwegian ministers"],
                    targets: ["Norway"]))
        #expect(found.targets == [])
    }

    @Test("a war that an effort is to end is not whose effort is ignored")
    func purpose() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            ignored VERB 0 root
            efforts NOUN 2 obj
            to PART 5 mark
            end VERB 3 acl
            Kenya PROPN 8 nmod:poss
            's PART 6 case
            war NOUN 5 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "ignored", type: "REJECT", sources: ["Norway"], targets: ["Kenya"]))
        #expect(found.targets == [])
    }
}
