import Knowledge
import Messages
import Ontology
import TestSupport
import Testing

@testable import Evaluation

@Suite("Relations of given actors") struct RelationTests {
    private static let data = Result {
        try LanguageData.load(directory: Repository.path("Data"))
    }
    private let today = Day(year: 2026, month: 3, day: 4) ?? Day(number: 0)

    private func set(_ lines: [String]) throws -> RelationSet {
        try RelationSet(Array(lines.joined(separator: "\n").utf8), file: "r.tsv")
    }

    @Test("columns stand in any order, CONCEDE and RETREAT are YIELD, STATEMENT is not scored")
    func reading() throws {
        let set = try set([
            "\u{FEFF}root\tnote\tsource\tsentence\ttarget\r",
            "RETREAT\tx\tOslo\tOslo freed the \"envoy\" of Lima.\tLima\r", "",
            "STATEMENT\t\tOslo\tOslo spoke.\t\r",
        ])
        #expect(set.items.map(\.root) == ["YIELD", nil])
        #expect(set.items.map(\.line) == [2, 4])
        #expect(set.unscored == 1)
        #expect(set.items[0].sentence == "Oslo freed the \"envoy\" of Lima.")
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ([""], "r.tsv: is empty"),
            (["sentence\tsource\ttarget"], "r.tsv: has no line below the names"),
            (["sentence\tsource", "a\tb"], "r.tsv:1: has no column target"),
            (["sentence\tsource\ttarget", "a\tb"], "r.tsv:2: has 2 fields, but there are 3"),
            (["sentence\tsource\ttarget", " \tb\tc"], "r.tsv:2: the sentence is empty"),
            (
                ["sentence\tsource\ttarget\troot", "a\tb\tc\tAID", "a\tb\tc\tAIDE"],
                "r.tsv:3: the root \"AIDE\" is none of"
            ),
        ])
    func mistakes(lines: [String], reason: String) {
        #expect {
            try set(lines)
        } throws: {
            ($0 as? DatasetError)?.description.hasPrefix(reason) == true
        }
    }

    @Test("quads are scored where they are given, and must be numbers")
    func quads() throws {
        let lines = ["sentence\tsource\ttarget\troot\tquad", "a\tb\tc\tAID\t2", "a\tb\tc\tAID\t"]
        let set = try set(lines)
        let prediction = RelationEvaluation.Prediction(type: .aid, root: "AID", quad: 2, score: 1)
        #expect(RelationEvaluation.quadConfusion(set, [prediction, prediction]).total == 1)
        #expect {
            try self.set(lines + ["a\tb\tc\tAID\ttwo"])
        } throws: {
            ($0 as? DatasetError)?.description == "r.tsv:4: the quad \"two\" is not 0 to 4"
        }
    }

    @Test("bytes that are no UTF-8 are refused")
    func encoding() {
        #expect(throws: DatasetError.self) { try RelationSet([0xFF, 0x0A], file: "r.tsv") }
    }

    @Test("actors are found as words of their own, near each other, counted in scalars")
    func spans() throws {
        let lines = ["sentence\tsource\ttarget"]
        let item = try set(
            lines + ["Čad said Mali in Čad told Malians and Mali to go.\tČad\tMali"]
        ).items[0]
        let spans = item.spans
        #expect(spans.source == Span(17, 20))
        #expect(spans.target == Span(9, 13))
        let absent = try set(lines + ["Someone arrested Kofi.\tAn actor\tKofi"]).items[0].spans
        #expect(absent.source == nil)
        #expect(absent.target == Span(17, 21))
    }

    @Test("labels are never none: a statement is nearest to a meeting")
    func never() throws {
        let item = try set(["sentence\tsource\ttarget", "A saw B.\tA\tB"]).items[0]
        let evaluation = RelationEvaluation(StubCoder(), try .project(), book: .plover15)
        let prediction = try evaluation.prediction(item)
        #expect(prediction.root == "CONSULT")
        #expect(prediction.type == .statement)
    }

    @Test(
        "types, statuses and quads become those of the book",
        arguments: [
            (Act(type: .retreat, mode: "release"), "YIELD", 2),
            (Act(type: .concede, status: .planned), "AGREE", 1),
            (Act(type: .sanction, mode: "discontinue"), "COERCE", 4),
            (Act(type: .assault, status: .planned), "THREATEN", 3),
        ])
    func labels(act: Act, root: String, quad: Int) throws {
        let item = try set(["sentence\tsource\ttarget", "A saw B.\tA\tB"]).items[0]
        let evaluation = RelationEvaluation(StubCoder(act: act), try .project(), book: .plover15)
        let prediction = try evaluation.prediction(item)
        #expect(prediction.root == root)
        #expect(prediction.quad == quad)
        #expect(prediction.type == act.type)
    }

    @Test("predictions repeat the columns and add theirs, every line, in order")
    func file() throws {
        let set = try set([
            "target\tsentence\tsource\troot", "b\ta saw b\ta\tAID", "d\tc saw d\tc\t",
        ])
        let predictions = [
            RelationEvaluation.Prediction(type: .retreat, root: "YIELD", quad: 2, score: 0.91238),
            RelationEvaluation.Prediction(type: .aid, root: "AID", quad: 2, score: 1),
        ]
        #expect(
            RelationEvaluation.text(set, predictions) == """
                target\tsentence\tsource\troot\ttype\troot\tquad\tscore
                b\ta saw b\ta\tAID\tRETREAT\tYIELD\t2\t0.9124
                d\tc saw d\tc\t\tAID\tAID\t2\t1.0

                """)
        let confusion = RelationEvaluation.confusion(set, predictions)
        #expect(confusion.total == 1)
        #expect(confusion.mistakes.map(\.predicted) == ["YIELD"])
    }

    @Test(
        "the rules know what the source does to the target",
        arguments: [
            ("Norway condemned Israel.", "Norway", "Israel", EventType.accuse),
            // Nobody whom a list of actors knows.
            (
                "The Zorblian Front arrested the Quuxian envoy.", "The Zorblian Front",
                "the Quuxian envoy", .coerce
            ),
            // Two acts; the actors tell which.
            (
                "Peru praised Chile, and Kenya rejected the demands of Ghana.", "Kenya", "Ghana",
                .reject
            ),
            (
                "Peru praised Chile, and Kenya rejected the demands of Ghana.", "Peru", "Chile",
                .support
            ),
            // Long ago, which would be no news.
            ("In 1991, Norway condemned Iraq.", "Norway", "Iraq", .accuse),
        ])
    func rules(sentence: String, source: String, target: String, type: EventType) throws {
        let item = try set([
            "sentence\tsource\ttarget", "\(sentence)\t\(source)\t\(target)",
        ]).items[0]
        let spans = item.spans
        let coding = try RuleCoder(data: Self.data.get(), today: today).relation(
            in: ScalarText(sentence), source: spans.source, target: spans.target)
        #expect(coding.act.type == type)
        #expect(coding.trigger != nil)
    }

    @Test("where no word tells anything there is still an answer")
    func nothing() throws {
        let coding = try RuleCoder(data: Self.data.get(), today: today).relation(
            in: ScalarText("Zorb quux."), source: nil, target: nil)
        #expect(coding.score == 0)
        #expect(coding.trigger == nil)
    }
}

