public import Messages

/// An international organisation, an armed group or another body known by name.
public struct Organisation: Sendable, Hashable {
    /// A time in which it was there, and what it was then.
    public struct Period: Sendable, Hashable {
        /// The days.
        public var time: Interval
        /// Its sectors then, the main one first; empty for those that it has else.
        public var sectors: [String]
    }

    /// A country that belongs, or belonged, to it.
    public struct Membership: Sendable, Hashable {
        /// The country's code.
        public var country: String
        /// The days.
        public var time: Interval
    }

    /// Days from one to another, either of which may not be known: then it is open there.
    public struct Interval: Sendable, Hashable {
        /// The first day, the earliest where that is not known to the day.
        public var from: Day?
        /// The last day, the latest where that is not known to the day; absent while it lasts.
        public var to: Day?

        /// Whether `day` lies in it.
        public func contains(_ day: Day) -> Bool {
            (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
        }
    }

    /// The first part of its entity.
    public var id: String
    /// Its English name.
    public var name: String
    /// Its country code.
    public var country: String
    /// Its sectors, the main one first.
    public var sectors: [String]
    /// The nouns by which "the …" refers back to it.
    public var nouns: [Int32]
    /// When it was there, in order; empty where that is not told.
    public var periods: [Period] = []
    /// The countries that belong to it, in the order of the files.
    public var members: [Membership] = []
    /// Where it stands.
    public var origin: Origin

    /// Its sectors on `day`: those of the last period that began by then.
    public func sectors(on day: Day) -> [String] {
        let begun = periods.last { $0.time.from.map { $0 <= day } ?? true }
        return begun.map(\.sectors).flatMap { $0.isEmpty ? nil : $0 } ?? sectors
    }

    /// Its entity on `day`.
    public func entity(on day: Day) -> String { "\(id)/\(sectors(on: day).first ?? "UNK")" }

    /// Whether it was there on `day`, as far as that is told.
    public func exists(on day: Day) -> Bool {
        periods.isEmpty || periods.contains { $0.time.contains(day) }
    }

    /// The codes of the countries that belong to it on `day`, in the order of the files.
    public func members(on day: Day) -> [String] {
        members.filter { $0.time.contains(day) }.map(\.country)
    }
}
