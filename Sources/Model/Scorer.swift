internal import Tensors

/// All heads but coreference, on the vectors of a batch; one an instance, because it keeps its
/// memory.
final class Scorer {
    private let model: LanguageModel
    private var heads: Heads { model.heads }
    private let hidden = [Workspace(), Workspace(), Workspace(), Workspace()]
    private let tags = Workspace()
    private let predicates = Workspace()
    private let predicateRows = Workspace()
    private let arcHeads = Workspace()
    private let square = Workspace()
    private let crossed = Workspace()
    private let numbers = Workspace()
    private let products = Workspace()
    private let events: EventScorer

    // The batch at hand.
    private var tagScores: UnsafeMutablePointer<Float>
    private var predicateScores: UnsafeMutablePointer<Float>
    private var syntax: UnsafeMutablePointer<Float>
    private var roles: UnsafeMutablePointer<Float>
    private var entities: UnsafeMutablePointer<Float>
    /// The vectors that `entities` was made of.
    private var entityVectors: UnsafePointer<Float>
    private let typing = SpanTypes.Memory()

    /// Words whose biaffine vectors are made at once: they stay in the second cache.
    private static let block = 32

    init(_ model: LanguageModel) {
        self.model = model
        events = EventScorer(
            model.eventHeads, model.labels.events, slope: model.layout.slope,
            width: model.encoder.width)
        tagScores = tags.take(0)
        predicateScores = predicates.take(0)
        syntax = hidden[1].take(0)
        roles = hidden[2].take(0)
        entities = hidden[3].take(0)
        entityVectors = UnsafePointer(entities)
    }

    /// Makes all projections of a batch, and the scores of tags and predicates. `families` are its
    /// vectors, which stay where they are until the batch is done.
    func begin(_ families: UnsafePointer<Float>, positions: Int) {
        let block = positions * model.encoder.width
        func project(_ family: Heads.Family, _ memory: Workspace) -> UnsafeMutablePointer<Float> {
            let target = memory.take(positions * family.projections.outputs)
            family.projections.project(
                families + family.row * block, rows: positions, slope: model.layout.slope,
                into: target)
            return target
        }
        let morphology = project(heads.morphology, hidden[0])
        syntax = project(heads.syntax, hidden[1])
        roles = project(heads.roles, hidden[2])
        entities = project(heads.entities, hidden[3])
        entityVectors = families + heads.entities.row * block
        tagScores = tags.take(positions * heads.tagOutput.outputs)
        heads.tagOutput.apply(morphology, rows: positions, into: tagScores)
        predicateScores = predicates.take(positions * heads.predicateOutput.outputs)
        heads.predicateOutput.apply(
            roles + heads.predicateHidden.start, rows: positions,
            stride: heads.roles.projections.outputs, into: predicateScores)
        events.begin(families, positions: positions)
    }

    /// What the heads say of a part whose [CLS] is at `position`. `given` are words for which roles
    /// are looked for in any case, `questions` what is asked about its phrases.
    func read(
        _ forms: [String], _ position: Int, given: [Int], questions: [Reading.PairQuestion],
        trace: ScoreTrace?
    ) -> Reading {
        var part = ScoreTrace.Part()
        let keeps = trace != nil
        var reading = Reading()
        reading.forms = forms
        let arcs = arcScores(position, forms.count)
        let governors = SpanningTree.heads(arcs, words: forms.count)
        if keeps { part.arcs = copy(arcs, (forms.count + 1) * (forms.count + 1)) }
        for (word, form) in forms.enumerated() {
            reading.words.append(
                tag(form, tagScores + (position + 1 + word) * heads.tagOutput.outputs))
            reading.words[word].head = governors[word]
        }
        let scores = relations(&reading, position)
        findPredicates(&reading, position, given, keeps ? { part.roles[$0] = $1 } : nil)
        let found = mentions(position, forms.count)
        reading.mentions = found.map { offer in
            Reading.Mention(
                first: offer.first, last: offer.last, type: 0,
                head: DescribedMention.head(offer.first, offer.last, reading.words), entity: 0)
        }
        let types = heads.types.best(
            reading.mentions, entityVectors + (position + 1) * model.encoder.width,
            slope: model.layout.slope, typing)
        // Type 0 is none.
        for (number, best) in types.enumerated() { reading.mentions[number].type = best.type + 1 }
        var seen = keeps ? ScoreTrace.Part() : nil
        events.read(
            position, words: forms.count, threshold: Reader.eventThreshold, questions: questions,
            into: &reading, trace: &seen)
        if let trace {
            part.acts = seen?.acts ?? []
            part.parts = seen?.parts ?? [:]
            part.relations = scores
            part.mentions = found.map(\.score)
            part.types = types.map(\.score)
            let tagCount = heads.tagOutput.outputs
            part.tags = copy(tagScores + (position + 1) * tagCount, forms.count * tagCount)
            part.predicates = forms.indices.map {
                predicateScores[(position + 1 + $0) * heads.predicateOutput.outputs]
            }
            trace.parts.append(part)
        }
        return reading
    }

