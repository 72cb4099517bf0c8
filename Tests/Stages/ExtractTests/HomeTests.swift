import Extract
import Messages
import Testing

/// Whose ministers, courts and parties are that an article names without a state.
@Suite("Whose affairs an article tells") struct HomeTests {
    private func mentions(_ text: String) throws -> [ActorMention] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
    }

    private func entity(_ words: String, _ text: String) throws -> String? {
        let article = Array(LanguageFixture.article(text).text.unicodeScalars)
        return try mentions(text).last { mention in
            String(
                String.UnicodeScalarView(article[mention.span.start..<mention.span.end])
            )
            .hasPrefix(words)
        }?.entity
    }

    private static let lead = """
        OSLO, Norway - Norwegian farmers left Bergen on Monday. Norway had asked them to.

        Later Chad thanked Kenya.


        """

    @Test(
        "an office and a body without a state are of the one whose affairs are told",
        arguments: [
            ("Culture Minister Wanda Abel replied.", "Culture Minister", "NOR/GOV"),
            ("Senator Wanda Abel replied.", "Senator", "NOR/LEG"),
            ("Rural Safety Minister Wanda Abel replied.", "Rural Safety Minister", "NOR/GOV"),
            ("On Sunday Green Front MPs replied.", "Green Front MPs", "NOR/LEG"),
            ("The court freed nobody.", "court", "NOR/JUD"),
            ("The opposition walked out.", "opposition", "NOR/OPP"),
        ])
    func bodies(sentence: String, words: String, expected: String) throws {
        #expect(try entity(words, Self.lead + sentence) == expected)
    }

    @Test("no state is guessed where the article is as much about another")
    func divided() throws {
        let text = """
            Norway met Sweden. Sweden thanked Norway. Norwegian and Swedish guests left.

            Swedish snow fell, and Norwegian rain.

            Rural Safety Minister Wanda Abel replied.
            """
        #expect(try entity("Rural Safety Minister", text) == nil)
    }

    @Test("a report from abroad is not of the country where it was written")
    func abroad() throws {
        let text = """
            VIENNA - Kenya asked Uganda. Kenyan farmers left Mombasa, and Kenya wept. Kenya slept.

            Senator Wanda Abel replied.
            """
        #expect(try entity("Senator", text) == "KEN/LEG")
    }

    @Test("where a paragraph says that it is goes before the article's home")
    func scene() throws {
        let text = Self.lead + "In Kampala, lawmakers replied. The court freed nobody."
        #expect(try entity("lawmakers", text) == "UGA/LEG")
        #expect(try entity("court", text) == "UGA/JUD")
        let next = text + "\n\nThe parliament replied."
        #expect(try entity("parliament", next) == "NOR/LEG")
    }

    @Test("a state that the paragraph told before is not passed over for the home")
    func paragraph() throws {
        let text = Self.lead + "On Monday Kenya slept. The court freed nobody."
        #expect(try entity("court", text) != "NOR/JUD")
    }

    @Test("a heading's surname and abbreviation are whom the text names in full")
    func headings() throws {
        let text = """
            Abelson shelves trip as NRTC frets

            Norway's minister Wanda Abelson left. The Norwegian Parliament (NRTC) did not.
            """
        #expect(try entity("Abelson shelves", text) == nil)
        let first = try mentions(text).filter { $0.sentence == 0 }.compactMap(\.entity)
        #expect(first == ["NOR/GOV", "NOR/LEG"])
    }

    @Test("a name's surname stands before what tells who bears it")
    func births() throws {
        let text = "Norway's minister Wanda Abelson Jr. left. On Monday Abelson urged Chad to help."
        let found = try mentions(text).filter { $0.sentence == 1 }.compactMap(\.entity)
        #expect(found.contains("NOR/GOV"))
    }

    @Test("a long dateline with a date and an agency is no sentence")
    func dateline() throws {
        let text = """
            GOMA (DR Congo), Nov 9, 2020 (AFP) - Kenya met Uganda. Kenya slept.
            """
        #expect(try !mentions(text).contains { $0.entity == "COD/GOV" })
    }
}
