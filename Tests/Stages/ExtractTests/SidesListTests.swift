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
}
