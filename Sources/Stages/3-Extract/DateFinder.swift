internal import Knowledge
internal import Language
internal import Messages

/// Finds the dates a sentence tells, counted from the day of publication.
struct DateFinder {
    let data: LanguageData
    /// The day of publication.
    let published: Day

    /// The dates of `view` with their first and last tokens.
    func dates(in view: SentenceView) -> [(first: Int, last: Int, date: EventDate)] {
        var found: [(first: Int, last: Int, date: EventDate)] = []
        var index = 0
        while index < view.tokens.count {
            if let hit = date(at: index, view) {
                var date = hit.date
                var first = index
                let before = index > 0 ? word(index - 1, view) : ""
                if before == "on" || before == "in" { first = index - 1 }
                date.text = view.text[view.span(first, hit.last)]
                found.append((first, hit.last, date))
                index = hit.last + 1
            } else {
                index += 1
            }
        }
        return found
    }

    private func word(_ index: Int, _ view: SentenceView) -> String {
        guard index >= 0, index < view.tokens.count else { return "" }
        return data.vocabulary.text(view.tokens[index].word)
    }

    private func date(at index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let token = view.tokens[index]
        let classes = data.vocabulary.classes(token.word)
        if classes.contains(.weekday), token.shape.contains(.capital) {
            return weekday(index, view)
        }
        if classes.contains(.month), token.shape.contains(.capital) { return month(index, view) }
        if token.shape.contains(.number) || token.shape.contains(.word) {
            if let iso = Day(view.text[view.span(index, index)]) {
                return (index, day(iso, .stated))
            }
        }
        if token.shape.contains(.number) { return dayFirst(index, view) ?? year(index, view) }
        return relative(index, view)
    }

    private func day(_ day: Day, _ basis: EventDate.Basis) -> EventDate {
        EventDate(start: day, end: day, granularity: .day, basis: basis)
    }

    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private func weekday(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let name = word(index, view).prefix(3)
        guard let number = DateFinder.weekdays.firstIndex(where: { $0 == name }) else { return nil }
        let before = word(index - 1, view)
        let back = (published.weekday - 1 - number + 7) % 7
        var target = published.adding(days: -back)
        // "next Tuesday" and "on Tuesday" beside a future verb lie ahead.
        if before == "next" || before == "coming" || isFuture(index, view) {
            target = target.adding(days: back == 0 && before != "next" ? 0 : 7)
        } else if before == "last", back == 0 {
            target = target.adding(days: -7)
        }
        if isOfNextWeek(index, view) {
            let last = word(index + 1, view) == "next" ? index + 2 : index
            return (last, day(monday(1).adding(days: number), .relative))
        }
        // "Sunday, 14 June" and "Sunday June 14" say the same twice: the calendar date counts.
        var next = index + 1
        if view.isComma(next) { next += 1 }
        if next < view.tokens.count, next > index {
            let token = view.tokens[next]
            let classes = data.vocabulary.classes(token.word)
            if token.shape.contains(.number), let full = dayFirst(next, view) { return full }
            if classes.contains(.month), token.shape.contains(.capital),
                let full = month(next, view), full.date.granularity == .day
            {
                return full
            }
        }
        return (index, day(target, .relative))
    }

    private func isFuture(_ index: Int, _ view: SentenceView) -> Bool {
        guard let group = view.groups.last(where: { $0.main < index && $0.isFinite }) else {
            return false
        }
        if group.modal == .future { return true }
        // "are due to meet on Thursday", "wants to reconvene them in October"
        return (group.start..<index).contains { place in
            DateFinder.planning.contains(word(place, view)) && word(place + 1, view) == "to"
        }
    }

    private static let planning: Set<String> = [
        "due", "expected", "hopes", "intends", "likely", "plan", "planned", "planning", "plans",
        "scheduled", "set", "supposed", "wants",
    ]

    /// Whether a weekday is followed by "next week", alone or as the first of two.
    private func isOfNextWeek(_ index: Int, _ view: SentenceView) -> Bool {
        var place = index + 1
        if word(place, view) == "and", isWeekday(place + 1, view) { place += 2 }
        return word(place, view) == "next" && word(place + 1, view) == "week"
    }

    private func isWeekday(_ index: Int, _ view: SentenceView) -> Bool {
        guard index < view.tokens.count else { return false }
        return data.vocabulary.classes(view.tokens[index].word).contains(.weekday)
    }

    /// The Monday so many weeks after that of publication. What a Sunday's article calls last week
    /// ends that day.
    private func monday(_ weeks: Int) -> Day {
        let shift = weeks < 0 && published.weekday == 7 ? weeks + 1 : weeks
        return published.adding(days: 1 - published.weekday + 7 * shift)
    }

    private func number(_ index: Int, _ view: SentenceView) -> Int? {
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
    private func month(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
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
        // "May" alone is more often a name or a verb.
        if let year = number(index + 1, view), (1000...9999).contains(year) {
            return whole(month, year).map { (index + 1, $0) }
        }
        guard
            ["in", "last", "since", "next", "late", "early", "mid"].contains(word(index - 1, view))
        else { return nil }
        let (year, current, _) = published.components
        let isAhead = word(index - 1, view) == "next" || isFuture(index, view)
        let shift = isAhead ? (month < current ? 1 : 0) : (month > current ? -1 : 0)
        return whole(month, year + shift).map { (index, $0) }
    }

    private func whole(_ month: Int, _ year: Int) -> EventDate? {
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
    private func dayFirst(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
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

    private func year(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard let year = number(index, view), (1800...2100).contains(year),
            ["in", "since", "during", "by", "until"].contains(word(index - 1, view)),
            let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return nil }
        return (index, EventDate(start: first, end: last, granularity: .year, basis: .stated))
    }

    private func relative(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let text = word(index, view)
        switch text {
        case "today", "tonight": return (index, day(published, .relative))
        case "yesterday": return (index, day(published.adding(days: -1), .relative))
        case "tomorrow": return (index, day(published.adding(days: 1), .relative))
        case "last", "next", "this":
            let sign = text == "last" ? -1 : text == "next" ? 1 : 0
            switch word(index + 1, view) {
            case "week":
                let monday = monday(sign)
                return (
                    index + 1,
                    EventDate(
                        start: monday, end: monday.adding(days: 6), granularity: .week,
                        basis: .relative)
                )
            case "month":
                let (year, month, _) = published.components
                let shifted = year * 12 + month - 1 + sign
                guard var date = whole(shifted % 12 + 1, shifted / 12) else { return nil }
                date.basis = .relative
                return (index + 1, date)
            case "year":
                let year = published.components.year + sign
                guard let first = Day(year: year, month: 1, day: 1),
                    let last = Day(year: year, month: 12, day: 31)
                else { return nil }
                return (
                    index + 1,
                    EventDate(start: first, end: last, granularity: .year, basis: .relative)
                )
            default: return nil
            }
        default: return nil
        }
    }
}
