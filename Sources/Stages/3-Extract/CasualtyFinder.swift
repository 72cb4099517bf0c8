internal import Knowledge
internal import Language
internal import Messages

/// Finds how many people a sentence says were killed, injured or arrested, where it gives a number.
struct CasualtyFinder {
    let data: LanguageData
    /// How far from its word a number stands, in tokens.
    private static let reach = 6

    /// A number, with the word that it belongs to.
    struct Found {
        var kind: String
        var count: Int
        /// The token of the word.
        var index: Int
    }

    /// The numbers of `view`, in order.
    func casualties(in view: SentenceView) -> [Found] {
        let words = data.casualties.matches(in: view.tokens[...])
        var found: [Found] = []
        var used: Set<Int> = []
        for word in words {
            let parts = word.kind.split(separator: " ")
            guard parts.count == 2 else { continue }
            let last = word.index + word.length - 1
            let passive = view.group(covering: last).map { view.groups[$0].passive } ?? false
            let before = parts[1] == "before" || passive
            let number =
                before
                ? number(before: word.index, view) ?? number(after: last, view)
                : number(after: last, view) ?? number(before: word.index, view)
            guard let (index, count) = number, count > 0, used.insert(index).inserted else {
                continue
            }
            found.append(Found(kind: String(parts[0]), count: count, index: word.index))
        }
        return found
    }

    /// Gives the numbers to those relations that tell of the harm, each to the nearest.
    func attach(_ found: [Found], to relations: inout [Relation], _ view: SentenceView) {
        for item in found {
            let place = view.tokens[item.index].start
            let fitting = relations.indices.filter { fits(item.kind, relations[$0]) }
            guard
                let nearest = fitting.min(by: {
                    distance(place, relations[$0].trigger) < distance(place, relations[$1].trigger)
                })
            else { continue }
            var casualties = relations[nearest].casualties ?? Casualties()
            switch item.kind {
            case "killed": casualties.killed = casualties.killed ?? item.count
            case "injured": casualties.injured = casualties.injured ?? item.count
            default: casualties.arrested = casualties.arrested ?? item.count
            }
            relations[nearest].casualties = casualties
        }
    }

    private func fits(_ kind: String, _ relation: Relation) -> Bool {
        let type =
            relation.act?.types.first.flatMap { EventType(rawValue: $0.label) }
            ?? relation.predicate.flatMap(data.predicates.predicate)?.type
        return kind == "arrested" ? type == .coerce : type == .assault
    }

    private func distance(_ place: Int, _ span: Span) -> Int {
        place < span.start ? span.start - place : max(0, place - span.end)
    }

    private func number(after index: Int, _ view: SentenceView) -> (index: Int, count: Int)? {
        var place = index + 1
        while place < view.tokens.count, place - index <= CasualtyFinder.reach {
            if view.tags[place] == .mark || view.tags[place] == .relative { return nil }
            if let (count, length) = count(at: place, view) {
                return isMeasure(after: place + length - 1, view) ? nil : (place, count)
            }
            if view.tags[place] == .verb || view.tags[place] == .conjunction { return nil }
            place += 1
        }
        return nil
    }

    private func number(before index: Int, _ view: SentenceView) -> (index: Int, count: Int)? {
        var place = index - 1
        while place >= 0, index - place <= CasualtyFinder.reach {
            if view.tags[place] == .mark || view.tags[place] == .relative { return nil }
            // The whole number: "two hundred" ends here.
            let start = max(0, place - 3)
            for first in start...place {
                if let (count, length) = count(at: first, view), first + length - 1 == place {
                    return isMeasure(after: place, view) ? nil : (first, count)
                }
            }
            if view.tags[place] == .verb { return nil }
            place -= 1
        }
        return nil
    }

    /// Whether what is counted are no people: "for 14 years".
    private func isMeasure(after index: Int, _ view: SentenceView) -> Bool {
        guard index + 1 < view.tokens.count else { return false }
        let next = view.tokens[index + 1]
        let first = view.text.scalars[next.start]
        if first == "%" || first == "-" { return true }
        let text = view.text[view.span(index + 1, index + 1)].lowercased()
        return CasualtyFinder.measures.contains(text)
    }

    private static let measures: Set<String> = [
        "year", "years", "day", "days", "hour", "hours", "month", "months", "week", "weeks",
        "minute", "minutes", "per", "percent", "kilometres", "kilometers", "km", "miles", "metres",
        "times", "million", "billion", "dollars", "euros", "shots", "rounds", "countries",
        "villages", "towns", "charges", "counts",
    ]

    /// The number that begins at a token, and how many tokens it has.
    private func count(at index: Int, _ view: SentenceView) -> (count: Int, length: Int)? {
        var place = index
        var total = 0
        var current: Int?
        while place < view.tokens.count, place - index < 5 {
            let span = view.span(place, place)
            let text = view.text[span].lowercased()
            if let digits = CasualtyFinder.digits(text) {
                guard current == nil else { break }
                current = digits
            } else if let value = CasualtyFinder.word(text) {
                current = (current ?? 0) + value
            } else if let factor = CasualtyFinder.factors[text] {
                // "a hundred" counts one of them; "hundreds" counts nothing.
                current = (current ?? 1) * factor
                if factor == 1000 {
                    total += current ?? 0
                    current = 0
                }
            } else if text != "a" || place > index
                || !(place + 1 < view.tokens.count
                    && CasualtyFinder.factors[
                        view.text[view.span(place + 1, place + 1)].lowercased()] != nil)
            {
                break
            }
            place += 1
        }
        guard let current, place > index, total + current < 10_000_000 else { return nil }
        return (total + current, place - index)
    }

    private static let factors = ["dozen": 12, "hundred": 100, "thousand": 1000]

    private static func digits(_ text: String) -> Int? {
        let bare = text.replacing(",", with: "")
        guard !bare.isEmpty, bare.utf8.count <= 7, bare.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(bare)
    }

    private static let ones = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    private static let tens = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    private static func word(_ text: String) -> Int? {
        var sum = 0
        for part in text.split(separator: "-") {
            if let one = ones.firstIndex(of: String(part)) {
                sum += one + 1
            } else if let ten = tens.firstIndex(of: String(part)) {
                sum += 10 * (ten + 2)
            } else {
                return nil
            }
        }
        return sum > 0 ? sum : nil
    }
}
