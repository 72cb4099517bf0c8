internal import Tensors

/// The weights of coreference.
struct AntecedentWeights: Sendable {
    /// Width of a mention's vector, and of a pair's.
    let width: Int
    let pairWidth: Int
    let inputs: Int
    let types: Int
    /// For head, first and last word: [3][inputs, width], each transposed.
    private let places: [FloatArray]
    /// [types, width], with the biases of the three places.
    private let typeVectors: FloatArray
    let bilinear: FloatArray
    let left: FloatArray
    let right: FloatArray
    /// [rows, pairWidth]
    let features: FloatArray
    let output: FloatArray
    let bias: Float

    init(_ file: TensorFile, width inputs: Int, types: Int) throws(TensorError) {
        self.inputs = inputs
        self.types = types
        guard let size = file.shape("coreference.left")?.first, (1...65_536).contains(size),
            let pair = file.shape("coreference.output")?.first, (1...65_536).contains(pair)
        else {
            throw TensorError(.mismatched, file: file.path, "has no usable tensors of coreference")
        }
        width = size
        pairWidth = pair
        let all = try file.columns(["coreference.places.weight"], [[3 * size, inputs]])
        places = (0..<3).map { block in
            FloatArray(
                (0..<inputs * size).map { index in
                    all[index / size * 3 * size + block * size + index % size]
                })
        }
        let biases = try file.floats("coreference.places.bias", [3 * size])
        let vectors = try file.floats("coreference.types", [types, size])
        typeVectors = FloatArray(
            (0..<types * size).map { index in
                let column = index % size
                return vectors[index] + biases[column]
                    + biases[size + column] + biases[2 * size + column]
            })
        bilinear = try file.floats("coreference.bilinear", [size, size])
        left = try file.floats("coreference.left", [size])
        right = try file.floats("coreference.right", [size])
        features = try file.floats("coreference.features", [MentionPair.rows, pair])
        output = try file.floats("coreference.output", [pair])
        bias = try file.floats("coreference.bias", [1])[0]
    }

    /// Writes the vector of each mention, [mentions, width], from the entity vectors of its head,
    /// first and last word: three blocks of [mentions, inputs].
    func vectors(
        _ words: UnsafePointer<Float>, types: [Int], slope: Float,
        into target: UnsafeMutablePointer<Float>
    ) {
        for (place, weights) in places.enumerated() {
            Matrix.multiply(
                .init(words + place * types.count * inputs, stride: inputs),
                .init(weights.pointer, stride: width), into: target, stride: width,
                rows: types.count, columns: width, inner: inputs, adding: place > 0)
        }
        for (mention, type) in types.enumerated() {
            Kernel.leak(
                target + mention * width, typeVectors.pointer + type * width, slope: slope,
                rows: 1, width: width)
        }
    }
}

/// Links between the mentions of one text.
struct Antecedents {
    private let weights: AntecedentWeights
    private let slope: Float
    private let crossed = Workspace()
    private let pair = Workspace()
    private let none: FloatArray

    init(_ weights: AntecedentWeights, slope: Float) {
        self.weights = weights
        self.slope = slope
        none = FloatArray([Float](repeating: 0, count: weights.pairWidth))
    }

    /// The number of the entity that each mention names, from 0 in the order of first mention.
    /// `vectors` are theirs, [mentions, width]. `seen` is told the best score of each mention that
    /// has an earlier one to link to.
    func entities(
        _ mentions: [DescribedMention], _ vectors: [Float], seen: ((Int, Float) -> Void)? = nil
    ) -> [Int] {
        guard !mentions.isEmpty else { return [] }
        let width = weights.width
        let crossed = crossed.take(mentions.count * width)
        var entities: [Int] = []
        var made = 0
        var same: [Int: [Int]] = [:]
        vectors.withUnsafeBufferPointer { buffer in
            // As many values as mentions, of which there is one at least.
            guard let c = buffer.baseAddress else { return }
            Matrix.multiply(
                .init(c, stride: width), .init(weights.bilinear.pointer, stride: width),
                into: crossed, stride: width, rows: mentions.count, columns: width, inner: width)
            var lefts: [Float] = []
            var rights: [Float] = []
            for i in mentions.indices {
                lefts.append(Kernel.dot(c + i * width, weights.left.pointer, count: width))
                rights.append(Kernel.dot(c + i * width, weights.right.pointer, count: width))
            }
            var near = 0
            for (i, mention) in mentions.enumerated() {
                while mention.sentence - mentions[near].sentence > MentionPair.reach { near += 1 }
                var best: Float = 0
                var chosen = -1
                var greatest = -Float.infinity
                func consider(_ j: Int) {
                    let linear = lefts[i] + rights[j] + weights.bias
                    let product = Kernel.dot(crossed + i * width, c + j * width, count: width)
                    let score = product + linear + evidence(mention, mentions[j], i - j)
                    greatest = max(greatest, score)
                    if score > best { (best, chosen) = (score, j) }
                }
                for j in stride(from: i - 1, through: near, by: -1) { consider(j) }
                for j in (same[mention.text] ?? []).reversed() where j < near { consider(j) }
                same[mention.text, default: []].append(i)
                if i > 0 { seen?(i, greatest) }
                if chosen < 0 {
                    entities.append(made)
                    made += 1
                } else {
                    entities.append(entities[chosen])
                }
            }
        }
        return entities
    }

    /// What the features of a pair say.
    private func evidence(_ i: DescribedMention, _ j: DescribedMention, _ distance: Int) -> Float {
        let width = weights.pairWidth
        let sum = pair.take(width)
        let rows = MentionPair.rows(i, j, distance: distance)
        sum.update(from: weights.features.pointer + rows[0] * width, count: width)
        for feature in 1..<MentionPair.features {
            Kernel.add(1, weights.features.pointer + rows[feature] * width, to: sum, count: width)
        }
        Kernel.leak(sum, none.pointer, slope: slope, rows: 1, width: width)
        return Kernel.dot(sum, weights.output.pointer, count: width)
    }
}
