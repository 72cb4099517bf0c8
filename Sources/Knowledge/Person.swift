public import Messages

/// A person, with the offices held in one country or organisation.
///
/// Whoever held offices of two, as a prime minister who came to head an organisation, is two
/// persons of one name: so namesakes are never taken for one, and the day tells which is meant.
public struct Person: Sendable, Hashable {
    /// One office.
    public struct Office: Sendable, Hashable {
        /// The country's code or the organisation's id.
        public var body: String
        /// The code of the country, or the organisation's.
        public var country: String
        /// The sector of its holder.
        public var sector: String
        /// Its name.
        public var title: String
        /// How high it is: 4 for the head of a state, 3 for that of a government, 2 for that of an
        /// organisation, 1 for a minister, 0 for others.
        public var rank: Int
        /// The first day, the earliest where that is not known to the day.
        public var from: Day
        /// The last day, the latest where that is not known to the day; absent while it lasts.
        public var to: Day?
        /// Where it stands.
        public var origin: Origin
        /// Whether that is the table of tenures, and not of other people.
        public var isTenure = true

        /// The entity its holder is.
        public var entity: String { "\(body)/\(sector)" }

        /// How many days lie between `day` and the time in office: negative before it.
        func distance(to day: Day) -> Int {
            if day < from { return day.number - from.number }
            guard let to, day > to else { return 0 }
            return day.number - to.number
        }
    }

    /// How somebody stands to an office on a day.
    public enum Standing: Sendable { case inOffice, former, future }

    /// The name.
    public var name: String
    /// The folded surname, for spellings that differ a little.
    public var surname: String
    /// The offices, in the order of the files.
    public var offices: [Office]

    /// The office held on `day`, the highest of several; else the one left last before it, else the
    /// first one still to come.
    public func office(on day: Day) -> (office: Office, standing: Standing)? {
        let held = offices.filter { $0.distance(to: day) == 0 }
        if let office = held.max(by: { ($0.rank, $0.from) < ($1.rank, $1.from) }
        ) {
            return (office, .inOffice)
        }
        let left = offices.filter { $0.distance(to: day) > 0 }
        if let office = left.min(by: { $0.distance(to: day) < $1.distance(to: day) }) {
            return (office, .former)
        }
        return offices.max { $0.distance(to: day) < $1.distance(to: day) }.map { ($0, .future) }
    }
}
