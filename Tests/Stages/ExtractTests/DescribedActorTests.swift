import Extract
import Messages
import Testing

/// Whose those are who are told by words beside them.
@Suite("Described actors") struct DescribedActorTests {
    private func mentions(_ text: String, published: String = "2020-06-15") throws
        -> [ActorMention]
    {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text, published: published)).mentions
    }

    private func entities(_ text: String) throws -> [String] {
        try mentions(text).compactMap(\.entity)
    }

    @Test("\"the kingdom\" is the kingdom told last, not the state told last")
    func kingdoms() throws {
        let found = try mentions("Norway left Kenya. Uganda praised the kingdom.")
        #expect(found.last?.entity == "NOR/GOV", "\(found.map(\.entity))")
        let island = try mentions("Cuba left Kenya. Uganda praised the island.")
        #expect(island.last?.entity == "CUB/GOV", "\(island.map(\.entity))")
    }

    @Test("who leads a body of a state is of that body")
    func bodies() throws {
        let found = try entities("The chairman of the UK joint chiefs of staff met Oman.")
        #expect(found.contains("GBR/MIL") && !found.contains("GBR/GOV"), "\(found)")
    }

    @Test("who leads a body that no table knows is not of whom the text tells else")
    func strangers() throws {
        let text = "Norway left. Anna Halden, president of the Lima-based Halden Circle, wept."
        #expect(try entities(text) == ["NOR/GOV"])
    }

    @Test("who will serve an organisation one day is not yet of it")
    func future() throws {
        let text = "Tom Fletcher spoke of storms."
        let early = try mentions(text, published: "2018-03-01T00:00:00Z")
        #expect(early.allSatisfy { $0.entity == nil }, "\(early.map(\.entity))")
        let late = try mentions(text, published: "2025-03-01T00:00:00Z")
        #expect(late.contains { $0.entity == "UN/IGO" })
    }

    @Test("\"our\" is of whoever speaks, and not of whom he speaks of")
    func ours() throws {
        let text = "\"Libya must listen to Norway and our army,\" Vladimir Putin said."
        let army = try mentions(text).first { $0.sectors == ["MIL"] }
        #expect(army?.entity == "RUS/MIL")
    }

    @Test("a people of several states is of the place that stands behind it")
    func places() throws {
        let war = """
            Shells fell in Mali on Monday, and in Mali's north, in Gao and Timbuktu.

            Fighting in Mali goes on.

            """
        let found = try entities(war + "Sweden praised Tuaregs in Agadez.")
        #expect(found.contains("NER/CVL"), "\(found)")
        #expect(try entities(war + "Sweden praised Tuaregs.").contains("MLI/CVL"))
    }

    @Test("both countries are the only two told a little before")
    func both() throws {
        let text = "Kenya fought Somalia. It rained. Nobody slept. Both countries left."
        let pair = try mentions(text).filter { $0.resolvedBy == "article:pair" }
        #expect(Set(pair.compactMap(\.entity)) == ["KEN/GOV", "SOM/GOV"])
        let three = "Kenya fought Somalia and Chad. It rained. Nobody slept. Both countries left."
        #expect(try mentions(three).allSatisfy { $0.resolvedBy != "article:pair" })
    }

    @Test("the two neighbours are the two of whom the article tells most, else last")
    func neighbours() throws {
        let last = try mentions("Kenya fought Somalia. The two neighbours left.")
        #expect(last.count { $0.resolvedBy == "article:pair" } == 2)
        let text = """
            Kenya fought Somalia. Somalia replied. Kenya shelled Somalia. Kenya left. Peru slept.

            Chile asked the two neighbours for a truce.
            """
        let pair = try mentions(text).filter { $0.resolvedBy == "article:pair" }
        #expect(Set(pair.compactMap(\.country)) == ["KEN", "SOM"])
    }

    @Test("a newspaper of a country is the press")
    func press() throws {
        #expect(try entities("He told the Kenyan magazine Baraza of it.") == ["KEN/JRN"])
    }

    @Test("a troop withdrawal is the army's")
    func troops() throws {
        #expect(try entities("The Kenyan troop withdrawal began.") == ["KEN/MIL"])
    }
}

/// What the phrases of a model are that name a country with something else.
@Suite("Phrases with countries") struct CountryPhraseTests {
    @Test(
        "a position is an army's where words of arms say so, else what a state thinks",
        arguments: [("shelled", "KEN/MIL"), ("weighed", "KEN/GOV")])
    func positions(verb: String, entity: String) throws {
        var fixture = try ReadFixture(
            """
            Rebels NOUN 2 nsubj
            \(verb) VERB 0 root
            Kenyan ADJ 4 amod
            positions NOUN 2 obj
            . PUNCT 2 punct
            """)
        #expect(fixture.resolve("Kenyan positions").compactMap(\.entity) == [entity])
    }

    @Test("neither an act nor what lies between states is whom the model takes it to be")
    func acts() throws {
        for (form, tag) in [("left", "VERB"), ("ties", "NOUN")] {
            var fixture = try ReadFixture(
                """
                Norway PROPN 2 nsubj
                said VERB 0 root
                the DET 4 det
                \(form) \(tag) 2 obj
                . PUNCT 2 punct
                """, entities: [["Norway", form]])
            #expect(fixture.resolve(form).allSatisfy { $0.entity == nil })
        }
    }

    @Test("a creed before a state only tells what kind it is")
    func creeds() throws {
        var fixture = try ReadFixture(
            """
            Sunni PROPN 3 nsubj
            Qatar PROPN 1 flat
            replied VERB 0 root
            . PUNCT 3 punct
            """)
        #expect(fixture.resolve("Sunni Qatar").compactMap(\.entity) == ["QAT/GOV"])
    }
}
