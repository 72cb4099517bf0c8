import Messages
import Testing

@testable import Extract

/// Triggers that claim, try or go, and do nothing to anybody.
@Suite("Words that only claim, try or go") struct ActClaimTests {
    private func objection(_ tree: String, _ event: ReadFixture.Event) throws -> String? {
        try ReadFixture.relation(tree, event).relation.cues
            .first { $0.hasPrefix(Relation.noneCue) }
            .map { String($0.dropFirst(Relation.noneCue.count)) }
    }

    @Test("who denies that he is so refuses nothing, who denies a request does")
    func denial() throws {
        let event = ReadFixture.Event(anchor: "deny", type: "REJECT", sources: ["Norway"])
        let denied = """
            Norway PROPN 2 nsubj
            deny VERB 0 root
            it PRON 5 nsubj
            is AUX 5 cop
            weak ADJ 2 ccomp
            . PUNCT 2 punct
            """
        #expect(try objection(denied, event) == "a denial")
        let request = """
            Norway PROPN 2 nsubj
            deny VERB 0 root
            the DET 4 det
            request NOUN 2 obj
            . PUNCT 2 punct
            """
        #expect(try objection(request, event) == nil)
    }

    @Test(
        "who speaks of his own side blames nobody",
        arguments: [("Kenya", "a word about one's own side"), ("Uganda", nil)])
    func ownSide(subject: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            claim VERB 0 root
            \(subject) PROPN 6 nsubj:pass
            had AUX 6 aux
            been AUX 6 aux:pass
            misread VERB 2 ccomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "claim", type: "ACCUSE", sources: ["Kenya"],
            targets: subject == "Uganda" ? ["Uganda"] : [])
        #expect(try objection(tree, event) == reason)
    }

    @Test("parties and rebels do not speak of their own side when they speak of their government")
    func opposition() throws {
        let tree = """
            Kenyan ADJ 2 amod
            SPEAKER NOUN 3 nsubj
            claim VERB 0 root
            Kenyan ADJ 5 amod
            soldiers NOUN 6 nsubj
            fled VERB 3 ccomp
            . PUNCT 3 punct
            """
        func found(_ speaker: String) throws -> String? {
            try objection(
                tree.replacing("SPEAKER", with: speaker),
                .init(anchor: "claim", type: "ACCUSE", sources: ["Kenyan \(speaker)"]))
        }
        #expect(try found("rebels") == nil)
        #expect(try found("government") == "a word about one's own side")
    }

    @Test(
        "who tries to do something asks nobody, who tries to persuade does",
        arguments: [("repel", "an attempt"), ("persuade", nil)])
    func attempt(verb: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            seek VERB 0 root
            to PART 4 mark
            \(verb) VERB 2 xcomp
            Uganda PROPN 4 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "seek", type: "REQUEST", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(tree, event) == reason)
    }

    @Test("whoever returns to a country goes there, who returns prisoners yields")
    func journey() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            return VERB 0 root
            CASE ADP 4 case
            Uganda PROPN 2 RELATION
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "return", type: "RETREAT", sources: ["Kenya"], targets: ["Uganda"])
        let way = tree.replacing("CASE", with: "to").replacing("RELATION", with: "obl")
        #expect(try objection(way, event) == "a journey")
        let yielded = tree.replacing("CASE", with: "even").replacing("RELATION", with: "obj")
        #expect(try objection(yielded, event) == nil)
    }

    @Test("a place that is freed is no captive")
    func place() throws {
        let tree = """
            Nairobi PROPN 3 nsubj:pass
            was AUX 3 aux:pass
            free VERB 0 root
            from ADP 5 case
            rebels NOUN 3 obl
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(anchor: "free", type: "RETREAT", targets: ["Nairobi"])
        func found(_ type: String) throws -> String? {
            var fixture = try ReadFixture(
                tree, events: [event], entities: [["Nairobi"]], entityType: type)
            return fixture.relations().first { $0.act?.types.isEmpty == false }?.cues
                .first { $0.hasPrefix(Relation.noneCue) }
        }
        #expect(try found("place") == "none:a place that is freed")
        #expect(try found("person") == nil)
    }

    @Test("what another expects of somebody is not done")
    func expected() throws {
        let tree = """
            Norway PROPN 2 nsubj
            expect VERB 0 root
            Kenya PROPN 2 obj
            to PART 5 mark
            return VERB 2 xcomp
            ships NOUN 5 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "return", type: "COOPERATE", sources: ["Kenya"], targets: ["Norway"])
        #expect(try objection(tree, event) == "what another expects")
    }
}
