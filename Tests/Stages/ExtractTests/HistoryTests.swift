import Messages
import Testing

@testable import Extract

/// Acts that are told as history; the sentences are of April 2019.
@Suite("History") struct HistoryTests {
    private func objections(
        _ tree: String, _ event: ReadFixture.Event, past: MentionMemory.Past? = nil,
        isDated: Bool = false
    ) throws -> [String] {
        var fixture = try ReadFixture(tree, events: [event])
        fixture.memory.past = past
        if isDated { fixture.view.dates = [(first: 0, last: 0, number: 0)] }
        let relation = try #require(fixture.relations().first { $0.act?.types.isEmpty == false })
        return relation.cues.filter { $0.hasPrefix(Relation.noneCue) }
    }

    private let refusal = ReadFixture.Event(
        anchor: "refused", type: "REJECT", sources: ["Norway"], targets: ["Kenya"])

    @Test(
        "what tells what was in a year long past is history",
        arguments: [("2003", true), ("2019", false), ("talks", false)])
    func when(time: String, isHistory: Bool) throws {
        let tree = """
            This PRON 3 nsubj
            is AUX 3 cop
            like ADP 0 root
            \(time) NUM 3 obl
            , PUNCT 8 punct
            when ADV 8 advmod
            Norway PROPN 8 nsubj
            refused VERB 4 acl
            Kenya PROPN 8 obj
            help NOUN 8 obj
            . PUNCT 3 punct
            """
        #expect(try objections(tree, refusal) == (isHistory ? ["none:history"] : []))
    }

    @Test("so is what was done in or after what a year long past is told with")
    func during() throws {
        func found(
            _ preposition: String, _ year: String, _ relation: String, auxiliary: String = "",
            noun: String = "coup"
        ) throws -> [String] {
            let shift = auxiliary.isEmpty ? 0 : 1
            let verb = 2 + shift
            let helper = auxiliary.isEmpty ? "" : "\(auxiliary) AUX \(verb) aux\n"
            return try objections(
                "Norway PROPN \(verb) nsubj\n" + helper + """
                    refused VERB 0 root
                    Kenya PROPN \(verb) obj
                    \(preposition) ADP \(verb + 5) case
                    the DET \(verb + 5) det
                    \(year) NUM \(verb + 5) \(relation)
                    \(noun) NOUN \(verb) obl
                    . PUNCT \(verb) punct
                    """, refusal)
        }
        #expect(try found("after", "2016", "compound") == ["none:history"])
        #expect(try found("during", "2016", "nummod") == ["none:history"])
        #expect(try found("after", "2019", "compound") == [])
        #expect(try found("in", "2016", "compound") == ["none:history"])
        #expect(try found("in", "2016", "compound", noun: "treaty") == [])
        #expect(try found("over", "2016", "compound") == [])
        #expect(try found("after", "2016", "compound", auxiliary: "has") == [])
    }

    @Test("an offensive launched in an old summer is history, a plane bought then is not")
    func launched() throws {
        func found(_ verb: String) throws -> [String] {
            try objections(
                """
                Norway PROPN 2 nsubj
                refused VERB 0 root
                Kenya PROPN 2 obj
                in ADP 6 case
                an DET 6 det
                offensive NOUN 2 obl
                \(verb) VERB 6 acl
                in ADP 10 case
                the DET 10 det
                summer NOUN 7 obl
                of ADP 12 case
                2016 NUM 10 nmod
                . PUNCT 2 punct
                """, refusal)
        }
        #expect(try found("launch") == ["none:history"])
        #expect(try found("buy") == [])
    }

    @Test("what was done in the wake of an old coup is history, in breach of an old deal it is not")
    func wake() throws {
        func found(_ noun: String) throws -> [String] {
            try objections(
                """
                Norway PROPN 2 nsubj
                refused VERB 0 root
                Kenya PROPN 2 obj
                in ADP 6 case
                the DET 6 det
                \(noun) NOUN 2 obl
                of ADP 10 case
                the DET 10 det
                2016 NUM 10 compound
                coup NOUN 6 nmod
                . PUNCT 2 punct
                """, refusal)
        }
        #expect(try found("wake") == ["none:history"])
        #expect(try found("breach") == [])
    }

    @Test("what was agreed came before what it was about, what is blamed comes after")
    func content() throws {
        func found(_ verb: String, _ type: String, _ years: String) throws -> [String] {
            try objections(
                """
                Norway PROPN 2 nsubj
                \(verb) VERB 0 root
                to ADP 4 mark
                leaving VERB 2 advcl
                Kenya PROPN 4 obj
                in ADP 7 case
                \(years) NUM 4 obl
                . PUNCT 2 punct
                """, .init(anchor: verb, type: type, sources: ["Norway"]))
        }
        #expect(try found("agreed", "AGREE", "2013") == ["none:history"])
        #expect(try found("agreed", "AGREE", "2019") == [])
        #expect(try found("pleaded", "ACCUSE", "2013") == [])
    }

    @Test("the next sentence goes on about what was told as history")
    func more() throws {
        func found(
            _ determiner: String, _ sentence: Int, _ modifier: String, _ noun: String,
            isDated: Bool = false
        ) throws -> [String] {
            try objections(
                "Norway PROPN 2 nsubj\nrefused VERB 0 root\n\(determiner) DET 5 det\n"
                    + "\(modifier) 5 compound\n\(noun) NOUN 2 obj\n. PUNCT 2 punct",
                .init(anchor: "refused", type: "REJECT", sources: ["Norway"]),
                past: .init(sentence: sentence, words: ["raid", "deal", "zeppelin"]),
                isDated: isDated)
        }
        #expect(try found("that", -1, "air NOUN", "raid") == ["none:history"])
        #expect(try found("that", -2, "air NOUN", "raid") == [])
        #expect(try found("the", -1, "air NOUN", "raid") == [])
        #expect(try found("that", -1, "air NOUN", "deal") == [])
        #expect(try found("that", -1, "air NOUN", "raid", isDated: true) == [])
        #expect(try found("the", -1, "Zeppelin PROPN", "flight") == ["none:history"])
        #expect(try found("a", -1, "Zeppelin PROPN", "flight") == [])
    }

    @Test("the nouns of history are remembered, but not who acts")
    func words() throws {
        var fixture = try ReadFixture(
            """
            Norway PROPN 2 nsubj
            refused VERB 0 root
            the DET 4 det
            raid NOUN 2 obj
            after ADP 8 case
            the DET 8 det
            2016 NUM 8 compound
            coup NOUN 2 obl
            . PUNCT 2 punct
            """, events: [.init(anchor: "refused", type: "REJECT", sources: ["Norway"])])
        _ = fixture.relations()
        #expect(fixture.memory.past?.words == ["raid", "coup"])
    }
}
