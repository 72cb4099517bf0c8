/// When two articles are near duplicates: one story in nearly the same words.
public struct DuplicateRule: Hashable, Sendable {
    /// How far apart they may be published; zero looks for none.
    public var window: Duration
    /// Articles among which they are sought at most, the newest ones.
    public var capacity: Int
    /// The share of three-word runs that both must have.
    public var similarity = 0.5
    /// The same for texts of fewer than about a hundred words, of which a common phrase is a
    /// larger part.
    public var shortSimilarity = 0.7
    /// Bins of a sketch that a long text fills.
    public var longFill = 48
    /// Bits of the similarity hashes that may differ: half of them differ between any two texts,
    /// about a quarter between those that share half their runs.
    public var hashDistance = 24
    /// Articles with a band in common that are compared, the newest first.
    public var candidates = 64

    /// A rule; see the properties.
    public init(window: Duration = .seconds(7 * 86_400), capacity: Int = 200_000) {
        self.window = window
        self.capacity = capacity
    }
}
