import Messages
import Testing

@testable import Extract

/// Modes by the words for what is asked for, refused or threatened.
@Suite("Modes by what is asked for") struct AskedModeTests {
    private func told(_ tree: String, _ anchor: String, _ type: String) throws -> String? {
        let event = ReadFixture.Event(anchor: anchor, type: type, sources: ["Norway"])
        return try ReadFixture.relation(tree, event).relation.cues
            .first { $0.hasPrefix(Relation.modeCue) }
            .map { String($0.dropFirst(Relation.modeCue.count)) }
    }

    @Test(
        "a verb that only leads to what is asked for leaves the mode to its noun",
        arguments: [("start", "talks", "meet"), ("observe", "truce", "yield")])
    func lead(verb: String, noun: String, mode: String) throws {
        let tree = """
            Norway PROPN 2 nsubj
            urge VERB 0 root
            Kenya PROPN 2 obj
            to PART 5 mark
            \(verb) VERB 2 xcomp
            \(noun) NOUN 5 obj
            . PUNCT 2 punct
            """
        #expect(try told(tree, "urge", "REQUEST") == mode)
    }

    @Test(
        "what stands behind for is asked for",
        arguments: [("ceasefire", "yield"), ("loan", "assist"), ("wisdom", "unknown")])
    func behind(noun: String, mode: String) throws {
        let verbal = """
            Norway PROPN 2 nsubj
            appeal VERB 0 root
            for ADP 4 case
            \(noun) NOUN 2 obl
            . PUNCT 2 punct
            """
        #expect(try told(verbal, "appeal", "REQUEST") == mode)
        let nominal = """
            Norway PROPN 3 nmod:poss
            's PART 1 case
            appeal NOUN 6 nsubj
            for ADP 5 case
            \(noun) NOUN 3 nmod
            failed VERB 0 root
            . PUNCT 6 punct
            """
        #expect(try told(nominal, "appeal", "REQUEST") == mode)
    }

    @Test("who is asked not to do something is asked to yield if it is harm, else for nothing")
    func negated() throws {
        let tree = """
            Norway PROPN 2 nsubj
            urge VERB 0 root
            Kenya PROPN 2 obj
            not PART 6 advmod
            to PART 6 mark
            VERB VERB 2 xcomp
            Uganda PROPN 6 obj
            . PUNCT 2 punct
            """
        for (verb, mode) in [("attack", "yield"), ("help", "none")] {
            let tree = tree.replacing("VERB VERB", with: verb + " VERB")
            #expect(try told(tree, "urge", "REQUEST") == mode)
        }
    }

    @Test(
        "to end a law is a change, to end a siege is to yield",
        arguments: [("law", "change"), ("siege", "yield")])
    func rules(noun: String, mode: String) throws {
        let tree = """
            Norway PROPN 2 nsubj
            refuse VERB 0 root
            to PART 4 mark
            end VERB 2 xcomp
            the DET 6 det
            \(noun) NOUN 4 obj
            . PUNCT 2 punct
            """
        #expect(try told(tree, "refuse", "REJECT") == mode)
    }

    @Test("a noun before a plan tells what it plans")
    func compound() throws {
        let tree = """
            Norway PROPN 2 nsubj
            reject VERB 0 root
            truce NOUN 4 compound
            plan NOUN 2 obj
            . PUNCT 2 punct
            """
        #expect(try told(tree, "reject", "REJECT") == "yield")
    }

    @Test(
        "the mode of a threat is what is threatened",
        arguments: [("impose", "sanctions", "restrict"), ("launch", "invasion", "violence")])
    func threat(verb: String, noun: String, mode: String) throws {
        let tree = """
            Norway PROPN 2 nsubj
            threaten VERB 0 root
            to PART 4 mark
            \(verb) VERB 2 xcomp
            \(noun) NOUN 4 obj
            . PUNCT 2 punct
            """
        #expect(try told(tree, "threaten", "THREATEN") == mode)
    }
}
