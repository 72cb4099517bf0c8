internal import Glibc
internal import Tensors

/// The heads for events, on the vectors of a batch; one an instance, because it keeps its memory.
final class EventScorer {
    let heads: EventHeads
    let labels: EventLabels
    let slope: Float
    let width: Int
    private let projections = Workspace()
    private let output = Workspace()
    private let packed = Workspace()
    private let crossed = Workspace()
    private let linear = Workspace()
    private let parts = Workspace()
    let pairHidden = Workspace()
    let pairSides = Workspace()
    let pairScores = Workspace()
    let sums = Workspace()

    // The batch at hand.
    private(set) var vectors: UnsafePointer<Float>
    private var projected: UnsafeMutablePointer<Float>
    private var scores: UnsafeMutablePointer<Float>

    /// Anchors whose biaffine vectors are made at once: they stay in the second cache.
    static let block = 32
    /// Words after its anchor that may belong to a trigger.
    static let reach = 8
    /// Chances below this are out of the question.
    static let leastChance: Float = 0.05

    init(_ heads: EventHeads, _ labels: EventLabels, slope: Float, width: Int) {
        self.heads = heads
        self.labels = labels
        self.slope = slope
        self.width = width
        projected = projections.take(0)
        scores = output.take(0)
        vectors = UnsafePointer(projected)
    }

    /// Makes the projections of a batch, and the scores of acts. `families` are its vectors, which
    /// stay where they are until the batch is done.
    func begin(_ families: UnsafePointer<Float>, positions: Int) {
        vectors = families + heads.family.row * positions * width
        projected = projections.take(positions * heads.family.projections.outputs)
        heads.family.projections.project(
            vectors, rows: positions, slope: slope, into: projected)
        scores = output.take(positions * heads.output.outputs)
        heads.output.apply(
            projected + heads.hidden.start, rows: positions,
            stride: heads.family.projections.outputs, into: scores)
    }

    /// What happens in a part whose [CLS] is at `position`, and the answers to `questions`. `words`
    /// of the part are told, all counted from its first.
    func read(
        _ position: Int, words: Int, threshold: Float, questions: [Reading.PairQuestion],
        into reading: inout Reading, trace: inout ScoreTrace.Part?
    ) {
        let columns = heads.output.outputs
        let start = scores + (position + 1) * columns
        reading.eventChances.reserveCapacity(words)
        for word in 0..<words {
            reading.eventChances.append(chance(start + word * columns))
        }
        let anchors = reading.eventChances.indices.filter { reading.eventChances[$0] > threshold }
        trace?.acts = Array(UnsafeBufferPointer(start: start, count: words * columns))
        for first in stride(from: 0, to: anchors.count, by: EventScorer.block) {
            let block = anchors[first..<min(anchors.count, first + EventScorer.block)]
            let parts = partScores(block, position, words)
            for (row, anchor) in block.enumerated() {
                let line = parts + row * words * labels.parts.count
                trace?.parts[anchor] = Array(
                    UnsafeBufferPointer(start: line, count: words * labels.parts.count))
                reading.events.append(
                    event(anchor, reading.eventChances, start, line, words, position))
            }
        }
        guard !questions.isEmpty else { return }
        reading.pairs = answers(questions, position, words, start)
    }

    /// 1 − P(none) − P(inside): the share of the types.
    private func chance(_ scores: UnsafePointer<Float>) -> Float {
        let acts = heads.columns.act
        var greatest = scores[acts.lowerBound]
        for act in acts { greatest = max(greatest, scores[act]) }
        var all: Float = 0
        var types: Float = 0
        for (number, act) in acts.enumerated() {
            let value = expf(scores[act] - greatest)
            all += value
            if number >= EventLabels.before { types += value }
        }
        return types / all
    }

