import Messages
import TestSupport
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "A time counts from 1970 in UTC; the text stays as it was",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2020-06-15T06:12:09Z", 1_592_201_529),
            ("2020-06-15T08:12:09+02:00", 1_592_201_529),
            ("2020-06-15T08:12:09+0200", 1_592_201_529),
            ("2020-06-15T06:12:09", 1_592_201_529), ("2020-06-15t06:12:09z", 1_592_201_529),
            ("2020-06-15 06:12:09.123456789Z", 1_592_201_529), ("2020-06-15T06:12Z", 1_592_201_520),
            ("2020-06-15T00:42:09-05:30", 1_592_201_529), ("2020-06-16T00:00+23:59", 1_592_179_260),
            ("2016-12-31T23:59:60Z", 1_483_228_800), ("1969-12-31T23:59:59Z", -1),
            ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func times(text: String, seconds: Int64) throws {
        let time = try #require(Timestamp(text))
        #expect(time.seconds == seconds)
        #expect(time.text == text)
        #expect(time.day.description == String(text.prefix(10)))
        #expect(try JSON.decode(Timestamp.self, from: JSON.encode(time)) == time)
    }

    @Test("A day alone has no time")
    func dayOnly() throws {
        let time = try #require(Timestamp("2020-06-15"))
        #expect(time.seconds == nil)
        #expect(time == Timestamp(day("2020-06-15")))
    }

    @Test(
        "What is neither a day nor a time is refused",
        arguments: [
            "", "now", "2020-06-15T", "2020-06-15T24:00:00Z", "2020-06-15T06:60:00Z",
            "2020-06-15T06:12:61Z", "2020-06-15T6:12:09Z", "2020-06-15T06:12:09.Z",
            "2020-06-15T06:12:09+24:00", "2020-06-15T06:12:09+01:60", "2020-06-15T06:12:09+1",
            "2020-06-15T06:12:09ZZ", "2020-06-15T06:12:09Z ", "2020-06-15X06:12:09Z",
            "2021-02-29T06:12:09Z", "2020-06-15T06:12:09.1234567890123456789012Z", "2020-06-15Z",
            "2020-06-15T06", "Mon, 15 Jun 2020 06:12:09 GMT", "2020-06-15T06:12:09\u{2212}02:00",
        ])
    func invalid(text: String) { #expect(Timestamp(text) == nil) }

    @Test("A refused timestamp is shown, but not all of a long one")
    func decoding() {
        let text = String(repeating: "9", count: 500)
        #expect(
            throws: MessageError(
                .invalidValue,
                "\"\(text.prefix(40))\" is neither YYYY-MM-DD nor an RFC 3339 time")
        ) { try JSON.decode(Timestamp.self, from: Array("\"\(text)\"".utf8)) }
    }

    @Test("Seconds are written in UTC and read back")
    func written() throws {
        #expect(Timestamp(seconds: 1_592_201_529).text == "2020-06-15T06:12:09Z")
        #expect(Timestamp(seconds: -1).text == "1969-12-31T23:59:59Z")
        for seconds in stride(from: -62_135_596_800, through: 253_402_300_799, by: 123_456_789) {
            let time = Timestamp(seconds: Int64(seconds))
            #expect(Timestamp(time.text) == time)
        }
    }

    @Test("Seconds outside the years 1 to 9999 are the nearest inside")
    func saturation() {
        #expect(Timestamp(seconds: .min).text == "0001-01-01T00:00:00Z")
        #expect(Timestamp(seconds: .max).text == "9999-12-31T23:59:59Z")
    }
}
