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

    func word(_ index: Int, _ view: SentenceView) -> String {
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
        let first = view.text.scalars[token.start]
        if ("1"..."3").contains(first), let range = range(index, view) { return range }
        if token.shape.contains(.number) {
            return dayFirst(index, view) ?? ago(index, view) ?? year(index, view)
        }
        return partOfMonth(index, view) ?? ago(index, view) ?? relative(index, view)
    }

    func day(_ day: Day, _ basis: EventDate.Basis) -> EventDate {
        EventDate(start: day, end: day, granularity: .day, basis: basis)
    }

    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private func weekday(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let name = word(index, view).prefix(3)
        guard let number = DateFinder.weekdays.firstIndex(where: { $0 == name }) else { return nil }
        let before = word(index - 1, view)
        let back = (published.weekday - 1 - number + 7) % 7
        var target = published.adding(days: -back)
        if before == "next" || before == "coming" {
            target = target.adding(days: back == 0 && before != "next" ? 0 : 7)
        } else if before == "last" {
            if back == 0 { target = target.adding(days: -7) }
        } else if isAhead(direction(of: index, view), back: back), back > 0 {
            target = target.adding(days: 7)
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

    private func isAhead(_ direction: Direction, back: Int) -> Bool {
        switch direction {
        case .past: false
        case .ahead: true
        // Who writes of a day before or after names the nearer one.
        case .either: back >= 3
        }
    }

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
    func monday(_ weeks: Int) -> Day {
        let shift = weeks < 0 && published.weekday == 7 ? weeks + 1 : weeks
        return published.adding(days: 1 - published.weekday + 7 * shift)
    }
}
