internal import Messages

/// Dates of ISO 8601: calendar, ordinal and week dates, basic and extended, in full or in part.
struct ISODate {
    private let bytes: [UInt8]
    private var index = 0

    private init(bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) -> Timestamp? {
        var reader = ISODate(bytes: bytes)
        return reader.read()
    }

    private mutating func read() -> Timestamp? {
        let digits = run()
        let day: Day?
        switch digits.count {
        case 4: day = afterYear(digits.value)
        case 8:
            day = Day(
                year: digits.value / 10_000, month: digits.value / 100 % 100,
                day: digits.value % 100)
        case 7: day = ordinal(digits.value / 1000, digits.value % 1000)
        case 6:
            // 200312 is a month, 031231 a day.
            day =
                (1900...2099).contains(digits.value / 100)
                ? Day(year: digits.value / 100, month: digits.value % 100, day: 1)
                : Day(
                    year: FeedDate.wholeYear(digits.value / 10_000, digits: 2),
                    month: digits.value / 100 % 100, day: digits.value % 100)
        case 2:
            // 31-12-03 is a day of 2003, as no feed is from 2031.
            guard !(30..<50).contains(digits.value), index < bytes.count, bytes[index] == 0x2D
            else {
                return nil
            }
            day = afterYear(FeedDate.wholeYear(digits.value, digits: 2))
        default: day = nil
        }
        guard let day else { return nil }
        if index == bytes.count { return Timestamp(day) }
        guard take("T") || take("t") || take(" ") || take(",") else { return nil }
        _ = take(" ")
        guard let clock = Clock.read(bytes[index...]) else { return nil }
        index = clock.end
        let zone = TimeZoneName.read(bytes[index...])
        guard let zone else { return nil }
        return FeedDate.stamp(day, clock.seconds, offset: zone.offset)
    }

    /// The rest of a date after its year.
    private mutating func afterYear(_ year: Int) -> Day? {
        if index == bytes.count { return Day(year: year, month: 1, day: 1) }
        let isExtended = take("-")
        if take("W") || take("w") { return week(year) }
        let digits = run()
        switch digits.count {
        case 3: return ordinal(year, digits.value)
        case 4 where !isExtended || index == bytes.count:
            return Day(year: year, month: digits.value / 100, day: digits.value % 100)
        case 1, 2:
            guard isExtended else { return nil }
            guard take("-") else {
                return index == bytes.count
                    ? Day(year: year, month: digits.value, day: 1) : nil
            }
            let day = run()
            // Zero stands for a part that is not known.
            guard (1...2).contains(day.count) else { return nil }
            return Day(year: year, month: max(digits.value, 1), day: max(day.value, 1))
        default: return nil
        }
    }

    private func ordinal(_ year: Int, _ number: Int) -> Day? {
        guard (1...366).contains(number), let first = Day(year: year, month: 1, day: 1) else {
            return nil
        }
        let day = first.adding(days: number - 1)
        return day.components.year == year ? day : nil
    }

    /// A week date; the first week has the year's first Thursday.
    private mutating func week(_ year: Int) -> Day? {
        let digits = run()
        let week = digits.count == 3 ? digits.value / 10 : digits.value
        var weekday = digits.count == 3 ? digits.value % 10 : 1
        guard digits.count == 2 || digits.count == 3 else { return nil }
        if digits.count == 2, take("-") {
            let last = run()
            guard last.count == 1 else { return nil }
            weekday = last.value
        }
        guard (1...53).contains(week), (1...7).contains(weekday),
            let fourth = Day(year: year, month: 1, day: 4)
        else { return nil }
        return fourth.adding(days: (week - 1) * 7 + weekday - fourth.weekday)
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: scalar) else { return false }
        index += 1
        return true
    }

    /// The digits here.
    private mutating func run() -> (value: Int, count: Int) {
        let start = index
        var value = 0
        while index < bytes.count, index - start < 9, Ascii.isDigit(bytes[index]) {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return (value, index - start)
    }
}
