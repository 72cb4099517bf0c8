import Messages
import Testing

@testable import Extract

/// What speakers do by what they say of others.
@Suite("Acts by what is said of others") struct SpokenTests {
    private func spoken(_ tree: String) throws -> [String] {
        var fixture = try ReadFixture(tree)
        let relations = fixture.relations()
        return relations.compactMap { relation in
            guard let predicate = relation.predicate, predicate.hasPrefix("say.") else {
                return nil
            }
            let actors = fixture.entities(relation.sources + relation.targets)
            return ([predicate] + actors).joined(separator: " ")
        }
    }

    private func tree(_ predicate: String) -> String {
        """
        Kenya PROPN 2 nsubj
        said VERB 0 root
        that SCONJ 6 mark
        Uganda PROPN 6 nsubj
        \(predicate)
        . PUNCT 2 punct
        """
    }

    @Test(
        "who speaks ill of another accuses him, unless it is denied",
        arguments: [("had", true), ("never", false)])
    func ill(word: String, isBlame: Bool) throws {
        let label = isBlame ? "AUX 6 aux" : "ADV 6 advmod"
        let found = try spoken(
            tree("\(word) \(label)\nbetrayed VERB 2 ccomp\nneighbours NOUN 6 obj"))
        #expect(found == (isBlame ? ["say.ill KEN/GOV UGA/GOV"] : []))
    }

    @Test(
        "what another must do is demanded of him, what he will do is not",
        arguments: [("must", true), ("will", false)])
    func demand(word: String, isDemand: Bool) throws {
        let found = try spoken(tree("\(word) AUX 6 aux\ncomply VERB 2 ccomp"))
        #expect(found.contains("say.demand KEN/GOV UGA/GOV") == isDemand)
    }

    @Test("what another should be able to do is not demanded of him")
    func able() throws {
        let clause = "should AUX 7 aux\nbe AUX 7 cop\nable ADJ 2 ccomp"
        let found = try spoken(tree(clause).replacing("PROPN 6 nsubj", with: "PROPN 7 nsubj"))
        #expect(!found.contains("say.demand KEN/GOV UGA/GOV"))
    }

    @Test("what would be so under a condition is no blame")
    func supposed() throws {
        let found = try spoken(
            """
            Kenya PROPN 2 nsubj
            said VERB 0 root
            it PRON 4 nsubj
            waits VERB 2 ccomp
            if SCONJ 7 mark
            Uganda PROPN 7 nsubj
            betrayed VERB 4 advcl
            neighbours NOUN 7 obj
            . PUNCT 2 punct
            """)
        #expect(found.isEmpty)
    }

    @Test("a clause that another verb tells is not said by the speaker")
    func elsewhere() throws {
        let found = try spoken(
            """
            Kenya PROPN 2 nsubj
            said VERB 0 root
            nothing NOUN 2 obj
            while SCONJ 6 mark
            Uganda PROPN 6 nsubj
            betrayed VERB 2 advcl
            neighbours NOUN 6 obj
            . PUNCT 2 punct
            """)
        #expect(found.isEmpty)
    }
}
