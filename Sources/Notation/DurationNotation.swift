/// Durations as people write them: a whole number and a unit (`500ms`, `10s`, `5m`, `2h`, `30d`).
public enum DurationNotation {
    /// What is accepted, for error messages: "… is not …".
    public static let expectation = "a duration like 500ms, 10s, 5m, 2h or 30d"

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads a duration; nil if `text` is none or does not fit into 64 bits of milliseconds.
    public static func parse(_ text: String) -> Duration? {
        guard let amount = Amount(text),
            let unit = units.first(where: { $0.name == amount.unit })
        else { return nil }
        let (milliseconds, overflow) = amount.number
            .multipliedReportingOverflow(by: unit.milliseconds)
        return overflow ? nil : .milliseconds(milliseconds)
    }

    /// Writes `duration` in the largest unit that is exact, cut to whole milliseconds.
    public static func format(_ duration: Duration) -> String {
        let parts = duration.components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        guard milliseconds != 0,
            let unit = units.first(where: { milliseconds % $0.milliseconds == 0 })
        else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}

/// A whole number with a unit behind it, as durations and sizes share it.
struct Amount {
    var number: Int64
    var unit: String

    /// Splits `text`; nil unless it is one to 18 digits and then letters or nothing.
    init?(_ text: String) {
        let bytes = text.utf8
        let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
        // 18 digits always fit into 63 bits.
        guard !digits.isEmpty, digits.count <= 18, bytes.count - digits.count <= 3 else {
            return nil
        }
        number = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
        unit = String(text[digits.endIndex...])
    }
}
