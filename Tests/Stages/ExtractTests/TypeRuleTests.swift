import Messages
import Testing

@testable import Extract

/// Types that who acts on whom, and the words around the trigger, tell better than the trigger.
@Suite("Types by who acts on whom") struct TypeRuleTests {
    private func told(_ tree: String, _ event: ReadFixture.Event) throws -> String? {
        try ReadFixture.relation(tree, event).relation.cues
            .first { $0.hasPrefix(Relation.typeCue) }
            .map { String($0.dropFirst(Relation.typeCue.count)) }
    }

    @Test(
        "backing fighters is help, backing a government by words is none",
        arguments: [("rebels", "AID"), ("government", nil)])
    func help(target: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            backs VERB 0 root
            Ugandan ADJ 4 amod
            \(target) NOUN 2 obj
            . PUNCT 2 punct
            """.replacing("backs VERB", with: "back VERB")
        let event = ReadFixture.Event(
            anchor: "back", type: "SUPPORT", sources: ["Kenya"], targets: ["Ugandan \(target)"])
        #expect(try told(tree, event) == type)
    }

    @Test("a government that is supported with arms is helped")
    func means() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            support VERB 0 root
            Uganda PROPN 2 obj
            with ADP 5 case
            WORDS NOUN 2 obl
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "support", type: "SUPPORT", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try told(tree.replacing("WORDS", with: "weapons"), event) == "AID")
        #expect(try told(tree.replacing("WORDS", with: "speeches"), event) == nil)
    }

    @Test(
        "fighters who capture somebody abduct him, soldiers do not",
        arguments: [
            ("rebels", "nurses NOUN", "ASSAULT/abduct"), ("soldiers", "engineers NOUN", nil),
            ("rebels", "town NOUN", nil),
        ])
    func abduction(source: String, object: String, type: String?) throws {
        let word = String(object.split(separator: " ")[0])
        let tree = """
            Ugandan ADJ 2 amod
            \(source) NOUN 3 nsubj
            capture VERB 0 root
            Norwegian ADJ 5 amod
            \(object) 3 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: "capture", type: "COERCE", sources: ["Ugandan \(source)"],
            targets: word == "town" ? [] : ["Norwegian \(word)"])
        #expect(try told(tree, event) == type)
    }

    @Test(
        "who drives fighters out, fights them; who ousts a president does not",
        arguments: [("rebels", "ASSAULT"), ("president", nil)])
    func fight(object: String, type: String?) throws {
        let tree = """
            Kenyan ADJ 2 amod
            soldiers NOUN 3 nsubj
            oust VERB 0 root
            Ugandan ADJ 5 amod
            \(object) NOUN 3 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: "oust", type: "COERCE", sources: ["Kenyan soldiers"],
            targets: ["Ugandan \(object)"])
        #expect(try told(tree, event) == type)
    }

    @Test(
        "what would be done if others did not act is a threat that has been made",
        arguments: [("unless", "THREATEN"), ("while", nil)])
    func threat(mark: String, type: String?) throws {
        let tree = """
            Kenya PROPN 3 nsubj
            would AUX 3 aux
            sanction VERB 0 root
            Uganda PROPN 3 obj
            \(mark) SCONJ 7 mark
            it PRON 7 nsubj
            helped VERB 3 advcl
            . PUNCT 3 punct
            """
        var fixture = ReadFixture.Event(
            anchor: "sanction", type: "SANCTION", sources: ["Kenya"], targets: ["Uganda"])
        fixture.status = "planned"
        #expect(try told(tree, fixture) == type)
        let relation = try ReadFixture.relation(tree, fixture).relation
        #expect(relation.cues.contains("status:occurred") == (type != nil))
    }

    @Test("what another foretells is no threat of whom he speaks of")
    func foretold() throws {
        let tree = """
            Norway PROPN 2 nsubj
            said VERB 0 root
            Kenya PROPN 5 nsubj
            would AUX 5 aux
            sanction VERB 2 ccomp
            Uganda PROPN 5 obj
            if SCONJ 9 mark
            it PRON 9 nsubj
            moved VERB 5 advcl
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "sanction", type: "SANCTION", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try told(tree, event) == nil)
        #expect(
            try told(tree.replacing("Norway PROPN", with: "Kenya PROPN"), event) == "THREATEN")
    }

    @Test(
        "one side that will not come to talks refuses them",
        arguments: [
            ("not", "attend", "REJECT/meet"), ("surely", "attend", nil), ("not", "end", nil),
        ])
    func refusal(adverb: String, verb: String, type: String?) throws {
        let tree = """
            Kenya PROPN 4 nsubj
            will AUX 4 aux
            \(adverb) PART 4 advmod
            \(verb) VERB 0 root
            talks NOUN 4 obj
            . PUNCT 4 punct
            """
        let event = ReadFixture.Event(
            anchor: verb, type: "CONSULT", status: "negated", sources: ["Kenya"])
        #expect(try told(tree, event) == type)
    }

    @Test("that both sides will not meet is no refusal")
    func cancelled() throws {
        let tree = """
            Kenya PROPN 6 nsubj
            and CCONJ 3 cc
            Uganda PROPN 1 conj
            will AUX 6 aux
            not PART 6 advmod
            meet VERB 0 root
            . PUNCT 6 punct
            """
        let event = ReadFixture.Event(
            anchor: "meet", type: "CONSULT", status: "negated", sources: ["Kenya", "Uganda"])
        #expect(try told(tree, event) == nil)
    }

    @Test(
        "who warns of what another does blames him, who warns of what will become of him does not",
        arguments: [("arm", "ACCUSE/disapprove"), ("suffer", nil)])
    func warning(verb: String, type: String?) throws {
        let tree = """
            Norway PROPN 2 nsubj
            warned VERB 0 root
            that SCONJ 6 mark
            Kenya PROPN 6 nsubj
            would AUX 6 aux
            \(verb) VERB 2 ccomp
            bandits NOUN 6 obj
            . PUNCT 2 punct
            """.replacing("warned VERB", with: "warn VERB")
        let event = ReadFixture.Event(
            anchor: "warn", type: "THREATEN", sources: ["Norway"], targets: ["Kenya"])
        #expect(try told(tree, event) == type)
    }

    @Test("the harm that another's plans would do is his")
    func plans() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            warn VERB 0 root
            that SCONJ 8 mark
            Kenya PROPN 6 nmod:poss
            's PART 4 case
            plans NOUN 8 nsubj
            would AUX 8 aux
            bring VERB 2 ccomp
            chaos NOUN 8 obj
            . PUNCT 2 punct
            """, .init(anchor: "warn", type: "THREATEN", sources: ["Norway"]))
        #expect(found.targets == ["KEN/GOV"])
        #expect(found.relation.cues.contains("type:ACCUSE/disapprove"))
    }

    @Test(
        "whoever says that another must do something asks him, who says that another may does not",
        arguments: [
            ("must", "Uganda", "REQUEST"), ("may", "Uganda", nil), ("must", "Kenya", nil),
        ])
    func obliged(auxiliary: String, subject: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            say VERB 0 root
            \(subject) PROPN 5 nsubj
            \(auxiliary) AUX 5 aux
            leave VERB 2 ccomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "say", type: "THREATEN", sources: ["Kenya"])
        #expect(try told(tree, event) == type)
        guard type != nil else { return }
        #expect(try ReadFixture.relation(tree, event).targets == ["UGA/GOV"])
    }

    @Test("\"told him that he must\" asks whoever is told")
    func addressed() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            tell VERB 0 root
            Uganda PROPN 2 obj
            it PRON 6 nsubj
            must AUX 6 aux
            leave VERB 2 ccomp
            . PUNCT 2 punct
            """, .init(anchor: "tell", type: "THREATEN", sources: ["Norway"], targets: ["Uganda"]))
        #expect(found.relation.cues.contains("type:REQUEST"))
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("who warns of what his own country will do threatens, whatever it does now he may blame")
    func ownCountry() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            warn VERB 0 root
            that SCONJ 6 mark
            Kenya PROPN 6 nsubj
            would AUX 6 aux
            expel VERB 2 ccomp
            Uganda PROPN 6 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "warn", type: "THREATEN", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try told(tree, event) == nil)
    }

    @Test("who will attend no talks refuses them, too")
    func none() throws {
        let tree = """
            Kenya PROPN 3 nsubj
            would AUX 3 aux
            attend VERB 0 root
            no DET 5 det
            talks NOUN 3 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: "attend", type: "CONSULT", status: "negated", sources: ["Kenya"])
        #expect(try told(tree, event) == "REJECT/meet")
    }

    @Test(
        "an invitation to do something is a request, to come is none",
        arguments: [("march", "REQUEST"), ("visit", nil)])
    func invitation(verb: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            invite VERB 0 root
            Uganda PROPN 2 obj
            to PART 5 mark
            \(verb) VERB 2 xcomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "invite", type: "AGREE", sources: ["Kenya"], targets: ["Uganda"])
        #expect(try told(tree, event) == type)
    }
}
