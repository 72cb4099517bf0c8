import Messages

/// Finds dates as people and programs write them, in the languages of the month table.
struct DateReader {
    /// A date in a text.
    struct Found {
        var date: Timestamp
        /// Where the date, with its time if it has one, stands in the text's scalars.
        var range: Range<Int>
        /// Words of the text outside it.
        var otherWords: Int
        /// Whether day and month could also be meant the other way round.
        var other: Timestamp?
    }

    let lexicon: PageLexicon
    /// Whether `3/4/2026` is in March rather than in April.
    var monthFirst = false

    /// Scalars of a text that are looked at.
    private static let limit = 240

    /// The time that a program wrote: RFC 3339 and its relatives, RFC 822, digits alone; else the
    /// first date in `text`.
    func machine(_ text: String) -> Found? {
        let trimmed = Self.trimmed(text)
        if let exact = Timestamp(trimmed), Self.isPlausible(exact.day) {
            return Found(
                date: Self.rfc3339(exact), range: 0..<trimmed.unicodeScalars.count, otherWords: 0)
        }
        if trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(trimmed) {
            let seconds = trimmed.utf8.count == 13 ? value / 1000 : value
            if trimmed.utf8.count == 10 || trimmed.utf8.count == 13 {
                let date = Timestamp(seconds: seconds)
                return Self.isPlausible(date.day)
                    ? Found(date: date, range: 0..<trimmed.utf8.count, otherWords: 0) : nil
            }
            guard trimmed.utf8.count == 8 || trimmed.utf8.count == 14 else { return nil }
            let digits = Array(trimmed.utf8)
            func part(_ range: Range<Int>) -> Int {
                digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
            }
            guard let day = Day(year: part(0..<4), month: part(4..<6), day: part(6..<8)),
                Self.isPlausible(day)
            else { return nil }
            return Found(date: Timestamp(day), range: 0..<digits.count, otherWords: 0)
        }
        return first(in: trimmed)
    }

    /// The same time with `T` before it and a colon in its zone.
    private static func rfc3339(_ time: Timestamp) -> Timestamp {
        var bytes = Array(time.text.utf8)
        guard bytes.count > 10 else { return time }
        bytes[10] = UInt8(ascii: "T")
        let sign = bytes.count - 5
        if sign > 10, bytes[sign] == UInt8(ascii: "+") || bytes[sign] == UInt8(ascii: "-") {
            bytes.insert(UInt8(ascii: ":"), at: bytes.count - 2)
        }
        return Timestamp(String(decoding: bytes, as: UTF8.self)) ?? time
    }

    /// The first date in `text`.
    func first(in text: String) -> Found? {
        let tokens = DateToken.tokens(of: text, limit: Self.limit)
        for index in tokens.indices {
            guard let (day, other, end) = date(tokens, index) else { continue }
            let (time, timeEnd) = DateToken.time(tokens, from: end)
            var words = 0
            for (position, token) in tokens.enumerated()
            where position < index || position >= timeEnd {
                if case .word = token.kind { words += 1 }
            }
            return Found(
                date: Self.timestamp(day, time),
                range: tokens[index].range.lowerBound..<tokens[timeEnd - 1].range.upperBound,
                otherWords: words, other: other.map { Self.timestamp($0, time) })
        }
        return nil
    }

    private static func timestamp(_ day: Day, _ time: String?) -> Timestamp {
        time.flatMap { Timestamp(day.description + $0) } ?? Timestamp(day)
    }

    /// A date that starts at token `index`, and the token after it.
    private func date(_ tokens: [DateToken], _ index: Int) -> (Day, Day?, Int)? {
        switch tokens[index].kind {
        case .number(let value, 4):
            return yearFirst(tokens, index, year: value)
        case .number(let value, 1), .number(let value, 2):
            return numeric(tokens, index, value) ?? dayMonth(tokens, index, day: value)
        case .word(let word):
            guard let month = month(word) else { return nil }
            return monthDay(tokens, index, month: month)
        default: return nil
        }
    }

