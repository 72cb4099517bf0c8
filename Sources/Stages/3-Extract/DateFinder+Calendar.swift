internal import Knowledge
internal import Language
internal import Messages

/// Days, months and years by their numbers and names.
extension DateFinder {
    func number(_ index: Int, _ view: SentenceView) -> Int? {
        guard index >= 0, index < view.tokens.count else { return nil }
        let token = view.tokens[index]
        guard token.end - token.start <= 4 else { return nil }
        var text = view.text[Span(token.start, token.end)]
        for suffix in ["st", "nd", "rd", "th"] where text.hasSuffix(suffix) {
            text.removeLast(2)
        }
        return Int(text)
    }

    private func monthNumber(_ index: Int, _ view: SentenceView) -> Int? {
        guard index >= 0, index < view.tokens.count,
            view.tokens[index].shape.contains(.capital),
            data.vocabulary.classes(view.tokens[index].word).contains(.month)
        else { return nil }
        let name = word(index, view).prefix(3)
        return DateFinder.months.firstIndex { $0 == name }.map { $0 + 1 }
    }

    /// "June 14", "June 14, 2020", "June 2020", "June".
    func month(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard let month = monthNumber(index, view) else { return nil }
        if let dayNumber = number(index + 1, view), (1...31).contains(dayNumber) {
            var next = index + 2
            if view.isComma(next) { next += 1 }
            if let year = number(next, view), (1000...9999).contains(year),
                let exact = Day(year: year, month: month, day: dayNumber)
            {
                return (next, day(exact, .stated))
            }
            return nearest(month, dayNumber).map { (index + 1, day($0, .stated)) }
        }
        var next = index + 1
        if view.isComma(next) { next += 1 }
        if let year = number(next, view), (1000...9999).contains(year) {
            return whole(month, year).map { (next, $0) }
        }
        // "May" alone is more often a name or a verb.
        guard
            ["in", "last", "since", "next", "late", "early", "mid"].contains(word(index - 1, view))
        else { return nil }
        return alone(month, at: index, view)
    }

    /// A month without a year: of the year told behind it ("in May last year"), else the last one, or
    /// the next one of what lies ahead.
    private func alone(
        _ month: Int, at index: Int, _ view: SentenceView
    ) -> (last: Int, date: EventDate)? {
        let (year, current, _) = published.components
        var place = index + 1
        if word(place, view) == "of" { place += 1 }
        let shifts = ["last": -1, "this": 0, "next": 1]
        if let shift = shifts[word(place, view)], word(place + 1, view) == "year" {
            return whole(month, year + shift).map { (place + 1, $0) }
        }
        let before = word(index - 1, view)
        let direction: Direction =
            before == "next"
            ? .ahead : ["last", "since"].contains(before) ? .past : direction(of: index, view)
        let shift: Int
        switch direction {
        case .past: shift = month > current ? -1 : 0
        case .ahead: shift = month < current ? 1 : 0
        case .either: shift = month - current > 6 ? -1 : current - month > 6 ? 1 : 0
        }
        return whole(month, year + shift).map { (index, $0) }
    }

    /// "mid-October".
    func partOfMonth(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let token = view.tokens[index]
        guard token.end - token.start > 6,
            "mMeElL".unicodeScalars.contains(view.text.scalars[token.start])
        else { return nil }
        let parts = view.folded(index).split(separator: "-")
        guard parts.count == 2, ["mid", "early", "late"].contains(parts[0]), parts[1].count >= 3,
            data.vocabulary.classes(data.vocabulary.number(String(parts[1]))).contains(.month),
            let month = DateFinder.months.firstIndex(where: { $0 == parts[1].prefix(3) })
        else { return nil }
        if let year = number(index + 1, view), (1000...9999).contains(year) {
            return whole(month + 1, year).map { (index + 1, $0) }
        }
        return alone(month + 1, at: index, view)
    }

