import Classify
import Extract
import FoundationEssentials
import Glibc
import Knowledge
import Language
import Messages
import Model
import TestSupport
import Testing

/// The trained model, if one that finds events is here: the folder that `CHANCERY_MODEL` names, else
/// Data/model.
enum TrainedModel {
    static let shared: SentenceModel? = {
        let folder =
            getenv("CHANCERY_MODEL").map { String(cString: $0) } ?? Repository.path("Data/model")
        guard let model = try? LanguageModel(folder: folder),
            let words = try? TreebankWords(path: Repository.path("Data/language/treebank.tsv"))
        else { return nil }
        return SentenceModel(model, words)
    }()
}

/// From sentences to events with the language model, as the pipeline runs it.
@Suite(
    "Coding with the model",
    .enabled(if: TrainedModel.shared != nil, "there is no model that finds events"))
struct ModelCodingTests {
    private func coded(_ text: String) throws -> CodedArticle {
        let data = try LanguageFixture.data.get()
        let candidates = try Extractor(data: data, model: TrainedModel.shared).candidates(
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
        "a sentence tells its event, whatever its words",
        arguments: [
            ("Norway condemned Israel on Monday.", "ACCUSE occurred NOR/GOV>ISR/GOV"),
            (
                "Israel was condemned by Norway's foreign minister on Monday.",
                "ACCUSE occurred NOR/GOV>ISR/GOV"
            ),
            (
                "Kenya and Uganda held talks in Geneva on Monday.",
                "CONSULT occurred KEN/GOV,UGA/GOV>"
            ),
            (
                "The Greek president is due to visit Cyprus next week.",
                "CONSULT planned GRC/GOV>CYP/GOV"
            ),
            ("India denied attacking Nepal.", "ASSAULT negated IND/GOV>NPL/GOV"),
            ("Japan urged China to release the men.", "REQUEST occurred JPN/GOV>CHN/GOV"),
            ("Mali expelled the ambassador of France.", "SANCTION occurred MLI/GOV>FRA/GOV"),
            ("Iran threatened Bahrain with war.", "THREATEN occurred IRN/GOV>BHR/GOV"),
            ("Qatar apologised to Oman.", "CONCEDE occurred QAT/GOV>OMN/GOV"),
            (
                "Russian and Ukrainian soldiers clashed near Bakhmut.",
                "ASSAULT occurred RUS/MIL,UKR/MIL>"
            ),
            ("Kenyan troops are fighting Uganda's army.", "ASSAULT ongoing KEN/MIL>UGA/MIL"),
            (
                "“Chad will pay dearly for this,” the Kenyan president said on Monday.",
                "THREATEN occurred KEN/GOV>TCD/GOV"
            ),
            (
                "“Chad is to blame,” the Kenyan president said on Monday.",
                "ACCUSE occurred KEN/GOV>TCD/GOV"
            ),
            (
                "The Kenyan foreign minister said on Monday that Chad was fanning the flames.",
                "ACCUSE occurred KEN/GOV>TCD/GOV"
            ),
            (
                "Four Kenyan citizens were detained in Norway on Monday.",
                "COERCE occurred NOR/GOV>KEN/CVL"
            ),
            (
                "The Norwegian ambassador was summoned to the Kenyan foreign ministry on Monday.",
                "ACCUSE occurred KEN/GOV>NOR/GOV"
            ),
            (
                "Kenya's president met his Ugandan counterpart on Monday; they agreed to reopen the border.",
                "AGREE occurred KEN/GOV,UGA/GOV>"
            ),
            (
                "The Norwegian foreign minister demanded the release of the Norwegian prisoners held in Kenya.",
                "REQUEST occurred NOR/GOV>KEN/GOV"
            ),
            (
                "Kenya's ambassador submitted a complaint to the Security Council against Norway on Monday.",
                "ACCUSE occurred KEN/GOV>NOR/GOV"
            ),
            (
                "Kenyan troops fired rockets towards Uganda on Monday.",
                "ASSAULT occurred KEN/MIL>UGA/GOV"
            ),
            (
                "Norway accused Kenya of breaking a deal signed in March 2016.",
                "ACCUSE occurred NOR/GOV>KEN/GOV"
            ),
            ("Mali's separatists captured two Swedish nurses.", "ASSAULT occurred MLI/REB>SWE/MED"),
            (
                "Colombian rebels were supported by Venezuelan troops.",
                "AID occurred VEN/MIL>COL/REB"
            ),
            (
                "Sudanese forces continued to pound the town, backed by Kenyan jets.",
                "AID occurred KEN/MIL>SDN/MIL"
            ),
            (
                "Peru objected to the participation of Chile in the summit.",
                "REJECT occurred PER/GOV>CHL/GOV"
            ),
            ("Indian soldiers returned fire at Pakistan.", "ASSAULT occurred IND/MIL>PAK/GOV"),
            ("Japan cancelled the debts of Zambia.", "AID occurred JPN/GOV>ZMB/GOV"),
            (
                "Greece vowed to stand by Cyprus whatever happened.",
                "SUPPORT occurred GRC/GOV>CYP/GOV"
            ),
            (
                "Ghana told Togo that it must free the fishermen.",
                "REQUEST occurred GHA/GOV>TGO/GOV"
            ),
            (
                "Nigerian rebels fired rockets at Cameroon on Monday.",
                "ASSAULT occurred NGA/REB>CMR/GOV"
            ),
            (
                "Norway has convened an emergency meeting of the African Union for Friday.",
                "CONSULT planned NOR/GOV,AU/IGO>"
            ),
            ("Algeria closed its border with Morocco.", "COERCE occurred DZA/GOV>MAR/GOV"),
            ("Bolivia quit the trade pact with Chile.", "SANCTION occurred BOL/GOV>CHL/GOV"),
            (
                "Ethiopia is ready to launch an offensive against Eritrea.",
                "THREATEN occurred ETH/GOV>ERI/GOV"
            ),
            (
                "The Peruvian president leaves office in the middle of next month.",
                "RETREAT planned PER/GOV>"
            ),
            (
                "Malian separatists carried off Niger's minister.",
                "ASSAULT occurred MLI/REB>NER/GOV"
            ),
        ])
    func sentence(text: String, line: String) throws {
        let found = try lines(text)
        #expect(found.contains(line), "\(found)")
    }

    @Test("whom somebody backs all the time is no news")
    func standing() throws {
        #expect(
            try lines("Norway, which backs Ugandan rebels, criticised Kenya on Monday.")
                == ["ACCUSE occurred NOR/GOV>KEN/GOV"])
        let helped = try lines("Ugandan rebels were backed by Kenyan soldiers on Monday.")
        #expect(helped == ["AID occurred KEN/MIL>UGA/REB"])
    }

