internal import Tensors

/// One instance that reads sentences. It owns its memory and computes on the thread that calls it;
/// several can share a model.
public final class Reader {
    /// The model it reads with.
    public let model: LanguageModel
    private let memory = EncoderMemory()
    private let scorer: Scorer
    private let antecedents: Antecedents
    private let classes: DescribedMention.Classes
    private var cutter: WordPieces
    private var batch = Batch()
    private let vectors = Workspace()
    private let pooled = Workspace()
    private let gathered = Workspace()
    private let mentionVectors = Workspace()

    /// Word pieces of a batch: enough rows for fast products, few enough for the caches.
    static let batchLimit = 512
    /// How likely an event must be to be told at all; most of those told below ½ are none.
    public static let eventThreshold: Float = 0.02

    /// A reader with the weights of `model`.
    public init(_ model: LanguageModel) {
        self.model = model
        cutter = model.wordPieces()
        scorer = Scorer(model)
        antecedents = Antecedents(model.antecedents, slope: model.layout.slope)
        classes = DescribedMention.Classes(model.labels)
    }

    /// Reads the sentences of one text, each a list of words.
    ///
    /// - Parameters:
    ///   - predicates: words of each sentence for which roles are looked for whatever the model
    ///     takes for predicates; empty if the model alone decides.
    ///   - questions: of each sentence, what phrases do to others; empty if there are none.
    ///   - coreference: whether entities are told; otherwise each mention has one of its own.
    public func read(
        _ sentences: [[String]], predicates: [[Int]] = [],
        questions: [[Reading.PairQuestion]] = [], coreference: Bool = true
    ) -> [Reading] {
        read(
            sentences, predicates: predicates, questions: questions, coreference: coreference,
            trace: nil)
    }

    /// The same; `progress` is called before each batch and may throw to give up.
    public func read(_ sentences: [[String]], progress: () throws -> Void) throws -> [Reading] {
        try read(
            sentences, predicates: [], questions: [], coreference: true, trace: nil,
            progress: progress)
    }

    func read(
        _ sentences: [[String]], predicates: [[Int]] = [],
        questions: [[Reading.PairQuestion]] = [], coreference: Bool, trace: ScoreTrace?
    ) -> [Reading] {
        read(
            sentences, predicates: predicates, questions: questions, coreference: coreference,
            trace: trace, progress: {})
    }

    private func read(
        _ sentences: [[String]], predicates: [[Int]], questions: [[Reading.PairQuestion]],
        coreference: Bool, trace: ScoreTrace?, progress: () throws -> Void
    ) rethrows -> [Reading] {
        var text = TextReading(sentences, model)
        var queue: [PartPlan] = []
        var size = 0
        func flush() throws {
            guard !queue.isEmpty else { return }
            try progress()
            run(queue, given: predicates, questions, &text, trace)
            queue.removeAll(keepingCapacity: true)
            batch.removeAll()
            size = 0
        }
        for (number, forms) in sentences.enumerated() where !forms.isEmpty {
            let pieces = cut(forms)
            let parts = pieces.parts(limit: model.pieceLimit)
            text.readings[number].parts = parts.count
            for words in parts {
                let count =
                    pieces.spans[words.upperBound - 1].upperBound
                    - pieces.spans[words.lowerBound].lowerBound + 2
                if size + count > Reader.batchLimit { try flush() }
                size += count
                batch.append(pieces, words: words, start: model.start, end: model.end)
                queue.append(PartPlan(sentence: number, words: words))
            }
        }
        try flush()
        if coreference {
            link(&text, trace)
        } else {
            text.separate()
        }
        return text.readings
    }

    /// A sentence, or a part of one, that waits for its turn.
    struct PartPlan {
        var sentence: Int
        var words: Range<Int>
    }

    private func cut(_ forms: [String]) -> PieceSentence {
        var sentence = PieceSentence()
        var found: [WordPieces.Piece] = []
        for form in forms {
            found.removeAll(keepingCapacity: true)
            cutter.append(form.unicodeScalars, to: &found)
            let first = sentence.pieces.count
            if found.isEmpty { sentence.pieces.append(model.unknown) }
            // A word that fills a whole sentence is read by its beginning.
            for piece in found.prefix(model.pieceLimit) { sentence.pieces.append(piece.number) }
            sentence.spans.append(first..<sentence.pieces.count)
            sentence.cases.append(UInt8(WordCase(form.unicodeScalars).rawValue))
        }
        return sentence
    }

