import Messages
import Testing

@testable import Extract

/// Whom an act is done to that goes on with what its sentence told before.
@Suite("Acts that answer others") struct AnsweringTests {
    /// The targets of the last act of a sentence.
    private func targets(_ tree: String, _ events: [ReadFixture.Event]) throws -> [String] {
        var fixture = try ReadFixture(tree, events: events)
        let relation = try #require(
            fixture.relations().last { $0.act?.types.isEmpty == false })
        return fixture.entities(relation.targets)
    }

    /// "Kenya harmed sailors, and Norway beckoned SOMETHING."
    private func answer(_ first: String, _ type: String, _ what: String) throws -> [String] {
        try targets(
            """
            Kenya PROPN 2 nsubj
            harmed VERB 0 root
            sailors NOUN 2 obj
            and CCONJ 6 cc
            Norway PROPN 6 nsubj
            beckoned VERB 2 conj
            the DET 8 det
            \(what) NOUN 6 obj
            . PUNCT 2 punct
            """,
            [
                .init(anchor: "harmed", type: first, sources: ["Kenya"]),
                .init(anchor: "beckoned", type: type, sources: ["Norway"]),
            ])
    }

    @Test("a measure is against whoever gave the reason")
    func measure() throws {
        #expect(try answer("COERCE", "SANCTION", "imports") == ["KEN/GOV"])
    }

    @Test("other words and acts answer nothing by standing there")
    func others() throws {
        #expect(try answer("COERCE", "ACCUSE", "imports") == [])
        #expect(try answer("AID", "SANCTION", "imports") == [])
        #expect(try answer("COERCE", "COOPERATE", "imports") == [])
    }

    /// "Kenya blamed Norway and SOMEBODY scoffed.", with a mark before the last word.
    private func more(_ who: String, _ mark: String) throws -> [String] {
        try targets(
            """
            Kenya PROPN 2 nsubj
            blamed VERB 0 root
            Norway PROPN 2 obj
            \(mark) SCONJ 6 mark
            \(who) PROPN 6 nsubj
            scoffed VERB 2 advcl
            . PUNCT 2 punct
            """,
            [
                .init(anchor: "blamed", type: "ACCUSE", sources: ["Kenya"], targets: ["Norway"]),
                .init(anchor: "scoffed", type: "ACCUSE", sources: [who]),
            ])
    }

    @Test("who goes on blaming blames the same, and so do others beside him")
    func continued() throws {
        #expect(try more("Nairobi", "while") == ["NOR/GOV"])
        #expect(try more("Uganda", "while") == ["NOR/GOV"])
    }

    @Test("who is blamed, and what one is blamed for, goes on with nothing")
    func content() throws {
        #expect(try more("Norway", "while") == [])
        #expect(try more("Nairobi", "for") == [])
    }
}
