internal import Tensors

/// One or several linear maps of the same input, side by side: x · W + b.
struct Linear: Sendable {
    let inputs: Int
    let outputs: Int
    /// [inputs, outputs]: products with rows are a tenth faster so than with the file's order.
    private let weight: FloatArray
    private let biases: FloatArray

    /// The maps whose tensors are `name.weight` [outputs, inputs] and `name.bias`.
    init(
        _ file: TensorFile, _ names: [String], inputs: Int, outputs: [Int]
    ) throws(TensorError) {
        self.inputs = inputs
        self.outputs = outputs.reduce(0, +)
        weight = try file.columns(
            names.map { $0 + ".weight" }, outputs.map { [$0, inputs] })
        biases = try file.joined(names.map { $0 + ".bias" }, outputs.map { [$0] })
    }

    /// [outputs].
    var bias: UnsafePointer<Float> { biases.pointer }

    /// Writes x · W, without the bias, for `rows` rows of x.
    func multiply(
        _ x: UnsafePointer<Float>, rows: Int, stride: Int? = nil,
        into target: UnsafeMutablePointer<Float>
    ) {
        Matrix.multiply(
            .init(x, stride: stride ?? inputs), .init(weight.pointer, stride: outputs),
            into: target, stride: outputs, rows: rows, columns: outputs, inner: inputs)
    }

    /// Writes x · W + b.
    func apply(
        _ x: UnsafePointer<Float>, rows: Int, stride: Int? = nil,
        into target: UnsafeMutablePointer<Float>
    ) {
        multiply(x, rows: rows, stride: stride, into: target)
        Kernel.add(bias, to: target, rows: rows, width: outputs)
    }

    /// Writes leaky(x · W + b).
    func project(
        _ x: UnsafePointer<Float>, rows: Int, slope: Float,
        into target: UnsafeMutablePointer<Float>
    ) {
        multiply(x, rows: rows, into: target)
        Kernel.leak(target, bias, slope: slope, rows: rows, width: outputs)
    }
}

/// A linear map without a bias: x · W.
struct Unbiased: Sendable {
    let inputs: Int
    let outputs: Int
    /// [inputs, outputs]
    private let weight: FloatArray

    /// The map whose tensor is `name.weight` [outputs, inputs].
    init(_ file: TensorFile, _ name: String, inputs: Int, outputs: Int) throws(TensorError) {
        self.inputs = inputs
        self.outputs = outputs
        weight = try file.columns([name + ".weight"], [[outputs, inputs]])
    }

    /// Writes x · W for `rows` rows of x.
    func apply(_ x: UnsafePointer<Float>, rows: Int, into target: UnsafeMutablePointer<Float>) {
        Matrix.multiply(
            .init(x, stride: inputs), .init(weight.pointer, stride: outputs), into: target,
            stride: outputs, rows: rows, columns: outputs, inner: inputs)
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
