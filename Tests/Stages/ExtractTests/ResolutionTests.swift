import Extract
import Knowledge
import Messages
import Testing

@Suite("Who and where") struct ResolutionTests {
    private func candidates(_ text: String) throws -> Candidates {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text))
    }

    private func entities(_ text: String) throws -> [String] {
        try candidates(text).mentions.compactMap(\.entity)
    }

    @Test(
        "names that must not code do not, nor does the country inside them",
        arguments: [
            "South American leaders met.", "They left the Paris Agreement.",
            "Ships crossed the Indian Ocean.", "He lives in New Mexico.",
            "The West replied.", "African-American voters left.", "Jordan Peterson replied.",
            "She wrote of East Germany.", "They read of the Soviet Union.",
            "The Gulf of Guinea is calm.", "Chad Smith sang.", "The Korean Peninsula is calm.",
        ])
    func nobody(text: String) throws {
        #expect(try entities(text) == [])
    }

    @Test("a word for somebody of a country may only say of which kind others are")
    func nationals() throws {
        #expect(try entities("US national security officials met.") == ["USA/GOV"])
        #expect(try entities("A US national was freed.") == ["USA/CVL"])
    }

    @Test(
        "the longest name of a family of countries wins",
        arguments: [
            ("Papua New Guinea replied.", "PNG/GOV"), ("Guinea-Bissau replied.", "GNB/GOV"),
            ("Equatorial Guinea replied.", "GNQ/GOV"), ("Guinea replied.", "GIN/GOV"),
            ("South Sudan replied.", "SSD/GOV"), ("Sudan replied.", "SDN/GOV"),
            ("Niger replied.", "NER/GOV"), ("The Nigerien army replied.", "NER/MIL"),
            ("The Nigerian army replied.", "NGA/MIL"), ("DR Congo replied.", "COD/GOV"),
            ("The Republic of Congo replied.", "COG/GOV"), ("North Korea replied.", "PRK/GOV"),
            ("Jordan replied.", "JOR/GOV"), ("Zaire replied.", "COD/GOV"),
            ("Zhongnanhai replied.", "CHN/GOV"), ("Itamaraty replied.", "BRA/GOV"),
            ("The Quai d'Orsay replied.", "FRA/GOV"), ("The Blue House replied.", "KOR/GOV"),
            ("Abkhazia replied.", "GEO/PRE"), ("Somaliland replied.", "SOM/PRE"),
            ("The Turkish Cypriot leader replied.", "CYP/PRE"), ("Greenland replied.", "DNK/GOV"),
        ])
    func families(text: String, entity: String) throws {
        #expect(try entities(text) == [entity])
    }

    @Test(
        "agents resolve by their head, whatever modifies it",
        arguments: [
            ("The Libyan youth minister left.", "LBY/GOV"),
            ("The former Turkish foreign minister left.", "TUR/ELI"),
            ("The Iranian riot police left.", "IRN/COP"),
            ("Kenyan war crimes prosecutors left.", "KEN/JUD"),
            ("The ousted Sudanese president left.", "SDN/ELI"),
            ("The Peruvian ministry of the interior replied.", "PER/GOV"),
            ("Bolivian coca growers left.", "BOL/AGR"),
        ])
    func heads(text: String, entity: String) throws {
        #expect(try entities(text) == [entity])
    }

    @Test(
        "organisations are found by name and abbreviation",
        arguments: [
            ("Fighters of al-Shabaab left.", "SHABAAB/REB"), ("UNAMA replied.", "UNAMA/IGO"),
            ("The Gulf Cartel replied.", "GULFCARTEL/CRM"),
            ("Zimbabwe's opposition party, the MDC, replied.", "MDC/PTY"),
            ("The Shanghai Cooperation Organization replied.", "SCO/IGO"),
        ])
    func organisations(text: String, entity: String) throws {
        #expect(try entities(text).contains(entity))
    }

    @Test(
        "a shared abbreviation counts only where its country has been named",
        arguments: ["The MDC replied.", "He bought an MDC.", "The DPS replied."])
    func shared(text: String) throws {
        #expect(try entities(text) == [])
    }

    @Test(
        "who backs, hosts or likes somebody is not that somebody",
        arguments: [
            ("US-backed fighters left.", ""), ("U.S.-backed rebels left.", ""),
            ("The Paris-based group left.", ""), ("A pro-Iranian militia left.", ""),
            ("Kurdish forces left.", ""), ("Iranian-backed Houthis left.", "HOUTHI/REB"),
            ("Iran-backed Houthi rebels left.", "HOUTHI/REB"),
            ("US-backed rebels in Syria left.", "SYR/REB"),
            ("Norway heard from the Paris-based group.", "NOR/GOV"),
            ("Turkey attacked Kurdish forces.", "TUR/GOV"),
            ("Iran arrested foreign aid workers.", "IRN/GOV"),
        ])
    func backers(text: String, entity: String) throws {
        #expect(try entities(text) == (entity.isEmpty ? [] : [entity]))
    }

    @Test("whose sector alone is known has that, and no country")
    func sectors() throws {
        for (text, sector) in [
            ("US-backed rebels left.", "REB"), ("Kurdish forces left.", "REB"),
            ("Gunmen left.", "UAF"),
        ] {
            let mention = try #require(try candidates(text).mentions.last)
            #expect(mention.sectors == [sector] && mention.country == nil, "\(text)")
        }
    }

    @Test(
        "the media of a state are its press",
        arguments: [
            ("Iranian state media said so.", "IRN/JRN"),
            ("Syrian state television left.", "SYR/JRN"),
            ("China's state news agency left.", "CHN/JRN"),
        ])
    func stateMedia(text: String, entity: String) throws {
        #expect(try entities(text) == [entity])
    }

    @Test(
        "the words right before an agent tell whose it is",
        arguments: [
            ("Sweden criticised Vladimir Putin's forces.", "RUS/MIL"),
            ("Sweden met Vladimir Putin's closest advisers.", "RUS/GOV"),
            ("Sweden took in refugees from neighbouring Chad.", "TCD/REF"),
            ("Sweden met rebels in northern Mali.", "MLI/REB"),
            ("Sweden praised Hezbollah and its fighters.", "HEZB/REB"),
            ("Sweden armed the government of Nikol Pashinyan.", "ARM/GOV"),
            ("Sweden fought troops loyal to President Vladimir Putin.", "RUS/MIL"),
            ("Sweden heard of the state department.", "STATE/GOV"),
        ])
    func owners(text: String, entity: String) throws {
        #expect(try entities(text).last == entity)
    }

    @Test(
        "who may be of any country, things, and what somebody is called are of nobody",
        arguments: [
            "Sweden criticised world leaders.", "Sweden met western governments.",
            "Sweden met the three foreign ministers.", "Sweden would trust no government.",
            "Sweden sold missiles.", "Sweden left the general assembly.",
            "Sweden sees the Black Fox as a terrorist group.", "Sweden took back foreign fighters.",
            "Sweden heard an analyst with the Northern Institute.",
        ])
    func anybody(text: String) throws {
        #expect(try entities(text) == ["SWE/GOV"])
    }

    @Test("a people without a state is of the country where things happen, if it lives there")
    func peoples() throws {
        let text = """
            Rebels in Syria left Aleppo. Civilians in Syria fled to Idlib. Fighting went on in Damascus. \
            Sweden met Kurdish forces.
            """
        #expect(try entities(text).last == "SYR/REB")
        #expect(try entities("Sweden met Kurdish forces.") == ["SWE/GOV"])
    }

    @Test("of two groups 'the group' is the one the sentence before was about")
    func groups() throws {
        let text = "Hezbollah left the Houthis. The group condemned Israel."
        let mention = try #require(try candidates(text).mentions.first { $0.kind == .description })
        #expect(mention.entity == "HEZB/REB")
    }

    @Test("'the president' is the one spoken of")
    func presidents() throws {
        let text = """
            Vladimir Putin met Emmanuel Macron. Thousands marched. The president condemned Israel.
            """
        let mention = try #require(try candidates(text).mentions.first { $0.kind == .description })
        #expect(mention.entity == "RUS/GOV")
    }

    @Test("a counterpart is of the office of the person told before")
    func counterparts() throws {
        #expect(
            try entities("Mevlut Cavusoglu met his Russian counterpart.")
                == ["TUR/GOV", "RUS/GOV"])
        #expect(
            try entities("The Turkish army chief met his Greek counterpart.")
                == ["TUR/MIL", "GRC/MIL"])
        #expect(try entities("He met his Greek counterpart.") == ["GRC/GOV"])
    }

    @Test("a counterpart alone is of nobody known")
    func counterpart() throws {
        #expect(try entities("The Norwegian president met his counterpart.") == ["NOR/GOV"])
    }

    @Test(
        "Brussels is the Union where it acts, and else a city",
        arguments: [
            ("Brussels rejected the demand.", ["EU/IGO"]),
            ("Norway rejected the demands of Brussels.", ["NOR/GOV", "EU/IGO"]),
        ])
    func brussels(text: String, entities expected: [String]) throws {
        #expect(try entities(text) == expected)
    }

    @Test(
        "a minister who goes to Brussels goes to the city",
        arguments: ["Norway met Sweden in Brussels.", "Norway sent an envoy to Brussels."])
    func brusselsCity(text: String) throws {
        #expect(try !entities(text).contains("EU/IGO"))
    }

    @Test("countries that share a noun share its sector")
    func shared() throws {
        #expect(
            try entities("Czech, Polish and German police left.")
                == ["CZE/COP", "POL/COP", "DEU/COP"])
        #expect(
            try entities("Kyrgyz and Tajik border troops left.") == ["KGZ/MIL", "TJK/MIL"])
        // Not over a comma alone, and not where there is no such noun.
        #expect(try entities("Dutch and French cheese is good.").allSatisfy { $0.hasSuffix("GOV") })
    }

    @Test(
        "an agent without a country is of whom the sentence tells",
        arguments: [
            // The subject, not who was named last.
            ("Ankara cancelled talks with Damascus, the energy minister said.", "TUR/GOV"),
            ("Algeria left Morocco, its foreign minister said.", "DZA/GOV"),
            // Whoever comes later, if nobody came before.
            ("The president met Norwegian reporters.", "NOR/GOV"),
            // The capital in the dateline.
            ("BANGUI - Students met the president on Wednesday.", "CAF/EDU"),
            // The place.
            ("A judge in Cairo left.", "EGY/JUD"), ("The generals in Bangkok left.", "THA/MIL"),
            ("Norway left, a minister said.", "NOR/GOV"),
            ("Ethiopia left, its own water minister said.", "ETH/GOV"),
            ("NATO is ready, its spokesman said.", "NATO/IGO"),
            ("Soldiers arrested the deposed president in Bamako.", "MLI/ELI"),
        ])
    func loose(text: String, entity: String) throws {
        let found = try entities(text)
        #expect(found.contains(entity), "\(found)")
    }

    @Test("a dateline of a city that is no capital is of nobody's government")
    func datelines() throws {
        #expect(try entities("GENEVA - The president met reporters on Monday in the rain.") == [])
    }

    @Test(
        "a title that is only given makes no actor",
        arguments: ["He became president.", "She left as prime minister.", "He was named premier."])
    func titles(text: String) throws {
        #expect(try candidates(text).mentions.allSatisfy { $0.sectors.isEmpty })
    }

    @Test("what was said on a platform or to the press makes it no party")
    func channels() throws {
        let mentions = try candidates("Norway told Reuters that it wrote on Twitter.").mentions
        #expect(mentions.contains { $0.entity == "NOR/GOV" })
    }

    @Test(
        "places are resolved to coordinates",
        arguments: [
            ("Soldiers left the city of Tarhuna.", "Tarhuna", "LBY", 2_210_221),
            ("Norway met Sweden in Springfield, Illinois.", "Springfield", "USA", 4_250_542),
            ("Libya's army fought in Tripoli.", "Tripoli", "LBY", 2_210_247),
            ("Lebanon's army fought in Tripoli.", "Tripoli", "LBN", 266_826),
            ("Norway met Sweden in Geneva.", "Geneva", "CHE", 2_660_646),
            ("Syria shelled the town of Jackson in Mississippi.", "Jackson", "USA", 4_431_410),
        ])
    func places(text: String, name: String, country: String, id: Int) throws {
        let places = try candidates(text).places.map(\.place)
        let place = try #require(places.first { $0.name == name })
        #expect(place.country == country)
        #expect(place.geonameId == id)
        #expect(place.latitude != nil && place.longitude != nil)
    }

    @Test("a group without a country is of the place its sentence names")
    func looseGroups() throws {
        let text = "China replied on Monday. Police in Atlanta, Georgia, arrested protesters."
        #expect(try entities(text) == ["CHN/GOV", "USA/COP", "USA/CVL"])
    }

    @Test("a place inside an actor's words is told, too")
    func placesInside() throws {
        let text = "Venezuela arrested protesters in Maracaibo."
        #expect(try candidates(text).places.map(\.place.name) == ["Maracaibo"])
    }

    @Test("waters have no country")
    func waters() throws {
        let places = try candidates("Turkey drilled in the Black Sea.").places.map(\.place)
        #expect(places.map(\.name) == ["Black Sea"])
        #expect(places.first?.country == nil)
    }

    @Test(
        "persons, universities and things are no places",
        arguments: [
            "Norway heard from Lincoln.", "He believes in Victoria.",
            "Norway asked the University of Texas.", "They met in March.",
            "Norway told of Jackson.",
            "A book about Sydney Pollack came from Florence Nightingale.",
        ])
    func noPlaces(text: String) throws {
        #expect(try candidates(text).places == [])
    }
}
