internal import Glibc
internal import Tensors

// What one phrase does to another.
extension EventScorer {
    /// The scores of types at an anchor, with what its phrases add.
    func paired(
        _ scores: [Float], _ anchor: Int, _ phrases: [Reading.Phrase], _ position: Int
    ) -> [Float] {
        func words(_ part: Int) -> [Int] {
            phrases.filter { $0.part == part }.flatMap { Array($0.first...$0.last) }
        }
        var sources = phrases.filter { $0.part == labels.source }
        var targets = words(labels.target)
        if targets.isEmpty, sources.count > 1 {
            // Of an act of both sides the second is asked about as a target, as in training.
            targets = Array(sources[1].first...sources[1].last)
            sources = [sources[0]]
        }
        let first = sources.flatMap { Array($0.first...$0.last) }
        guard !first.isEmpty, !targets.isEmpty else { return scores }
        let added = pairOutput(
            anchor..<anchor + 1, Reading.PairQuestion(source: first, target: targets), position)
        return scores.indices.map { scores[$0] + added[$0] }
    }

    /// [anchors, types]: what a pair of phrases adds to the types at each anchor.
    private func pairOutput(
        _ anchors: Range<Int>, _ question: Reading.PairQuestion, _ position: Int
    ) -> UnsafeMutablePointer<Float> {
        let pair = heads.pair
        let inner = pair.trigger.outputs
        let start = vectors + (position + 1) * width
        let hidden = pairHidden.take(anchors.count * inner)
        pair.trigger.multiply(start + anchors.lowerBound * width, rows: anchors.count, into: hidden)
        // W · mean(v) is the mean of W · v.
        let side = pairSides.take(width + 2 * inner)
        let constant = side + width + inner
        constant.update(from: pair.trigger.bias, count: inner)
        for (words, map) in [(question.source, pair.source), (question.target, pair.target)]
        where !words.isEmpty {
            side.update(repeating: 0, count: width)
            let share = 1 / Float(words.count)
            for word in words { Kernel.add(share, start + word * width, to: side, count: width) }
            map.apply(side, rows: 1, into: side + width)
            Kernel.add(1, side + width, to: constant, count: inner)
        }
        Kernel.leak(hidden, constant, slope: slope, rows: anchors.count, width: inner)
        let output = pairScores.take(anchors.count * pair.output.outputs)
        pair.output.apply(hidden, rows: anchors.count, into: output)
        return output
    }

    /// The answers to questions about words of a part; nil where it lacks one of the phrases.
    func answers(
        _ questions: [Reading.PairQuestion], _ position: Int, _ words: Int,
        _ start: UnsafePointer<Float>
    ) -> [Reading.PairAnswer?] {
        // Log chances of the parts at each anchor: of a source, and of anybody acted upon.
        let labels = labels.parts.count
        let table = sums.take(words * words * 2)
        for first in stride(from: 0, to: words, by: EventScorer.block) {
            let block = first..<min(words, first + EventScorer.block)
            let parts = partScores(block, position, words)
            for row in 0..<block.count * words {
                let line = parts + row * labels
                var greatest = line[0]
                for label in 1..<labels { greatest = max(greatest, line[label]) }
                var all: Float = 0
                for label in 0..<labels { all += expf(line[label] - greatest) }
                let log = greatest + logf(all)
                let source = line[self.labels.source] - log
                let target = line[self.labels.target] - log
                let cell = table + (first * words + row) * 2
                cell[0] = source
                cell[1] = Self.logarithmOfSum(target, source + heads.pair.shared)
            }
        }
        return questions.map { question in
            let inside = Reading.PairQuestion(
                source: question.source.filter((0..<words).contains),
                target: question.target.filter((0..<words).contains))
            // A side that is not asked about says nothing.
            guard inside.source.isEmpty == question.source.isEmpty,
                inside.target.isEmpty == question.target.isEmpty,
                !inside.source.isEmpty || !inside.target.isEmpty
            else { return nil }
            return answer(inside, position, words, start, table)
        }
    }

    private func answer(
        _ question: Reading.PairQuestion, _ position: Int, _ words: Int,
        _ start: UnsafePointer<Float>, _ table: UnsafePointer<Float>
    ) -> Reading.PairAnswer {
        let types = heads.pair.output.outputs
        let columns = heads.output.outputs
        let acts = heads.columns.act
        let added = pairOutput(0..<words, question, position)
        var best = [Float](repeating: -.infinity, count: types)
        var anchors = [Int](repeating: 0, count: types)
        for word in 0..<words {
            let line = start + word * columns
            var greatest = line[acts.lowerBound]
            for act in acts { greatest = max(greatest, line[act]) }
            var all: Float = 0
            for act in acts { all += expf(line[act] - greatest) }
            var common = -greatest - logf(all)
            for (side, place) in [(question.source, 0), (question.target, 1)]
            where !side.isEmpty {
                var sum: Float = 0
                for other in side { sum += table[(word * words + other) * 2 + place] }
                common += sum / Float(side.count)
            }
            let terms = added + word * types
            for type in 0..<types {
                terms[type] += line[acts.lowerBound + EventLabels.before + type] + common
                if terms[type] > best[type] { (best[type], anchors[type]) = (terms[type], word) }
            }
        }
        let scores = (0..<types).map { type in
            var sum: Float = 0
            for word in 0..<words { sum += expf(added[word * types + type] - best[type]) }
            return best[type] + logf(sum)
        }
        return Reading.PairAnswer(
            types: Self.softmax(scores), scores: scores, anchors: anchors,
            statuses: anchors.map { word in
                Self.softmax(heads.columns.status.map { start[word * columns + $0] })
            },
            modes: anchors.map { likely(start + $0 * columns, heads.columns.mode) })
    }

    private static func logarithmOfSum(_ left: Float, _ right: Float) -> Float {
        let greatest = max(left, right)
        return greatest + logf(expf(left - greatest) + expf(right - greatest))
    }
}
