/// Scores of a run, kept for those who hold them against the specification.
final class ScoreTrace {
    /// The scores of one part, in the order of reading.
    struct Part {
        /// [words, tag scores]
        var tags: [Float] = []
        /// [words + 1, words + 1]
        var arcs: [Float] = []
        /// The chosen relation's, of each word.
        var relations: [Float] = []
        /// That each word is a predicate.
        var predicates: [Float] = []
        /// By predicate: [words, roles]
        var roles: [Int: [Float]] = [:]
        /// Of each mention.
        var mentions: [Float] = []
        /// The chosen type's, of each mention.
        var types: [Float] = []
        /// [words, scores of acts]
        var acts: [Float] = []
        /// By anchor: [words, parts of events]
        var parts: [Int: [Float]] = [:]
    }

    var parts: [Part] = []
    /// The best score that a mention gives to an earlier one.
    var antecedents: [(mention: Int, score: Float)] = []
    /// By sentence and layer: the first columns of each piece's state.
    var states: [Int: [Int: [[Float]]]] = [:]
    /// How many sentences have their states kept, and how many columns.
    var traced = 0
    var columns = 8

    func see(
        _ layer: Int, _ values: UnsafePointer<Float>, _ batch: Batch, _ plans: [Reader.PartPlan],
        width: Int
    ) {
        for (plan, part) in zip(plans, batch.sentences) where plan.sentence < traced {
            states[plan.sentence, default: [:]][layer] = part.pieces.map { piece in
                (0..<min(columns, width)).map { values[piece * width + $0] }
            }
        }
    }
}
