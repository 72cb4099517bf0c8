internal import CFloats
internal import COpenBLAS

/// Products of matrices in fp32 that change, by OpenBLAS, on the calling thread alone; those with
/// weights are ``FloatMatrix``'s.
public enum Matrix {
    /// OpenBLAS's product, on the calling thread alone: instances are spread over cores by whoever
    /// runs them. Nil if the library is not installed.
    private static let product: chancery_sgemm? = chancery_openblas()

    /// Loads OpenBLAS. To be called before the first product.
    ///
    /// - Throws: ``TensorError`` if that cannot be done.
    public static func load() throws(TensorError) {
        guard product == nil else { return }
        let reason = chancery_openblas_error().map { String(cString: $0) } ?? "unknown"
        throw TensorError(
            .unreadable, file: "libopenblas.so.0",
            "cannot be loaded (\(reason)): install libopenblas0")
    }

    /// What OpenBLAS calls the processor that products are made for, such as `Haswell`; nil before
    /// ``load()``.
    public static var kernel: String? { chancery_openblas_core().map { String(cString: $0) } }

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
        guard let product else { preconditionFailure("a product before Matrix.load()") }
        // As wide as a panel, b need not be laid out anew.
        if columns == FloatMatrix.panelWidth, FloatMatrix.hasPanels, !transposed, !adding,
            scale == 1
        {
            var matrix = chancery_float_matrix(
                panels: b.start, panel_stride: Int64(b.stride), panel_size: 0,
                columns: Int64(columns), inner: Int64(inner), bias: nil,
                after: Int32(chancery_floats_plain), slope: 0)
            chancery_floats_multiply(
                a.start, Int64(a.stride), Int64(rows), &matrix, target, Int64(stride))
            return
        }
        product(
            CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(rows),
            Int32(columns), Int32(inner), scale, a.start, Int32(a.stride), b.start,
            Int32(b.stride), adding ? 1 : 0, target, Int32(stride))
    }
}
