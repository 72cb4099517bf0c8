import Extract
import Knowledge
import Messages
import Testing

/// Whom names mean in an article of 15 June 2020.
@Suite("Mentions of persons") struct PersonMentionTests {
    private func mentions(_ text: String) throws -> [ActorMention] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
    }

    private func entities(_ text: String) throws -> [String] {
        try mentions(text).compactMap(\.entity)
    }

    @Test(
        "a person stands for the office held on the day of the article",
        arguments: [
            ("Boris Johnson replied.", "GBR/GOV"), ("Barack Obama replied.", "USA/ELI"),
            ("Joe Biden replied.", "USA/PTY"), ("Antonio Guterres replied.", "UN/IGO"),
            ("Jens Stoltenberg replied.", "NATO/IGO"), ("King Salman replied.", "SAU/GOV"),
            ("Khalifa Haftar replied.", "LBY/REB"), ("Pope Francis replied.", "VAT/REL"),
        ])
    func offices(text: String, entity: String) throws {
        #expect(try entities(text) == [entity])
    }

    @Test(
        "a surname alone means who is in office",
        arguments: [
            ("On Sunday Merkel urged Norway to help.", "DEU/GOV"),
            ("On Sunday Assad urged Norway to help.", "SYR/GOV"),
            ("Foreign Minister Lavrov urged Norway to help.", "RUS/GOV"),
            ("Russia urged Norway to help. Lavrov urged Sweden to help.", "RUS/GOV"),
        ])
    func surnames(text: String, entity: String) throws {
        #expect(try entities(text).contains(entity))
    }

    @Test(
        "a surname alone is the stranger's who was named in full before",
        arguments: [
            ("On Sunday Tom Merkel left Norway. On Monday Merkel urged Sweden to help.", "DEU/GOV"),
            ("Tariq al-Assad left Norway. On Monday Assad urged Sweden to help.", "SYR/GOV"),
        ])
    func strangers(text: String, entity: String) throws {
        #expect(try !entities(text).contains(entity))
    }

    @Test("a name of the tables goes before an office of some country")
    func apposition() throws {
        let text =
            "Iran urged Iraq to help. The secretary of state, Mike Pompeo, urged Norway to help."
        let person = try mentions(text).filter { $0.name == "Mike Pompeo" }
        #expect(!person.isEmpty)
        #expect(person.allSatisfy { $0.entity == "USA/GOV" })
    }

    @Test("a minister of long ago is nobody, unless the country was named")
    func forgotten() throws {
        #expect(try entities("On Sunday Tom King replied.") == [])
        #expect(try entities("Britain replied. On Sunday Tom King replied.").contains("GBR/ELI"))
    }

    @Test("a name behind a country's adjective and a noun is somebody of the country")
    func described() throws {
        let text = "The Kenyan sculptor Wanjiru Otieno left Oslo. Otieno condemned Norway."
        let found = try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
        #expect(found.compactMap(\.entity).filter { $0 == "KEN/CVL" }.count == 2)
        let other = "The Kenyan capital Nairobi slept. The Kenyan report named Oslo."
        let none = try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(other)).mentions
        #expect(!none.contains { $0.entity == "KEN/CVL" })
    }
}
