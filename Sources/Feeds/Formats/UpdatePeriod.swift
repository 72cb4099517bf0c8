/// How often a feed says it changes (RSS 1.0's syndication module).
struct UpdatePeriod {
    var period: String?
    var frequency: Int?

    /// The time between two changes; nil if it does not say.
    var duration: Duration? {
        let hours: Int? =
            switch period {
            case "hourly"?: 1
            case "daily"?: 24
            case "weekly"?: 168
            case "monthly"?: 720
            case "yearly"?: 8760
            default: nil
            }
        return hours.map { .seconds($0 * 3600 / max(1, frequency ?? 1)) }
    }
}
