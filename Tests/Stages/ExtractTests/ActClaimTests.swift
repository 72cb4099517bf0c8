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

    @Test(
        "who only woos somebody neither helps nor praises him",
        arguments: [("now", "woo", "AID", "an approach"), ("also", "respect", "SUPPORT", nil)])
    func attitudes(adverb: String, verb: String, type: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 3 nsubj
            \(adverb) ADV 3 advmod
            \(verb) VERB 0 root
            Uganda PROPN 3 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: verb, type: type, sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(tree, event) == reason)
    }

    @Test(
        "those who look on are blamed, and blame nobody",
        arguments: [("on", "a reproach, and not of whom it tells"), ("forward", nil)])
    func idle(particle: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            look VERB 0 root
            \(particle) ADV 2 advmod
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "look", type: "ACCUSE", sources: ["Kenya"])
        #expect(try objection(tree, event) == reason)
    }

    @Test(
        "a commitment to force somebody is promised to nobody",
        arguments: [("force", "a stance"), ("help", nil)])
    func stance(verb: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 3 nmod:poss
            's PART 1 case
            commitment NOUN 0 root
            to SCONJ 5 mark
            \(verb) VERB 3 acl
            Uganda PROPN 5 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(anchor: "commitment", type: "AGREE", sources: ["Kenya"])
        #expect(try objection(tree, event) == reason)
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

    @Test(
        "who denies what is only reported refuses nothing",
        arguments: [("reports", true), ("calls", false)]
    )
    func hearsay(object: String, isNone: Bool) throws {
        let tree = """
            Norway PROPN 2 nsubj
            reject VERB 0 root
            \(object) NOUN 2 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "reject", type: "REJECT", sources: ["Norway"])
        #expect(try objection(tree, event) == (isNone ? "a denial of hearsay" : nil))
    }

    @Test(
        "a warning not to think something is advice, one not to do it is none",
        arguments: [("think", "advice"), ("invade", nil)])
    func advice(verb: String, reason: String?) throws {
        let tree = """
            Norway PROPN 2 nsubj
            warn VERB 0 root
            Kenya PROPN 2 obj
            not PART 6 advmod
            to PART 6 mark
            \(verb) VERB 2 xcomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "warn", type: "THREATEN", sources: ["Norway"], targets: ["Kenya"])
        #expect(try objection(tree, event) == reason)
    }

    @Test(
        "two who meet in an area of thought have it in common, in a town they talk",
        arguments: [("areas", "what they have in common"), ("towns", nil)])
    func common(noun: String, reason: String?) throws {
        let tree = """
            Trade NOUN 3 nsubj
            is AUX 3 cop
            \(noun) NOUN 0 root
            where ADV 8 advmod
            Norway PROPN 8 nsubj
            and CCONJ 7 cc
            Kenya PROPN 5 conj
            meet VERB 3 acl:relcl
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: "meet", type: "CONSULT", sources: ["Norway", "Kenya"])
        #expect(try objection(tree, event) == reason)
    }

    @Test(
        "efforts ask nobody, unless they are to persuade",
        arguments: [("prosecute", "an attempt"), ("persuade", nil)])
    func effort(verb: String, reason: String?) throws {
        let tree = """
            Kenya PROPN 3 nmod:poss
            's PART 1 case
            efforts NOUN 7 nsubj
            to PART 5 mark
            \(verb) VERB 3 acl
            Uganda PROPN 5 obj
            failed VERB 0 root
            . PUNCT 7 punct
            """
        let event = ReadFixture.Event(
            anchor: "efforts", type: "REQUEST", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try objection(tree, event) == reason)
    }
}
