internal import Glibc
internal import Knowledge

/// Which countries and places an article has told of: its context for names that several places
/// bear.
struct PlaceMemory {
    /// The country whose capital, or whose name, the last dateline was.
    private(set) var dateline: String?
    private var countries: [String: Int] = [:]
    private var points: [(latitude: Double, longitude: Double)] = []
    private var resolved: [String: Gazetteer.Entry] = [:]
    private static let pointLimit = 16

    /// How much speaks for a country: more if it was just named, less if it was long ago.
    func weight(of country: String?) -> Double {
        guard let country, let count = countries[country] else { return 0 }
        return count >= 3 ? 2 : 1.5
    }

    /// Whether the article has named the country.
    func knows(_ country: String?) -> Bool { country.map { countries[$0] != nil } ?? false }

    /// What the name meant before in the article.
    func earlier(_ key: String) -> Gazetteer.Entry? { resolved[key] }

    mutating func note(dateline country: String?) { dateline = country }

    mutating func note(country: String) { countries[country, default: 0] += 1 }

    mutating func note(_ key: String, _ entry: Gazetteer.Entry) {
        resolved[key] = entry
        if let country = entry.country { note(country: country) }
        guard let latitude = entry.latitude, let longitude = entry.longitude else { return }
        points.append((latitude, longitude))
        if points.count > PlaceMemory.pointLimit { points.removeFirst() }
    }

    /// Whether the place lies within about 300 km of one told before. Distances as on a plane at
    /// the latitude of the place: exact enough for a choice between continents.
    func isNear(_ entry: Gazetteer.Entry) -> Bool {
        guard let latitude = entry.latitude, let longitude = entry.longitude else { return false }
        return points.contains { point in
            let north = (point.latitude - latitude) * 111
            let east = (point.longitude - longitude) * 111 * cos(latitude * .pi / 180)
            return north * north + east * east < 300 * 300
        }
    }
}
