import Classify
import Extract
import FoundationEssentials
import Knowledge
import Messages
import TestSupport
import Testing

/// From sentences to events: both stages together, as the pipeline runs them.
@Suite("Coding") struct CodingTests {
    private func coded(_ text: String) throws -> CodedArticle {
        let data = try LanguageFixture.data.get()
        let candidates = try Extractor(data: data).candidates(
            from: LanguageFixture.article(text))
        return try Classifier(data: data, version: "test").coded(candidates)
    }

    /// `TYPE status SOURCE>TARGET` of each event.
    private func lines(_ text: String) throws -> [String] {
        try coded(text).events.map { event in
            let sources = event.sources.map { $0.entity ?? "?" }.joined(separator: ",")
            let targets = event.targets.map { $0.entity ?? "?" }.joined(separator: ",")
            return "\(event.type.rawValue) \(event.status.rawValue) \(sources)>\(targets)"
        }
    }

    @Test(
        "a sentence tells one event",
        arguments: [
            ("Norway condemned Israel.", "ACCUSE occurred NOR/GOV>ISR/GOV"),
            ("Israel was condemned by Norway.", "ACCUSE occurred NOR/GOV>ISR/GOV"),
            ("Chile imposed new sanctions on Peru.", "SANCTION occurred CHL/GOV>PER/GOV"),
            ("Sanctions were imposed on Peru by Chile.", "SANCTION occurred CHL/GOV>PER/GOV"),
            ("Kenya and Uganda held talks in Geneva.", "CONSULT occurred KEN/GOV,UGA/GOV>"),
            ("Kenya held talks with Uganda.", "CONSULT occurred KEN/GOV,UGA/GOV>"),
            ("Kenya cancelled talks with Uganda.", "CONSULT cancelled KEN/GOV,UGA/GOV>"),
            ("Kenya will hold talks with Uganda.", "CONSULT planned KEN/GOV,UGA/GOV>"),
            (
                "It was agreed that Kenya and Uganda should hold talks.",
                "CONSULT planned KEN/GOV,UGA/GOV>"
            ),
            ("The Greek president visited Cyprus.", "CONSULT occurred GRC/GOV>CYP/GOV"),
            ("The Greek president is due to visit Cyprus.", "CONSULT planned GRC/GOV>CYP/GOV"),
            ("India did not attack Nepal.", "ASSAULT negated IND/GOV>NPL/GOV"),
            ("India denied attacking Nepal.", "ASSAULT negated IND/GOV>NPL/GOV"),
            ("Sudan rejected the request from Chad.", "REJECT occurred SDN/GOV>TCD/GOV"),
            ("Japan urged China to release the men.", "REQUEST occurred JPN/GOV>CHN/GOV"),
            ("Mali expelled the ambassador of France.", "SANCTION occurred MLI/GOV>FRA/GOV"),
            ("Spain provided humanitarian aid to Haiti.", "AID occurred ESP/GOV>HTI/GOV"),
            ("Iran threatened Bahrain with war.", "THREATEN occurred IRN/GOV>BHR/GOV"),
            ("Qatar apologised to Oman.", "CONCEDE occurred QAT/GOV>OMN/GOV"),
        ])
    func sentence(text: String, line: String) throws {
        let found = try lines(text)
        #expect(found.contains(line), "\(found)")
    }

    @Test(
        "an idiom tells one event",
        arguments: [
            ("Japan turned a deaf ear to Peru.", "REJECT occurred JPN/GOV>PER/GOV"),
            ("Kenya walked away from talks with Chad.", "REJECT occurred KEN/GOV>TCD/GOV"),
            ("Norway called Israel a disgrace.", "ACCUSE occurred NOR/GOV>ISR/GOV"),
            ("Chile poured scorn on Peru.", "ACCUSE occurred CHL/GOV>PER/GOV"),
            (
                "Kenya recalled its ambassador to Chad for consultations.",
                "SANCTION occurred KEN/GOV>TCD/GOV"
            ),
        ])
    func idiom(text: String, line: String) throws {
        let found = try lines(text)
        #expect(found.contains(line), "\(found)")
    }

    @Test(
        "a denied act is that act, negated, and nothing besides",
        arguments: [
            ("India denied attacking Nepal.", ["ASSAULT negated IND/GOV>NPL/GOV"]),
            ("India denied that it had attacked Nepal.", ["ASSAULT negated IND/GOV>NPL/GOV"]),
            ("India denies it attacked Nepal.", ["ASSAULT negated IND/GOV>NPL/GOV"]),
            ("India denied the accusation.", ["REJECT occurred IND/GOV>"]),
        ])
    func denials(text: String, expected: [String]) throws {
        #expect(try lines(text) == expected)
    }

    @Test(
        "what is no event makes none",
        arguments: [
            "The weather in Norway was fine.", "Norway beat Sweden in the World Cup.",
            "France invaded Algeria in 1830.", "Norway.", "",
            "The minister said that it was late.", "Three people were killed.",
        ])
    func nothing(text: String) throws {
        let article = try coded(text)
        #expect(article.events.isEmpty)
        #expect(article.outcome == .noEvent)
    }

