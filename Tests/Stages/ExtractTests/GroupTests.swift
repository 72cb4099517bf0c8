import Extract
import Messages
import Testing

/// Of whom groups are whose country no words tell.
@Suite("Groups") struct GroupTests {
    private func mentions(_ text: String) throws -> [ActorMention] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
    }

    private func entities(_ text: String) throws -> [String] {
        try mentions(text).compactMap(\.entity)
    }

    private static let war = """
        Shells fell in Libya on Monday, and in Libya's south, in Misrata and Sabha.

        Fighting in Libya goes on. Norway spoke with France.

        """

    @Test(
        "militants and fighters are of the armed group told before",
        arguments: [
            "Kenya drove al-Shabaab from the port, killing the militants.",
            "Kenya met al-Shabaab. It told of wounded fighters.",
            "Kenya met al-Shabaab. Suspected jihadists left.",
            "Kenya met al-Shabaab. Eleven remaining fighters left.",
        ])
    func bands(text: String) throws {
        #expect(try entities(text).filter { $0 == "SHABAAB/REB" }.count == 2, "\(text)")
    }

    @Test(
        "who fights the group, or is of another side, is not of it",
        arguments: [
            "Kenya met al-Shabaab. It praised fighters battling the group's tax.",
            "Kenya met al-Shabaab. It trained local fighters.",
            "Kenya met al-Shabaab and other jihadists.",
            "Kenya met al-Shabaab. Tribal fighters left.",
        ])
    func others(text: String) throws {
        let fighters = try mentions(text).filter { $0.kind == .description }.first {
            $0.sectors == ["REB"]
        }
        #expect(try #require(fighters).entity != "SHABAAB/REB")
    }

    @Test(
        "somebody new is not of where the article takes place",
        arguments: [
            "Sweden called it a terror group.", "Sweden feared a militant.",
            "Sweden regarded them as rebels.", "Sweden said they are rebels.",
            "Sweden listed them as terrorists.",
        ])
    func newcomers(sentence: String) throws {
        let found = try entities(Self.war + sentence)
        #expect(!found.contains { $0.hasSuffix("/REB") }, "\(found)")
    }

    @Test("as many as twenty rebels, and rebels who advance, are told as who acts")
    func counted() throws {
        for sentence in [
            "Sweden saw as many as 20 rebels.", "Sweden wept as rebels advanced on the town.",
            "Sweden said there are rebels.",
        ] {
            #expect(try entities(Self.war + sentence).contains("LBY/REB"), "\(sentence)")
        }
    }

    @Test(
        "critics, citizens and supporters are only of whom their own words name",
        arguments: [
            "Sweden heard critics of the plan.", "Sweden took back citizens.",
            "Sweden is a supporter of the plan.", "Sweden met coalition partners.",
            "Sweden saw some people.",
        ])
    func kin(sentence: String) throws {
        #expect(
            try entities(Self.war + sentence).allSatisfy { $0.hasSuffix("/GOV") || $0 == "LBY/MIL" }
        )
    }

    @Test("\"whose\" and a number tell of whom they are")
    func owned() throws {
        #expect(
            try entities(Self.war + "Sweden, whose citizens fled, wept.").contains("SWE/CVL"))
        #expect(
            try entities(Self.war + "Sweden saw that 300 citizens fled.").contains("LBY/CVL"))
    }

    @Test(
        "troops loyal to a leader or his government are his country's",
        arguments: [
            ("Norway met France. Forces loyal to the Chadian president left.", "TCD/MIL"),
            ("Norway met France. Troops allied with Vladimir Putin left.", "RUS/MIL"),
            (Self.war + "Troops loyal to the government left Sabha.", "LBY/MIL"),
        ])
    func loyal(text: String, entity: String) throws {
        #expect(try entities(text).contains(entity))
    }

    @Test("forces that somebody trained, or that fight somebody, are nobody's known")
    func sides() throws {
        let found = try entities("Norway met France. Norway praised troops fighting the pirates.")
        #expect(!found.contains { $0.hasSuffix("/MIL") }, "\(found)")
    }

    @Test(
        "civilians of whom several states were told are nobody's, nor are European politicians",
        arguments: [
            "Norway met France. Norway and France wept over civilians.",
            "Norway met France. European politicians fumed at Norway.",
        ])
    func open(text: String) throws {
        #expect(try entities(text).allSatisfy { $0.hasSuffix("/GOV") })
    }

    @Test("whom reporters are told something by is not whose they are")
    func reporters() throws {
        #expect(try entities("Norway would leave, he told reporters.") == ["NOR/GOV"])
    }

    @Test(
        "the three countries are those that were listed",
        arguments: [
            "Kenya, Uganda and Chad signed. The three countries met.",
            "Kenya, Uganda and Chad signed. Norway left. The three countries met.",
            "Kenya met Uganda. Chad wept. The ministers of the three countries met.",
        ])
    func three(text: String) throws {
        let pair = try mentions(text).filter { $0.resolvedBy == "article:pair" }
        #expect(Set(pair.compactMap(\.country)) == ["KEN", "UGA", "TCD"])
    }

    @Test("three ministers who were not told are nobody")
    func unlisted() throws {
        #expect(try entities("Norway met France. Three ministers left.").count == 2)
    }
}
