import Messages
import TestSupport
import Testing

@Suite("Day")
struct DayTests {
    @Test(
        "Known dates have their numbers and weekdays",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-01-01", 10_957, 6),
            ("2000-02-29", 11_016, 2), ("2020-06-15", 18_428, 1), ("2038-01-19", 24_855, 2),
            ("1582-10-15", -141_427, 5), ("1900-03-01", -25_508, 4), ("0001-01-01", -719_162, 1),
            ("9999-12-31", 2_932_896, 5), ("2024-12-29", 20_086, 7),
        ])
    func known(text: String, number: Int, weekday: Int) throws {
        let day = try #require(Day(text))
        #expect(day.number == number)
        #expect(day.weekday == weekday)
        #expect(day.description == text)
        #expect(Day(number: number) == day)
    }

    @Test(
        "What is no date is refused",
        arguments: [
            "", "2020-6-15", "2020-06-15 ", "20200615", "2021-02-29", "1900-02-29", "2100-02-29",
            "2020-00-01", "2020-13-01", "2020-04-31", "2020-01-00", "2020-01-32", "0000-01-01",
            "2020/06/15", "٢٠٢٠-٠٦-١٥", "+020-06-15", "2020-06-1５", "-001-01-01",
        ])
    func invalid(text: String) { #expect(Day(text) == nil) }

    @Test(
        "Leap years have 366 days",
        arguments: [(1900, 365), (2000, 366), (2024, 366), (2023, 365), (4, 366), (100, 365)])
    func leap(year: Int, length: Int) throws {
        let first = try #require(Day(year: year, month: 1, day: 1))
        let last = try #require(Day(year: year, month: 12, day: 31))
        #expect(last.number - first.number + 1 == length)
        #expect((1...12).reduce(0) { $0 + Day.length(ofMonth: $1, year: year) } == length)
    }

    @Test("Days of the years 1 to 9999 survive being written and read")
    func roundTrip() throws {
        var previous = Day(number: -719_162)
        for number in stride(from: -719_162, through: 2_932_896, by: 2_503) {
            let day = Day(number: number)
            let parts = day.components
            #expect(Day(year: parts.year, month: parts.month, day: parts.day) == day)
            #expect(Day(day.description) == day)
            #expect((1...7).contains(day.weekday))
            #expect(previous <= day)
            previous = day
        }
    }

    @Test("Weekdays follow one another")
    func weekdays() {
        let first = day("0001-01-01")
        for distance in 0..<100 {
            #expect(first.adding(days: distance).weekday == distance % 7 + 1)
        }
    }

    @Test(
        "A day outside the years 1 to 9999 is the nearest inside", arguments: [Int.min, -719_163])
    func early(number: Int) {
        #expect(Day(number: number).description == "0001-01-01")
    }

    @Test("Counting past either end stops there")
    func saturation() {
        #expect(day("2020-01-01").adding(days: .max).description == "9999-12-31")
        #expect(day("1960-01-01").adding(days: .min).description == "0001-01-01")
        #expect(Day(number: .max).description == "9999-12-31")
        #expect(day("2020-02-28").adding(days: 2).description == "2020-03-01")
        #expect(day("2020-03-01").adding(days: -1).description == "2020-02-29")
    }

    @Test("A day that is none is refused with its text")
    func decoding() {
        #expect(throws: MessageError(.invalidValue, "\"2021-02-29\" is not a day YYYY-MM-DD")) {
            try JSON.decode(Day.self, from: Array("\"2021-02-29\"".utf8))
        }
    }
}
