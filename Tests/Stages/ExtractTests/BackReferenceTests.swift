import Messages
import Testing

@testable import Extract

/// Whom words mean that only refer back to several, or to the other one.
@Suite("Back references") struct BackReferenceTests {
    private func mentions(_ text: String) throws -> [ActorMention] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
    }

    private func pair(_ text: String) throws -> Set<String> {
        Set(try mentions(text).filter { $0.resolvedBy == "article:pair" }.compactMap(\.entity))
    }

    @Test(
        "two are told by what kind they are",
        arguments: [
            (
                "Kenya's foreign minister met his Ugandan counterpart. The two foreign ministers left.",
                ["KEN/GOV", "UGA/GOV"]
            ),
            ("Kenya fought Somalia. Both armies left.", ["KEN/MIL", "SOM/MIL"]),
            ("Kenya met Somalia. The sides agreed to go.", ["KEN/GOV", "SOM/GOV"]),
            ("Kenya met Somalia. The two republics left.", ["KEN/GOV", "SOM/GOV"]),
            ("Vladimir Putin met Emmanuel Macron. The two men agreed.", ["RUS/GOV", "FRA/GOV"]),
        ])
    func kinds(text: String, entities: [String]) throws {
        #expect(try pair(text) == Set(entities))
    }

    @Test(
        "people who are not told, and the parties of a country, are nobody",
        arguments: [
            "Kenya fought Somalia. The two men left.", "Kenya met Somalia. The parties left.",
            "Kenya met Somalia. Two other armies left.",
            "Kenya met Somalia. The sides of it shone.",
        ])
    func nobody(text: String) throws { #expect(try pair(text).isEmpty) }

    @Test("the two Koreas are the two Koreas")
    func koreas() throws {
        let found = try mentions("Norway left. The two Koreas agreed.").compactMap(\.entity)
        #expect(found.contains("PRK/GOV") && found.contains("KOR/GOV"), "\(found)")
    }

    @Test("the two whom the sentence told before are nearer than those of whom most is told")
    func here() throws {
        let war = "Peru fought Chile. Peru left Chile. Chile shelled Peru. "
        let text = war + "Norway met its Kenyan counterpart, and the two countries agreed."
        #expect(try pair(text) == ["NOR/GOV", "KEN/GOV"])
        #expect(
            try pair(war + "Norway met Kenya. Oman left. Qatar called on both countries.")
                == ["PER/GOV", "CHL/GOV"])
    }

    @Test("of both sides of a war one may be an armed group, and neither is a body of states")
    func sides() throws {
        let text = """
            Hezbollah shelled Israel. Hezbollah fought Israel. Israel shelled Hezbollah.

            The United Nations called on both sides.
            """
        #expect(try pair(text) == ["HEZB/REB", "ISR/GOV"])
    }

    @Test("who speaks of the sides is one of those who met last, if he was there")
    func speaker() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            said VERB 0 root
            the DET 4 det
            sides NOUN 5 nsubj
            agreed VERB 2 ccomp
            . PUNCT 2 punct
            """
        var fixture = try ReadFixture(tree)
        fixture.view.take(fixture.read)
        let kenya = fixture.memory.all.count - 1
        func told(_ country: String) -> Int {
            fixture.memory.append(
                ActorMention(
                    sentence: -9, span: Span(0, 1), kind: .name, entity: "\(country)/GOV",
                    country: country, sectors: ["GOV"], resolvedBy: "lexicon:country"))
        }
        fixture.memory.remember(parties: [told("KEN"), told("UGA")])
        let phrase = try #require(PairPhrase(at: 3, from: 3, fixture.view))
        let found = PairReader(data: fixture.data).named(phrase, fixture.view, fixture.memory)
        #expect(found == [kenya + 1, kenya + 2])
    }

    private static let war = "Kenya fought Somalia. Kenya shelled Somalia. Peru slept. "

    @Test(
        "a neighbour or the other side is the other of whom most is told",
        arguments: [
            ("Kenya blamed its neighbour.", "SOM"), ("Somalia blamed its larger neighbor.", "KEN"),
            ("Kenya blamed the other side.", "SOM"), ("Kenya blamed the adversary.", "SOM"),
        ])
    func other(text: String, country: String) throws {
        let found = try mentions(Self.war + text).last { $0.resolvedBy == "article:other" }
        #expect(found?.country == country)
    }

    @Test(
        "whoever is told of once has neighbours that are not told, and others are named beside it",
        arguments: [
            "Chile blamed its neighbour.", "Kenya blamed its neighbour Uganda.",
            "Kenya blamed its neighbour, Uganda.", "Kenya left the other side of it.",
        ])
    func unknown(text: String) throws {
        #expect(try mentions(Self.war + text).allSatisfy { $0.resolvedBy != "article:other" })
    }

    @Test("those who met are \"they\" in the next sentence, and no later")
    func met() {
        var memory = MentionMemory()
        let numbers = ["KEN", "UGA"].map { (country: String) in
            memory.append(
                ActorMention(
                    sentence: 0, span: Span(0, 1), kind: .name, entity: "\(country)/GOV",
                    country: country))
        }
        memory.remember(parties: numbers)
        #expect(memory.met(before: 1) == numbers)
        #expect(memory.met(before: 2).isEmpty)
    }

    @Test("who led a state once is not its president for long")
    func former() throws {
        let text = "The former Norwegian president left. It rained. It snowed. Nobody slept. "
        let found = try mentions(text + "The president left.")
        #expect(found.last?.entity != "NOR/ELI", "\(found.map(\.entity))")
    }

    @Test("a name beside somebody of whom it is only guessed whose he is, is no surer")
    func guessed() throws {
        let found = try mentions("Norway left. The minister, Torvald Sand, slept.")
        #expect(found.last?.resolvedBy == "apposition:article:country")
        #expect(found.last?.score ?? 1 <= 0.5)
    }
}
