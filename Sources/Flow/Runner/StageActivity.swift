/// How much a stage has in hand and whether it gets on: compare two of them.
public struct StageActivity: Hashable, Sendable {
    /// Instances at work.
    public var inHand: Int
    /// Counts tasks begun, tasks ended and signs of progress; it only grows.
    public var steps: Int

    /// A stage as it was seen.
    public init(inHand: Int, steps: Int) {
        self.inHand = inHand
        self.steps = steps
    }
}
