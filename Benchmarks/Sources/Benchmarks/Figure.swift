/// What was measured, once a run.
struct Figure: Sendable {
    /// What the number counts.
    enum Unit: String, Sendable {
        case perSecond = "/s"
        case bytesPerSecond = "B/s"
        case microseconds = "µs"
    }

    let benchmark: String
    let variant: String
    let unit: Unit
    /// One value a run.
    let chancery: [Double]
    /// What it is compared with gave in the same turn; nil where there is no such thing.
    let raw: [Double]?
    /// What that is: plain C calls, unless said otherwise.
    var peer = "C"

    /// How often Chancery's figure is the other one's, run by run.
    var ratios: [Double]? {
        raw.map { raw in zip(chancery, raw).map { $1 == 0 ? 0 : $0 / $1 } }
    }
}

/// The middle of several values, and how far they spread.
struct Spread {
    let median: Double
    let least: Double
    let most: Double

    init(_ values: [Double]) {
        let sorted = values.sorted()
        precondition(!sorted.isEmpty, "a figure has at least one run")
        let middle = sorted.count / 2
        median =
            sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        least = sorted[0]
        most = sorted[sorted.count - 1]
    }
}

/// The value below which `share` of `values` lie.
func percentile(_ share: Double, of values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}
