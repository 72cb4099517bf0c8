import Messages
import Testing

@testable import Extract

/// Whom the phrases of a model name.
@Suite("Phrases of actors") struct PhraseResolverTests {
    private static let delegations = """
        Russian ADJ 4 amod
        and CCONJ 3 cc
        Ukrainian ADJ 1 conj
        delegations NOUN 5 nsubj
        sat VERB 0 root
        in ADP 7 case
        Istanbul PROPN 5 obl
        . PUNCT 5 punct
        """
    private static let soldiers = """
        Rebels NOUN 2 nsubj
        shelled VERB 0 root
        the DET 4 det
        soldiers NOUN 2 obj
        of ADP 6 case
        NATO PROPN 4 nmod
        . PUNCT 2 punct
        """
    private static let delegates = """
        Delegates NOUN 6 nsubj
        of ADP 3 case
        Norway PROPN 1 nmod
        and CCONJ 5 cc
        Kenya PROPN 3 conj
        sat VERB 0 root
        . PUNCT 6 punct
        """
    private static let apposition = """
        The DET 2 det
        movement NOUN 5 nsubj
        , PUNCT 4 punct
        Hezbollah PROPN 2 appos
        fired VERB 0 root
        . PUNCT 5 punct
        """
    private static let stranger = """
        The DET 2 det
        stranger NOUN 3 nsubj
        condemned VERB 0 root
        Norway PROPN 3 obj
        and CCONJ 6 cc
        Kenya PROPN 4 conj
        . PUNCT 3 punct
        """

    @Test("a phrase has the mention that covers its head, in the words of the phrase")
    func covered() throws {
        var fixture = try ReadFixture(Self.stranger)
        let found = fixture.resolve("Norway")
        #expect(found.map(\.entity) == ["NOR/GOV"])
        #expect(found.map { fixture.text[$0.span] } == ["Norway"])
    }

    @Test("what a phrase joins are several")
    func several() throws {
        var fixture = try ReadFixture(Self.stranger)
        let found = fixture.resolve("Norway and Kenya")
        #expect(found.map(\.entity) == ["NOR/GOV", "KEN/GOV"])
        #expect(found.map { fixture.text[$0.span] } == ["Norway", "Kenya"])
    }

    @Test("an adjective that shares its noun with another has the noun's sector")
    func adjectives() throws {
        var fixture = try ReadFixture(Self.delegations)
        #expect(fixture.resolve("Russian").map(\.entity) == ["RUS/GOV"])
        #expect(fixture.resolve("Ukrainian delegations").map(\.entity) == ["UKR/GOV"])
    }

    @Test("the soldiers of an alliance are the alliance")
    func organisation() throws {
        var fixture = try ReadFixture(Self.soldiers)
        #expect(fixture.resolve("the soldiers of NATO").map(\.entity) == ["NATO/IGO"])
    }

