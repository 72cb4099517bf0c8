import Messages
import Testing

@testable import Extract

/// Who is joined to whom on one side of an act.
@Suite("Lists of parties") struct SidesListTests {
    @Test("who is told of along with the subject acts with it")
    func companion() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 8 nsubj
            , PUNCT 5 punct
            along ADP 5 case
            with ADP 5 case
            Uganda PROPN 1 nmod
            , PUNCT 5 punct
            will AUX 8 aux
            meet VERB 0 root
            in ADP 10 case
            Oslo PROPN 8 obl
            . PUNCT 8 punct
            """, .init(anchor: "meet", type: "CONSULT", sources: ["Uganda"]))
        #expect(Set(found.sources) == ["KEN/GOV", "UGA/GOV"])
    }

    @Test("names that states own are joined as the states are")
    func owned() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            invited VERB 0 root
            Kenya PROPN 5 nmod:poss
            's PART 3 case
            Wanjiru PROPN 2 obj
            and CCONJ 9 cc
            Uganda PROPN 9 nmod:poss
            's PART 7 case
            Okello PROPN 5 conj
            . PUNCT 2 punct
            """,
            .init(anchor: "invited", type: "AGREE", sources: ["Norway"], targets: ["Kenya"]))
        #expect(Set(found.targets) == ["KEN/GOV", "UGA/GOV"])
    }

    @Test("beside those named, words for their group are nobody")
    func group() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 5 nmod:poss
            's PART 1 case
            two NUM 5 nummod
            big ADJ 5 amod
            allies NOUN 10 nsubj
            , PUNCT 7 punct
            Norway PROPN 5 appos
            and CCONJ 9 cc
            Uganda PROPN 7 conj
            quarrelled VERB 0 root
            . PUNCT 10 punct
            """,
            .init(
                anchor: "quarrelled", type: "ACCUSE",
                sources: ["Kenya 's two big allies", "Norway", "Uganda"]))
        #expect(Set(found.sources) == ["NOR/GOV", "UGA/GOV"])
    }

    @Test("parties that act in pairs act apart")
    func pairs() throws {
        var fixture = try ReadFixture(
            """
            Norway PROPN 4 nsubj
            and CCONJ 3 cc
            Kenya PROPN 1 conj
            hailed VERB 0 root
            Uganda PROPN 4 obj
            and CCONJ 7 cc
            Oman PROPN 5 conj
            respectively ADV 4 advmod
            . PUNCT 4 punct
            """,
            events: [
                .init(
                    anchor: "hailed", type: "SUPPORT", sources: ["Norway", "Kenya"],
                    targets: ["Uganda", "Oman"])
            ])
        let pairs = fixture.relations().filter { $0.act?.types.isEmpty == false }
            .map { fixture.entities($0.sources) + fixture.entities($0.targets) }
        #expect(pairs == [["NOR/GOV", "UGA/GOV"], ["KEN/GOV", "OMN/GOV"]])
    }

    @Test("whoever owns a share of what acts, acts")
    func owners() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 7 nmod:poss
            's PART 1 case
            and CCONJ 4 cc
            Kenya PROPN 7 nmod:poss
            's PART 4 case
            foreign ADJ 7 amod
            ministers NOUN 8 nsubj
            conferred VERB 0 root
            . PUNCT 8 punct
            """,
            .init(
                anchor: "conferred", type: "CONSULT", sources: ["Kenya 's foreign ministers"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV"])
    }

    @Test("the second of three states is no other name of the first")
    func second() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 6 nsubj
            , PUNCT 3 punct
            Kenya PROPN 1 appos
            and CCONJ 5 cc
            Uganda PROPN 1 conj
            conferred VERB 0 root
            . PUNCT 6 punct
            """, .init(anchor: "conferred", type: "CONSULT", sources: ["Norway", "Uganda"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV", "UGA/GOV"])
    }

    @Test("who is named behind words for a friend is joined as the friend is")
    func friend() throws {
        let found = try ReadFixture.relation(
            """
            Oman PROPN 2 nsubj:pass
            pressed VERB 0 root
            by ADP 4 case
            Norway PROPN 2 obl:agent
            and CCONJ 8 cc
            its PRON 8 nmod:poss
            chief ADJ 8 amod
            backer NOUN 4 conj
            , PUNCT 10 punct
            Kenya PROPN 8 appos
            . PUNCT 2 punct
            """,
            .init(anchor: "pressed", type: "REQUEST", sources: ["Norway"], targets: ["Oman"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV"])
    }

    @Test("the rest of a list that nobody can tell is left out")
    func rest() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            begged VERB 0 root
            Kenya PROPN 2 obj
            , PUNCT 5 punct
            Uganda PROPN 3 conj
            and CCONJ 9 cc
            other ADJ 9 amod
            southern ADJ 9 amod
            allies NOUN 3 conj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "begged", type: "REQUEST", sources: ["Norway"],
                targets: ["Kenya", "Uganda", "other southern allies"]))
        #expect(found.targets == ["KEN/GOV", "UGA/GOV"])
    }

    @Test("examples stand for their group, and so do names just behind it")
    func examples() throws {
        let such = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            begged VERB 0 root
            neighbours NOUN 2 obj
            such ADJ 6 case
            as ADP 4 fixed
            Kenya PROPN 3 nmod
            and CCONJ 8 cc
            Uganda PROPN 6 conj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "begged", type: "REQUEST", sources: ["Norway"],
                targets: ["neighbours", "Uganda"]))
        #expect(such.targets == ["KEN/GOV", "UGA/GOV"])
        let behind = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj:pass
            begged VERB 0 root
            by ADP 4 case
            allies NOUN 2 obl:agent
            Kenya PROPN 2 obl:agent
            and CCONJ 7 cc
            Uganda PROPN 5 conj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "begged", type: "REQUEST", sources: ["allies", "Kenya", "Uganda"],
                targets: ["Norway"]))
        #expect(behind.sources == ["KEN/GOV", "UGA/GOV"])
    }

    @Test("pronouns for nobody and pieces that are no noun name nobody")
    func nobody() throws {
        let nobody = try ReadFixture.relation(
            """
            Norway PROPN 3 nsubj
            never ADV 3 advmod
            menaced VERB 0 root
            anybody PRON 3 obj
            . PUNCT 3 punct
            """,
            .init(
                anchor: "menaced", type: "THREATEN", sources: ["Norway"], targets: ["anybody"]))
        #expect(nobody.targets == [])
        let all = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            begged VERB 0 root
            all DET 4 det
            sides NOUN 2 obj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "begged", type: "REQUEST", sources: ["Norway"], targets: ["all sides"]))
        #expect(all.targets == [])
        let piece = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            banished VERB 0 root
            Kenya PROPN 2 obj
            and CCONJ 5 cc
            three NUM 3 conj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "banished", type: "SANCTION", sources: ["Norway"],
                targets: ["Kenya", "three"]))
        #expect(piece.targets == ["KEN/GOV"])
    }

    @Test("adjectives share a noun also where a clause describes it")
    func shared() throws {
        let found = try ReadFixture.relation(
            """
            The DET 5 det
            Kenyan ADJ 5 amod
            and CCONJ 4 cc
            Ugandan ADJ 2 conj
            officers NOUN 9 nsubj
            who PRON 7 nsubj
            led VERB 5 acl:relcl
            have AUX 9 aux
            begged VERB 0 root
            Norway PROPN 9 obj
            . PUNCT 9 punct
            """,
            .init(
                anchor: "begged", type: "REQUEST", sources: ["Ugandan officers who led"],
                targets: ["Norway"]))
        #expect(found.sources.map { $0.prefix(3) } == ["KEN", "UGA"])
    }

    @Test("envoys of two states are two parties, also where a clause describes them")
    func envoys() throws {
        let found = try ReadFixture.relation(
            """
            The DET 2 det
            envoys NOUN 10 nsubj
            of ADP 4 case
            Kenya PROPN 2 nmod
            and CCONJ 6 cc
            Uganda PROPN 4 conj
            who PRON 8 nsubj
            conferred VERB 2 acl:relcl
            have AUX 10 aux
            left VERB 0 root
            . PUNCT 10 punct
            """,
            .init(anchor: "conferred", type: "CONSULT", sources: ["The envoys of Kenya"]))
        #expect(Set(found.sources) == ["KEN/GOV", "UGA/GOV"])
    }
}
