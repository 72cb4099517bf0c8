/// A point in time as a source states it: a day (`2020-06-15`) or a day with a time
/// (`2020-06-15T06:12:09Z`, `2020-06-15T08:12+02:00`). The text travels unchanged.
public struct Timestamp: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The text as it was given.
    public let text: String
    /// The calendar day stated, in the zone it is stated in.
    public let day: Day
    /// Seconds since 1970-01-01T00:00:00Z; nil if only a day is given. Without a zone, UTC.
    public let seconds: Int64?

    /// The timestamp written as `text`; nil if it is neither form.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, bytes.count <= 40,
            let day = Day(String(decoding: bytes[0..<10], as: UTF8.self))
        else { return nil }
        self.text = text
        self.day = day
        if bytes.count == 10 {
            seconds = nil
            return
        }
        guard let seconds = Timestamp.secondsOfDay(bytes[10...]) else { return nil }
        self.seconds = Int64(day.number) * 86_400 + seconds
    }

    /// The timestamp of whole `seconds` since 1970-01-01T00:00:00Z; the nearest of the years 1 to
    /// 9999 for a time outside them.
    public init(seconds wanted: Int64) {
        let seconds = min(max(wanted, -62_135_596_800), 253_402_300_799)
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let rest = Int(seconds - days * 86_400)
        day = Day(number: Int(days))
        self.seconds = seconds
        let time = [rest / 3600, rest / 60 % 60, rest % 60].map { Day.padded($0, 2) }
        text = "\(day)T\(time[0]):\(time[1]):\(time[2])Z"
    }

    /// The timestamp of a whole day.
    public init(_ day: Day) {
        self.day = day
        seconds = nil
        text = day.description
    }

    public var description: String { text }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let timestamp = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription:
                        "\"\(text.prefix(utf8: 40))\" is neither YYYY-MM-DD nor an RFC 3339 time"))
        }
        self = timestamp
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Seconds that `T08:12:09.5+02:00` adds to the start of its day in UTC.
    private static func secondsOfDay(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var rest = bytes
        func number(_ count: Int) -> Int? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return Day.digits(rest.prefix(count))
        }
        func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard take("T") || take("t") || take(" "), let hour = number(2), hour < 24, take(":"),
            let minute = number(2), minute < 60
        else { return nil }
        var second = 0
        if take(":") {
            guard let value = number(2), value <= 60 else { return nil }
            second = value
            if take(".") {
                let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(digits.count)
            }
        }
        let local = Int64(hour * 3600 + minute * 60 + second)
        if rest.isEmpty { return local }
        if take("Z") || take("z") { return rest.isEmpty ? local : nil }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let zoneHour = number(2), zoneHour < 24 else { return nil }
        _ = take(":")
        guard let zoneMinute = number(2), zoneMinute < 60, rest.isEmpty else { return nil }
        return local - sign * Int64(zoneHour * 3600 + zoneMinute * 60)
    }
}
