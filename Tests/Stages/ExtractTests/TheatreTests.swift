import Extract
import Messages
import Testing

/// Whose "the rebels" are.
@Suite("Where an article takes place") struct TheatreTests {
    private func mentions(_ text: String) throws -> [String] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions.compactMap(\.entity)
    }

    private static let war = """
        Shells fell in Libya on Monday, and in Libya's south, in Misrata and Sabha.

        Fighting in Libya goes on. Norway spoke with France.

        """

    @Test(
        "rebels and civilians are of the country in which the article takes place",
        arguments: [
            ("Sweden promised to remove the rebels.", "LBY/REB"),
            ("Sweden spoke of the opposition.", "LBY/OPP"),
            ("Sweden wept over the civilians.", "LBY/CVL"),
            ("Sweden called the regime cruel.", "LBY/GOV"),
        ])
    func local(sentence: String, entity: String) throws {
        let found = try mentions(Self.war + sentence)
        #expect(found.contains(entity), "\(found)")
    }

    @Test("a people of whose forces the article told is its forces, others of it are people")
    func armedPeople() throws {
        let war = """
            Shells fell in Syria on Monday, and in Syria's north, in Raqqa and Homs.

            """
        func last(_ sentence: String) throws -> String? {
            try mentions(war + sentence).last { $0.hasPrefix("SYR/") }
        }
        #expect(try last("Norway asked the Kurds to leave.") == "SYR/CVL")
        #expect(
            try last("Kurdish fighters dug in.\n\nNorway asked the Kurds to leave.") == "SYR/REB")
        #expect(try last("Kurdish fighters dug in.\n\nNorway fed starving Kurds.") == "SYR/CVL")
    }

    @Test("bodies of a kind may be of anywhere")
    func bodies() throws {
        let text = "Norway spoke with France.\n\nKenya was blamed by aid groups."
        #expect(try !mentions(text).contains { $0.hasSuffix("/SOC") })
        let known = text.replacing("aid groups", with: "Norwegian aid groups")
        #expect(try mentions(known).contains("NOR/SOC"))
    }

    @Test("a government is not moved there, nor who is named with a country")
    func others() throws {
        #expect(try mentions(Self.war + "Sweden left, its minister said.").contains("SWE/GOV"))
        let kenyan = try mentions(Self.war + "Sweden met Kenyan rebels.")
        #expect(kenyan.contains("KEN/REB") && !kenyan.contains("LBY/REB"))
    }

    @Test("where several countries were told and none is the place, they are of nobody known")
    func open() throws {
        let text = "Norway spoke with France.\n\nNobody heard of the rebels."
        #expect(try !mentions(text).contains { $0.hasSuffix("/REB") })
        let told = "Norway spoke with France.\n\nNobody told the reporters."
        #expect(try !mentions(told).contains { $0.hasSuffix("/JRN") })
        let one = "Norway slept.\n\nNobody heard of the rebels."
        #expect(try mentions(one).contains("NOR/REB"))
    }

    @Test(
        "who is named by another region is not of whom the text tells",
        arguments: [
            "Norway left. Later it saw European forces.",
            "Norway left. Later it heard the leader of the Kurds.",
        ])
    func foreign(text: String) throws {
        #expect(try mentions(text).allSatisfy { $0 == "NOR/GOV" })
    }

    @Test("a council that was named in full is meant by part of its name")
    func council() throws {
        let text = """
            The UN Security Council met. Norway left.

            A paper passed by the security council names no day.
            """
        let found = try mentions(text)
        #expect(found.filter { $0 == "UNSC/IGO" }.count == 2, "\(found)")
    }

    @Test(
        "words may stand between \"former\" and the office, and firms are no persons",
        arguments: [
            ("A former senior British official left.", ["GBR/ELI"]),
            ("Norway met Omar Corp. Corp left.", ["NOR/GOV"]),
        ])
    func words(text: String, entities: [String]) throws {
        #expect(try mentions(text) == entities)
    }
}
