import Classify
import Knowledge
import Messages
import Testing
import Threads

@Suite("Classify") struct ClassifyTests {
    private static let root = String(#filePath.split(separator: "Tests/Stages")[0])
    private static let data = Result { try LanguageData.load(directory: root + "Data") }
    private static let text = "Norway condemned Israel."

    private func candidates(_ change: (inout Candidates) -> Void = { _ in }) -> Candidates {
        let day = Timestamp(Day(number: 18_000))
        let info = ArticleInfo(
            id: "a-1", source: "test", published: day, publishedBasis: .fetched, language: "en",
            contentHash: "00", simHash: "00", fetched: day)
        var candidates = Candidates(
            info: info, sentences: [Sentence(span: Span(0, 24), paragraph: 0, kind: .body)],
            mentions: [
                ActorMention(
                    sentence: 0, span: Span(0, 6), kind: .name, entity: "NOR/GOV", country: "NOR",
                    sectors: ["GOV"], resolvedBy: "lexicon:country", score: 0.9),
                ActorMention(
                    sentence: 0, span: Span(17, 23), kind: .name, entity: "ISR/GOV",
                    country: "ISR", sectors: ["GOV"], resolvedBy: "lexicon:country", score: 0.9),
            ],
            relations: [
                Relation(
                    sentence: 0, trigger: Span(7, 16), predicate: "condemn", sources: [0],
                    targets: [1])
            ], model: "m", lexicon: "l", text: Self.text)
        change(&candidates)
        return candidates
    }

    private func coded(_ change: (inout Candidates) -> Void = { _ in }) throws -> CodedArticle {
        try Classifier(data: Self.data.get(), version: "1").coded(candidates(change))
    }

    @Test(
        "what readers write to a newspaper is no news",
        arguments: [
            (" Write to letters@paper.example", 0), (" A letter to the editor", 0),
            (" Write to the desk", 1), (" letters@paper.example" + padding, 1),
        ])
    func letters(end: String, count: Int) throws {
        #expect(try coded { $0.text += end }.events.count == count)
    }

    private static let padding = String(repeating: " and so on", count: 80)

    @Test("a relation becomes an event with its versions")
    func event() throws {
        let event = try #require(try coded().events.first)
        #expect(event.type == .accuse)
        #expect(event.coder == Coder(version: "1", model: "m", lexicon: "l"))
        #expect(event.date.basis == .fetched)
        #expect(event.article.published == nil)
        #expect(event.id.hasPrefix("ev1-"))
    }

    @Test(
        "modality and negation decide the status",
        arguments: zip(
            [Relation.Modality.fact, .ongoing, .future, .possible, .conditional],
            [EventStatus.occurred, .ongoing, .planned, .hypothetical, .hypothetical]))
    func status(modality: Relation.Modality, status: EventStatus) throws {
        #expect(try coded { $0.relations[0].modality = modality }.events.first?.status == status)
        let negated = try coded {
            $0.relations[0].modality = modality
            $0.relations[0].negated = true
        }
        #expect(negated.events.first?.status == .negated)
    }

    @Test("what cannot be an event is rejected")
    func rejected() throws {
        #expect(try coded { $0.mentions[0].entity = nil }.outcome == .noEvent)
        #expect(try coded { $0.relations[0].predicate = "no.such" }.outcome == .noEvent)
        #expect(try coded { $0.relations[0].cues = ["against:sport"] }.outcome == .noEvent)
        #expect(try coded { $0.relations[0].modality = .habitual }.outcome == .noEvent)
        #expect(try coded { $0.relations[0].targets = [0] }.outcome == .noEvent)
        let old = Day(number: 10_000)
        let date = EventDate(start: old, end: old, granularity: .day, basis: .stated)
        let history = try coded {
            $0.dates = [DateMention(sentence: 0, span: Span(0, 1), date: date)]
            $0.relations[0].date = 0
        }
        #expect(history.outcome == .noEvent)
    }

    @Test(
        "the code is what CAMEO calls it in these words",
        arguments: [
            ("urged", "appeal.release", "0253", -0.3), ("urged", "urge", "020", 3.0),
            ("demanded", "demand.release", "1053", -5), ("demanded", "demand.plain", "100", -5),
        ])
    func code(verb: String, predicate: String, code: String, goldstein: Double) throws {
        let event = try coded { candidates in
            candidates.text = "Norway \(verb) Israel."
            candidates.sentences[0].span = Span(0, 15 + verb.count)
            candidates.mentions[1].span = Span(8 + verb.count, 14 + verb.count)
            candidates.relations[0].trigger = Span(7, 7 + verb.count)
            candidates.relations[0].predicate = predicate
        }.events.first
        #expect(event?.type == .request)
        #expect(event?.cameo == code)
        #expect(event?.goldstein == goldstein)
    }

    @Test("doubt lowers confidence")
    func confidence() throws {
        let sure = try #require(try coded().events.first?.confidence)
        let vague = try #require(try coded { $0.mentions[1].score = 0.3 }.events.first?.confidence)
        let maybe = try #require(
            try coded { $0.relations[0].modality = .possible }.events.first?.confidence)
        #expect(vague < sure)
        #expect(maybe < sure)
    }

    @Test("an event is as sure as the party that is known least, however many are known well")
    func least() throws {
        func confidence(_ others: [Double]) throws -> Double {
            try #require(
                try coded { candidates in
                    for score in others {
                        var other = candidates.mentions[1]
                        (other.entity, other.country) = ("KEN/GOV", "KEN")
                        other.score = score
                        candidates.mentions.append(other)
                        candidates.relations[0].targets.append(candidates.mentions.count - 1)
                    }
                }.events.first?.confidence)
        }
        #expect(try confidence([0.9]) == confidence([]))
        #expect(try confidence([0.3]) < confidence([0.9]))
        #expect(try confidence([0.3]) == confidence([0.3, 0.9]))
    }

    @Test("a settled outcome is handed on", arguments: [Outcome.notAnArticle, .duplicate])
    func settled(outcome: Outcome) throws {
        let article = try coded { $0.outcome = outcome }
        #expect(article.outcome == outcome)
        #expect(article.events.isEmpty)
    }

    @Test("the stage gives what its classifier gives", .timeLimit(.minutes(1)))
    func stage() async throws {
        struct Calm: TaskContext.Observer {
            func progressed() {}
            var isCancelled: Bool { false }
        }
        let data = try Self.data.get()
        let stage = ClassifyStage(
            executor: DedicatedThread(name: "classify"), source: LanguageSource(data),
            version: "1")
        let id = try #require(TaskID(bytes: [UInt8](repeating: 1, count: 16)))
        let context = TaskContext(id: id, attempt: 1, observer: Calm())
        let article = try await stage.process(candidates(), in: context)
        #expect(article == (try coded()))
    }
}