    private func event(
        _ anchor: Int, _ chances: [Float], _ start: UnsafePointer<Float>,
        _ parts: UnsafePointer<Float>, _ words: Int, _ position: Int
    ) -> Reading.Event {
        let columns = heads.output.outputs
        let line = start + anchor * columns
        let acts = heads.columns.act
        let typeScores = (acts.lowerBound + EventLabels.before..<acts.upperBound).map { line[$0] }
        let phrases = phrases(parts, words)
        return Reading.Event(
            anchor: anchor, trigger: trigger(anchor, chances, start, words),
            chance: chances[anchor], types: Self.softmax(typeScores),
            pairedTypes: Self.softmax(paired(typeScores, anchor, phrases, position)),
            statuses: Self.softmax(heads.columns.status.map { line[$0] }),
            modes: likely(line, heads.columns.mode),
            contexts: likely(line, heads.columns.context), phrases: phrases)
    }

    /// The anchor and the words after it that are best taken for a trigger's, up to the next
    /// anchor.
    private func trigger(
        _ anchor: Int, _ chances: [Float], _ start: UnsafePointer<Float>, _ words: Int
    ) -> [Int] {
        let acts = heads.columns.act
        var trigger = [anchor]
        var word = anchor + 1
        while word < words, word <= anchor + EventScorer.reach, chances[word] <= 0.5 {
            let line = start + word * heads.output.outputs
            var best = acts.lowerBound
            for act in acts where line[act] > line[best] { best = act }
            if best - acts.lowerBound == 1 { trigger.append(word) }
            word += 1
        }
        return trigger
    }

    /// Runs of words with the same best part.
    private func phrases(_ parts: UnsafePointer<Float>, _ words: Int) -> [Reading.Phrase] {
        let labels = labels.parts.count
        var phrases: [Reading.Phrase] = []
        var open = false
        for word in 0..<words {
            let line = parts + word * labels
            var best = 0
            for label in 0..<labels where line[label] > line[best] { best = label }
            guard best > 0 else {
                open = false
                continue
            }
            var all: Float = 0
            for label in 0..<labels { all += expf(line[label] - line[best]) }
            if open, phrases[phrases.count - 1].part == best {
                phrases[phrases.count - 1].last = word
                phrases[phrases.count - 1].chance += 1 / all
            } else {
                phrases.append(
                    Reading.Phrase(first: word, last: word, part: best, chance: 1 / all))
            }
            open = true
        }
        for place in phrases.indices {
            phrases[place].chance /= Float(phrases[place].last - phrases[place].first + 1)
        }
        return phrases
    }

    func likely(
        _ line: UnsafePointer<Float>, _ columns: Range<Int>
    ) -> [Reading.Chance] {
        var found: [Reading.Chance] = []
        for (label, column) in columns.enumerated() {
            let value = 1 / (1 + expf(-line[column]))
            if value > EventScorer.leastChance { found.append(.init(label: label, value: value)) }
        }
        return found
    }

    /// [rows, words, parts] for the anchors given, at most ``block``.
    func partScores(
        _ anchors: some Collection<Int>, _ position: Int, _ words: Int
    ) -> UnsafeMutablePointer<Float> {
        let form = heads.partForm
        let stride = heads.family.projections.outputs
        let start = projected + (position + 1) * stride
        let rows = packed.take(anchors.count * form.width)
        for (row, anchor) in anchors.enumerated() {
            (rows + row * form.width).update(
                from: start + anchor * stride + heads.anchor.start, count: form.width)
        }
        let vectors = crossed.take(anchors.count * form.stride)
        let numbers = linear.take(anchors.count * form.labels)
        form.cross(
            rows, stride: form.width, rows: anchors.count, vectors: vectors, numbers: numbers)
        let scores = parts.take(anchors.count * words * form.labels)
        for row in 0..<anchors.count {
            let target = scores + row * words * form.labels
            Matrix.multiply(
                .init(start + heads.actor.start, stride: stride),
                .init(vectors + row * form.stride, stride: form.width), transposed: true,
                into: target, stride: form.labels, rows: words, columns: form.labels,
                inner: form.width)
            Kernel.add(numbers + row * form.labels, to: target, rows: words, width: form.labels)
        }
        return scores
    }

    static func softmax(_ scores: [Float]) -> [Float] {
        guard let greatest = scores.max() else { return [] }
        let values = scores.map { expf($0 - greatest) }
        let sum = values.reduce(0, +)
        return values.map { $0 / sum }
    }
}
