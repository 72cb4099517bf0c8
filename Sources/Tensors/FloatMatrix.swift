internal import CFloats

/// A matrix of weights in fp32, for products with rows of floats.
///
/// Where the processor has AVX-512 it is laid out once in panels of 32 columns for our own product,
/// and what follows the sums, a bias and a bend, is done while they are in registers. Elsewhere it
/// lies as [inputs, outputs], OpenBLAS multiplies, and what follows is a pass of its own.
///
/// Sendable because its memory is written by `init` alone.
public final class FloatMatrix: @unchecked Sendable {
    /// What is made of a sum.
    public enum After: Sendable {
        /// Nothing.
        case plain
        /// The larger of it and `slope` times it.
        case leaky(slope: Float)
        /// The exact GELU.
        case gelu
    }

    /// Whether this processor has what panels need.
    public static let hasPanels = chancery_floats_here() != 0
    static let panelWidth = Int(chancery_floats_columns)

    /// How many values a row that comes has.
    public let inputs: Int
    /// How many columns: values of a row that goes.
    public let outputs: Int
    private let isInPanels: Bool
    /// [outputs / 32][inputs][32] or [inputs, outputs]
    private let weights: FloatArray

    /// Several matrices of a file, [outputs, inputs] each, side by side.
    public convenience init(
        _ file: TensorFile, _ names: [String], inputs: Int, outputs: [Int]
    ) throws(TensorError) {
        let shapes = outputs.map { [$0, inputs] }
        self.init(
            inputs: inputs, outputs: outputs.reduce(0, +), isInPanels: FloatMatrix.hasPanels,
            weights: FloatMatrix.hasPanels
                ? try file.panels(names, shapes, width: FloatMatrix.panelWidth)
                : try file.columns(names, shapes))
    }

    /// The matrix of `values`, [inputs, outputs].
    public convenience init(_ values: FloatArray, inputs: Int, outputs: Int) {
        self.init(values, inputs: inputs, outputs: outputs, isInPanels: FloatMatrix.hasPanels)
    }

    /// The same, one way or the other.
    convenience init(_ values: FloatArray, inputs: Int, outputs: Int, isInPanels: Bool) {
        precondition(inputs > 0 && outputs > 0 && values.count == inputs * outputs)
        guard isInPanels else {
            self.init(inputs: inputs, outputs: outputs, isInPanels: false, weights: values)
            return
        }
        let width = FloatMatrix.panelWidth
        let panels = FloatArray(uninitialized: (outputs + width - 1) / width * width * inputs)
        withExtendedLifetime(values) {
            for column in stride(from: 0, to: outputs, by: width) {
                for row in 0..<inputs {
                    (panels.initial + column * inputs + row * width).update(
                        from: values.initial + row * outputs + column,
                        count: min(width, outputs - column))
                }
            }
        }
        self.init(inputs: inputs, outputs: outputs, isInPanels: true, weights: panels)
    }

    private init(inputs: Int, outputs: Int, isInPanels: Bool, weights: FloatArray) {
        precondition(!isInPanels || FloatMatrix.hasPanels)
        self.inputs = inputs
        self.outputs = outputs
        self.isInPanels = isInPanels
        self.weights = weights
    }

    /// Writes x · W, with the bias added and bent, for `rows` rows of x, which begin `stride`
    /// floats apart: [rows, outputs].
    public func multiply(
        _ x: UnsafePointer<Float>, stride: Int? = nil, rows: Int,
        bias: UnsafePointer<Float>? = nil, after: After = .plain,
        into target: UnsafeMutablePointer<Float>
    ) {
        guard isInPanels else {
            Matrix.multiply(
                .init(x, stride: stride ?? inputs), .init(weights.pointer, stride: outputs),
                into: target, stride: outputs, rows: rows, columns: outputs, inner: inputs)
            FloatMatrix.finish(target, bias: bias, after: after, rows: rows, width: outputs)
            return
        }
        let width = FloatMatrix.panelWidth
        var matrix = chancery_float_matrix(
            panels: weights.pointer, panel_stride: Int64(width),
            panel_size: Int64(width * inputs), columns: Int64(outputs), inner: Int64(inputs),
            bias: bias, after: Int32(chancery_floats_plain), slope: 0)
        switch after {
        case .plain: break
        case .leaky(let slope):
            matrix.after = Int32(chancery_floats_leaky)
            matrix.slope = slope
        case .gelu: matrix.after = Int32(chancery_floats_gelu)
        }
        chancery_floats_multiply(
            x, Int64(stride ?? inputs), Int64(rows), &matrix, target, Int64(outputs))
    }

    /// Adds the bias to sums and bends them, in a pass of its own.
    public static func finish(
        _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>?, after: After, rows: Int,
        width: Int
    ) {
        guard let bias else {
            guard case .plain = after else { preconditionFailure("what is bent has a bias") }
            return
        }
        switch after {
        case .plain: Kernel.add(bias, to: x, rows: rows, width: width)
        case .leaky(let slope): Kernel.leak(x, bias, slope: slope, rows: rows, width: width)
        case .gelu: Kernel.gelu(x, bias, rows: rows, width: width)
        }
    }
}
