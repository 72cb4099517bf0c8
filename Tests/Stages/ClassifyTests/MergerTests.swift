import Knowledge
import Messages
import TestSupport
import Testing

@testable import Classify

/// What one article tells twice.
@Suite("Merging") struct MergerTests {
    /// A sentence with a condemnation or talks of Norway and Israel, as the lexicon finds them.
    private struct Told {
        var text: String
        var trigger: String
        var predicate = "condemn"
        var kind = Article.Paragraph.Kind.body
        var cues: [String] = []
        var again: (trigger: String, predicate: String)?
    }

    private func events(_ told: [Told]) throws -> [Event] {
        let data = try LanguageData.load(directory: Repository.path("Data"))
        let day = Timestamp(Day(number: 18_000))
        let info = ArticleInfo(
            id: "a-1", source: "test", published: day, publishedBasis: .stated, language: "en",
            contentHash: "00", simHash: "00", fetched: day)
        var candidates = Candidates(info: info, model: "m", lexicon: "l", text: "")
        for (number, item) in told.enumerated() {
            let start = candidates.text.unicodeScalars.count + (number > 0 ? 1 : 0)
            candidates.text += (number > 0 ? "\n" : "") + item.text
            func span(_ words: String) -> Span {
                let place = item.text.firstRange(of: words).map {
                    item.text[..<$0.lowerBound].unicodeScalars.count
                }
                let first = start + (place ?? 0)
                return Span(first, first + words.unicodeScalars.count)
            }
            candidates.sentences.append(
                Sentence(span: span(item.text), paragraph: number, kind: item.kind))
            for (code, words) in [("NOR", "Norway"), ("ISR", "Israel")] {
                candidates.mentions.append(
                    ActorMention(
                        sentence: number, span: span(words), kind: .name, entity: code + "/GOV",
                        country: code, sectors: ["GOV"], score: 0.9))
            }
            candidates.relations.append(
                Relation(
                    sentence: number, trigger: span(item.trigger), predicate: item.predicate,
                    sources: [2 * number], targets: [2 * number + 1], cues: item.cues))
            guard let again = item.again else { continue }
            candidates.relations.append(
                Relation(
                    sentence: number, trigger: span(again.trigger), predicate: again.predicate,
                    sources: [2 * number, 2 * number + 1]))
        }
        return try Classifier(data: data, version: "1").coded(candidates).events
    }

    private let body = Told(
        text: "Norway on Monday condemned Israel over raids on fishing boats near the harbour.",
        trigger: "condemned")

    @Test("a heading and the sentence that says the same tell one event")
    func heading() throws {
        let heading = Told(
            text: "Norway condemns Israel over boat raids", trigger: "condemns", kind: .heading)
        let found = try events([heading, body])
        #expect(found.map(\.mentions.count) == [2])
        #expect(found.first?.mentions.map(\.sentenceIndex) == [0, 1])
    }

    @Test("two sentences with little in common tell two, unless one is a heading")
    func different() throws {
        let other = Told(
            text: "Norway also condemned Israel because of visas for its nurses.",
            trigger: "condemned")
        #expect(try events([body, other]).count == 2)
        #expect(try events([body, body]).count == 1)
    }

    @Test("a channel that only one of two tells does not part them, two that differ do")
    func channels() throws {
        let data = try LanguageData.load(directory: Repository.path("Data"))
        let letter = try #require(data.channels.firstIndex { $0.channel == .letter })
        let phone = try #require(data.channels.firstIndex { $0.channel == .phone })
        var first = body
        first.cues = ["channel:\(letter)"]
        var second = body
        #expect(try events([first, second]).count == 1)
        second.cues = ["channel:\(phone)"]
        #expect(try events([first, second]).count == 2)
    }

    @Test("a visit and the meeting it is for, told in a sentence, are one event with its host")
    func visit() throws {
        let told = Told(
            text: "Norway visited Israel and held talks.", trigger: "visited", predicate: "visit",
            again: ("held talks", "consult.more"))
        let found = try events([told])
        #expect(found.count == 1)
        #expect(found.first?.targets.map(\.entity) == ["ISR/GOV"])
        var requests = told
        requests.predicate = "urge"
        requests.again = ("held talks", "appeal")
        #expect(try events([requests]).count == 2)
    }
}
