internal import Tensors

/// What kind of thing a mention is, from the vectors of its head, first and last word.
struct SpanTypes: Sendable {
    /// Floats of one word's vector.
    let inputs: Int
    private let hidden: Linear
    private let output: Linear

    /// The tensors of `types.hidden` and `types.output`; `types` is how many there are.
    init(_ file: TensorFile, inputs: Int, types: Int) throws(TensorError) {
        self.inputs = inputs
        let width = try Heads.width("types.hidden", file)
        hidden = try Linear(file, ["types.hidden"], inputs: 3 * inputs, outputs: [width])
        output = try Linear(file, ["types.output"], inputs: width, outputs: [types])
    }

    /// Memory for the vectors of mentions and what is made of them.
    struct Memory {
        let words = Workspace()
        let hidden = Workspace()
        let scores = Workspace()
    }

    /// The best type of each mention, counted from 0, and its score. `vectors` are those of the
    /// words, one after another.
    func best(
        _ mentions: [Reading.Mention], _ vectors: UnsafePointer<Float>, slope: Float,
        _ memory: Memory
    ) -> [(type: Int, score: Float)] {
        guard !mentions.isEmpty else { return [] }
        let rows = memory.words.take(mentions.count * 3 * inputs)
        for (number, mention) in mentions.enumerated() {
            for (place, word) in [mention.head, mention.first, mention.last].enumerated() {
                (rows + (number * 3 + place) * inputs).update(
                    from: vectors + word * inputs, count: inputs)
            }
        }
        let inner = memory.hidden.take(mentions.count * hidden.outputs)
        hidden.project(rows, rows: mentions.count, slope: slope, into: inner)
        let scores = memory.scores.take(mentions.count * output.outputs)
        output.apply(inner, rows: mentions.count, into: scores)
        return mentions.indices.map { number in
            let line = scores + number * output.outputs
            var best = 0
            for type in 0..<output.outputs where line[type] > line[best] { best = type }
            return (best, line[best])
        }
    }
}
