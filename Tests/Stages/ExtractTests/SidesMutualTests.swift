import Messages
import Testing

@testable import Extract

/// Who acts together with whom, and who acts upon whom where the words could say either.
@Suite("Sides that act together") struct SidesMutualTests {
    @Test("with whom somebody holds talks or strikes a bargain acts with him")
    func partner() throws {
        let talks = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            organised VERB 0 root
            talks NOUN 2 obj
            with ADP 5 case
            Kenya PROPN 2 obl
            . PUNCT 2 punct
            """,
            .init(
                anchor: "organised talks", type: "CONSULT", sources: ["Norway"],
                targets: ["Kenya"]))
        #expect(talks.sources == ["NOR/GOV", "KEN/GOV"])
        #expect(talks.targets == [])
        let deal = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            cut VERB 0 root
            a DET 4 det
            deal NOUN 2 obj
            with ADP 6 case
            Kenya PROPN 4 nmod
            and CCONJ 8 cc
            Uganda PROPN 6 conj
            . PUNCT 2 punct
            """,
            .init(anchor: "cut", type: "AGREE", sources: ["Norway"], targets: ["Kenya"]))
        #expect(Set(deal.sources) == ["NOR/GOV", "KEN/GOV", "UGA/GOV"])
    }

    @Test("who hosts talks with others is whom they visit")
    func host() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            host VERB 0 root
            talks NOUN 2 obj
            with ADP 6 case
            the DET 6 det
            presidents NOUN 2 obl
            of ADP 8 case
            Kenya PROPN 6 nmod
            and CCONJ 10 cc
            Uganda PROPN 8 conj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "host talks", type: "CONSULT",
                sources: ["Norway", "the presidents of Kenya", "Uganda"]))
        #expect(found.sources == ["KEN/GOV", "UGA/GOV"])
        #expect(found.targets == ["NOR/GOV"])
    }

    @Test("who is met at home is the host, and nobody is where both are from elsewhere")
    func home() throws {
        func met(in place: String, _ country: String) throws -> (
            sources: [String], targets: [String]
        ) {
            var fixture = try ReadFixture(
                """
                Norway PROPN 4 nmod:poss
                's PART 1 case
                foreign ADJ 4 amod
                minister NOUN 5 nsubj
                met VERB 0 root
                the DET 8 det
                Kenyan ADJ 8 amod
                president NOUN 5 obj
                in ADP 10 case
                \(place) PROPN 5 obl
                . PUNCT 5 punct
                """,
                events: [
                    .init(
                        anchor: "met", type: "CONSULT",
                        sources: ["Norway 's foreign minister", "the Kenyan president"])
                ])
            let token = fixture.view.tokens.count - 2
            fixture.view.places = [(token, token, 0, country)]
            let relation = try #require(
                fixture.relations().first { $0.act?.types.isEmpty == false })
            return (fixture.entities(relation.sources), fixture.entities(relation.targets))
        }
        let home = try met(in: "Nairobi", "KEN")
        #expect(home.sources == ["NOR/GOV"])
        #expect(home.targets == ["KEN/GOV"])
        let guests = try met(in: "Oslo", "NOR")
        #expect(guests.targets == [])
        #expect(try met(in: "Kampala", "UGA").targets == [])
    }

    @Test("who contradicts an assessment speaks against whose it is")
    func contradicted() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 3 nsubj
            flatly ADV 3 advmod
            contradict VERB 0 root
            Kenya PROPN 6 nmod:poss
            's PART 4 case
            assessment NOUN 3 obj
            . PUNCT 3 punct
            """,
            .init(
                anchor: "assessment", type: "ACCUSE", sources: ["Kenya"], targets: ["Norway"]))
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test("whom a clause with a subject of its own is about is acted upon")
    func described() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 6 nsubj
            , PUNCT 5 punct
            which PRON 5 obj
            Kenya PROPN 5 nsubj
            accuses VERB 1 acl:relcl
            sighed VERB 0 root
            . PUNCT 6 punct
            """, .init(anchor: "accuses", type: "ACCUSE", sources: ["Norway", "Kenya"]))
        #expect(found.sources == ["KEN/GOV"])
        #expect(found.targets == ["NOR/GOV"])
    }

    @Test("whose attack people died in killed them")
    func attacker() throws {
        let found = try ReadFixture.relation(
            """
            Kenyans PROPN 3 nsubj:pass
            were AUX 3 aux:pass
            killed VERB 0 root
            in ADP 6 case
            the DET 6 det
            week NOUN 3 obl
            of ADP 10 case
            Norway PROPN 10 nmod:poss
            's PART 8 case
            offensive NOUN 6 nmod
            . PUNCT 3 punct
            """, .init(anchor: "killed", type: "ASSAULT", targets: ["Kenyans"]))
        #expect(found.sources == ["NOR/GOV"])
    }

    @Test("where somebody is held, by nobody who is named, is who holds him")
    func court() throws {
        func held(_ type: String) throws -> [String] {
            try ReadFixture.relation(
                """
                Norwegians PROPN 3 nsubj:pass
                were AUX 3 aux:pass
                detain VERB 0 root
                in ADP 5 case
                Kenya PROPN 3 obl
                . PUNCT 3 punct
                """, .init(anchor: "detain", type: type, targets: ["Norwegians"])
            ).sources
        }
        #expect(try held("COERCE") == ["KEN/GOV"])
        #expect(try held("ASSAULT") == [])
    }

    @Test("who decides to do something does it", arguments: ["talks", "parleys"])
    func purpose(noun: String) throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            took VERB 0 root
            the DET 4 det
            decision NOUN 2 obj
            to PART 6 mark
            march VERB 4 acl
            during ADP 8 case
            \(noun) NOUN 6 obl
            with ADP 10 case
            Kenya PROPN 8 nmod
            . PUNCT 2 punct
            """, .init(anchor: noun, type: "CONSULT", sources: ["Kenya"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV"])
    }

    @Test("the two who met are meant by two without a noun")
    func two() throws {
        var fixture = try ReadFixture(
            """
            Norway PROPN 2 nsubj
            met VERB 0 root
            Kenya PROPN 2 obj
            and CCONJ 7 cc
            the DET 6 det
            two NUM 7 nsubj
            agreed VERB 2 conj
            . PUNCT 2 punct
            """,
            events: [
                .init(anchor: "met", type: "CONSULT", sources: ["Norway", "Kenya"]),
                .init(anchor: "agreed", type: "AGREE", sources: ["the"]),
            ])
        let relations = fixture.relations().filter { $0.act?.types.isEmpty == false }
        #expect(relations.map { fixture.entities($0.sources) }.allSatisfy { $0.count == 2 })
        #expect(
            relations.allSatisfy { Set(fixture.entities($0.sources)) == ["NOR/GOV", "KEN/GOV"] })
    }

    @Test("who tells of it after a meeting with somebody met him")
    func after() throws {
        let found = try ReadFixture.relation(
            """
            the DET 3 det
            tariff NOUN 3 nsubj
            stays VERB 5 ccomp
            Norway PROPN 5 nsubj
            said VERB 0 root
            after ADP 8 case
            a DET 8 det
            meeting NOUN 3 obl
            with ADP 10 case
            Kenya PROPN 8 nmod
            . PUNCT 5 punct
            """, .init(anchor: "meeting", type: "CONSULT", sources: ["Kenya"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV"])
    }

    @Test("who dies in a clash with others fought them")
    func clash() throws {
        let tree = """
            Kenyan ADJ 2 amod
            troops NOUN 4 nsubj:pass
            were AUX 4 aux:pass
            felled VERB 0 root
            in ADP 7 case
            a DET 7 det
            clash NOUN 4 obl
            with ADP 10 case
            Ugandan ADJ 10 amod
            rebels NOUN 7 nmod
            . PUNCT 4 punct
            """
        let felled = try ReadFixture.relation(
            tree,
            .init(
                anchor: "felled", type: "ASSAULT", targets: ["Kenyan troops", "Ugandan rebels"]))
        #expect(felled.sources == ["KEN/MIL", "UGA/REB"])
        #expect(felled.targets == [])
        let clash = try ReadFixture.relation(
            tree, .init(anchor: "clash", type: "ASSAULT", sources: ["Ugandan rebels"]))
        #expect(Set(clash.sources) == ["KEN/MIL", "UGA/REB"])
    }

    @Test("with whom a deal is reached is a party, also where the model marks him not")
    func reached() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            reached VERB 0 root
            a DET 4 det
            pact NOUN 2 obj
            with ADP 6 case
            Kenya PROPN 4 nmod
            . PUNCT 2 punct
            """, .init(anchor: "reached a pact", type: "AGREE", sources: ["Norway"]))
        #expect(Set(found.sources) == ["NOR/GOV", "KEN/GOV"])
        #expect(found.targets == [])
    }
}
