internal import Knowledge
internal import Language
internal import Messages

/// Dates that are counted from the day of publication.
extension DateFinder {
    /// On which side of publication what is told lies.
    enum Direction { case past, ahead, either }

    /// On which side lies what the words before a date tell.
    func direction(of index: Int, _ view: SentenceView) -> Direction {
        if isUpcoming(index, view) { return .ahead }
        guard let number = view.groups.lastIndex(where: { $0.main < index && $0.isFinite }) else {
            return .past
        }
        let group = view.groups[number]
        let between = view.groups[(number + 1)...].prefix { $0.main < index }
        if let last = between.last, last.infinitive, last.passive || begins(last, view) {
            // "a summit to be held in May", "a truce to begin on Monday"
            return .ahead
        }
        // "are due to meet on Thursday", "wants to reconvene them in October"
        let isPlanned = (group.start..<index).contains { place in
            DateFinder.planning.contains(word(place, view))
                && ["to", "for", "on", "in"].contains(word(place + 1, view))
        }
        if isPlanned { return .ahead }
        if group.modal == .future {
            // "announced it would leave on Friday" may look back from later.
            let isReported = (group.start...group.main).contains { word($0, view) == "would" }
            return isReported ? .either : .ahead
        }
        if isScheduled(index, group, view) { return .ahead }
        if group.perfect { return .past }
        if group.modal == .possible || word(index - 1, view) == "by" { return .either }
        return between.isEmpty && isPresent(group, view) ? .either : .past
    }

    /// Verbs of what is set for a day.
    private static let beginnings: Set<String> = [
        "begin", "start", "resume", "open", "end", "expire", "convene", "reopen", "restart",
        "happen", "take",
    ]

    private static let scheduling: Set<String> = [
        "convene", "call", "schedule", "summon", "announce", "arrange", "plan", "organise",
        "organize", "set",
    ]

    /// "has convened the council for Monday", but not "for Monday's raid".
    private func isScheduled(_ index: Int, _ group: VerbGroup, _ view: SentenceView) -> Bool {
        guard word(index - 1, view) == "for", !word(index + 1, view).hasPrefix("'"),
            !word(index + 1, view).hasPrefix("’")
        else { return false }
        return data.vocabulary.verbs(view.tokens[group.main].word).contains {
            DateFinder.scheduling.contains(data.vocabulary.text($0))
        }
    }

    private func begins(_ group: VerbGroup, _ view: SentenceView) -> Bool {
        data.vocabulary.verbs(view.tokens[group.main].word).contains {
            DateFinder.beginnings.contains(data.vocabulary.text($0))
        }
    }

    /// Whether the words right before say that it is still to come: "ahead of polls in May".
    private func isUpcoming(_ index: Int, _ view: SentenceView) -> Bool {
        (max(0, index - 6)..<index).contains { place in
            let text = word(place, view)
            return text == "ahead" && word(place + 1, view) == "of"
                || ["upcoming", "forthcoming"].contains(text)
        }
    }

    /// Whether a verb stands in the present tense, and does not only tell what somebody said.
    private func isPresent(_ group: VerbGroup, _ view: SentenceView) -> Bool {
        let main = data.vocabulary.classes(view.tokens[group.main].word)
        if group.progressive || group.passive {
            return ["is", "are", "'s", "'re"].contains(word(group.start, view))
        }
        let lemmas = data.vocabulary.verbs(view.tokens[group.main].word)
        let speaks = lemmas.contains { data.vocabulary.classes($0).contains(.speech) }
        // "its allies" are no verb.
        guard group.start > 0, [.name, .pronoun, .relative].contains(view.tags[group.start - 1])
        else { return false }
        return group.start == group.main && !group.copular && !speaks
            && main.isDisjoint(with: [.past, .gerund]) && !view.folded(group.main).hasSuffix("ed")
    }

    private static let planning: Set<String> = [
        "due", "expected", "hopes", "intends", "likely", "plan", "planned", "planning", "plans",
        "scheduled", "set", "supposed", "wants",
    ]

