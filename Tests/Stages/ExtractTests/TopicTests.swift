import Messages
import Testing

@testable import Extract

/// What acts are about, by the tree.
@Suite("Topics") struct TopicTests {
    private static let talks = """
        Norway PROPN 2 nsubj
        held VERB 0 root
        talks NOUN 2 obj
        with ADP 5 case
        Kenya PROPN 3 nmod
        on ADP 8 case
        fishing NOUN 8 compound
        rights NOUN 3 nmod
        on ADP 10 case
        Monday PROPN 2 obl
        . PUNCT 2 punct
        """
    private static let visit = """
        Norway PROPN 2 nsubj
        met VERB 0 root
        Kenya PROPN 2 obj
        on ADP 6 case
        a DET 6 det
        visit NOUN 2 obl
        . PUNCT 2 punct
        """
    private static let demand = """
        Norway PROPN 2 nsubj
        demanded VERB 0 root
        that SCONJ 5 mark
        Kenya PROPN 5 nsubj
        free VERB 2 ccomp
        two NUM 7 nummod
        sailors NOUN 5 obj
        . PUNCT 2 punct
        """

    private func topic(_ tree: String, _ event: ReadFixture.Event) throws -> String? {
        var fixture = try ReadFixture(tree, events: [event])
        // The fixture reads no dates: the last word of the talks is one.
        if tree == Self.talks { fixture.view.dates = [(9, 9, 0)] }
        let relation = try #require(fixture.relations().first)
        return relation.topic.map { fixture.text[$0] }
    }

    @Test("talks are about what stands behind \"on\", not about their date")
    func talks() throws {
        let event = ReadFixture.Event(
            anchor: "held", type: "CONSULT", sources: ["Norway"], targets: ["Kenya"])
        #expect(try topic(Self.talks, event) == "fishing rights")
    }

    @Test("\"on a visit\" tells how, not what about")
    func visit() throws {
        let event = ReadFixture.Event(
            anchor: "met", type: "CONSULT", sources: ["Norway"], targets: ["Kenya"])
        #expect(try topic(Self.visit, event) == nil)
    }

    @Test("a demand is about what is to be done, and that is no event of its own")
    func demand() throws {
        var fixture = try ReadFixture(
            Self.demand,
            events: [
                .init(anchor: "demanded", type: "REQUEST", sources: ["Norway"], targets: ["Kenya"]),
                .init(anchor: "free", type: "COERCE", sources: ["Kenya"]),
            ])
        let relations = fixture.relations()
        #expect(relations.count == 1)
        #expect(relations.first?.topic.map { fixture.text[$0] } == "free two sailors")
    }
}