    /// `2026-03-04`, `2026/3/4`, `2026年3月4日`.
    private func yearFirst(_ tokens: [DateToken], _ index: Int, year: Int) -> (Day, Day?, Int)? {
        guard index + 4 < tokens.count, case .number(let month, 1...2) = tokens[index + 2].kind,
            case .number(let day, 1...2) = tokens[index + 4].kind
        else { return nil }
        switch (tokens[index + 1].kind, tokens[index + 3].kind) {
        case (.mark("-"), .mark("-")), (.mark("/"), .mark("/")), (.mark("."), .mark(".")):
            guard let found = Self.day(year, month, day) else { return nil }
            return (found, nil, index + 5)
        case (.word("年"), .word("月")):
            guard let found = Self.day(year, month, day) else { return nil }
            return (found, nil, min(index + 6, tokens.count))
        default: return nil
        }
    }

    /// `4.3.2026`, `4/3/2026`, `04-03-26`.
    private func numeric(_ tokens: [DateToken], _ index: Int, _ first: Int) -> (Day, Day?, Int)? {
        guard index + 4 < tokens.count, case .mark(let mark) = tokens[index + 1].kind,
            mark == "." || mark == "/" || mark == "-", tokens[index + 3].kind == .mark(mark),
            case .number(let second, 1...2) = tokens[index + 2].kind,
            case .number(let last, let digits) = tokens[index + 4].kind, digits == 4 || digits == 2
        else { return nil }
        // Part of something longer, such as a version or an address.
        if index > 0, case .mark(let before) = tokens[index - 1].kind, before == mark { return nil }
        if index + 5 < tokens.count, tokens[index + 5].kind == .mark(mark),
            index + 6 < tokens.count, case .number = tokens[index + 6].kind
        {
            return nil
        }
        let year = digits == 4 ? last : 2000 + last
        let dayFirst = Self.day(year, second, first)
        let monthFirst = Self.day(year, first, second)
        guard mark != "." else { return dayFirst.map { ($0, nil, index + 5) } }
        let (preferred, other) =
            self.monthFirst ? (monthFirst, dayFirst) : (dayFirst, monthFirst)
        guard let day = preferred ?? other else { return nil }
        return (day, preferred == nil || other == preferred ? nil : other, index + 5)
    }

    /// `4 March 2026`, `4. März 2026`, `4 de marzo de 2026`, `4th of March, 2026`.
    private func dayMonth(_ tokens: [DateToken], _ index: Int, day: Int) -> (Day, Day?, Int)? {
        var next = index + 1
        skip(tokens, &next, [".", ",", "-", "/"], Self.ordinals.union(Self.links))
        guard next < tokens.count, case .word(let word) = tokens[next].kind,
            let month = month(word)
        else { return nil }
        next += 1
        skip(tokens, &next, [".", ",", "-", "/"], Self.links)
        guard next < tokens.count, case .number(let year, 4) = tokens[next].kind,
            let found = Self.day(year, month, day)
        else { return nil }
        return (found, nil, next + 1)
    }

    /// `March 4, 2026`, `Mar. 4th 2026`.
    private func monthDay(_ tokens: [DateToken], _ index: Int, month: Int) -> (Day, Day?, Int)? {
        var next = index + 1
        skip(tokens, &next, [".", ",", "-"], [])
        guard next < tokens.count, case .number(let day, 1...2) = tokens[next].kind else {
            return nil
        }
        next += 1
        skip(tokens, &next, [",", ".", "-"], Self.ordinals)
        guard next < tokens.count, case .number(let year, 4) = tokens[next].kind,
            let found = Self.day(year, month, day)
        else { return nil }
        return (found, nil, next + 1)
    }

    private func skip(
        _ tokens: [DateToken], _ next: inout Int, _ marks: Set<Unicode.Scalar>,
        _ words: Set<String>
    ) {
        for _ in 0..<3 where next < tokens.count {
            switch tokens[next].kind {
            case .mark(let mark) where marks.contains(mark): next += 1
            case .word(let word) where words.contains(word): next += 1
            default: return
            }
        }
    }

    private func month(_ word: String) -> Int? { lexicon.month(word[...]) }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
        Day(year: year, month: month, day: day).flatMap { isPlausible($0) ? $0 : nil }
    }

    /// Whether anything on a page may be of that day.
    private static func isPlausible(_ day: Day) -> Bool {
        (1900...2200).contains(day.components.year)
    }

    private static func trimmed(_ text: String) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first, first <= 0x20 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 0x20 { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }

    private static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "º", "e"]
    private static let links: Set<String> = ["de", "of", "del", "di", "do"]
}
