import Messages

/// Reads dates as people write them at the head of an article.
enum WrittenDate {
    /// The date that `line` is, after an optional label: `Published: 2026-03-03`, `Tuesday, 3 March
    /// 2026`, `Updated March 3, 2026 10:15 GMT`. Nil if the line says more than that.
    static func read(_ line: String) -> (date: Timestamp, isUpdate: Bool)? {
        guard line.utf8.count <= 100 else { return nil }
        var words = line.split { $0 == " " || $0 == "," || $0 == "|" }.map(String.init)
        var isUpdate = false
        while let first = words.first {
            let plain = first.lowercased().filter { $0.isLetter }
            if updateLabels.contains(plain) { isUpdate = true }
            guard updateLabels.contains(plain) || labels.contains(plain) || isWeekday(plain) else {
                break
            }
            words.removeFirst()
        }
        guard let first = words.first else { return nil }
        if let stamp = Timestamp(first) { return words.count <= 3 ? (stamp, isUpdate) : nil }
        guard let day = day(words.prefix(3)) else { return nil }
        // A time of day may follow, and nothing else.
        let rest = words.dropFirst(3)
        guard rest.count <= 3, rest.isEmpty || rest.contains(where: { $0.contains(":") }) else {
            return nil
        }
        return (Timestamp(day), isUpdate)
    }

    /// The number of the month that `word` names, in English, in full or by three letters.
    static func month(_ word: some StringProtocol) -> Int? {
        let plain = word.lowercased().filter { $0 != "." }
        guard plain.utf8.count >= 3 else { return nil }
        let short = plain == "sept" ? "sep" : plain
        return months.firstIndex { $0 == short || (short.utf8.count == 3 && $0.hasPrefix(short)) }
            .map { $0 + 1 }
    }

    /// The day of `3 March 2026` or `March 3 2026`.
    private static func day(_ words: ArraySlice<String>) -> Day? {
        let words = Array(words)
        guard words.count == 3, let year = Int(words[2]), (1900...2200).contains(year) else {
            return nil
        }
        if let month = month(words[1]), let day = number(words[0]) {
            return Day(year: year, month: month, day: day)
        }
        if let month = month(words[0]), let day = number(words[1]) {
            return Day(year: year, month: month, day: day)
        }
        return nil
    }

    /// 3 of `3`, `3.` and `3rd`.
    static func number(_ word: some StringProtocol) -> Int? {
        let digits = word.prefix { ("0"..."9").contains($0) }
        let ending = word.dropFirst(digits.count)
        guard (1...2).contains(digits.count),
            ["", ".", "st", "nd", "rd", "th"].contains(String(ending))
        else { return nil }
        return Int(digits)
    }

    private static func isWeekday(_ word: String) -> Bool {
        weekdays.contains { $0 == word || (word.utf8.count == 3 && $0.hasPrefix(word)) }
    }

    private static let labels: Set<String> = [
        "published", "posted", "date", "on", "first", "issued",
    ]
    private static let updateLabels: Set<String> = ["updated", "modified", "last"]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