    private func copy(_ values: UnsafePointer<Float>, _ count: Int) -> [Float] {
        Array(UnsafeBufferPointer(start: values, count: count))
    }

    /// [words + 1, words + 1]
    private func arcScores(_ position: Int, _ words: Int) -> UnsafeMutablePointer<Float> {
        let stride = heads.syntax.projections.outputs
        let width = heads.arcDependent.width
        let size = words + 1
        let start = syntax + position * stride
        let crossed = arcHeads.take(size * width)
        // (d · U + right) · h is d · U · h + right · h.
        heads.arcs.multiply(
            start + heads.arcDependent.start, stride: stride, rows: size,
            bias: heads.arcRight.pointer, into: crossed)
        let scores = square.take(size * size)
        Matrix.multiply(
            .init(crossed, stride: width), .init(start + heads.arcHead.start, stride: stride),
            transposed: true, into: scores, stride: size, rows: size, columns: size, inner: width)
        return scores
    }

    private func tag(_ form: String, _ scores: UnsafePointer<Float>) -> Reading.Word {
        func best(_ name: String) -> Int {
            guard let range = model.layout.tags[name] else { return 0 }
            var best = range.lowerBound
            for place in range where scores[place] > scores[best] { best = place }
            return best - range.lowerBound
        }
        let upos = best("upos")
        var features = SIMD16<UInt8>()
        for (number, feature) in model.labels.features.enumerated() {
            features[number] = UInt8(best(feature.name))
        }
        let rules = model.layout.tags["lemma"] ?? 0..<0
        let lemma = model.labels.lemma(
            form, upos: upos,
            scores: UnsafeBufferPointer(start: scores + rules.lowerBound, count: rules.count))
        return Reading.Word(lemma: lemma, upos: upos, features: features, head: 0, relation: 0)
    }

    /// Decides each word's relation to its governor; gives the scores of those chosen.
    private func relations(_ reading: inout Reading, _ position: Int) -> [Float] {
        let stride = heads.syntax.projections.outputs
        let form = heads.relationForm
        let root = model.labels.root
        let start = syntax + position * stride
        var chosen: [Float] = []
        for first in Swift.stride(from: 0, to: reading.words.count, by: Scorer.block) {
            let rows = min(Scorer.block, reading.words.count - first)
            let vectors = crossed.take(rows * form.stride)
            let linear = numbers.take(rows * form.labels)
            form.cross(
                start + (first + 1) * stride + heads.relationDependent.start, stride: stride,
                rows: rows, vectors: vectors, numbers: linear)
            for row in 0..<rows {
                let head = reading.words[first + row].head
                let governor = start + head * stride + heads.relationHead.start
                var best = -1
                var greatest = -Float.infinity
                for label in 0..<form.labels where (head == 0) == (label == root) {
                    let vector = vectors + row * form.stride + label * form.width
                    let score =
                        Kernel.dot(vector, governor, count: form.width)
                        + linear[row * form.labels + label]
                    if best < 0 || score > greatest { (best, greatest) = (label, score) }
                }
                reading.words[first + row].relation = best
                chosen.append(greatest)
            }
        }
        return chosen
    }

