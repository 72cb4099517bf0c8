internal import Messages

/// Reads the dates that feeds are found to carry: RFC 822 and its many variants, ISO 8601 and
/// W3C-DTF in full and in part, asctime, and the forms of several platforms.
///
/// The result is in UTC; a date without a time is the day alone, a time without a zone is UTC. What
/// names no day is nil.
enum FeedDate {
    /// The date written as `text`.
    static func read(_ text: String) -> Timestamp? {
        let bytes = PlainText.collapsed(Array(text.utf8))
        guard bytes.count >= 4, bytes.count <= 100 else { return nil }
        if let found = ISODate.read(bytes) { return found }
        return WordyDate.read(bytes)
    }

    /// The timestamp of a day and a time in a zone `offset` seconds ahead of UTC.
    static func stamp(_ day: Day, _ time: Int?, offset: Int?) -> Timestamp {
        guard let time else { return Timestamp(day) }
        return Timestamp(seconds: Int64(day.number) * 86_400 + Int64(time - (offset ?? 0)))
    }

    /// The whole year that two digits mean: RFC 2822 has 00 to 49 in this century.
    static func wholeYear(_ value: Int, digits: Int) -> Int {
        if digits == 2 { return value + (value < 50 ? 2000 : 1900) }
        return digits == 3 ? value + 1900 : value
    }
}
