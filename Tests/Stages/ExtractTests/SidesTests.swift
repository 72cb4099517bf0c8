import Messages
import Testing

@testable import Extract

/// Who ends up on which side of what a model reads.
@Suite("Sides of an act") struct SidesTests {
    @Test("the subject of the trigger acts, not who tells of it")
    func subject() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            noted VERB 0 root
            Norway PROPN 4 nsubj
            spurned VERB 2 ccomp
            names NOUN 4 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "spurned", type: "REJECT", sources: ["Kenya"], targets: ["Norway"]))
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == [])
    }

    @Test("who said something and asked for something is not the nearest subject")
    func joinedVerb() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            said VERB 0 root
            that SCONJ 6 mark
            Norway PROPN 6 nsubj
            was AUX 6 aux
            arming VERB 2 ccomp
            and CCONJ 8 cc
            asked VERB 6 conj
            Uganda PROPN 8 obj
            to PART 11 mark
            mediate VERB 8 xcomp
            . PUNCT 2 punct
            """,
            .init(anchor: "asked", type: "REQUEST", sources: ["Kenya"], targets: ["Uganda"]))
        #expect(found.sources == ["KEN/GOV"])
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("whom a relative clause tells of is not whom the main clause blames")
    func relative() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 7 nsubj
            , PUNCT 4 punct
            which PRON 4 nsubj
            armed VERB 1 acl:relcl
            Kenya PROPN 4 obj
            , PUNCT 4 punct
            faulted VERB 0 root
            Uganda PROPN 7 obj
            . PUNCT 7 punct
            """,
            .init(
                anchor: "faulted", type: "ACCUSE", sources: ["Norway"],
                targets: ["Kenya", "Uganda"]))
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("those whose adjectives share a noun act together")
    func sharedNoun() throws {
        let tree = """
            Norwegian ADJ 4 amod
            and CCONJ 3 cc
            Kenyan ADJ 1 conj
            jets NOUN 5 nsubj
            bombed VERB 0 root
            Uganda PROPN 5 obj
            . PUNCT 5 punct
            """
        let found = try ReadFixture.relation(
            tree,
            .init(
                anchor: "bombed", type: "ASSAULT", sources: ["Kenyan jets"], targets: ["Uganda"]))
        #expect(found.sources == ["NOR/MIL", "KEN/MIL"])
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("an adjective that stands in no list brings nobody in")
    func oneAdjective() throws {
        let found = try ReadFixture.relation(
            """
            Norwegian ADJ 3 amod
            Kenya PROPN 3 compound
            envoy NOUN 4 nsubj
            blamed VERB 0 root
            Uganda PROPN 4 obj
            . PUNCT 4 punct
            """,
            .init(
                anchor: "blamed", type: "ACCUSE", sources: ["Norwegian Kenya envoy"],
                targets: ["Uganda"]))
        #expect(found.sources.count == 1)
    }

    @Test("the troops that are to be sent are not whom their state threatens")
    func ownTroops() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            menaced VERB 0 root
            Norwegian ADJ 4 amod
            troops NOUN 2 obj
            . PUNCT 2 punct
            """,
            .init(
                anchor: "menaced", type: "THREATEN", sources: ["Norway"],
                targets: ["Norwegian troops"]))
        #expect(found.targets == [])
        #expect(found.relation.explanation.contains("without whom the tree keeps apart"))
    }

    @Test("a town that is shelled is its people, and a town is never asked for anything")
    func town() throws {
        let tree = """
            Norway PROPN 2 nsubj
            VERB VERB 0 root
            Misrata PROPN 2 obj
            . PUNCT 2 punct
            """
        let shelled = try ReadFixture.relation(
            tree.replacing("VERB VERB", with: "shelled VERB"),
            .init(anchor: "shelled", type: "ASSAULT", sources: ["Norway"], targets: ["Misrata"]))
        #expect(shelled.targets == ["LBY/CVL"])
        let begged = try ReadFixture.relation(
            tree.replacing("VERB VERB", with: "begged VERB"),
            .init(anchor: "begged", type: "REQUEST", sources: ["Norway"], targets: ["Misrata"]))
        #expect(begged.targets == [])
    }

    @Test("an adjective of another actor's name is not the one who is helped")
    func modifier() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            praised VERB 0 root
            the DET 6 det
            Lebanese ADJ 6 amod
            Hezbollah PROPN 6 compound
            militia NOUN 2 obj
            . PUNCT 2 punct
            """, .init(anchor: "praised", type: "SUPPORT", sources: ["Norway"]))
        #expect(found.targets == ["HEZB/REB"])
    }

    @Test("of a host and a guest it is the guest who visits")
    func host() throws {
        let candidates = try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article("Norway hosted the Kenyan president."))
        let visit = try #require(candidates.relations.first)
        #expect(visit.sources.map { candidates.mentions[$0].entity } == ["KEN/GOV"])
        #expect(visit.targets.map { candidates.mentions[$0].entity } == ["NOR/GOV"])
    }

    @Test("those of a list whom the lexicon passes over act with the others")
    func list() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 9 nsubj
            , PUNCT 1 punct
            like ADP 6 case
            most ADJ 6 amod
            rich ADJ 6 amod
            neighbours NOUN 1 nmod
            and CCONJ 8 cc
            Uganda PROPN 1 conj
            urged VERB 0 root
            Norway PROPN 9 obj
            to PART 12 mark
            leave VERB 9 xcomp
            . PUNCT 9 punct
            """,
            .init(
                anchor: "urged", type: "REQUEST", sources: ["Kenya", "Uganda"], targets: ["Norway"]
            ))
        #expect(Set(found.sources) == ["KEN/GOV", "UGA/GOV"])
        #expect(found.targets == ["NOR/GOV"])
    }
}