    @Test("delegates of two countries are two")
    func delegates() throws {
        var fixture = try ReadFixture(Self.delegates)
        #expect(
            fixture.resolve("Delegates of Norway and Kenya").compactMap(\.country) == [
                "NOR", "KEN",
            ])
    }

    @Test("a description is what stands in apposition to it")
    func apposition() throws {
        var fixture = try ReadFixture(Self.apposition)
        #expect(
            fixture.resolve("The movement , Hezbollah").map(\.entity) == ["HEZB/REB"])
    }

    @Test("a description is whom the model takes it to be")
    func coreference() throws {
        var fixture = try ReadFixture(
            Self.stranger, entities: [["Kenya", "The stranger"]])
        let found = fixture.resolve("The stranger")
        #expect(found.map(\.entity) == ["KEN/GOV"])
        #expect(found.map(\.resolvedBy) == ["model:coreference"])
        #expect(found.first?.antecedent != nil)
    }

    private static let newcomers = """
        The DET 2 det
        strangers NOUN 3 nsubj
        condemned VERB 0 root
        Norway PROPN 3 obj
        and CCONJ 7 cc
        a DET 7 det
        stranger NOUN 4 conj
        near ADP 9 case
        Kenya PROPN 7 nmod
        . PUNCT 3 punct
        """

    @Test(
        "several are not one state, nor is who is told as somebody new",
        arguments: ["The strangers", "a stranger"])
    func newcomers(words: String) throws {
        var fixture = try ReadFixture(Self.newcomers, entities: [["Norway", words]])
        #expect(fixture.resolve(words).compactMap(\.resolvedBy) != ["model:coreference"])
    }

    @Test("a state says no \"I\", and one person is not \"it\"")
    func persons() throws {
        var fixture = try ReadFixture(
            """
            Norway PROPN 2 nsubj
            said VERB 0 root
            I PRON 4 nsubj
            left VERB 2 ccomp
            . PUNCT 2 punct
            """, entities: [["Norway", "I"]])
        #expect(fixture.resolve("I").map(\.entity) == [nil])
    }

    @Test("of several of a group the group is meant, whatever the model takes them for")
    func parts() throws {
        var fixture = try ReadFixture(
            """
            Kenya PROPN 2 nsubj
            holds VERB 0 root
            dozens NOUN 2 obj
            of ADP 6 case
            Hezbollah PROPN 6 compound
            fighters NOUN 3 nmod
            . PUNCT 2 punct
            """, entities: [["Kenya", "dozens"]])
        #expect(fixture.resolve("dozens of Hezbollah fighters").map(\.entity) == ["HEZB/REB"])
    }

    @Test(
        "what lies between states is none of them, nor is a state where only something was done",
        arguments: [
            ("the Kenyan border", nil), ("the deal with Kenya", "KEN/GOV"),
            ("crimes in Kenya", nil), ("a Kenyan request", "KEN/GOV"),
        ] as [(String, String?)])
    func things(words: String, entity: String?) throws {
        let trees = [
            "the Kenyan border": "the DET 5 det\nKenyan ADJ 5 amod\nborder NOUN 2 obj",
            "the deal with Kenya":
                "the DET 4 det\ndeal NOUN 2 obj\nwith ADP 6 case\nKenya PROPN 4 nmod",
            "crimes in Kenya": "crimes NOUN 2 obj\nin ADP 5 case\nKenya PROPN 3 nmod",
            "a Kenyan request": "a DET 5 det\nKenyan ADJ 5 amod\nrequest NOUN 2 obj",
        ]
        var fixture = try ReadFixture(
            "He PRON 2 nsubj\nsaw VERB 0 root\n" + trees[words, default: ""])
        #expect(fixture.resolve(words).map(\.entity) == [entity])
    }

    @Test(
        "Europe acts as its union, but is a place where something is",
        arguments: [
            ("Europe", "Europe PROPN 2 nsubj\nreplied VERB 0 root\n. PUNCT 2 punct", "EU/IGO"),
            (
                "Europe",
                "Kenya PROPN 2 nsubj\nslept VERB 0 root\nin ADP 4 case\nEurope PROPN 2 obl",
                nil
            ),
            (
                "European leaders",
                "European ADJ 2 amod\nleaders NOUN 3 nsubj\nreplied VERB 0 root", "EU/IGO"
            ),
            (
                "other European leaders",
                "other ADJ 3 amod\nEuropean ADJ 3 amod\nleaders NOUN 4 nsubj\nreplied VERB 0 root",
                nil
            ),
        ] as [(String, String, String?)])
    func europe(words: String, tree: String, entity: String?) throws {
        var fixture = try ReadFixture(tree)
        #expect(fixture.resolve(words).map(\.entity) == [entity])
    }

    @Test(
        "a group is not the state in whose capital it met, nor a presence other than those present")
    func owners() throws {
        func entity(_ tree: String, _ words: String) throws -> String? {
            var fixture = try ReadFixture(tree)
            return fixture.resolve(words).first?.entity
        }
        let group = """
            The DET 3 det
            Muscat PROPN 3 compound
            NOUN NOUN 4 nsubj
            sat VERB 0 root
            . PUNCT 4 punct
            """
        #expect(
            try entity(group.replacing("NOUN NOUN", with: "group NOUN"), "The Muscat group") == nil)
        let presence = """
            The DET 2 det
            presence NOUN 6 nsubj
            of ADP 5 case
            Kenyan ADJ 5 amod
            rebels NOUN 2 nmod
            grew VERB 0 root
            . PUNCT 6 punct
            """
        #expect(try entity(presence, "The presence of Kenyan rebels") == "KEN/REB")
    }

    @Test("who is not known keeps the words and has no code")
    func unknown() throws {
        var fixture = try ReadFixture(Self.stranger)
        let found = fixture.resolve("The stranger")
        #expect(found.map(\.entity) == [nil])
        #expect(found.map { fixture.text[$0.span] } == ["The stranger"])
    }

    @Test("a phrase's first \"and\" is none of its words, and a title alone is nobody")
    func trimmed() throws {
        var fixture = try ReadFixture(Self.stranger)
        #expect(
            fixture.resolve("and Kenya").map { fixture.text[$0.span] } == ["Kenya"])
        var titled = try ReadFixture(
            """
            Mr PROPN 2 compound
            Lund PROPN 3 nsubj
            left VERB 0 root
            . PUNCT 3 punct
            """)
        #expect(titled.resolve("Mr").isEmpty)
    }
}
