internal import Tensors

/// A biaffine form: for each label l, x · B_l · y + left_l · x + right_l · y + bias_l.
///
/// It is computed in two steps: ``crossed`` makes of an x the vectors x · B_l + right_l and the
/// numbers left_l · x + bias_l, which the products with any number of y then share.
struct Biaffine: Sendable {
    let labels: Int
    let width: Int
    /// [width, labels · width]
    private let bilinear: FloatArray
    /// [width, labels]
    private let left: FloatArray
    /// [labels · width]
    private let right: FloatArray
    /// [labels]
    private let bias: FloatArray

    /// The tensors `name.bilinear` [labels, width, width], `.left`, `.right`, `.bias`.
    init(_ file: TensorFile, _ name: String, labels: Int, width: Int) throws(TensorError) {
        self.labels = labels
        self.width = width
        bilinear = try file.sides(name + ".bilinear", [labels, width, width])
        left = try file.columns([name + ".left"], [[labels, width]])
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
        Matrix.multiply(
            .init(x, stride: xStride), .init(bilinear.pointer, stride: stride), into: vectors,
            stride: stride, rows: rows, columns: stride, inner: width)
        Kernel.add(right.pointer, to: vectors, rows: rows, width: stride)
        Matrix.multiply(
            .init(x, stride: xStride), .init(left.pointer, stride: labels), into: numbers,
            stride: labels, rows: rows, columns: labels, inner: width)
        Kernel.add(bias.pointer, to: numbers, rows: rows, width: labels)
    }
}
