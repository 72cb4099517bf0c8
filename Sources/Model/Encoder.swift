internal import Tensors

/// The transformer: word pieces in, one state a piece and layer out.
struct Encoder: Sendable {
    /// The width of an attention head.
    static let headWidth = 32
    /// The epsilon of LayerNorm.
    static let epsilon: Float = 1e-12
    /// Rows whose wide values are made at a time: as many as a product takes at a time.
    static let block = 70
    /// Most layers.
    static let layerLimit = 48

    struct Layer: Sendable {
        let qkv: Linear
        let output: Linear
        let attentionNorm: Norm
        let inner: Linear
        let outer: Linear
        let feedNorm: Norm

        init(
            _ file: TensorFile, _ number: Int, width: Int, wide: Int, precision: Precision
        ) throws(TensorError) {
            let name = "encoder.\(number)."
            func linear(_ part: String, _ inputs: Int, _ outputs: Int) throws(TensorError) -> Linear
            {
                try Linear(
                    file, [name + part], inputs: inputs, outputs: [outputs], precision: precision)
            }
            qkv = try linear("attention.qkv", width, 3 * width)
            output = try linear("attention.output", width, width)
            attentionNorm = try Norm(file, name + "attention.norm", width: width)
            inner = try linear("feed.inner", width, wide)
            outer = try linear("feed.output", wide, width)
            feedNorm = try Norm(file, name + "feed.norm", width: width)
        }
    }

    let width: Int
    let wide: Int
    /// Most pieces of a sentence.
    let positions: Int
    let pieces: Int
    /// In what numbers its linear maps are computed.
    let precision: Precision
    private let words: HalfTable
    private let places: FloatArray
    private let cases: FloatArray
    private let norm: Norm
    let layers: [Layer]

    init(_ file: TensorFile, precision: Precision = .fp32) throws(TensorError) {
        self.precision = precision
        func size(_ name: String, _ dimension: Int, _ range: ClosedRange<Int>) throws(TensorError)
            -> Int
        {
            guard let shape = file.shape(name), dimension < shape.count,
                range.contains(shape[dimension])
            else {
                throw TensorError(.mismatched, file: file.path, "has no usable tensor \(name)")
            }
            return shape[dimension]
        }
        width = try size("embeddings.words", 1, Encoder.headWidth...4096)
        guard width % Encoder.headWidth == 0 else {
            throw TensorError(.mismatched, file: file.path, "its width is no multiple of 32")
        }
        pieces = try size("embeddings.words", 0, 3...PieceVocabulary.pieceLimit)
        positions = try size("embeddings.positions", 0, 3...4096)
        wide = try size("encoder.0.feed.inner.weight", 0, 1...65_536)
        words = try file.table("embeddings.words", [pieces, width])
        places = try file.floats("embeddings.positions", [positions, width])
        cases = try file.floats("embeddings.case", [6, width])
        norm = try Norm(file, "embeddings.norm", width: width)
        var layers: [Layer] = []
        while layers.count < Encoder.layerLimit,
            file.shape("encoder.\(layers.count).attention.qkv.weight") != nil
        {
            layers.append(
                try Layer(
                    file, layers.count, width: width, wide: wide, precision: precision))
        }
        self.layers = layers
    }

    /// Reads a batch; `visit` sees the states of all pieces, [pieces, width], once for the
    /// embeddings and once after each layer.
    func run(
        _ batch: Batch, _ memory: EncoderMemory,
        visit: (_ layer: Int, _ states: UnsafePointer<Float>) -> Void
    ) {
        let count = batch.pieces.count
        let x = memory.states.take(count * width)
        embed(batch, into: x)
        visit(0, x)
        let attended = memory.attended.take(count * width)
        let qkv = memory.qkv.take(count * 3 * width)
        let inner = memory.inner.take(min(count, Encoder.block) * wide)
        for (number, layer) in layers.enumerated() {
            layer.qkv.apply(x, rows: count, into: qkv)
            for sentence in batch.sentences {
                attend(
                    qkv + sentence.pieces.lowerBound * 3 * width, sentence.pieces.count,
                    into: attended + sentence.pieces.lowerBound * width, memory)
            }
            // The queries are not needed any more: their place takes the mixed values.
            let mixed = qkv
            layer.output.multiply(attended, rows: count, into: mixed)
            Kernel.normalize(
                mixed, bias: layer.output.bias, residual: x, weight: layer.attentionNorm.weight,
                offset: layer.attentionNorm.offset, epsilon: Encoder.epsilon, rows: count,
                width: width)
            // Some rows at a time, so that the wide values stay in the second cache.
            for first in stride(from: 0, to: count, by: Encoder.block) {
                let rows = min(Encoder.block, count - first)
                let (y, next) = (mixed + first * width, x + first * width)
                layer.inner.apply(y, rows: rows, after: .gelu, into: inner)
                layer.outer.multiply(inner, rows: rows, into: next)
                Kernel.normalize(
                    next, bias: layer.outer.bias, residual: y, weight: layer.feedNorm.weight,
                    offset: layer.feedNorm.offset, epsilon: Encoder.epsilon, rows: rows,
                    width: width)
            }
            visit(number + 1, x)
        }
    }

    private func embed(_ batch: Batch, into x: UnsafeMutablePointer<Float>) {
        for sentence in batch.sentences {
            for (place, piece) in sentence.pieces.enumerated() {
                let row = x + piece * width
                words.read(Int(batch.pieces[piece]), into: row)
                Kernel.add(1, places.pointer + place * width, to: row, count: width)
                Kernel.add(
                    1, cases.pointer + Int(batch.cases[piece]) * width, to: row, count: width)
            }
        }
        Kernel.normalize(
            x, bias: nil, residual: nil, weight: norm.weight, offset: norm.offset,
            epsilon: Encoder.epsilon, rows: batch.pieces.count, width: width)
    }

    /// Attention within one sentence of `count` pieces.
    private func attend(
        _ qkv: UnsafeMutablePointer<Float>, _ count: Int,
        into target: UnsafeMutablePointer<Float>, _ memory: EncoderMemory
    ) {
        let stride = 3 * width
        let scores = memory.scores.take(count * count)
        for head in 0..<width / Encoder.headWidth {
            let query = qkv + head * Encoder.headWidth
            Matrix.multiply(
                .init(query, stride: stride), .init(query + width, stride: stride),
                transposed: true, into: scores, stride: count, rows: count, columns: count,
                inner: Encoder.headWidth, scale: 1 / Float(Encoder.headWidth).squareRoot())
            Kernel.softmax(scores, rows: count, width: count, stride: count)
            Matrix.multiply(
                .init(scores, stride: count), .init(query + 2 * width, stride: stride),
                into: target + head * Encoder.headWidth, stride: width, rows: count,
                columns: Encoder.headWidth, inner: count)
        }
    }
}

/// The memory of one instance's encoder.
final class EncoderMemory {
    let states = Workspace()
    let qkv = Workspace()
    let attended = Workspace()
    let scores = Workspace()
    let inner = Workspace()
}
