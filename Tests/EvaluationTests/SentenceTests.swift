import Knowledge
import Messages
import Ontology
import TestSupport
import Testing

@testable import Evaluation

@Suite("Quads of sentences") struct SentenceTests {
    private static let data = Result {
        try LanguageData.load(directory: Repository.path("Data"))
    }
    private static let today = Day(year: 2026, month: 3, day: 4) ?? Day(number: 0)

    private func set(_ text: String) throws -> SentenceSet {
        try SentenceSet(Array(text.utf8), file: "s.tsv")
    }

    private func quad(_ sentence: String, _ scheme: String) throws -> Int {
        let data = try Self.data.get()
        let scheme = try #require(data.ontology.quadScheme(scheme))
        return try SentenceEvaluation(
            RuleCoder(data: data, today: Self.today), data.ontology, scheme: scheme,
            today: Self.today
        ).quad(sentence)
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("sentence\tquad\nA spoke.\t5", "s.tsv:2: the quad \"5\""),
            ("sentence\tquad\nA spoke.\t", "s.tsv:2: the quad \"\""),
            ("sentence\tquad\n\t1", "s.tsv:2: the sentence is empty"),
            ("sentence\nA spoke.", "s.tsv:1: has no column quad"),
        ])
    func mistakes(text: String, reason: String) {
        #expect {
            try set(text)
        } throws: {
            ($0 as? DatasetError)?.description.hasPrefix(reason) == true
        }
    }

    @Test(
        "schemes have different quads for the same sentence",
        arguments: [
            ("Norway imposed sanctions on Chad.", [3, 4, 4]),
            ("Norway urged Chad to release the envoy.", [0, 3, 1]),
            ("Norway demanded that Chad release the envoy.", [3, 3, 3]),
            ("Norway expressed its condolences to Chad.", [0, 1, 1]),
            ("Norway is considering sending aid to Chad.", [0, 1, 1]),
            ("Norway will visit Chad.", [1, 1, 1]),
            ("The weather was fine.", [0, 0, 0]),
        ])
    func schemes(sentence: String, quads: [Int]) throws {
        #expect(try ["phoenix", "plover-2", "gdelt"].map { try quad(sentence, $0) } == quads)
    }

    @Test("actors whom nobody knows count")
    func unknown() throws {
        #expect(try quad("Zorblian gunmen attacked the Quuxian camp.", "phoenix") == 4)
    }

    @Test("of several acts the first told stands for the sentence")
    func first() throws {
        let coding = { (type: EventType, start: Int) in
            RelationCoding(act: Act(type: type), trigger: Span(start, start + 1), score: 0.5)
        }
        let acts = [coding(.aid, 9), coding(.accuse, 4), coding(.reject, 20)]
        #expect(MainAct.choice(acts)?.act.type == .accuse)
        #expect(MainAct.choice([]) == nil)
    }

    @Test("F1 of any event and of constant answers is that of the counts")
    func constants() throws {
        let set = try set("sentence\tquad\na\t0\nb\t1\nc\t1\nd\t4")
        let confusion = SentenceEvaluation.confusion(set, [0, 1, 0, 2])
        #expect(SentenceEvaluation.eventF1(confusion) == 80)
        #expect(SentenceEvaluation.constant(1, set).accuracy == 50)
        #expect(SentenceEvaluation.constant(0, set).scores("0").f1 == 40)
    }
}
