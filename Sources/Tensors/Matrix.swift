internal import COpenBLAS

/// Products of matrices in fp32, by OpenBLAS, on the calling thread alone.
public enum Matrix {
    // OpenBLAS would start a thread a core for large products; instances are spread over cores by
    // whoever runs them.
    private static let single: Void = openblas_set_num_threads(1)

    /// A matrix whose rows begin `stride` floats apart.
    public struct Rows {
        var start: UnsafePointer<Float>
        var stride: Int

        /// Rows from `start` on.
        public init(_ start: UnsafePointer<Float>, stride: Int) {
            self.start = start
            self.stride = stride
        }
    }

    /// Writes scale · a · b to `target`, or adds it: a is [rows, inner], b [inner, columns] or, if
    /// `transposed`, [columns, inner].
    public static func multiply(
        _ a: Rows, _ b: Rows, transposed: Bool = false, into target: UnsafeMutablePointer<Float>,
        stride: Int, rows: Int, columns: Int, inner: Int, scale: Float = 1, adding: Bool = false
    ) {
        guard rows > 0, columns > 0 else { return }
        _ = single
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(rows),
            Int32(columns), Int32(inner), scale, a.start, Int32(a.stride), b.start,
            Int32(b.stride), adding ? 1 : 0, target, Int32(stride))
    }
}
