internal import CBytes

/// A matrix of weights in whole numbers of one byte, for products with rows of floats.
///
/// Each column has a scale of its own, the greatest of its weights by 127, so that a weight is off
/// by half of that at most. The rows that come become bytes too, row by row, with the range from
/// their least to their greatest value; products are added up in 32 bits, exactly, and scaled back.
///
/// Sendable because its memory is written by `init` alone.
public final class ByteMatrix: @unchecked Sendable {
    /// How many values a row that comes has.
    public let inputs: Int
    /// How many columns: values of a row that goes.
    public let outputs: Int
    private let kind: Kind
    private let matrix: chancery_byte_matrix
    private let panels: UnsafeMutableRawPointer
    private let scales: UnsafeMutablePointer<Float>
    private let sums: UnsafeMutablePointer<Int32>

    /// What can multiply bytes.
    enum Kind: CaseIterable {
        case avx512, avx

        var number: Int32 {
            Int32(self == .avx512 ? chancery_bytes_avx512_vnni : chancery_bytes_avx_vnni)
        }
        /// Whether this processor has it.
        var isHere: Bool { chancery_bytes_has(number) != 0 }
    }

    /// The best that this processor has.
    private static let kind = Kind.allCases.first(where: \.isHere)
    private static let panelWidth = chancery_bytes_columns
    /// Most inputs: a sum of so many products of bytes has room in 32 bits.
    static let inputLimit = 65_536
    /// Rows that become bytes at a time, which the first cache holds beside a panel: a multiple of
    /// those that are multiplied at a time.
    private static let block = 8 * chancery_bytes_rows

    /// What multiplies bytes on this processor; nil if it has no instruction for that, and then
    /// there are no such matrices.
    public static var instructions: String? {
        kind.map { $0 == .avx512 ? "AVX-512 VNNI" : "AVX-VNNI" }
    }

    /// The matrix of `weights`, [outputs, inputs] as a file has them; nil if this processor has no
    /// instruction for it or the matrix is too tall.
    public convenience init?(_ weights: FloatArray, inputs: Int, outputs: Int) {
        precondition(inputs > 0 && outputs > 0 && weights.count == inputs * outputs)
        guard let kind = ByteMatrix.kind, inputs <= ByteMatrix.inputLimit else { return nil }
        self.init(rounding: weights, inputs: inputs, outputs: outputs, kind: kind)
    }

    /// The same for one of the kinds that are here.
    init(rounding weights: FloatArray, inputs: Int, outputs: Int, kind: Kind) {
        precondition(kind.isHere)
        self.kind = kind
        self.inputs = inputs
        self.outputs = outputs
        let inner = (inputs + 3) / 4 * 4
        let width = ByteMatrix.panelWidth
        let columns = (outputs + width - 1) / width * width
        panels = .allocate(byteCount: columns * inner, alignment: 64)
        panels.initializeMemory(as: Int8.self, repeating: 0, count: columns * inner)
        scales = .allocate(capacity: columns)
        scales.initialize(repeating: 0, count: columns)
        sums = .allocate(capacity: columns)
        sums.initialize(repeating: 0, count: columns)
        let bytes = panels.assumingMemoryBound(to: Int8.self)
        for column in 0..<outputs {
            chancery_bytes_of_column(
                weights.pointer + column * inputs, Int64(inputs),
                bytes + column / width * width * inner + column % width * 4, scales + column,
                sums + column)
        }
        matrix = chancery_byte_matrix(
            panels: bytes, scales: scales, sums: sums, columns: Int64(outputs), inner: Int64(inner))
    }

    deinit {
        panels.deallocate()
        scales.deallocate()
        sums.deallocate()
    }

    /// Writes the product of `rows` rows of x, which begin `stride` floats apart, with the matrix:
    /// [rows, outputs].
    public func multiply(
        _ x: UnsafePointer<Float>, stride: Int, rows: Int,
        into target: UnsafeMutablePointer<Float>
    ) {
        let inner = Int(matrix.inner)
        let block = ByteMatrix.block
        withUnsafeTemporaryAllocation(byteCount: block * inner, alignment: 64) { memory in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: block) { units in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: block) { zeros in
                    // None of them is empty.
                    let bytes = memory.baseAddress!.assumingMemoryBound(to: UInt8.self)
                    let (units, zeros) = (units.baseAddress!, zeros.baseAddress!)
                    for first in Swift.stride(from: 0, to: rows, by: block) {
                        let count = min(block, rows - first)
                        for row in 0..<count {
                            chancery_bytes_of(
                                x + (first + row) * stride, Int64(inputs), Int64(inner),
                                bytes + row * inner, units + row, zeros + row)
                        }
                        withUnsafePointer(to: matrix) {
                            chancery_bytes_multiply(
                                kind.number, bytes, units, zeros, Int64(count), $0,
                                target + first * outputs)
                        }
                    }
                }
            }
        }
    }
}
