import Messages
import Testing

@testable import Extract

/// From what a model reads to candidate relations.
@Suite("Events of a model") struct EventFinderTests {
    private static let urged = """
        Norway PROPN 2 nsubj
        urged VERB 0 root
        Kenya PROPN 2 obj
        to PART 5 mark
        leave VERB 2 xcomp
        . PUNCT 2 punct
        """
    private static let shelled = """
        Kenya PROPN 2 nsubj
        said VERB 0 root
        that SCONJ 7 mark
        Ugandan ADJ 5 amod
        troops NOUN 7 nsubj
        had AUX 7 aux
        hammered VERB 2 ccomp
        Norway PROPN 7 obj
        . PUNCT 2 punct
        """
    private static let arrested = """
        Norwegian ADJ 2 amod
        police NOUN 3 nsubj
        nabbed VERB 0 root
        a DET 5 det
        fiddler NOUN 3 obj
        . PUNCT 3 punct
        """

    @Test("a model's event carries its chances, and the lexicon's entry beside them")
    func both() throws {
        var fixture = try ReadFixture(
            Self.urged,
            events: [
                .init(anchor: "urged", type: "REQUEST", sources: ["Norway"], targets: ["Kenya"])
            ])
        let relations = fixture.relations()
        let relation = try #require(relations.first)
        #expect(relations.count == 1)
        #expect(relation.predicate == "appeal.truce")
        #expect(relation.act?.types.first?.label == "REQUEST")
        #expect(relation.act?.chance ?? 0 > 0.89)
        #expect(fixture.entities(relation.sources) == ["NOR/GOV"])
        #expect(fixture.entities(relation.targets) == ["KEN/GOV"])
        #expect(fixture.text[relation.trigger] == "urged")
    }

    @Test("what the lexicon does not know is the model's alone, on its speaker's word")
    func alone() throws {
        var fixture = try ReadFixture(
            Self.shelled,
            events: [
                .init(
                    anchor: "hammered", type: "ASSAULT", status: "negated",
                    sources: ["Ugandan troops"], targets: ["Norway"], speaker: "Kenya")
            ])
        let relation = try #require(fixture.relations().first)
        #expect(relation.predicate == nil)
        #expect(relation.act?.statuses.first?.label == "negated")
        #expect(fixture.entities(relation.sources) == ["UGA/MIL"])
        #expect(relation.attribution?.speaker == "Kenya")
        #expect(relation.attribution?.kind == .said)
    }

    @Test("actors that the model does not name are found in the tree")
    func tree() throws {
        var fixture = try ReadFixture(
            Self.shelled, events: [.init(anchor: "hammered", type: "ASSAULT")])
        let relation = try #require(fixture.relations().first)
        #expect(fixture.entities(relation.sources) == ["UGA/MIL"])
        #expect(fixture.entities(relation.targets) == ["NOR/GOV"])
        #expect(relation.explanation.contains("subject in the tree → source"))
    }

    @Test("people whom the police deal with are taken to be of their country, and things are not")
    func home() throws {
        for (people, targets) in [([["a fiddler"]], ["NOR/CVL"]), ([], [])] {
            var fixture = try ReadFixture(
                Self.arrested,
                events: [
                    .init(
                        anchor: "nabbed", type: "COERCE", sources: ["Norwegian police"],
                        targets: ["a fiddler"])
                ], entities: people)
            let relation = try #require(fixture.relations().first)
            #expect(fixture.entities(relation.sources) == ["NOR/COP"])
            #expect(fixture.entities(relation.targets) == targets)
        }
    }

    @Test("a match of the lexicon where the model sees nothing has the model's small chance")
    func lexical() throws {
        var fixture = try ReadFixture(Self.urged)
        let relation = try #require(fixture.relations().first)
        #expect(relation.predicate == "appeal.truce")
        #expect(relation.act.map { $0.types.isEmpty && $0.chance < 0.05 } == true)
    }

    @Test("an event that is hardly likely is no candidate unless the lexicon has it too")
    func weak() throws {
        var fixture = try ReadFixture(
            Self.shelled, events: [.init(anchor: "hammered", type: "ASSAULT", chance: 0.05)])
        #expect(fixture.relations().isEmpty)
    }
}