    @Test("a demand that is refused is that of whoever asked just before")
    func refusedDemand() throws {
        let refused = " The Kenyan foreign minister rejected the demand."
        let asked = try lines("Norway called on Kenya on Monday to free the men." + refused)
        #expect(asked.contains("REJECT occurred KEN/GOV>NOR/GOV"), "\(asked)")
        let both = try lines(
            "Norway and Sweden called on Kenya on Monday to free the men." + refused)
        #expect(both.contains("REJECT occurred KEN/GOV>NOR/GOV,SWE/GOV"), "\(both)")
        let others = try lines("Norway called on Chad on Monday to free the men." + refused)
        #expect(!others.contains { $0.hasSuffix(">NOR/GOV") }, "\(others)")
    }

    @Test(
        "what is no event makes none",
        arguments: [
            "The weather in Norway was fine.", "Norway beat Sweden 3-1 in the World Cup.",
            "France invaded Algeria in 1830.", "Norway.", "",
            "The minister said that it was late.",
            "Finland's government has taken the lead in Europe.",
            "Portugal stopped short of accusing Angola.",
            "Kenya and Uganda are sitting on a volcano.",
        ])
    func nothing(text: String) throws {
        #expect(try lines(text) == [])
    }

    @Test("every event shows its words where they stand, and is the same every time")
    func evidence() throws {
        let text = "Ünlü söz.\n\nNorway condemned Israel on Sunday; Kenya’s army shelled Lamu."
        let article = LanguageFixture.article(text)
        let events = try coded(text).events
        #expect(!events.isEmpty)
        let scalars = Array(article.text.unicodeScalars)
        for event in events {
            let span = event.evidence.triggerSpan
            let words = String(String.UnicodeScalarView(scalars[span.start..<span.end]))
            #expect(words == event.evidence.trigger)
            #expect((0.01...0.99).contains(event.confidence))
            #expect(event.coder.model.hasPrefix("minilm"))
        }
        #expect(try coded(text).events == events)
    }

    @Test("candidates travel and come back the same")
    func travel() throws {
        let data = try LanguageFixture.data.get()
        let article = LanguageFixture.article(
            "Norway’s army shelled Kenya, Uganda said. It denied that.")
        let candidates = try Extractor(data: data, model: TrainedModel.shared)
            .candidates(from: article)
        #expect(candidates.relations.contains { $0.act != nil })
        #expect(try Candidates(payload: candidates.payload()) == candidates)
    }

    @Test("what one phrase does to another is told of any two")
    func pairs() throws {
        let model = try #require(TrainedModel.shared)
        let extractor = PairExtractor(data: try LanguageFixture.data.get(), model: model)
        let sentence = "Norway condemned Israel and urged Kenya to follow."
        let found = extractor.candidates([
            PairQuery(sentence: sentence, source: Span(0, 6), target: Span(17, 23)),
            PairQuery(sentence: sentence, source: Span(0, 6), target: Span(34, 39)),
            PairQuery(sentence: sentence, source: nil, target: Span(34, 39)),
            PairQuery(sentence: sentence, source: nil, target: nil),
        ])
        #expect(
            found.map { $0.relations.first?.act?.types.first?.label } == [
                "ACCUSE", "REQUEST", "REQUEST", nil,
            ])
        #expect(found[0].relations.first?.trigger == Span(7, 16))
    }
}
