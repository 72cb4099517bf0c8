public import Messages
import Storage

/// What a follower wants to see. An empty list lets everything through.
public struct FollowFilter: Codable, Hashable, Sendable {
    /// Event types.
    public var types: [EventType]
    /// Actors: a whole entity (`LBY/GOV`) or a country or organisation (`LBY`, `NATO`); any actor
    /// of the event may match.
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
            && (actors.isEmpty || entry.entities.contains(where: matches(entity:)))
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
        guard (0...1).contains(minimumConfidence) else {
            throw fields.reject(.minimumConfidence, "not between 0 and 1")
        }
    }
}