    /// Reads what is packed in the batch, a part for each of `plans`.
    private func run(
        _ plans: [PartPlan], given: [[Int]], _ questions: [[Reading.PairQuestion]],
        _ text: inout TextReading, _ trace: ScoreTrace?
    ) {
        let width = model.encoder.width
        let count = batch.spans.count
        let block = count * width
        let families = vectors.take(model.layout.families.count * block)
        model.encoder.run(batch, memory) { layer, states in
            mix(states, layer, into: families, block: block)
            trace?.see(layer, states, batch, plans, width: width)
        }
        scorer.begin(families, positions: count)
        for (plan, part) in zip(plans, batch.sentences) {
            let wanted = given.isEmpty ? [] : given[plan.sentence]
            let local = wanted.filter(plan.words.contains).map { $0 - plan.words.lowerBound }
            let forms = Array(text.readings[plan.sentence].forms[plan.words])
            let asked = questions.isEmpty ? [] : questions[plan.sentence]
            let read = scorer.read(
                forms, part.positions.lowerBound, given: local,
                questions: asked.map { $0.shifted(by: -plan.words.lowerBound) }, trace: trace)
            gather(read, at: part.positions.lowerBound, families, block, &text)
            text.add(read, plan, root: model.labels.root)
        }
    }

    /// Adds a layer's states, read at the words, to the families' mixtures.
    private func mix(
        _ states: UnsafePointer<Float>, _ layer: Int, into families: UnsafeMutablePointer<Float>,
        block: Int
    ) {
        let width = model.encoder.width
        let count = model.layout.families.count
        let mean = pooled.take(width)
        for (position, span) in batch.spans.enumerated() {
            var word = states + span.lowerBound * width
            if span.count > 1, model.layout.pooling != .first {
                let pieces =
                    model.layout.pooling == .mean
                    ? Array(span) : [span.lowerBound, span.upperBound - 1]
                mean.update(repeating: 0, count: width)
                for piece in pieces {
                    Kernel.add(
                        1 / Float(pieces.count), states + piece * width, to: mean, count: width)
                }
                word = UnsafePointer(mean)
            }
            Kernel.mix(
                word, count: width, factors: model.heads.mixture.pointer + layer, families: count,
                factorStride: model.heads.states, into: families + position * width,
                lineStride: block, adding: layer > 0)
        }
    }

    /// Keeps the vectors of a part's mentions for coreference.
    private func gather(
        _ part: Reading, at position: Int, _ families: UnsafePointer<Float>, _ block: Int,
        _ text: inout TextReading
    ) {
        guard !part.mentions.isEmpty else { return }
        let width = model.encoder.width
        let entities = families + model.heads.entities.row * block
        let count = part.mentions.count
        let rows = gathered.take(3 * count * width)
        for (number, mention) in part.mentions.enumerated() {
            for (place, word) in [mention.head, mention.first, mention.last].enumerated() {
                (rows + (place * count + number) * width).update(
                    from: entities + (position + 1 + word) * width, count: width)
            }
        }
        let size = count * model.antecedents.width
        let target = mentionVectors.take(size)
        model.antecedents.vectors(
            rows, types: part.mentions.map(\.type), slope: model.layout.slope, into: target)
        text.vectors.append(contentsOf: UnsafeBufferPointer(start: target, count: size))
    }

    private func link(_ text: inout TextReading, _ trace: ScoreTrace?) {
        var numbers = DescribedMention.TextNumbers()
        var described: [DescribedMention] = []
        for (sentence, reading) in text.readings.enumerated() where !reading.mentions.isEmpty {
            let lowered = reading.forms.map { $0.lowercased() }
            for mention in reading.mentions {
                described.append(
                    DescribedMention(
                        mention, sentence: sentence, reading, lowered: lowered, classes, &numbers))
            }
        }
        let entities = antecedents.entities(described, text.vectors) { mention, score in
            trace?.antecedents.append((mention, score))
        }
        text.name(entities)
    }
}
