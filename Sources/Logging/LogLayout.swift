internal import Glibc

/// How a record becomes a line.
public struct LogLayout: Equatable, Sendable {
    /// The two shapes of a line.
    public enum Format: String, CaseIterable, Sendable {
        /// `level=info component=hub msg="worker lost" worker=3`
        case logfmt
        /// One JSON object.
        case json
    }

    /// The shape of the line.
    public var format: Format
    /// Whether the line goes to the systemd journal: `<N>` in front and no time.
    public var journal: Bool

    /// A layout of one format.
    public init(format: Format, journal: Bool) {
        self.format = format
        self.journal = journal
    }

    /// Longer texts are cut there, in bytes.
    static let longestText = 1024

    /// The line for `record`, with its newline and with no other.
    public func line(for record: LogRecord) -> String {
        var line = journal ? "<\(record.level.priority)>" : ""
        var entries: [LogFields.Entry] = []
        if !journal { entries.append(.init(key: .time, value: .text(Self.stamp(record.time)))) }
        entries.append(.init(key: .level, value: .text(record.level.rawValue)))
        entries.append(.init(key: .component, value: .text(record.component)))
        entries.append(.init(key: .message, value: .text(record.message)))
        if record.suppressed > 0 {
            entries.append(.init(key: .suppressed, value: .integer(Int64(record.suppressed))))
        }
        entries += record.fields.entries.filter { !LogKey.reserved.contains($0.key) }
        switch format {
        case .logfmt:
            for (position, entry) in entries.enumerated() {
                if position > 0 { line += " " }
                line += entry.key.rawValue
                line += "="
                // The message is always quoted, so that a line looks the same whatever it says.
                Self.appendLogfmt(entry.value, quoted: entry.key == .message, to: &line)
            }
        case .json:
            line += "{"
            for (position, entry) in entries.enumerated() {
                if position > 0 { line += "," }
                line += "\"\(entry.key.rawValue)\":"
                Self.appendJSON(entry.value, to: &line)
            }
            line += "}"
        }
        line += "\n"
        return line
    }

    private static func appendLogfmt(_ value: LogScalar, quoted: Bool, to line: inout String) {
        switch value {
        case .integer(let number): line += String(number)
        case .real(let number): line += "\(number)"
        case .flag(let flag): line += flag ? "true" : "false"
        case .text(let text):
            let text = LogText.cut(text, to: longestText)
            if !quoted, LogText.isBare(text) {
                line += text
            } else {
                LogText.appendQuoted(text, to: &line)
            }
        }
    }

    private static func appendJSON(_ value: LogScalar, to line: inout String) {
        switch value {
        case .integer(let number): line += String(number)
        case .real(let number) where number.isFinite: line += "\(number)"
        case .real(let number): line += "\"\(number)\""
        case .flag(let flag): line += flag ? "true" : "false"
        case .text(let text): LogText.appendQuoted(LogText.cut(text, to: longestText), to: &line)
        }
    }

    /// `2026-03-04T05:06:07.089Z`
    static func stamp(_ milliseconds: Int64) -> String {
        let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        var seconds = time_t(remainder < 0 ? quotient - 1 : quotient)
        let fraction = remainder < 0 ? remainder + 1000 : remainder
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "\(milliseconds)" }
        func padded(_ number: Int32, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date =
            "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))"
            + "-\(padded(parts.tm_mday, 2))"
        let time =
            "\(padded(parts.tm_hour, 2)):\(padded(parts.tm_min, 2))"
            + ":\(padded(parts.tm_sec, 2)).\(padded(Int32(fraction), 3))"
        return "\(date)T\(time)Z"
    }
}
