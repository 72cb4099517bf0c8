internal import Tensors

/// A biaffine form: for each label l, x · B_l · y + left_l · x + right_l · y + bias_l.
///
/// It is computed in two steps: ``crossed`` makes of an x the vectors x · B_l + right_l and the
/// numbers left_l · x + bias_l, which the products with any number of y then share.
struct Biaffine: Sendable {
    let labels: Int
    let width: Int
    /// To [labels · width].
    private let bilinear: FloatMatrix
    /// To [labels].
    private let left: FloatMatrix
    /// [labels · width]
    private let right: FloatArray
    /// [labels]
    private let bias: FloatArray

    /// The tensors `name.bilinear` [labels, width, width], `.left`, `.right`, `.bias`.
    init(_ file: TensorFile, _ name: String, labels: Int, width: Int) throws(TensorError) {
        self.labels = labels
        self.width = width
        bilinear = FloatMatrix(
            try file.sides(name + ".bilinear", [labels, width, width]), inputs: width,
            outputs: labels * width)
        left = try FloatMatrix(file, [name + ".left"], inputs: width, outputs: [labels])
        right = try file.floats(name + ".right", [labels, width])
        bias = try file.floats(name + ".bias", [labels])
    }

    /// Floats of one row of what ``cross`` writes to `vectors`.
    var stride: Int { labels * width }

    /// For `rows` many x, writes [rows, labels, width] to `vectors` and [rows, labels] to `numbers`.
    func cross(
        _ x: UnsafePointer<Float>, stride xStride: Int, rows: Int,
        vectors: UnsafeMutablePointer<Float>, numbers: UnsafeMutablePointer<Float>
    ) {
        bilinear.multiply(x, stride: xStride, rows: rows, bias: right.pointer, into: vectors)
        left.multiply(x, stride: xStride, rows: rows, bias: bias.pointer, into: numbers)
    }
}