    /// "10 and 11 September", "24-25 April": from the first day to the last.
    func range(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        var first: Int?
        var second = index
        let token = view.tokens[index]
        let text = view.text[Span(token.start, token.end)]
        let ends = text.split { $0 == "-" || $0 == "–" }.map { Int($0) }
        if ends.count == 2, let from = ends[0], let to = ends[1], to > from, to <= 31 {
            guard let month = monthNumber(index + 1, view) else { return nil }
            return days(from, to, month, year: index + 2, last: index + 1, view)
        }
        first = number(index, view)
        let joint = word(index + 1, view)
        let isDash = view.mark(index + 1).map { $0 == "-" || $0.value == 0x2013 } ?? false
        guard let from = first, (1...31).contains(from), joint == "and" || joint == "to" || isDash
        else { return nil }
        second = index + 2
        guard let to = number(second, view), to > from, to <= 31,
            let month = monthNumber(second + 1, view)
        else { return nil }
        return days(from, to, month, year: second + 2, last: second + 1, view)
    }

    private func days(
        _ from: Int, _ to: Int, _ month: Int, year place: Int, last: Int, _ view: SentenceView
    ) -> (last: Int, date: EventDate)? {
        var (year, last) = (nearest(month, from)?.components.year, last)
        if let told = number(place, view), (1000...9999).contains(told) {
            (year, last) = (told, place)
        }
        guard let year, let start = Day(year: year, month: month, day: from),
            let end = Day(year: year, month: month, day: to)
        else { return nil }
        return (last, EventDate(start: start, end: end, granularity: .day, basis: .stated))
    }

    func whole(_ month: Int, _ year: Int) -> EventDate? {
        guard let first = Day(year: year, month: month, day: 1),
            let last = Day(
                year: year, month: month, day: Day.length(ofMonth: month, year: year))
        else { return nil }
        return EventDate(start: first, end: last, granularity: .month, basis: .stated)
    }

    /// The day of this month and number nearest to publication.
    private func nearest(_ month: Int, _ number: Int) -> Day? {
        let year = published.components.year
        let candidates = (year - 1...year + 1).compactMap {
            Day(year: $0, month: month, day: number)
        }
        return candidates.min {
            abs($0.number - published.number) < abs($1.number - published.number)
        }
    }

    /// "14 June 2020", "14 June".
    func dayFirst(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard let dayNumber = number(index, view), (1...31).contains(dayNumber),
            let month = monthNumber(index + 1, view)
        else { return nil }
        if let year = number(index + 2, view), (1000...9999).contains(year),
            let exact = Day(year: year, month: month, day: dayNumber)
        {
            return (index + 2, day(exact, .stated))
        }
        return nearest(month, dayNumber).map { (index + 1, day($0, .stated)) }
    }

    func year(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard isDated(index, view), let years = years(index, view),
            let first = Day(year: years.lowerBound, month: 1, day: 1),
            let last = Day(year: years.upperBound, month: 12, day: 31)
        else { return nil }
        return (index, EventDate(start: first, end: last, granularity: .year, basis: .stated))
    }

    private static let partsOfYear: Set<String> = [
        "spring", "summer", "autumn", "fall", "winter", "beginning", "start", "middle", "end",
    ]

    /// "in 2016", "the summer of 2016".
    private func isDated(_ index: Int, _ view: SentenceView) -> Bool {
        let before = word(index - 1, view)
        return ["in", "since", "during", "by", "until", "early", "late", "mid"].contains(before)
            || DateFinder.partsOfYear.contains(before == "of" ? word(index - 2, view) : before)
    }

    /// "2016", "2013-14", "2013-2014".
    private func years(_ index: Int, _ view: SentenceView) -> ClosedRange<Int>? {
        if let year = number(index, view) {
            return (1800...2100).contains(year) ? year...year : nil
        }
        let token = view.tokens[index]
        let ends = view.text[Span(token.start, token.end)].split { $0 == "-" || $0 == "–" }
        guard ends.count == 2, ends[0].count == 4, [2, 4].contains(ends[1].count),
            let first = Int(ends[0]), let end = Int(ends[1]), (1800...2100).contains(first)
        else { return nil }
        let last = end < 100 ? first / 100 * 100 + end : end
        return last > first && last <= 2100 ? first...last : nil
    }
}
