import Glibc

/// A line of a log that says who comes, who goes, and who is not heard any more.
struct LogLine {
    static let comingsAndGoings: Set = ["worker joined", "worker lost", "worker left"]
    static let silences: Set = ["the hub is silent", "no hub answers"]

    /// Seconds since 1970.
    let time: Double
    let message: String
    let worker: String?

    static func all(in log: String) -> [LogLine] {
        log.split(separator: "\n").compactMap { LogLine($0) }
    }

    /// Nil for one that says nothing of interest.
    init?(_ line: Substring) {
        guard let message = LogLine.value(of: "msg=\"", until: "\"", in: line),
            LogLine.comingsAndGoings.contains(message) || LogLine.silences.contains(message)
                || message == "serving",
            let stamp = LogLine.value(of: "time=", until: " ", in: line)
        else { return nil }
        let numbers = stamp.split { !$0.isNumber }.compactMap { Int32($0) }
        guard numbers.count == 7 else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            numbers[0] - 1900, numbers[1] - 1, numbers[2]
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[3], numbers[4], numbers[5])
        time = Double(timegm(&parts)) + Double(numbers[6]) / 1000
        self.message = message
        worker = LogLine.value(of: "worker=", until: " ", in: line)
    }

    private static func value(
        of key: String, until end: Character, in line: Substring
    ) -> String? {
        guard let start = line.firstRange(of: key)?.upperBound else { return nil }
        return String(line[start...].prefix { $0 != end })
    }
}
