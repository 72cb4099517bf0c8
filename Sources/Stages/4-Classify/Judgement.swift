public import Knowledge
public import Messages

/// What became of a candidate relation, and why.
public struct Judgement: Sendable {
    /// The number of the relation among the candidates.
    public var relation: Int
    /// The event it would be; absent if nobody says of which type.
    public var event: Event?
    /// Why it is none; absent if it is one.
    public var objection: String?
    /// What its confidence was computed from.
    public var features: [ConfidenceWeights.Feature: Double] = [:]
    /// Whether the language model had a say in its type.
    public var isByModel = false
    /// The first relation that tells the same event, if this one tells it again.
    public var repeats: Int?
}
