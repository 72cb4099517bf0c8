/// Days of the week by their English names.
enum Weekday {
    /// The number of the day called `name`, 1 for Monday to 7 for Sunday.
    static func number(_ name: String) -> Int? {
        let name = name.lowercased()
        guard name.utf8.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(name) }.map { $0 + 1 }
    }

    private static let names = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}
