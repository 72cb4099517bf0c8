import Messages
import Ontology
import TestSupport
import Testing

@testable import Evaluation

@Suite("Events against true ones") struct EventEvaluationTests {
    private static let first = "Norland said it would send relief to Südland and its ports."
    private static let second = "The alliance blamed Norland."

    private static func article(_ id: String, _ sentences: [String]) -> Article {
        var info = ArticleInfo.sample
        info.id = id
        return Article(info: info, paragraphs: sentences.map { (.body, $0) })
    }

    private static func told(
        _ type: EventType, _ status: EventStatus, _ sources: [(String, String)],
        _ targets: [(String, String)], in sentences: [String]
    ) -> Event {
        func references(_ actors: [(String, String)]) -> [ActorReference] {
            actors.map {
                ActorReference(text: "x", span: Span(0, 1), entity: $0.0, country: $0.1)
            }
        }
        var event = Event.smallest
        event.type = type
        event.status = status
        event.sources = references(sources)
        event.targets = references(targets)
        event.mentions = sentences.map { sentence in
            EventMention(
                article: "a", sentenceIndex: 0, sentence: sentence, trigger: "x",
                triggerSpan: Span(0, 1), status: status)
        }
        return event
    }

    private func result(
        _ gold: [String], _ events: [Event], articles: [Article]? = nil
    ) throws -> EventEvaluation.Result {
        let articles = articles ?? [Self.article("a", [Self.first, Self.second])]
        var coder = StubCoder()
        coder.events = { _ in events }
        var evaluation = EventEvaluation(
            coder, by: try GoldEvents(Array(gold.joined(separator: "\n").utf8), file: "g.jsonl"),
            file: "g.jsonl", countries: ["NOR", "SUD", "UNO", "IGO"])
        for article in articles { try evaluation.add(article) }
        return try evaluation.result()
    }

    private static let aid =
        #"{"sentence": 1, "type": "AID", "statuses": ["planned"], "#
        + #""modes": [""], "sources": ["NOR/GOV"], "targets": ["SUD/GOV"]}"#

    @Test("an event is right by sentence, type and countries; sectors do not count")
    func right() throws {
        let event = Self.told(
            .aid, .planned, [("NOR/MIL", "NOR")], [("SUD/CVL", "SUD")], in: [Self.first])
        let result = try result([Self.aid], [event])
        #expect(result.precision == 100 && result.recall == 100 && result.f1 == 100)
        #expect(result.statusAccuracy == 100 && result.modeAccuracy == 100)
    }

    @Test("an event counts once in every sentence that tells it")
    func mentions() throws {
        let event = Self.told(
            .aid, .occurred, [("NOR/GOV", "NOR")], [("SUD/GOV", "SUD")],
            in: [Self.first, Self.second])
        let result = try result([Self.aid], [event])
        #expect(result.found.count == 2)
        #expect(result.precision == 50)
        #expect(result.recall == 100)
        #expect(result.statusAccuracy == 0)
    }

    @Test("what need not be found is no mistake if found, and none if not")
    func optional() throws {
        let may =
            #"{"required": false, "sentence": 2, "type": "ACCUSE", "#
            + #""sources": ["NATO/IGO"], "targets": ["NOR/GOV"]}"#
        let accuse = Self.told(
            .accuse, .occurred, [("NATO/IGO", "IGO")], [("NOR/GOV", "NOR")], in: [Self.second])
        let found = try result([Self.aid, may], [accuse])
        #expect(found.precision == 100)
        #expect(found.recall == 0)
        #expect(found.missed.map(\.line) == [1])
        #expect(try result([may], []).f1 == 0)
    }

