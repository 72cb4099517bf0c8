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
        var text = text
        guard let date = text.withUTF8({ PartialDate(bytes: $0) }) else { return nil }
        self = date
    }

    /// The date written so; nil for anything else.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                let digit = bytes[index]
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
                value = value * 10 + Int(digit - UInt8(ascii: "0"))
            }
            return value
        }
        guard [4, 7, 10].contains(bytes.count),
            bytes.count < 7 || bytes[4] == UInt8(ascii: "-"),
            bytes.count < 10 || bytes[7] == UInt8(ascii: "-"), let year = number(0..<4)
        else { return nil }
        var months = 1...12
        if bytes.count >= 7 {
            guard let month = number(5..<7), (1...12).contains(month) else { return nil }
            months = month...month
        }
        if bytes.count == 10 {
            guard let number = number(8..<10),
                let day = Day(year: year, month: months.lowerBound, day: number)
            else { return nil }
            (first, last) = (day, day)
            return
        }
        guard let first = Day(year: year, month: months.lowerBound, day: 1),
            let last = Day(
                year: year, month: months.upperBound,
                day: Day.length(ofMonth: months.upperBound, year: year))
        else { return nil }
        (self.first, self.last) = (first, last)
    }
}
