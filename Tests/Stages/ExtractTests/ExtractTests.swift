import Extract
import Knowledge
import Messages
import Testing
import Threads

@Suite("Extract") struct ExtractTests {
    private func candidates(_ text: String) throws -> Candidates {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text))
    }

    private func entities(_ text: String) throws -> [String] {
        try candidates(text).mentions.compactMap(\.entity)
    }

    @Test(
        "actors resolve to countries and sectors",
        arguments: [
            ("The Libyan government replied.", "LBY/GOV"),
            ("Police from France's interior ministry came.", "FRA/GOV"),
            ("The foreign minister of Norway replied.", "NOR/GOV"),
            ("Rebels in Sudan replied to the Sudanese army.", "SDN/MIL"),
            ("NATO replied.", "NATO/IGO"), ("The Kremlin replied.", "RUS/GOV"),
            ("The U.S. replied.", "USA/GOV"), ("President Emmanuel Macron replied.", "FRA/GOV"),
            ("The Haftar militias replied.", "LBY/REB"),
        ])
    func actors(text: String, entity: String) throws {
        #expect(try entities(text).contains(entity))
    }

    @Test("small words are no countries and no agencies")
    func smallWords() throws {
        #expect(try entities("They told us who may turkey chad.") == [])
    }

    @Test("a name in apposition resolves its bare and misspelt mentions")
    func names() throws {
        let text = """
            The Omani Foreign Minister, Omar Khalidi, left. Khaledi urged Norway to help.
            """
        let mentions = try candidates(text).mentions
        let khaledi = try #require(mentions.first { $0.resolvedBy == "article:name" })
        #expect(khaledi.entity == "OMN/GOV")
        #expect(khaledi.antecedent != nil)
    }

    @Test("'the ministry' is the one told of before")
    func descriptions() throws {
        let text = "The Turkish Foreign Ministry answered. The ministry urged Greece to talk."
        let mentions = try candidates(text).mentions
        #expect(mentions.contains { $0.kind == .description && $0.entity == "TUR/GOV" })
    }

    @Test(
        "dates are counted from the day of publication",
        arguments: [
            ("On Sunday Norway met Sweden.", "2020-06-14"),
            ("Norway met Sweden yesterday.", "2020-06-14"),
            ("Norway met Sweden on 3 March 2020.", "2020-03-03"),
            ("Norway met Sweden on March 3.", "2020-03-03"),
            ("Norway will meet Sweden on Thursday.", "2020-06-18"),
            ("Norway met Sweden on 2020-05-01.", "2020-05-01"),
            ("Norway met Sweden last week.", "2020-06-08"),
            ("Norway and Sweden are due to meet on Thursday.", "2020-06-18"),
            ("Norway will meet Sweden on Friday next week.", "2020-06-26"),
            ("Norway met Sweden in October.", "2019-10-01"),
            ("Norway wants to meet Sweden in October.", "2020-10-01"),
            ("Norway announced a meeting with Sweden to be held in December.", "2020-12-01"),
            ("Norway hopes for a truce to begin on Wednesday.", "2020-06-17"),
            ("Norway said it would meet Sweden on Tuesday.", "2020-06-16"),
            ("Norway said it would leave the pact on Saturday.", "2020-06-13"),
            ("Norway promised Sweden an answer by Wednesday.", "2020-06-17"),
            ("If Norway wins on Friday, Sweden will leave.", "2020-06-19"),
            ("Norway met Sweden ahead of polls in July.", "2020-07-01"),
            ("Norway met Sweden in May last year.", "2019-05-01"),
            ("Norway met Sweden in November, 2015.", "2015-11-01"),
            ("Norway met Sweden in mid-October.", "2019-10-01"),
            ("Norway met Sweden in early 2017.", "2017-01-01"),
            ("Norway will meet Sweden on 24-25 August.", "2020-08-24"),
            ("Norway will meet Sweden on 10 and 11 September.", "2020-09-10"),
            ("Norway met Sweden two years ago.", "2018-01-01"),
            ("Norway met Sweden a month ago.", "2020-05-01"),
            ("Norway met Sweden at the weekend.", "2020-06-13"),
            ("Norway has met Sweden twice in the past week.", "2020-06-08"),
        ])
    func dates(text: String, start: String) throws {
        #expect(try candidates(text).dates.map(\.date.start.description) == [start])
    }

    @Test(
        "names of programmes and what is only about so long ago are no dates",
        arguments: [
            "Norway said on the Today programme it had met Sweden.",
            "Norway met Sweden more than six years ago.",
        ])
    func noDates(text: String) throws {
        #expect(try candidates(text).dates.isEmpty)
    }

    @Test("two days of one month are told as one date")
    func ranges() throws {
        let dates = try candidates("Norway will meet Sweden on 30 and 31 August 2020.").dates
        #expect(dates.map(\.date.start.description) == ["2020-08-30"])
        #expect(dates.map(\.date.end.description) == ["2020-08-31"])
    }

    @Test("spans count scalars in text outside ASCII")
    func spans() throws {
        let text = "Çağrı “ünlü” 🇹🇷: Türkiye condemned Israel."
        let candidates = try candidates(text)
        let relation = try #require(candidates.relations.first)
        #expect(ScalarText(candidates.text)[relation.trigger] == "condemned")
        let target = candidates.mentions[try #require(relation.targets.first)]
        #expect(ScalarText(candidates.text)[target.span] == "Israel")
    }

    @Test("candidates survive their way over the wire")
    func wire() throws {
        let candidates = try candidates(
            "Russia and Turkey postponed talks. They will meet. The two countries agreed.")
        #expect(candidates.relations.count >= 2)
        #expect(try Candidates(payload: candidates.payload()) == candidates)
    }

    @Test("a settled outcome is handed on without work")
    func settled() throws {
        var article = LanguageFixture.article("Russia attacked Ukraine.")
        article.outcome = .languageUnsupported
        let candidates = try Extractor(data: LanguageFixture.data.get()).candidates(from: article)
        #expect(candidates.outcome == .languageUnsupported)
        #expect(candidates.relations.isEmpty)
    }

    static let hostile = [
        String(repeating: "attack ", count: 28_000), String(repeating: "\"", count: 200_000),
        String(repeating: "Russia and ", count: 18_000), String(repeating: "x", count: 200_000),
        String(repeating: "Russia, which Turkey, who said that ", count: 5_500),
        String(repeating: "U.S. ", count: 40_000), String(repeating: "’s", count: 60_000),
        String(repeating: "to meet with the two countries ", count: 6_000),
        String(repeating: "\u{301}\u{200B}\u{FEFF}", count: 20_000),
        String(repeating: "said Putin Sergey Lavrovv ", count: 7_000),
    ]

    @Test("hostile text takes linear time", .timeLimit(.minutes(5)), arguments: 0..<10)
    func hostile(number: Int) throws {
        let candidates = try candidates(Self.hostile[number])
        let length = candidates.text.unicodeScalars.count
        #expect(candidates.sentences.allSatisfy { $0.span.end <= length })
    }

    @Test("a hundred thousand empty paragraphs are nothing", .timeLimit(.minutes(5)))
    func newlines() throws {
        var article = LanguageFixture.article("")
        article.text = String(repeating: "\n", count: 100_000)
        article.paragraphs = (0..<100_000).map { .init(.body, Span($0, $0)) }
        let candidates = try Extractor(data: LanguageFixture.data.get()).candidates(from: article)
        #expect(candidates.sentences.isEmpty)
    }

    @Test("a cancelled task is given up", .timeLimit(.minutes(5)))
    func cancellation() async throws {
        struct Cancelled: TaskContext.Observer {
            func progressed() {}
            var isCancelled: Bool { true }
        }
        let stage = ExtractStage(
            executor: DedicatedThread(name: "extract"),
            source: LanguageSource(try LanguageFixture.data.get()))
        let id = try #require(TaskID(bytes: [UInt8](repeating: 1, count: 16)))
        let context = TaskContext(id: id, attempt: 1, observer: Cancelled())
        await #expect(throws: CancellationError.self) {
            try await stage.process(
                LanguageFixture.article("Russia attacked Ukraine."), in: context)
        }
    }
}
