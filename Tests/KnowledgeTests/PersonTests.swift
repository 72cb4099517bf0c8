import FoundationEssentials
import Language
import Messages
import Testing

@testable import Knowledge

/// Who held which office when, as the tables tell.
@Suite("Persons") struct PersonTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/KnowledgeTests")[0]) + "Data"
    private static let data = Result { try LanguageData.load(directory: directory) }

    /// The persons a name may mean.
    private func candidates(_ phrase: String) throws -> [Int] {
        let data = try Self.data.get()
        let words = Tokenizer.words(phrase).map { data.vocabulary.number($0.text) }
        let match = data.names.matches(at: 0, count: words.count) { words[$0] }
            .first { $0.length == words.count }
        return (match?.entries ?? []).compactMap { entry in
            if case .person(let number) = entry { number } else { nil }
        }
    }

    /// What the person meant by a name stands for on a day.
    private func meant(
        _ phrase: String, _ day: String, near: Set<String> = []
    ) throws -> (entity: String, title: String, standing: Person.Standing)? {
        let data = try Self.data.get()
        let day = try #require(Day(day))
        guard let number = data.person(among: try candidates(phrase), on: day, near: near),
            let (office, standing) = data.persons[number].office(on: day)
        else { return nil }
        return (office.entity, office.title, standing)
    }

    @Test(
        "a person is who held office on the day",
        arguments: [
            ("Boris Johnson", "2017-05-01", "GBR/GOV", "foreign secretary"),
            ("Boris Johnson", "2021-05-01", "GBR/GOV", "prime minister"),
            ("Sergei Lavrov", "2020-06-15", "RUS/GOV", "foreign minister"),
            ("Mevlüt Çavuşoğlu", "2020-06-15", "TUR/GOV", "foreign minister"),
            ("Antonio Guterres", "2000-06-15", "PRT/GOV", "prime minister"),
            ("Antonio Guterres", "2020-06-15", "UN/IGO", "secretary-general"),
            ("Jens Stoltenberg", "2018-02-01", "NATO/IGO", "secretary general"),
            ("George Bush", "1990-08-10", "USA/GOV", "president"),
            ("George Bush", "2003-03-20", "USA/GOV", "president"),
            ("Haider Abadi", "2016-10-17", "IRQ/GOV", "prime minister"),
            ("Kim Jong Un", "2018-06-12", "PRK/GOV", "supreme leader"),
            ("Pope Francis", "2015-06-01", "VAT/REL", "pope"),
            ("King Salman", "2017-05-20", "SAU/GOV", "king"),
            ("Khalifa Haftar", "2019-04-04", "LBY/REB", "commander"),
        ])
    func offices(name: String, day: String, entity: String, title: String) throws {
        let found = try #require(try meant(name, day))
        #expect(found.entity == entity)
        #expect(found.title == title)
        #expect(found.standing == .inOffice)
    }

    @Test("out of office a person stands for the office left last")
    func former() throws {
        let late = try #require(try meant("Boris Johnson", "2024-05-01"))
        #expect(late.standing == .former && late.title == "prime minister")
        let between = try #require(try meant("Shinzo Abe", "2010-01-01"))
        #expect(between.standing == .former && between.title == "prime minister")
        let early = try #require(try meant("Gabriel Boric", "2021-12-01"))
        #expect(early.standing == .future && early.entity == "CHL/GOV")
    }

    @Test("who leads the opposition or is a candidate is that until the office")
    func candidates() throws {
        let leader = try #require(try meant("Benjamin Netanyahu", "2022-03-01"))
        #expect(leader.standing == .inOffice && leader.entity == "ISR/OPP")
        let candidate = try #require(try meant("Donald Trump", "2016-10-01"))
        #expect(candidate.standing == .inOffice && candidate.entity == "USA/PTY")
    }

    @Test("a king's given name alone is nobody's")
    func givenNames() throws {
        #expect(try candidates("Salman").isEmpty)
        #expect(try candidates("Francis").isEmpty)
        #expect(try !candidates("Suharto").isEmpty)
    }

    @Test("namesakes of two countries stay two, and the country named or the day tells which")
    func namesakes() throws {
        let data = try Self.data.get()
        let kings = try candidates("King Abdullah")
        #expect(Set(kings.map { data.persons[$0].offices[0].body }).isSuperset(of: ["JOR", "SAU"]))
        #expect(try meant("King Abdullah", "2010-03-01") == nil)
        #expect(try meant("King Abdullah", "2010-03-01", near: ["JOR"])?.entity == "JOR/GOV")
        #expect(try meant("King Abdullah", "2010-03-01", near: ["SAU"])?.entity == "SAU/GOV")
        #expect(try meant("King Abdullah", "2017-03-01")?.entity == "JOR/GOV")
    }

    @Test("long after their office, names mean ministers only where their country was named")
    func forgotten() throws {
        #expect(try meant("Tom King", "2020-06-15") == nil)
        #expect(try meant("Tom King", "2020-06-15", near: ["GBR"])?.standing == .former)
        #expect(try meant("John Major", "2020-06-15")?.standing == .former)
    }

    @Test("a surname spelt a little differently is known beside the given name")
    func spellings() throws {
        let data = try Self.data.get()
        let day = try #require(Day("2020-06-15"))
        let given = data.vocabulary.number("mohamed")
        let found = data.person(given: given, surname: "siyala", on: day, near: ["LBY"])
        let number = try #require(found)
        #expect(data.persons[number].name == "Mohamed Taha Siala")
        let nobody = data.person(given: given, surname: "smith", on: day, near: [])
        #expect(nobody == nil)
    }

    @Test("a surname alone means who is in office, of heads only, or of a country named")
    func surnames() throws {
        let data = try Self.data.get()
        func name(_ word: String, _ day: String, _ near: Set<String>, titled: Bool = false) throws
            -> String?
        {
            let number = data.incumbent(
                surname: data.vocabulary.number(word), on: try #require(Day(day)), near: near,
                titled: titled)
            return number.map { data.persons[$0].name }
        }
        #expect(try name("merkel", "2015-06-01", []) == "Angela Merkel")
        #expect(try name("merkel", "2023-06-01", []) == nil)
        #expect(try name("lavrov", "2020-06-01", []) == nil)
        #expect(try name("lavrov", "2020-06-01", ["RUS"]) == "Sergey Lavrov")
        #expect(try name("lavrov", "2020-06-01", [], titled: true) == "Sergey Lavrov")
        #expect(try name("may", "2017-06-01", []) == nil)
    }

    @Test("there are thousands of tenures of nearly every country")
    func coverage() throws {
        let data = try Self.data.get()
        #expect(data.persons.reduce(0) { $0 + $1.offices.count } >= 3000)
        let states = Set(data.countries.map(\.code))
        let bodies = Set(data.persons.flatMap { $0.offices.map(\.body) })
        #expect(bodies.intersection(states).count >= 190)
    }

    @Test(
        "a date known to the month or the year means all its days",
        arguments: [
            ("2020-06-15", "2020-06-15", "2020-06-15"), ("2020-02", "2020-02-01", "2020-02-29"),
            ("1999", "1999-01-01", "1999-12-31"),
        ])
    func partialDates(text: String, first: String, last: String) throws {
        let date = try #require(PartialDate(text))
        #expect(date.first.description == first)
        #expect(date.last.description == last)
    }

    @Test(
        "what is no date is none",
        arguments: ["", "20", "2020-", "2020-13", "2020-6", "2020-02-30", "2020/06", "202O", "-"])
    func noDates(text: String) { #expect(PartialDate(text) == nil) }

    @Test(
        "a wrong line is named with its file and number",
        arguments: [
            ("Ann Lee\t-\tXXX\tGOV\tleader\t2020\t-", "\"XXX\" is no country or organisation"),
            ("Ann Lee\t-\tUSA\tGOV\tleader\t2020-6\t-", "\"2020-6\" is not a date"),
            ("Ann Lee\t-\tUSA\tGOV\tleader\t2020-06\t2019", "Ann Lee leaves before 2020-06"),
            ("Ann Lee\t-\tUSA\tGOV\tleader\t2020-06", "has 6 columns"),
        ])
    func faults(line: String, reason: String) throws {
        let manager = FileManager.default
        let copy = manager.temporaryDirectory.appending(path: "chancery-\(UUID().uuidString)").path
        defer { try? manager.removeItem(atPath: copy) }
        try manager.copyItem(atPath: Self.directory, toPath: copy)
        let file = copy + "/knowledge/people.tsv"
        try Data("# a comment\n\(line)\n".utf8).write(to: URL(filePath: file))
        let error = #expect(throws: LanguageError.self) { try LanguageData.load(directory: copy) }
        let text = try #require(error?.description)
        #expect(text.hasPrefix("\(file):2: \(reason)"), "\(text)")
    }
}