    private func findPredicates(
        _ reading: inout Reading, _ position: Int, _ given: [Int],
        _ see: ((Int, [Float]) -> Void)?
    ) {
        let columns = heads.predicateOutput.outputs
        let wanted = Set(given)
        for (number, word) in reading.words.enumerated() {
            let scores = predicateScores + (position + 1 + number) * columns
            let isFound = scores[0] > 0
            guard isFound || wanted.contains(number) else { continue }
            let senses = UnsafeBufferPointer(
                start: UnsafePointer(scores) + 1, count: columns - 1)
            reading.predicates.append(
                Reading.Predicate(
                    word: number,
                    roleset: isFound
                        ? model.labels.roleset(lemma: word.lemma, upos: word.upos, scores: senses)
                        : "",
                    arguments: [], isFound: isFound))
        }
        findRoles(&reading, position, see)
    }

    private func findRoles(
        _ reading: inout Reading, _ position: Int, _ see: ((Int, [Float]) -> Void)?
    ) {
        let stride = heads.roles.projections.outputs
        let form = heads.roleForm
        let start = roles + (position + 1) * stride
        let words = reading.words.count
        let count = reading.predicates.count
        for first in Swift.stride(from: 0, to: count, by: Scorer.block) {
            let rows = min(Scorer.block, count - first)
            let packed = predicateRows.take(rows * form.width)
            for row in 0..<rows {
                let word = reading.predicates[first + row].word
                (packed + row * form.width).update(
                    from: start + word * stride + heads.rolePredicate.start, count: form.width)
            }
            let vectors = crossed.take(rows * form.stride)
            let linear = numbers.take(rows * form.labels)
            form.cross(packed, stride: form.width, rows: rows, vectors: vectors, numbers: linear)
            for row in 0..<rows {
                let predicate = reading.predicates[first + row].word
                let scores = products.take(words * form.labels)
                Matrix.multiply(
                    .init(start + heads.roleArgument.start, stride: stride),
                    .init(vectors + row * form.stride, stride: form.width), transposed: true,
                    into: scores, stride: form.labels, rows: words, columns: form.labels,
                    inner: form.width)
                Kernel.add(
                    linear + row * form.labels, to: scores, rows: words, width: form.labels)
                see?(predicate, copy(scores, words * form.labels))
                let nearness = RoleDecoder.nearness(to: predicate, reading.words.map(\.head))
                var offers: [RoleDecoder.Offer] = []
                for word in 0..<words where word != predicate {
                    offers += RoleDecoder.offers(
                        UnsafeBufferPointer(
                            start: scores + word * form.labels, count: form.labels),
                        word: word, nearness[word], core: model.labels.core)
                }
                reading.predicates[first + row].arguments = RoleDecoder.arguments(
                    offers, core: model.labels.core)
            }
        }
    }

    /// The mentions taken.
    private func mentions(_ position: Int, _ words: Int) -> [MentionDecoder.Offer] {
        let stride = heads.entities.projections.outputs
        let form = heads.mentionForm
        let start = entities + (position + 1) * stride
        let widest = model.layout.widestMention
        var offers: [MentionDecoder.Offer] = []
        for first in Swift.stride(from: 0, to: words, by: Scorer.block) {
            let rows = min(Scorer.block, words - first)
            // From this block's words on, as far as a mention reaches.
            let columns = min(words - first, rows + widest)
            let vectors = crossed.take(rows * form.width)
            let linear = numbers.take(rows)
            form.cross(
                start + first * stride + heads.mentionStart.start, stride: stride, rows: rows,
                vectors: vectors, numbers: linear)
            let scores = products.take(rows * columns)
            Matrix.multiply(
                .init(vectors, stride: form.width),
                .init(start + first * stride + heads.mentionEnd.start, stride: stride),
                transposed: true, into: scores, stride: columns, rows: rows, columns: columns,
                inner: form.width)
            for row in 0..<rows {
                for column in row..<min(columns, row + widest) {
                    let score = scores[row * columns + column] + linear[row]
                    guard score > 0 else { continue }
                    offers.append(.init(score: score, first: first + row, last: first + column))
                }
            }
        }
        return MentionDecoder.mentions(offers)
    }
}
