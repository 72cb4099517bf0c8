internal import Tensors

/// One or several linear maps of the same input, side by side: x · W + b.
struct Linear: Sendable {
    /// What the products are made of.
    private enum Weight {
        case floats(FloatMatrix)
        case bytes(ByteMatrix)
    }

    let inputs: Int
    let outputs: Int
    private let weight: Weight
    private let biases: FloatArray

    /// The maps whose tensors are `name.weight` [outputs, inputs] and `name.bias`; in fp32 in any
    /// case if the processor cannot do better.
    init(
        _ file: TensorFile, _ names: [String], inputs: Int, outputs: [Int],
        precision: Precision = .fp32
    ) throws(TensorError) {
        self.inputs = inputs
        self.outputs = outputs.reduce(0, +)
        let names = (weights: names.map { $0 + ".weight" }, biases: names.map { $0 + ".bias" })
        if precision == .int8, ByteMatrix.instructions != nil,
            let bytes = ByteMatrix(
                try file.joined(names.weights, outputs.map { [$0, inputs] }), inputs: inputs,
                outputs: self.outputs)
        {
            weight = .bytes(bytes)
        } else {
            weight = .floats(
                try FloatMatrix(file, names.weights, inputs: inputs, outputs: outputs))
        }
        biases = try file.joined(names.biases, outputs.map { [$0] })
    }

    /// [outputs].
    var bias: UnsafePointer<Float> { biases.pointer }

    /// Writes x · W, without the bias, for `rows` rows of x.
    func multiply(
        _ x: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>
    ) {
        multiply(x, rows: rows, stride: nil, bias: nil, after: .plain, into: target)
    }

    /// Writes x · W + b, or what `after` makes of it.
    func apply(
        _ x: UnsafePointer<Float>, rows: Int, stride: Int? = nil,
        after: FloatMatrix.After = .plain, into target: UnsafeMutablePointer<Float>
    ) {
        multiply(x, rows: rows, stride: stride, bias: bias, after: after, into: target)
    }

    private func multiply(
        _ x: UnsafePointer<Float>, rows: Int, stride: Int?, bias: UnsafePointer<Float>?,
        after: FloatMatrix.After, into target: UnsafeMutablePointer<Float>
    ) {
        switch weight {
        case .floats(let weight):
            weight.multiply(
                x, stride: stride, rows: rows, bias: bias, after: after, into: target)
        case .bytes(let weight):
            weight.multiply(x, stride: stride ?? inputs, rows: rows, into: target)
            FloatMatrix.finish(target, bias: bias, after: after, rows: rows, width: outputs)
        }
    }

    /// Writes leaky(x · W + b).
    func project(
        _ x: UnsafePointer<Float>, rows: Int, slope: Float,
        into target: UnsafeMutablePointer<Float>
    ) {
        apply(x, rows: rows, after: .leaky(slope: slope), into: target)
    }
}

/// A linear map without a bias: x · W.
struct Unbiased: Sendable {
    let inputs: Int
    let outputs: Int
    private let weight: FloatMatrix

    /// The map whose tensor is `name.weight` [outputs, inputs].
    init(_ file: TensorFile, _ name: String, inputs: Int, outputs: Int) throws(TensorError) {
        self.inputs = inputs
        self.outputs = outputs
        weight = try FloatMatrix(file, [name + ".weight"], inputs: inputs, outputs: [outputs])
    }

    /// Writes x · W for `rows` rows of x.
    func apply(_ x: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>) {
        weight.multiply(x, rows: rows, into: target)
    }
}

/// The weights of a LayerNorm.
struct Norm: Sendable {
    private let weights: FloatArray
    private let offsets: FloatArray

    /// The tensors `name.weight` and `name.bias`, [width].
    init(_ file: TensorFile, _ name: String, width: Int) throws(TensorError) {
        weights = try file.floats(name + ".weight", [width])
        offsets = try file.floats(name + ".bias", [width])
    }

    var weight: UnsafePointer<Float> { weights.pointer }
    var offset: UnsafePointer<Float> { offsets.pointer }
}