@Suite("Acts and lone sentences") struct ActTests {
    private func act(_ sentence: String, _ trigger: Span) -> Act {
        ActReader.act(
            type: .retreat, mode: nil, contexts: [], status: .negated, cameo: nil, isDenied: false,
            trigger: trigger, in: ScalarText(sentence))
    }

    @Test("an act has the words of its trigger and those that may be its object")
    func words() {
        let act = act("Oslo lifted the “ban” on Lima’s fish, because it rained.", Span(5, 11))
        #expect(act.trigger == ["lifted"])
        #expect(act.nearby == ["the", "ban", "on", "lima’s", "fish"])
        #expect(!act.isAhead)
    }

    @Test(
        "what will not be done lies ahead",
        arguments: [
            ("Oslo will not lift the ban.", Span(14, 18), true),
            ("Oslo did not lift the ban.", Span(13, 17), false),
            ("Oslo won’t lift it.", Span(11, 15), true),
        ])
    func ahead(sentence: String, trigger: Span, isAhead: Bool) {
        #expect(act(sentence, trigger).isAhead == isAhead)
    }

    @Test(
        "a sentence is news of the latest time it names",
        arguments: [
            ("Oslo signed in 2014.", "2014-12-31"), ("Oslo signed in May 2014.", "2014-05-31"),
            ("On Sept. 3, 2014, and in 2009 Oslo signed.", "2014-09-30"),
            ("Oslo signed.", "2026-03-04"), ("By 2031 Oslo will sign.", "2026-03-04"),
            ("Oslo sent 2000 men.", "2000-12-31"),
        ])
    func day(sentence: String, day: String) {
        let today = Day("2026-03-04") ?? Day(number: 0)
        #expect(Article.lone(sentence, today: today).info.published.day == Day(day))
    }
}

@Suite("Confusions") struct ConfusionTests {
    @Test("scores are those of the counts, and the mean is over labels that occur")
    func scores() {
        var confusion = Confusion(labels: ["a", "b", "c", "d"])
        for (gold, predicted) in [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("b", "c")] {
            confusion.add(gold: gold, predicted: predicted)
        }
        #expect(confusion.accuracy == 60)
        #expect(confusion.scores("a").recall > 66 && confusion.scores("a").recall < 67)
        #expect(confusion.scores("a").precision == 100)
        #expect(confusion.scores("b").f1 == 50)
        #expect(abs(confusion.macroF1 - (80 + 50 + 0) / 3) < 1e-9)
        #expect(
            confusion.mistakes.map { "\($0.gold)\($0.predicted)\($0.count)" } == ["ab1", "bc1"])
        #expect(Confusion(labels: ["a"]).macroF1 == 0)
    }
}
