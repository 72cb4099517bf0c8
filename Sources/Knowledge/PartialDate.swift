public import Messages

/// The days a date may mean that is known to the day, the month or only the year: `2020-06-15`,
/// `2020-06`, `2020`.
public struct PartialDate: Equatable, Sendable {
    /// The first of them.
    public let first: Day
    /// The last of them.
    public let last: Day

    /// The one in the middle, for what needs a single day.
    public var middle: Day { first.adding(days: (last.number - first.number) / 2) }

    /// The date written so; nil for anything else.
    public init?(_ text: String) {
        if let day = Day(text) {
            (first, last) = (day, day)
            return
        }
        let bytes = Array(text.utf8)
        guard bytes.count == 4 || bytes.count == 7 && bytes[4] == UInt8(ascii: "-"),
            let year = PartialDate.number(bytes[0..<4])
        else { return nil }
        var months = 1...12
        if bytes.count == 7 {
            guard let month = PartialDate.number(bytes[5..<7]) else { return nil }
            months = month...month
        }
        guard let first = Day(year: year, month: months.lowerBound, day: 1),
            let last = Day(
                year: year, month: months.upperBound,
                day: Day.length(ofMonth: months.upperBound, year: year))
        else { return nil }
        (self.first, self.last) = (first, last)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}
