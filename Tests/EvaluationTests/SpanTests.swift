import Messages
import Ontology
import TestSupport
import Testing

@testable import Evaluation

@Suite("Spans of sources and targets") struct SpanSetTests {
    private func set(_ lines: String) throws -> SpanSet {
        let text = lines.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.replacing("/", with: "\t") }.joined(separator: "\n")
        return try SpanSet(Array(text.utf8), file: "s.iob2")
    }

    private func marked(_ item: SpanSet.Item) -> [String] {
        item.spans.map { ScalarText(item.text)[$0.span] }
    }

    @Test("tokens become a text in which the marks lie where they belong")
    func reading() throws {
        let set = try set(
            "The/B-SOURCE UN/I-SOURCE 's/I-SOURCE envoy/I-SOURCE (/O she/O )/O met/O "
                + "the/B-TARGET rebel/I-TARGET -/I-TARGET held/I-TARGET town/I-TARGET 's/O mayor/O "
                + ",/O with/O 1/O ,/O 000/O men/O ./O  Čad/B-R and/O Mali/B-R met/O")
        #expect(
            set.items.map(\.text) == [
                "The UN's envoy (she) met the rebel-held town's mayor, with 1,000 men.",
                "Čad and Mali met",
            ])
        #expect(
            set.items.map(marked) == [["The UN's envoy", "the rebel-held town"], ["Čad", "Mali"]])
        #expect(set.items[1].spans.map(\.side) == [.either, .either])
    }

    @Test("a span that goes on with nothing begins there; a new B begins a new one")
    func stray() throws {
        let set = try set("US/B-TARGET President/I-SOURCE called/O A/B-SOURCE B/B-SOURCE")
        #expect(marked(set.items[0]) == ["US", "President", "A", "B"])
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("a/O b", "s.iob2:2: is not a token, a tab and a tag"),
            ("a/O b/X", "s.iob2:2: the tag \"X\""),
            ("a/B-PLACE", "s.iob2:1: the tag \"B-PLACE\""), ("", "s.iob2: has no sentence"),
        ])
    func mistakes(lines: String, reason: String) {
        #expect {
            try set(lines)
        } throws: {
            ($0 as? DatasetError)?.description.hasPrefix(reason) == true
        }
    }

    @Test(
        "a phrase's head stands before what follows it",
        arguments: [
            ("the president of Chad", "president"), ("Chad's foreign minister", "minister"),
            ("Ana Roe, the envoy", "Roe"), ("men loyal to the king", "men"), ("of Chad", "Chad"),
            ("the United Nations'", "Nations"),
        ])
    func heads(phrase: String, head: String) {
        let text = ScalarText("So " + phrase)
        #expect(text[Heads.head(of: Span(3, text.count), in: text)] == head)
    }

    @Test("each true span is met once, and a side that can be either counts where it is met")
    func scores() throws {
        let item = try set("Chad/B-SOURCE hit/O Mali/B-TARGET and/O Niger/B-TARGET").items[0]
        func span(_ word: String) -> Span {
            let start = item.text.unicodeScalars.map(String.init).joined()
                .ranges(of: word)[0].lowerBound
            let offset = item.text.unicodeScalars.distance(
                from: item.text.startIndex, to: start)
            return Span(offset, offset + word.count)
        }
        let result = SpanEvaluation.result(
            item, .init(sources: [span("Chad"), span("Chad")], targets: [span("Niger")]))
        #expect(result.sources == Scores(right: 1, found: 2, gold: 1))
        #expect(result.targets == Scores(right: 1, found: 1, gold: 2))
        let wrong = SpanEvaluation.result(
            item, .init(sources: [span("Mali")], targets: [span("Chad")]))
        #expect(wrong.both == Scores(right: 0, found: 2, gold: 3))
        let mutual = try set("Chad/B-R met/O Mali/B-R").items[0]
        let met = SpanEvaluation.result(
            mutual, .init(sources: [Span(0, 4)], targets: [Span(9, 13)]))
        #expect(met.sources == Scores(right: 1, found: 1, gold: 1))
        #expect(met.targets == Scores(right: 1, found: 1, gold: 1))
        let missed = SpanEvaluation.result(mutual, .init(sources: [], targets: []))
        #expect(missed.sources.gold == 2)
    }

    @Test("pairs are as many as can be")
    func matching() {
        let fits = [[true, true, false], [true, false, false], [false, true, true]]
        let pairs = Matching.pairs(rows: 3, columns: 3) { fits[$0][$1] }
        #expect(pairs.count == 3)
        #expect(Matching.pairs(rows: 2, columns: 0) { _, _ in true }.isEmpty)
    }

    @Test("parties of a mutual act are a source and targets")
    func mutual() throws {
        let act = RelationCoding(
            act: .init(type: .consult), trigger: Span(5, 6), score: 1,
            sources: [Span(9, 12), Span(0, 4)])
        let evaluation = SpanEvaluation(StubActs(acts: [act]), today: Day(number: 20_000))
        #expect(
            try evaluation.actors("Chad met Mali")
                == .init(sources: [Span(0, 4)], targets: [Span(9, 12)]))
    }

    /// Answers with acts.
    private struct StubActs: EventCoder {
        let acts: [RelationCoding]

        func events(in article: Article) throws -> [Event] { [] }

        func sentences(of article: Article) throws -> [String] { [] }

        func acts(in sentence: ScalarText, today: Day) throws -> [RelationCoding] { acts }

        func relation(
            in sentence: ScalarText, source: Span?, target: Span?
        ) throws -> RelationCoding { acts[0] }
    }

    @Test("of a visit told by its host the host acts, as in CAMEO")
    func host() {
        let event = Event.sample
        let sentence = ScalarText(event.evidence.sentence)
        let asked = RelationCoding(event, in: sentence, offset: event.evidence.offset)
        var hosted = event
        hosted.cameo = "043"
        let turned = RelationCoding(hosted, in: sentence, offset: event.evidence.offset)
        #expect(turned.sources == asked.targets)
        #expect(turned.targets == asked.sources)
    }
}
