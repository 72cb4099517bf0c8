import Extract
import Knowledge
import Messages
import Testing

@Suite("Whom words name") struct ActorResolverTests {
    private func answer(
        _ text: String, _ date: String = "2020-06-15", in context: String? = nil
    ) throws -> ActorResolver.Answer {
        try ActorResolver(data: LanguageFixture.data.get())
            .answer(text, on: try #require(Day(date)), in: context)
    }

    private func one(
        _ text: String, _ date: String = "2020-06-15", in context: String? = nil
    ) throws -> Resolution {
        guard case .one(let resolution) = try answer(text, date, in: context) else {
            Issue.record("\(text) is several")
            return Resolution(text: text)
        }
        return resolution
    }

    @Test(
        "a phrase is the actor that its head names",
        arguments: [
            ("Norway", "NOR/GOV"), ("the Kremlin", "RUS/GOV"), ("Dutch", "NLD/GOV"),
            ("Turkish troops", "TUR/MIL"), ("the Norwegian foreign minister", "NOR/GOV"),
            ("the Norwegian foreign minister, Ingrid Solli", "NOR/GOV"),
            ("Sergey Lavrov, the Russian foreign minister", "RUS/GOV"),
            ("protesters in Syria", "SYR/CVL"), ("NATO", "NATO/IGO"), ("Putin", "RUS/GOV"),
            ("Norway replied.", "NOR/GOV"),
        ])
    func heads(text: String, entity: String) throws {
        let resolution = try one(text)
        #expect(resolution.entity == entity)
        #expect(resolution.text == text)
        #expect(resolution.resolvedBy != nil)
        #expect(resolution.score.map { (0...1).contains($0) } == true)
    }

    @Test("who holds an office is told for the day, of table, text, or both")
    func persons() throws {
        let merkel = try one("Angela Merkel", "2010-06-15")
        #expect(merkel.person == "Angela Merkel" && merkel.office == "chancellor")
        let later = try one("Angela Merkel", "2024-06-15")
        #expect(later.entity == "DEU/ELI" && later.office == nil)
        let chancellor = try one("the German chancellor", "2004-06-15")
        #expect(chancellor.person == "Gerhard Schroeder" && chancellor.office == "chancellor")
        let told = try one("Fijian Defence Minister Manoa Tuvou", "2004-06-15")
        #expect(told.person == "Manoa Tuvou" && told.office == "defence minister")
        let joined = try one("the Norwegian foreign minister, Ingrid Solli")
        #expect(joined.person == "Ingrid Solli" && joined.office == "foreign minister")
        #expect(try one("Norwegian ministers").person == nil)
        #expect(try one("the former Norwegian foreign minister").office == nil)
    }

    @Test("several actors are told one by one, in the order of the text")
    func several() throws {
        for text in ["Norway and Sweden", "Norway urged Sweden to help, in Geneva."] {
            guard case .several(let actors) = try answer(text) else {
                Issue.record("\(text) is one")
                continue
            }
            #expect(actors.map(\.entity) == ["NOR/GOV", "SWE/GOV"])
            #expect(actors.map(\.text) == ["Norway", "Sweden"])
        }
    }

    @Test("the context tells what words alone do not")
    func contexts() throws {
        let before = "Sergey Lavrov arrived in Oslo. He praised Norway."
        #expect(try one("He", in: before).person == "Sergey Lavrov")
        #expect(try one("He").entity == nil)
        let told = "The Turkish Foreign Ministry answered Greece."
        #expect(try one("the ministry", in: told).entity == "TUR/GOV")
        #expect(try one("the MDC", in: "Zimbabwe voted.").entity == "MDC/PTY")
        // As a word, not inside one, and before a line break, too.
        #expect(try one("Oman", in: "A Romanian met\nOman.").entity == "OMN/GOV")
    }

    @Test(
        "what nobody knows is nobody",
        arguments: ["Blah Blub", "the weather", "Paris Agreement", "?", " \n ", "🇹🇷", "he"])
    func nobody(text: String) throws {
        let resolution = try one(text)
        #expect(resolution.entity == nil && resolution.person == nil && resolution.country == nil)
        #expect(resolution.text == text)
    }

    @Test("a name alone is a place")
    func places() throws {
        let extractor = Extractor(data: try LanguageFixture.data.get())
        let day = try #require(Day("2020-06-15"))
        func names(_ text: String) -> [String] {
            extractor.places(in: text, on: day).map {
                "\($0.place.name) \($0.place.country ?? "-") \($0.span)"
            }
        }
        #expect(names("Springfield, Illinois") == ["Springfield USA [0, 11]"])
        #expect(names("Norway") == ["Norway NOR [0, 6]"])
        #expect(names("Norway met Sweden.\n\nThey met in Geneva.") == ["Geneva CHE [32, 38]"])
        #expect(names("Blah") == [])
    }

    @Test("dates are counted from the day of publication")
    func dates() throws {
        let extractor = Extractor(data: try LanguageFixture.data.get())
        let day = try #require(Day("2020-06-15"))
        let found = extractor.dates(in: "Sunday", published: day)
        #expect(found.map(\.date.start.description) == ["2020-06-14"])
        let sunday = try #require(Day("2020-06-14"))
        let ending = extractor.dates(in: "last week", published: sunday)
        #expect(ending.map(\.date.start.description) == ["2020-06-08"])
        #expect(extractor.dates(in: "no day", published: day) == [])
    }

    @Test(
        "ranges of years, parts of years and ends of times are dates",
        arguments: [
            ("in 2013-14", ["2013-01-01", "2014-12-31"]),
            ("the summer of 2016", ["2016-01-01", "2016-12-31"]),
            ("the men of 2016", []), ("in 14-2013", []),
            ("the end of the year", ["2020-12-01", "2020-12-31"]),
            ("the end of the month", ["2020-06-24", "2020-06-30"]),
            ("the end of the road", []),
        ])
    func spans(words: String, days: [String]) throws {
        let extractor = Extractor(data: try LanguageFixture.data.get())
        let found = extractor.dates(in: words, published: try #require(Day("2020-06-15")))
        #expect(found.flatMap { [$0.date.start.description, $0.date.end.description] } == days)
    }

    @Test("of the end of a year only what is to come counts")
    func december() throws {
        let extractor = Extractor(data: try LanguageFixture.data.get())
        let found = extractor.dates(
            in: "the end of the year", published: try #require(Day("2020-12-18")))
        #expect(found.map(\.date.start.description) == ["2020-12-19"])
    }

    @Test(
        "what only has an actor in its name is nobody, and so is a place",
        arguments: [
            ("the Geneva talks", nil), ("Swiss cheese", nil), ("the Washington Consensus", nil),
            ("Oslo University", nil), ("an earthquake in Chile", nil),
            ("Lima", "The envoy flew home from Lima on Monday."),
            ("Nice", "A lorry was driven into the crowd in Nice."),
        ] as [(String, String?)])
    func noActors(text: String, context: String?) throws {
        let found = try one(text, in: context)
        #expect(found.entity == nil && found.country == nil)
    }

    @Test(
        "whose an agent is, say the words around it",
        arguments: [
            ("a spokesman for the Turkish army", "TUR/MIL"), ("the leader of Hamas", "HAMAS/REB"),
            ("the Saudi-led forces", "SAU/MIL"), ("a Panamanian-flagged tanker", "PAN/BUS"),
            ("Russia's UN ambassador", "RUS/GOV"), ("Iraqi Kurdish refugees", "IRQ/REF"),
            ("the Armenian separatists of Nagorno-Karabakh", "AZE/PRE"),
            ("Austria's Freedom Party", "AUT/PTY"), ("carabinieri", "ITA/COP"),
            ("Bolivian glassmakers", "BOL/CVL"), ("Unicef", "UNICEF/IGO"), ("the G7", "G7/IGO"),
            ("the Kurdistan Workers\u{2019} Party", "PKK/REB"),
        ])
    func owners(text: String, entity: String) throws {
        #expect(try one(text).entity == entity)
    }

    @Test(
        "words that say of what kind the one told before is mean that one",
        arguments: [
            (
                "the West African bloc",
                "ECOWAS closed the border, and the West African bloc cut off the power.",
                "ECOWAS/IGO"
            ),
            (
                "the former Soviet republic",
                "Moldova expelled envoys, and the former Soviet republic recalled its own.",
                "MDA/GOV"
            ),
            (
                "its Polish counterpart",
                "The Lithuanian parliament sent the text to its Polish counterpart.", "POL/LEG"
            ),
        ])
    func descriptions(text: String, context: String, entity: String) throws {
        #expect(try one(text, in: context).entity == entity)
    }

    @Test(
        "a diplomat is not of where he is, and an ethnic name is no country's",
        arguments: [("a diplomat in Damascus", nil), ("ethnic Albanian rebels", nil)]
            as [(String, String?)])
    func guests(text: String, entity: String?) throws {
        #expect(try one(text).entity == entity)
    }
}
