import Messages
import TestSupport
import Testing

@Suite("A message checks what only the whole can tell")
struct MessageTests {
    static func fault<M: Message>(_ message: M, body: [UInt8]? = nil) throws -> MessageError? {
        let header = try JSON.encode(message)
        do {
            _ = try M(payload: Payload(header: header, body: body ?? message.body))
            return nil
        } catch {
            return error
        }
    }

    static let length = Article.sampleText.unicodeScalars.count
    static let outside = Span(length, length + 1)

    @Test("A paragraph may end where the text ends, counted in scalars, and not after")
    func paragraphs() throws {
        var article = Article.sample
        article.paragraphs[1].span.end = Self.length
        #expect(try Self.fault(article) == nil)
        article.paragraphs[1].span.end = Self.length + 1
        #expect(Article.sampleText.utf8.count > Self.length)
        #expect(
            try Self.fault(article)
                == MessageError(
                    .invalidValue, at: "header.paragraphs[1].span",
                    "[31, \(Self.length + 1)] ends outside the text of \(Self.length) scalars"))
    }

    static let damages: [(String, @Sendable (inout Candidates) -> Void)] = [
        ("sentences[0].span", { $0.sentences[0].span = outside }),
        ("mentions[1].span", { $0.mentions[1].span = outside }),
        ("places[0].span", { $0.places[0].span = outside }),
        ("dates[0].span", { $0.dates[0].span = outside }),
        ("relations[0].trigger", { $0.relations[0].trigger = outside }),
        ("relations[0].topic", { $0.relations[0].topic = outside }),
        ("mentions[0].sentence", { $0.mentions[0].sentence = 2 }),
        ("mentions[0].sentence", { $0.mentions[0].sentence = -1 }),
        ("mentions[1].antecedent", { $0.mentions[1].antecedent = 1 }),
        ("mentions[0].antecedent", { $0.mentions[0].antecedent = -1 }),
        ("places[0].sentence", { $0.places[0].sentence = 2 }),
        ("dates[0].sentence", { $0.dates[0].sentence = 2 }),
        ("relations[0].sentence", { $0.relations[0].sentence = 2 }),
        ("relations[0].sources[1]", { $0.relations[0].sources = [0, 2] }),
        ("relations[0].targets[0]", { $0.relations[0].targets = [-1] }),
        ("relations[0].mediators[0]", { $0.relations[0].mediators = [.max] }),
        ("relations[0].place", { $0.relations[0].place = 1 }),
        ("relations[0].date", { $0.relations[0].date = .min }),
    ]

    @Test("Spans and indices of candidates lie inside", arguments: damages)
    func candidates(path: String, damage: @Sendable (inout Candidates) -> Void) throws {
        var candidates = Candidates.sample
        damage(&candidates)
        let error = try #require(try Self.fault(candidates))
        #expect(error.code == .invalidValue)
        #expect(error.path == "header.\(path)")
        #expect(
            error.reason.contains("ends outside the text of \(Self.length) scalars")
                || error.reason.contains("there is no entry"))
    }

    @Test(
        "Numbers lie in their ranges",
        arguments: [
            ("confidence", "-0.01", "-0.01 is not between 0.0 and 1.0"),
            ("confidence", "1.5", "1.5 is not between 0.0 and 1.0"),
            ("revision", "0", "0 is less than 1"), ("sequence", "0", "0 is less than 1"),
            ("quad", "0", "0 is not between 1 and 4"), ("quad", "5", "5 is not between 1 and 4"),
            ("goldstein", "10.5", "10.5 is not between -10.0 and 10.0"),
            ("ploverScore", "-11", "-11.0 is not between -10.0 and 10.0"),
            ("modes", "[\"assist\"]", "fewer than two; a single mode stands in mode alone"),
            ("mentions", "[]", "empty"),
        ])
    func event(key: String, value: String, reason: String) throws {
        let broken = try Kind.event.document.replacing(
            JSONPath([.key(key)]), with: .raw(value))
        #expect(
            Kind.event.fault(broken)
                == MessageError(.invalidValue, at: "header.\(key)", reason))
    }

    @Test(
        "Numbers deeper down lie in their ranges",
        arguments: [
            ("place", "latitude", "90.1"), ("place", "longitude", "-181"),
            ("place", "geonameId", "0"), ("casualties", "killed", "-1"),
            ("casualties", "injured", "-1"), ("casualties", "arrested", "-1"),
            ("evidence", "sentenceIndex", "-1"), ("evidence", "offset", "-1"),
            ("evidence", "triggerSpan", "[2,1]"), ("evidence", "triggerSpan", "[-1,1]"),
            ("evidence", "triggerSpan", "[1,2,3]"), ("date", "end", "\"2031-03-01\""),
            ("date", "start", "\"2031-02-29\""), ("article", "published", "\"yesterday\""),
        ])
    func eventParts(part: String, key: String, value: String) throws {
        let broken = try Kind.event.document.replacing(
            JSONPath([.key(part), .key(key)]), with: .raw(value))
        let error = try #require(Kind.event.fault(broken))
        #expect(error.code == .invalidValue)
        #expect(error.path == "header.\(part).\(key)")
    }

    @Test("An event of another version inside a message is named at its place")
    func nestedVersion() throws {
        let path = JSONPath([.key("events"), .index(0), .key("schema")])
        let other = try Kind.codedArticle.document.replacing(path, with: .string("x"))
        #expect(
            Kind.codedArticle.fault(other)
                == MessageError(
                    .wrongSchema, at: "header.events[0].schema",
                    "\"x\" where \"chancery.event/1\" is expected"))
    }

    @Test(
        "Numbers that Swift cannot hold are invalid", arguments: ["9223372036854775808", "1e400"])
    func hugeNumbers(number: String) throws {
        for key in ["sequence", "confidence", "revision"] {
            let broken = try Kind.event.document.replacing(
                JSONPath([.key(key)]), with: .raw(number))
            #expect(Kind.event.fault(broken) != nil, "\(key)")
        }
    }

    @Test("An article's body is UTF-8 within the limit")
    func articleBody() throws {
        let article = Article.smallest
        #expect(
            try Self.fault(article, body: [0x61, 0xFF])
                == MessageError(.invalidValue, at: "body", "the text is not UTF-8"))
        var body = [UInt8](repeating: 0x61, count: Limits.articleText)
        #expect(try Self.fault(article, body: body) == nil)
        body.append(0x61)
        #expect(
            try Self.fault(article, body: body)
                == MessageError(.tooLarge, at: "body", "the text has 200001 bytes"))
    }

    @Test("A document has at most 8 MiB, both ways")
    func documentBody() throws {
        var document = RawDocument.smallest
        document.body = [UInt8](repeating: 0, count: Limits.document)
        #expect(try RawDocument(payload: document.payload()) == document)
        document.body.append(0)
        #expect(
            try Self.fault(document)
                == MessageError(
                    .tooLarge, at: "body",
                    "the document has 8388609 bytes, at most 8388608 are taken"))
        #expect(
            throws: MessageError(
                .tooLarge, at: "body", "8388609 bytes where at most 8388608 are taken")
        ) { try document.payload() }
    }

    @Test("A text above the limit is refused before it is sent")
    func longText() {
        var article = Article.smallest
        article.text = String(repeating: "é", count: Limits.articleText / 2 + 1)
        #expect(
            throws: MessageError(
                .tooLarge, at: "body", "200002 bytes where at most 200000 are taken")
        ) { try article.payload() }
    }

    @Test("Messages that are all header take no body")
    func noBody() throws {
        let error = MessageError(.invalidValue, at: "body", "not empty")
        #expect(try Self.fault(Receipt.sample, body: [1]) == error)
        #expect(try Self.fault(CodedArticle.sample, body: [1]) == error)
    }

    @Test("An outcome fits the events")
    func outcome() throws {
        var coded = CodedArticle.sample
        coded.outcome = .noEvent
        #expect(
            try Self.fault(coded)
                == MessageError(
                    .invalidValue, at: "header.outcome", "no-event does not fit 1 events"))
        coded = CodedArticle(info: .sample, outcome: .events)
        #expect(
            try Self.fault(coded)
                == MessageError(.invalidValue, at: "header.outcome", "events does not fit 0 events")
        )
    }

    @Test("A receipt counts from 0")
    func receipt() throws {
        #expect(
            try Self.fault(Receipt(outcome: .duplicate, committed: -1))
                == MessageError(.invalidValue, at: "header.committed", "-1 is less than 0"))
    }

    @Test(
        "A value that JSON cannot hold is an error, not a crash",
        arguments: [Double.nan, .infinity])
    func notFinite(value: Double) {
        var event = Event.sample
        event.confidence = value
        #expect(throws: MessageError.self) { try JSON.encode(event) }
    }

    @Test("Faults of strangers are printed on one line and briefly")
    func printable() throws {
        let key = "a\n\u{1B}[31m" + String(repeating: "x", count: 1000)
        let error = try #require(
            Kind.receipt.fault(
                try Kind.receipt.document.replacing(JSONPath([.key(key)]), with: .null)))
        #expect(error.path.hasPrefix("header.a??[31mxxx"))
        #expect(error.path.utf8.count <= 300)
    }

    @Test("An article made of paragraphs covers its text with them")
    func joined() {
        let article = Article(
            info: .smallest, paragraphs: [(.heading, "Été 🇳🇴"), (.body, ""), (.item, "e\u{301}x")])
        #expect(article.text == "Été 🇳🇴\n\ne\u{301}x")
        #expect(article.paragraphs.map(\.span) == [Span(0, 6), Span(7, 7), Span(8, 11)])
        let text = ScalarText(article.text)
        #expect(article.paragraphs.map { text[$0.span] } == ["Été 🇳🇴", "", "e\u{301}x"])
    }

    @Test("An article's publication date is shown only if somebody stated it")
    func published() {
        #expect(EventArticle(.sample).published == ArticleInfo.sample.published)
        #expect(EventArticle(.smallest).published == nil)
    }
}
