import Messages
import Testing

@testable import Extract

/// Types that nouns and clauses around a verb of deeds tell.
@Suite("Deeds by the words around them") struct DeedTests {
    private func found(
        _ tree: String, _ event: ReadFixture.Event
    ) throws -> (type: String?, sources: [String], targets: [String]) {
        let found = try ReadFixture.relation(tree, event)
        let type = found.relation.cues.first { $0.hasPrefix(Relation.typeCue) }
            .map { String($0.dropFirst(Relation.typeCue.count)) }
        return (type, found.sources, found.targets)
    }

    @Test("fighters whom soldiers captured are abducted, clerks are not", arguments: [true, false])
    func captured(areFighters: Bool) throws {
        let noun = areFighters ? "rebels" : "clerks"
        let tree = """
            Kenyan ADJ 2 amod
            soldiers NOUN 3 nsubj
            capture VERB 0 root
            Ugandan ADJ 5 amod
            \(noun) NOUN 3 obj
            . PUNCT 3 punct
            """
        let event = ReadFixture.Event(
            anchor: "capture", type: "COERCE", sources: ["Kenyan soldiers"],
            targets: ["Ugandan \(noun)"])
        #expect(try found(tree, event).type == (areFighters ? "ASSAULT/abduct" : nil))
    }

    @Test(
        "who leads a campaign against fighters attacks them, unless it is one of words",
        arguments: [("ground", "ASSAULT"), ("media", nil)])
    func campaign(kind: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            lead VERB 0 root
            the DET 5 det
            \(kind) NOUN 5 compound
            campaign NOUN 2 obj
            against ADP 8 case
            Ugandan ADJ 8 amod
            rebels NOUN 5 nmod
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "lead", type: "MOBILIZE", sources: ["Kenya"])
        let found = try found(tree, event)
        #expect(found.type == type)
        if type != nil { #expect(found.targets == ["UGA/REB"]) }
    }

    @Test(
        "whoever blocks somebody's participation refuses to meet him",
        arguments: [("participation", "REJECT/meet"), ("road", nil)])
    func barred(noun: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            block VERB 0 root
            Uganda PROPN 5 nmod:poss
            's PART 3 case
            \(noun) NOUN 2 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "block", type: "COERCE", sources: ["Kenya"], targets: ["Uganda"])
        let found = try found(tree, event)
        #expect(found.type == type)
        #expect(found.targets == ["UGA/GOV"])
    }

    @Test("what is no longer demanded is conceded", arguments: [("no", "CONCEDE"), ("much", nil)])
    func givenUp(adverb: String, type: String?) throws {
        let tree = """
            Kenya PROPN 5 nsubj
            would AUX 5 aux
            \(adverb) ADV 4 advmod
            longer ADV 5 advmod
            demand VERB 0 root
            elections NOUN 5 obj
            . PUNCT 5 punct
            """
        let event = ReadFixture.Event(anchor: "demand", type: "REQUEST", sources: ["Kenya"])
        #expect(try found(tree, event).type == type)
    }

    @Test(
        "a vow to destroy somebody threatens him, one to help does not",
        arguments: [("destroy", "THREATEN/violence"), ("help", nil)])
    func vowed(verb: String, type: String?) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            pledge VERB 0 root
            to PART 4 mark
            \(verb) VERB 2 xcomp
            Uganda PROPN 4 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "pledge", type: "AGREE", sources: ["Kenya"])
        let found = try found(tree, event)
        #expect(found.type == type)
        if type != nil { #expect(found.targets == ["UGA/GOV"]) }
    }

    @Test("a vow that a campaign would be swift threatens, one that it would be just does so too")
    func campaignVowed() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            vow VERB 0 root
            the DET 4 det
            campaign NOUN 7 nsubj
            would AUX 7 aux
            be AUX 7 cop
            swift ADJ 2 ccomp
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(anchor: "vow", type: "AGREE", sources: ["Kenya"])
        #expect(try found(tree, event).type == "THREATEN/violence")
        #expect(try found(tree.replacing("campaign", with: "pension"), event).type == nil)
    }

    @Test("who has flouted a rule, as another says, is blamed by him")
    func flouted() throws {
        let tree = """
            Kenya PROPN 6 nsubj
            , PUNCT 4 punct
            Norway PROPN 4 nsubj
            say VERB 6 parataxis
            , PUNCT 4 punct
            defy VERB 0 root
            the DET 8 det
            norms NOUN 6 obj
            . PUNCT 6 punct
            """
        let event = ReadFixture.Event(anchor: "defy", type: "REJECT", sources: ["Kenya"])
        let found = try found(tree, event)
        #expect(found.type == "ACCUSE/disapprove")
        #expect(found.sources == ["NOR/GOV"])
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test(
        "those whom it is only promised to remove are no target of the promise",
        arguments: [("remove", []), ("help", ["UGA/REB"])])
    func removed(verb: String, targets: [String]) throws {
        let tree = """
            Kenya PROPN 2 nsubj
            promise VERB 0 root
            to PART 4 mark
            \(verb) VERB 2 xcomp
            Ugandan ADJ 6 amod
            rebels NOUN 4 obj
            . PUNCT 2 punct
            """
        let event = ReadFixture.Event(
            anchor: "promise", type: "AGREE", sources: ["Kenya"], targets: ["Ugandan rebels"])
        #expect(try found(tree, event).targets == targets)
    }
}