    /// "two years ago", "a week ago": as exactly as its unit.
    func ago(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard word(index + 2, view) == "ago" else { return nil }
        let text = word(index, view)
        // "more than six years ago" is not told exactly.
        guard !["than", "over", "least"].contains(word(index - 1, view)),
            let count = text == "a" || text == "an"
                ? 1 : DateFinder.counts.firstIndex(of: text).map({ $0 + 1 }) ?? number(index, view),
            (1...99).contains(count)
        else { return nil }
        let (year, month, _) = published.components
        switch word(index + 1, view) {
        case "day", "days":
            return (index + 2, day(published.adding(days: -count), .relative))
        case "week", "weeks":
            let monday = published.adding(days: 1 - published.weekday - 7 * count)
            return (index + 2, span(monday, 7, .week))
        case "month", "months":
            let shifted = year * 12 + month - 1 - count
            guard var date = whole(shifted % 12 + 1, shifted / 12) else { return nil }
            date.basis = .relative
            return (index + 2, date)
        case "year", "years":
            guard let first = Day(year: year - count, month: 1, day: 1),
                let last = Day(year: year - count, month: 12, day: 31)
            else { return nil }
            return (
                index + 2,
                EventDate(start: first, end: last, granularity: .year, basis: .relative)
            )
        default: return nil
        }
    }

    private static let counts = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ]

    private func span(
        _ first: Day, _ days: Int, _ granularity: EventDate.Granularity
    ) -> EventDate {
        EventDate(
            start: first, end: first.adding(days: days - 1), granularity: granularity,
            basis: .relative)
    }

    /// "at the weekend", "last weekend": Saturday and Sunday.
    private func weekend(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let text = word(index, view)
        guard index + 1 < view.tokens.count, view.folded(index + 1) == "weekend", text != "next",
            text != "the" || ["at", "over", "during", "on", "in"].contains(word(index - 1, view))
        else { return nil }
        var saturday = published.adding(days: -((published.weekday + 1) % 7))
        let isNow = published.weekday >= 6
        if isNow, text == "last" { saturday = saturday.adding(days: -7) }
        if !isNow, text != "last", direction(of: index, view) == .ahead {
            saturday = saturday.adding(days: 7)
        }
        return (index + 1, span(saturday, 2, .day))
    }

    /// "at the end of the year": its last month, or the last week of a month, of which what is still to
    /// come counts.
    private func end(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard word(index + 1, view) == "end", word(index + 2, view) == "of",
            ["the", "this"].contains(word(index + 3, view))
        else { return nil }
        let (year, month, _) = published.components
        let isYear = word(index + 4, view) == "year"
        guard isYear || word(index + 4, view) == "month",
            var date = whole(isYear ? 12 : month, year)
        else { return nil }
        if !isYear { date.start = max(date.start, date.end.adding(days: -6)) }
        if published < date.end { date.start = max(date.start, published.adding(days: 1)) }
        date.granularity = isYear ? .month : .week
        date.basis = .relative
        return (index + 4, date)
    }

    /// "in the past week", "over the last week": the seven days before.
    private func pastWeek(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        guard ["last", "past"].contains(word(index + 1, view)), word(index + 2, view) == "week",
            ["in", "over", "during", "within"].contains(word(index - 1, view))
        else { return nil }
        return (index + 2, span(published.adding(days: -7), 8, .week))
    }

    func relative(_ index: Int, _ view: SentenceView) -> (last: Int, date: EventDate)? {
        let text = word(index, view)
        switch text {
        case "today", "tonight":
            // "the Today programme" is a name.
            if view.tokens[index].shape.contains(.capital), !view.isHead(index) { return nil }
            return (index, day(published, .relative))
        case "yesterday": return (index, day(published.adding(days: -1), .relative))
        case "tomorrow": return (index, day(published.adding(days: 1), .relative))
        case "the": return weekend(index, view) ?? pastWeek(index, view) ?? end(index, view)
        case "last", "next", "this":
            let sign = text == "last" ? -1 : text == "next" ? 1 : 0
            switch word(index + 1, view) {
            case "week":
                // A Sunday's article that looks ahead to "this week" means that which begins.
                let isNext =
                    sign == 0 && published.weekday == 7 && direction(of: index, view) == .ahead
                let monday = monday(isNext ? 1 : sign)
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
            default: return weekend(index, view)
            }
        default: return nil
        }
    }
}
