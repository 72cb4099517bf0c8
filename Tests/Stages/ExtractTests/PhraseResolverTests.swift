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
