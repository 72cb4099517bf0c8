internal import Messages

/// Dates with words or in no fixed order: RFC 822 with its variants, asctime, `date`'s output,
/// `May 23, 2024 at 7:48 PM`, `1/5/2004 11:30`, `23.05.2024`, `2004年05月28日 01:31`.
struct WordyDate {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var time: Int?
    private var offset: Int?
    /// A short number seen when it could be day or year.
    private var isNumeric = false

    static func read(_ bytes: [UInt8]) -> Timestamp? {
        var date = WordyDate()
        guard date.take(bytes), let month = date.month, let day = date.day,
            let year = date.year, let found = Day(year: year, month: month, day: day)
        else { return nil }
        return FeedDate.stamp(found, date.time, offset: date.offset)
    }

    private mutating func take(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if Ascii.isDigit(byte) {
                guard takeNumber(bytes, &index) else { return false }
            } else if Ascii.isLetter(byte) {
                takeWord(bytes, &index)
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") && time != nil {
                guard takeOffset(bytes, &index) else { return false }
            } else if byte >= 0x80 {
                takeUnit(bytes, &index)
            } else {
                index += 1
            }
        }
        return true
    }

    private mutating func takeWord(_ bytes: [UInt8], _ index: inout Int) {
        let start = index
        while index < bytes.count, Ascii.isLetter(bytes[index]) { index += 1 }
        let word = Ascii.lowercased(bytes[start..<index])
        if month == nil || isNumeric, let found = Self.month(word) {
            month = found
            return
        }
        guard time != nil, let zone = TimeZoneName.read(bytes[start..<index]), zone.isKnown else {
            return
        }
        offset = offset ?? zone.offset
    }

    /// An offset after a time: `+0200`, `GMT+2`, `-05:00`.
    private mutating func takeOffset(_ bytes: [UInt8], _ index: inout Int) -> Bool {
        let start = index
        index += 1
        while index < bytes.count, Ascii.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ":")
        {
            index += 1
        }
        // A mark between words is none.
        guard index > start + 1 else { return true }
        guard let zone = TimeZoneName.read(bytes[start..<index]) else { return false }
        offset = zone.offset
        return true
    }

    private mutating func takeNumber(_ bytes: [UInt8], _ index: inout Int) -> Bool {
        if time == nil, let clock = Self.clock(bytes[index...]) {
            time = clock.seconds
            index = clock.end
            return true
        }
        if day == nil, month == nil, year == nil, takeNumeric(bytes, &index) { return true }
        let start = index
        while index < bytes.count, Ascii.isDigit(bytes[index]) { index += 1 }
        let count = index - start
        guard count <= 4 else { return false }
        let value = bytes[start..<index].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        if count > 2 {
            guard year == nil else { return false }
            year = FeedDate.wholeYear(value, digits: count)
        } else if day == nil, !bytes[index...].starts(with: "年".utf8) {
            guard !bytes[index...].starts(with: "月".utf8), !bytes[index...].starts(with: "월".utf8)
            else {
                month = value
                return true
            }
            day = value
        } else if year == nil {
            year = FeedDate.wholeYear(value, digits: 2)
        } else {
            return false
        }
        return true
    }

    /// A time with a colon; only such can be told from other numbers.
    private static func clock(_ bytes: ArraySlice<UInt8>) -> (seconds: Int, end: Int)? {
        let digits = bytes.prefix(3).prefix { Ascii.isDigit($0) }.count
        guard (1...2).contains(digits),
            bytes.dropFirst(digits).first == UInt8(ascii: ":")
        else {
            return nil
        }
        return Clock.read(bytes)
    }

    /// `31/12/2003`, `12/31/2003`, `31.12.03`, `2003/12/31`, `31-12-2003`.
    private mutating func takeNumeric(_ bytes: [UInt8], _ index: inout Int) -> Bool {
        var next = index
        var numbers: [(value: Int, count: Int)] = []
        var mark: UInt8 = 0
        while numbers.count < 3 {
            let start = next
            while next < bytes.count, next - start < 4, Ascii.isDigit(bytes[next]) { next += 1 }
            guard next > start else { return false }
            numbers.append(
                (bytes[start..<next].reduce(0) { $0 * 10 + Int($1 - 0x30) }, next - start))
            if numbers.count == 3 { break }
            guard next < bytes.count, "/.-".utf8.contains(bytes[next]),
                mark == 0 || bytes[next] == mark
            else { return false }
            mark = bytes[next]
            next += 1
            // German dates have a space there.
            if mark == UInt8(ascii: "."), next < bytes.count, bytes[next] == 0x20 { next += 1 }
        }
        index = next
        isNumeric = true
        if numbers[0].count > 2 {
            (year, month, day) = (numbers[0].value, numbers[1].value, numbers[2].value)
            return true
        }
        year = FeedDate.wholeYear(numbers[2].value, digits: numbers[2].count)
        // With slashes the month comes first, as in the United States, unless it cannot.
        let isMonthFirst = mark == UInt8(ascii: "/") && numbers[0].value <= 12
        (month, day) =
            isMonthFirst || numbers[1].value > 12
            ? (numbers[0].value, numbers[1].value) : (numbers[1].value, numbers[0].value)
        return true
    }

    /// What follows a number in Chinese, Japanese and Korean dates, and their halves of the day.
    private mutating func takeUnit(_ bytes: [UInt8], _ index: inout Int) {
        if bytes[index...].starts(with: "오후".utf8) || bytes[index...].starts(with: "下午".utf8) {
            var next = index + 6
            while next < bytes.count, bytes[next] == 0x20 { next += 1 }
            if let clock = Self.clock(bytes[next...]) {
                time = clock.seconds + (clock.seconds < 43_200 ? 43_200 : 0)
                index = clock.end
                return
            }
        }
        index += 1
        while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
    }

    /// The number of a month by its English name, in full or by three letters and more.
    private static func month(_ word: String) -> Int? {
        guard word.utf8.count >= 3 else { return nil }
        guard let index = months.firstIndex(where: { $0.hasPrefix(word) }) else {
            return word == "sept" ? 9 : nil
        }
        return index + 1
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
