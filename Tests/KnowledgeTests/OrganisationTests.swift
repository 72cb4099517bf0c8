import Messages
import TestSupport
import Testing

@testable import Knowledge

@Suite("Organisations in their time") struct OrganisationTests {
    private static let data = Result {
        try LanguageData.load(directory: Repository.path("Data"))
    }

    private func organisation(_ id: String) throws -> Organisation {
        let data = try Self.data.get()
        return data.organisations[try #require(data.organisationNumbers[id])]
    }

    @Test(
        "what was a rebel and governs is each in its time",
        arguments: [
            ("TALIBAN", "1999-01-01", "GOV"), ("TALIBAN", "2021-08-14", "REB"),
            ("TALIBAN", "2021-08-15", "GOV"), ("UNITA", "1998-05-01", "REB"),
            ("UNITA", "2012-08-31", "PTY"), ("FMLN", "1989-11-11", "REB"),
            ("FMLN", "2009-03-16", "PTY"), ("FARC", "2008-07-02", "REB"),
            ("RSFSDN", "2019-06-03", "PRM"), ("RSFSDN", "2023-04-16", "REB"),
        ])
    func sectors(id: String, day: String, sector: String) throws {
        let day = try #require(Day(day))
        #expect(try organisation(id).entity(on: day) == "\(id)/\(sector)")
    }

    @Test("one without periods is always what its row says")
    func plain() throws {
        let court = try organisation("ICJ")
        let day = try #require(Day("1990-01-01"))
        #expect(court.periods.isEmpty && court.exists(on: day))
        #expect(court.sectors(on: day) == court.sectors)
    }

    @Test("one that ended was there until its last day")
    func ends() throws {
        let unity = try organisation("OAU")
        #expect(unity.exists(on: try #require(Day("2002-07-08"))))
        #expect(!unity.exists(on: try #require(Day("2002-07-09"))))
    }

    @Test(
        "members are those of the day",
        arguments: [
            ("NATO", "POL", "1999-03-12", true), ("NATO", "POL", "1999-03-11", false),
            ("EU", "GBR", "2020-01-31", true), ("EU", "GBR", "2020-02-01", false),
            ("ECOWAS", "MLI", "2024-06-01", true), ("ECOWAS", "MLI", "2025-06-01", false),
            ("OPEC", "ECU", "2000-01-01", false), ("OPEC", "ECU", "2010-01-01", true),
            ("COE", "RUS", "2022-03-17", false), ("SADC", "SYC", "2006-01-01", false),
        ])
    func members(id: String, country: String, day: String, isMember: Bool) throws {
        let members = try organisation(id).members(on: try #require(Day(day)))
        #expect(members.contains(country) == isMember)
    }

    @Test(
        "names that are brought into Latin letters otherwise sound alike",
        arguments: [
            ("muammar", "gaddafi", "moammar", "kadhafi", true),
            ("mohamed", "siala", "mohamed", "siyala", true),
            ("emomali", "rahmon", "imomali", "rakhmon", false),
            ("tony", "blair", "tom", "blair", false),
        ])
    func sounds(
        given: String, surname: String, otherGiven: String, other: String, isAlike: Bool
    ) {
        let key = NameSound.key(given: given, surname: surname)
        #expect(key != nil)
        #expect((key == NameSound.key(given: otherGiven, surname: other)) == isAlike)
    }

    @Test("a name of vowels or of one sound is nobody's")
    func shortNames() {
        #expect(NameSound.key(given: "eo", surname: "kim") == nil)
        #expect(NameSound.key(given: "kim", surname: "lee") == nil)
    }

    @Test("a name spelt otherwise is found, but not another person's")
    func found() throws {
        let data = try Self.data.get()
        let day = try #require(Day("2011-03-01"))
        let person = data.person(soundingLike: "moammar", "kadhafi", on: day, near: [])
        #expect(person.map { data.persons[$0].name } == "Muammar Gaddafi")
        #expect(data.person(soundingLike: "mahmoud", "gaddafi", on: day, near: []) == nil)
        let late = try #require(Day("2026-03-01"))
        #expect(data.person(soundingLike: "moammar", "kadhafi", on: late, near: []) == nil)
    }
}
