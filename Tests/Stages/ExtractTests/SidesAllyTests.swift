import Messages
import Testing

@testable import Extract

/// Who only seems to stand on the other side.
@Suite("Allies, victims and tellers") struct SidesAllyTests {
    private func parties(
        _ tree: String, _ event: ReadFixture.Event
    ) throws -> (sources: [String], targets: [String]) {
        let found = try ReadFixture.relation(tree, event)
        return (found.sources, found.targets)
    }

    @Test("who leads an offensive is not attacked by it, nor is who backs it")
    func leaders() throws {
        func parties(_ verb: String) throws -> (sources: [String], targets: [String]) {
            let tree = """
                Norwegian ADJ 2 amod
                offensive NOUN 0 root
                VERB VERB 2 acl
                by ADP 6 case
                Kenyan ADJ 6 amod
                rebels NOUN 3 obl:agent
                . PUNCT 2 punct
                """
            return try self.parties(
                tree.replacing("VERB VERB 2", with: "\(verb) VERB 2"),
                .init(
                    anchor: "offensive", type: "ASSAULT", sources: ["Norwegian"],
                    targets: ["Kenyan rebels"]))
        }
        let led = try parties("led")
        #expect(led.sources == ["NOR/GOV", "KEN/REB"])
        #expect(!led.targets.contains("KEN/REB"))
        #expect(try parties("praised").sources == ["NOR/GOV"])
        #expect(try !parties("praised").targets.contains("KEN/REB"))
    }

    @Test("allies joined to who attacks attack, others joined to nobody are attacked")
    func fellows() throws {
        func parties(_ noun: String, _ relation: String) throws -> (
            sources: [String], targets: [String]
        ) {
            let tree = """
                The DET 2 det
                incursion NOUN 0 root
                by ADP 5 case
                Norwegian ADJ 5 amod
                troops NOUN 2 nmod
                and CCONJ 9 cc
                their PRON 9 nmod:poss
                Kenyan ADJ 9 amod
                allies NOUN 5 conj
                . PUNCT 2 punct
                """
            return try self.parties(
                tree.replacing("allies NOUN 5 conj", with: "\(noun) NOUN \(relation)"),
                .init(
                    anchor: "incursion", type: "ASSAULT", sources: ["Norwegian troops"],
                    targets: ["Kenyan \(noun)"]))
        }
        let joined = try parties("allies", "5 conj")
        #expect(joined.sources.first == "NOR/MIL")
        #expect(joined.sources.count == 2)
        #expect(joined.targets == [])
        #expect(try parties("villages", "2 nmod").targets.count == 1)
    }

    @Test("who is told among the killed has killed nobody")
    func victims() throws {
        let tree = """
            Two NUM 3 nummod
            Norwegian ADJ 3 amod
            soldiers NOUN 8 nsubj:pass
            and CCONJ 6 cc
            Kenyan ADJ 6 amod
            officials NOUN 3 conj
            were AUX 8 aux:pass
            killed VERB 0 root
            . PUNCT 8 punct
            """
        let found = try parties(
            tree,
            .init(
                anchor: "killed", type: "ASSAULT", sources: ["Kenyan officials"],
                targets: ["Norwegian soldiers"]))
        #expect(found.sources == [])
        #expect(found.targets == ["NOR/MIL", "KEN/GOV"])
    }

    @Test("who says what fighting has done does not fight")
    func tellers() throws {
        let tree = """
            Norway PROPN 2 nsubj
            VERB VERB 0 root
            fighting NOUN 5 nsubj
            has AUX 5 aux
            hurt VERB 2 ccomp
            Kenya PROPN 5 obj
            . PUNCT 2 punct
            """
        let found = try parties(
            tree.replacing("VERB VERB", with: "says VERB"),
            .init(anchor: "fighting", type: "ASSAULT", sources: ["Norway"]))
        #expect(found.sources == [])
    }

    @Test("the owner of a call makes it, whoever is to act by it")
    func owners() throws {
        func parties(_ relation: String) throws -> (sources: [String], targets: [String]) {
            let tree = """
                Norway PROPN 2 RELATION
                calls NOUN 7 nsubj
                for ADP 4 case
                intervention NOUN 2 nmod
                by ADP 6 case
                Kenya PROPN 4 nmod
                failed VERB 0 root
                . PUNCT 7 punct
                """
            return try self.parties(
                tree.replacing("RELATION", with: relation),
                .init(anchor: "calls", type: "REQUEST", sources: ["Kenya"]))
        }
        let owned = try parties("nmod:poss")
        #expect(owned.sources == ["NOR/GOV"])
        #expect(owned.targets == ["KEN/GOV"])
        #expect(try parties("dep").sources == ["KEN/GOV"])
    }

    @Test(
        "a participle tells of the noun before it, if that is somebody"
    )
    func busy() throws {
        func sources(_ noun: String) throws -> [String] {
            let tree = """
                Norway PROPN 2 nsubj
                counts VERB 0 root
                Kenyan ADJ 4 amod
                NOUN NOUN 2 obj
                helping VERB 4 acl
                Chad PROPN 5 obj
                . PUNCT 2 punct
                """
            return try parties(
                tree.replacing("NOUN NOUN", with: "\(noun) NOUN"),
                .init(anchor: "helping", type: "AID", sources: ["Norway"], targets: ["Chad"])
            ).sources
        }
        #expect(try sources("troops") == ["KEN/MIL"])
        #expect(try sources("roads") != ["KEN/MIL"])
    }

    @Test("a gathering is no party of the talks that it is")
    func gatherings() throws {
        func parties(_ noun: String) throws -> [String] {
            let tree = """
                Norway PROPN 2 nsubj
                hosts VERB 0 root
                a DET 5 det
                Kenyan ADJ 5 amod
                NOUN NOUN 2 obj
                . PUNCT 2 punct
                """
            let found = try self.parties(
                tree.replacing("NOUN NOUN", with: "\(noun) NOUN").replacing("hosts", with: "host"),
                .init(
                    anchor: "host", type: "CONSULT", sources: ["Norway"],
                    targets: ["Kenyan \(noun)"]))
            return found.sources + found.targets
        }
        #expect(try parties("congress") == ["NOR/GOV"])
        #expect(try parties("delegation").sorted() == ["KEN/GOV", "NOR/GOV"])
    }

    @Test("things that no table knows for people are acted upon as nobody")
    func things() throws {
        func count(_ noun: String) throws -> Int {
            let tree = """
                Norway PROPN 2 nsubj
                fought VERB 0 root
                NOUN NOUN 2 obj
                . PUNCT 2 punct
                """
            return try parties(
                tree.replacing("NOUN NOUN", with: "\(noun) NOUN"),
                .init(anchor: "fought", type: "ASSAULT", sources: ["Norway"], targets: [noun])
            ).targets.count
        }
        #expect(try count("wars") == 0)
        #expect(try count("neighbours") == 1)
    }
}