    @Test(
        "actors are the same by country, by organisation where the true one is one",
        arguments: [
            ("NATO/IGO", "NATO/IGO", "IGO", true), ("NATO/IGO", "AU/IGO", "IGO", false),
            ("UNO/IGO", "UNSC/IGO", "UNO", true), ("IGO/JUD", "ICC/JUD", "IGO", true),
            ("NOR/GOV", "NOR/REB", "NOR", true), ("NOR/GOV", "SUD/GOV", "SUD", false),
        ])
    func actors(gold: String, entity: String, country: String, same: Bool) throws {
        let line = #"{"sentence": 2, "type": "ACCUSE", "sources": ["\#(gold)"], "targets": []}"#
        let event = Self.told(.accuse, .occurred, [(entity, country)], [], in: [Self.second])
        #expect(try result([line], [event]).right == (same ? 1 : 0))
    }

    @Test("one true event is met once, by the one whose status is right")
    func once() throws {
        let right = Self.told(
            .aid, .planned, [("NOR/GOV", "NOR")], [("SUD/GOV", "SUD")], in: [Self.first])
        let wrong = Self.told(
            .aid, .negated, [("NOR/GOV", "NOR")], [("SUD/GOV", "SUD")], in: [Self.first])
        let result = try result([Self.aid], [wrong, right])
        #expect(result.right == 1)
        #expect(result.statusAccuracy == 100)
        #expect(result.precision == 50)
    }

    @Test(
        "sentences are the same without spaces, or as a part that is long enough",
        arguments: [
            ("A  b.", "A b.", true), ("A b.", "A b. C d.", false),
            (EventEvaluationTests.first, "Oslo – " + EventEvaluationTests.first, true),
            ("A b.", "A c.", false),
        ])
    func sentences(left: String, right: String, same: Bool) {
        #expect(EventEvaluation.same(left, right) == same)
    }

    @Test("a sentence may be given by its text, an article by its id")
    func places() throws {
        let line =
            #"{"article": "b", "sentence": "The  alliance blamed Norland.", "#
            + #""type": "ACCUSE", "sources": ["NOR/GOV"], "targets": []}"#
        let articles = [Self.article("a", [Self.first]), Self.article("b", [Self.second])]
        #expect(try result([line], [], articles: articles).missed.count == 1)
        let nameless = #"{"sentence": 1, "type": "AID", "sources": [], "targets": []}"#
        #expect {
            try result([nameless], [], articles: articles)
        } throws: {
            "\($0)".hasPrefix("g.jsonl:1: there are 2 articles")
        }
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("", "g.jsonl: has no event"), ("{", "g.jsonl:1: "),
            (#"{"sentence": 1, "sources": [], "targets": []}"#, "g.jsonl:1: type: missing"),
            (
                #"{"sentence": 1, "type": "HELP", "sources": [], "targets": []}"#,
                "g.jsonl:1: type: \"HELP\""
            ),
            (
                #"{"sentence": 1, "type": "AID", "sources": ["NOR"], "targets": []}"#,
                "g.jsonl:1: sources and targets: \"NOR\""
            ),
            (
                #"{"sentence": 1, "type": "AID", "statuses": ["done"], "sources": [], "targets": []}"#,
                "g.jsonl:1: statuses: \"done\""
            ),
            (
                #"{"sentence": 7, "type": "AID", "sources": [], "targets": []}"#,
                "g.jsonl:1: there is no sentence 7: the article has 2"
            ),
            (
                #"{"article": "z", "sentence": 1, "type": "AID", "sources": [], "targets": []}"#,
                "g.jsonl:1: there is no article \"z\""
            ),
        ])
    func mistakes(line: String, reason: String) {
        #expect {
            try result([line], [])
        } throws: {
            "\($0)".hasPrefix(reason)
        }
    }

    @Test("pairs with the greatest sum, whichever side is longer")
    func assignment() {
        let values = [[3.0, 2, 0], [2, 0, 0]]
        #expect(Assignment.best(values) == 4)
        let pairs = Assignment.pairs(values)
        #expect(Set(pairs.map { "\($0.row)\($0.column)" }) == ["01", "10"])
        let turned = Assignment.pairs([[3, 2], [2, 0], [0, 0]])
        #expect(Set(turned.map { "\($0.row)\($0.column)" }) == ["10", "01"])
        #expect(Assignment.pairs([]).isEmpty)
    }
}