    @Test("what somebody is urged to do is no event of its own")
    func content() throws {
        #expect(
            try lines("Japan urged China to attack Nepal.") == [
                "REQUEST occurred JPN/GOV>CHN/GOV"
            ])
    }

    @Test(
        "what is demanded, refused or only possible is no act that happened",
        arguments: [
            ("France demanded that Mali release the men.", ["REQUEST occurred FRA/GOV>MLI/GOV"]),
            ("Chile said that Peru must release the men.", ["REQUEST occurred CHL/GOV>PER/GOV"]),
            ("Chile said Peru should release the men.", ["REQUEST occurred CHL/GOV>PER/GOV"]),
            ("Eritrea refused to attack Ethiopia.", ["REJECT occurred ERI/GOV>"]),
            ("A possible invasion of Chad worries Niger.", []),
            ("Niger declined to comment.", []),
        ])
    func unreal(text: String, expected: [String]) throws {
        let found = try lines(text)
        #expect(found.filter { !$0.contains("hypothetical") } == expected, "\(found)")
    }

    @Test(
        "whoever mediates is no party",
        arguments: [
            "Kenya and Uganda held talks in Rome mediated by Oman.",
            "Kenya and Uganda held Omani-brokered talks.",
            "Under Omani mediation, Kenya and Uganda held talks.",
        ])
    func mediators(text: String) throws {
        let event = try #require(try coded(text).events.first { $0.type == .consult })
        #expect(event.mediators.map(\.country) == ["OMN"])
        #expect((event.sources + event.targets).map(\.country) == ["KEN", "UGA"])
    }

    @Test("whoever mediates as the act told is its source, and the talks are no second event")
    func mediation() throws {
        #expect(
            try lines("Oman mediated talks between Kenya and Uganda.") == [
                "CONSULT occurred OMN/GOV>KEN/GOV,UGA/GOV"
            ])
    }

    @Test("of two entries that fit, the one whose words stand closer counts")
    func closest() throws {
        #expect(
            try lines("Norway suspended aid to Chad because of fighting.") == [
                "SANCTION occurred NOR/GOV>TCD/GOV"
            ])
    }

    @Test("a statement names who makes it")
    func attribution() throws {
        let events = try coded("The Kenyan army said that Ugandan troops attacked Tanzania.").events
        let event = try #require(events.first { $0.type == .assault })
        #expect(event.attribution?.speaker == "Kenyan army")
        #expect(event.sources.map(\.entity) == ["UGA/MIL"])
    }

    @Test("the same talks told twice are one event of two mentions")
    func merging() throws {
        let text = "Kenya and Uganda held talks.\n\nKenya and Uganda held talks in Geneva."
        let events = try coded(text).events
        #expect(events.map(\.mentions.count) == [2])
        let two = "Japan urged China to free a writer.\n\nJapan urged China to cut its tariffs."
        #expect(try coded(two).events.count == 2)
    }

    @Test("an event shows its evidence and is the same every time")
    func evidence() throws {
        let text = "Ünlü söz.\n\nNorway condemned Israel on Sunday."
        let event = try #require(try coded(text).events.first)
        #expect(event.evidence.sentence == "Norway condemned Israel on Sunday.")
        #expect(event.evidence.offset == 10)
        #expect(event.evidence.trigger == "condemned")
        #expect(event.date.start.description == "2020-06-14")
        #expect(event.mode == "disapprove")
        #expect(event.cameo == "111")
        #expect(event.quad == 3)
        #expect(event.ploverScore == -2)
        #expect((0.5...0.97).contains(event.confidence))
        #expect(try coded(text).events.first == event)
    }

    private struct Gold: Decodable {
        var required: Bool
        var sentence: Int
        var type: String
        var statuses: [String]
        var sources: [String]
        var targets: [String]
    }

    @Test(
        "most events that two careful coders found in an article are found",
        .enabled(if: DevelopmentData.isPresent, "the development data is not here"))
    func careful() throws {
        let folder = DevelopmentData.path("articles/")
        func read(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: folder + name)), as: UTF8.self)
        }
        let gold = try read("seed-events.jsonl").split(separator: "\n").map {
            try JSONDecoder().decode(Gold.self, from: Data($0.utf8))
        }
        let events = try coded(read("000_8e342f3c342c69ee.txt")).events
        func countries(_ keys: [String]) -> Set<String> {
            Set(keys.map { String($0.prefix { $0 != "/" }) })
        }
        func countries(_ actors: [ActorReference]) -> Set<String> {
            Set(actors.compactMap(\.country))
        }
        let found = gold.filter { gold in
            gold.required
                && events.contains { event in
                    event.type.rawValue == gold.type
                        && countries(event.sources) == countries(gold.sources)
                        && countries(event.targets) == countries(gold.targets)
                        && event.mentions.contains {
                            $0.sentenceIndex + 1 == gold.sentence
                                && gold.statuses.contains($0.status.rawValue)
                        }
                }
        }
        let missed = gold.filter(\.required).count - found.count
        #expect(found.count >= 15, "\(missed) missed")
    }
}
