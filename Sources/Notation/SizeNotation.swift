/// Amounts of bytes as people write them: `64MiB`, `200kB`, `512B` or a bare number.
public enum SizeNotation {
    /// What is accepted, for error messages: "… is not …".
    public static let expectation = "a size like 64MiB, 200kB or 512B"

    private static let units: [(name: String, bytes: Int64)] = [
        ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000),
        ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000), ("B", 1),
    ]

    /// Reads a number of bytes; nil if `text` is none or does not fit into 63 bits.
    public static func parse(_ text: String) -> Int? {
        guard let amount = Amount(text) else { return nil }
        if amount.unit.isEmpty { return Int(amount.number) }
        guard let unit = units.first(where: { $0.name == amount.unit }) else { return nil }
        let (bytes, overflow) = amount.number.multipliedReportingOverflow(by: unit.bytes)
        return overflow ? nil : Int(bytes)
    }

    /// Writes `bytes` in the largest unit that is exact.
    public static func format(_ bytes: Int) -> String {
        guard bytes != 0, let unit = units.first(where: { Int64(bytes) % $0.bytes == 0 })
        else { return "0B" }
        return "\(Int64(bytes) / unit.bytes)\(unit.name)"
    }
}
