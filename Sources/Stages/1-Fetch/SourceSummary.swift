/// What became of the documents of a source.
public struct SourceSummary: Hashable, Sendable {
    /// Newly accepted.
    public var accepted = 0
    /// Accepted before.
    public var known = 0
    /// Refused for good.
    public var refused = 0
    /// Not documents at all.
    public var bad = 0
    /// Not offered any more, because the daemon stops.
    public var left = 0

    /// Nothing yet.
    public init(
        accepted: Int = 0, known: Int = 0, refused: Int = 0, bad: Int = 0, left: Int = 0
    ) {
        self.accepted = accepted
        self.known = known
        self.refused = refused
        self.bad = bad
        self.left = left
    }

    /// Adds what became of other documents.
    public mutating func add(_ other: SourceSummary) {
        accepted += other.accepted
        known += other.known
        refused += other.refused
        bad += other.bad
        left += other.left
    }
}
