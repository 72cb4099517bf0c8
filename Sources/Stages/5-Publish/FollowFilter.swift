public import Messages
import Storage

/// What a follower wants to see. An empty list lets everything through.
public struct FollowFilter: Codable, Hashable, Sendable {
    /// Event types.
    public var types: [EventType]
    /// Actors: a whole entity (`LBY/GOV`), an organisation (`NATO`) or a country (`LBY`, `UNO`)
    /// with all that belongs to it; any actor of the event may match.
    public var actors: [String]
    /// Country codes; any actor of the event may match.
    public var countries: [String]
    /// Statuses.
    public var statuses: [EventStatus]
    /// Only events at least as sure as this, 0 to 1.
    public var minimumConfidence: Double

    /// A filter; by default it lets everything through.
    public init(
        types: [EventType] = [], actors: [String] = [], countries: [String] = [],
        statuses: [EventStatus] = [], minimumConfidence: Double = 0
    ) {
        self.types = types
        self.actors = actors
        self.countries = countries
        self.statuses = statuses
        self.minimumConfidence = minimumConfidence
    }

    /// Whether the filter lets `entry` through.
    func matches(_ entry: LogEntry) -> Bool {
        (types.isEmpty || types.contains(entry.type))
            && (statuses.isEmpty || statuses.contains(entry.status))
            && (countries.isEmpty || entry.countries.contains(where: countries.contains))
            && (actors.isEmpty || entry.countries.contains(where: actors.contains)
                || entry.entities.contains(where: matches(entity:)))
            && entry.confidence >= minimumConfidence
    }

    private func matches(entity: String) -> Bool {
        actors.contains { actor in
            entity == actor
                || (!actor.contains("/") && entity.utf8.starts(with: Array((actor + "/").utf8)))
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case types, actors, countries, statuses, minimumConfidence
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        types = try fields.value(.types, default: [])
        actors = try fields.value(.actors, default: [])
        countries = try fields.value(.countries, default: [])
        statuses = try fields.value(.statuses, default: [])
        minimumConfidence = try fields.value(.minimumConfidence, default: 0)
        for (key, count) in [
            (CodingKeys.types, types.count), (.actors, actors.count),
            (.countries, countries.count), (.statuses, statuses.count),
        ] where count > 1000 {
            throw fields.reject(key, "more than 1000 entries")
        }
        for actor in actors where actor.isEmpty || actor.utf8.contains(where: { $0 <= 0x20 }) {
            throw fields.reject(.actors, "\"\(actor.prefix(utf8: 40))\" names no actor")
        }
        for country in countries where !FollowFilter.isCountry(country) {
            throw fields.reject(
                .countries,
                "\"\(country.prefix(utf8: 40))\" is not a country code of three capital letters")
        }
        guard (0...1).contains(minimumConfidence) else {
            throw fields.reject(.minimumConfidence, "not between 0 and 1")
        }
    }

    private static func isCountry(_ text: String) -> Bool {
        text.utf8.count == 3
            && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
