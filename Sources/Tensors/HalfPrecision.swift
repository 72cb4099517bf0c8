/// Half-precision numbers (IEEE 754 binary16) turned to floats without hardware for it, in loops
/// that vectorise.
enum HalfPrecision {
    /// Whether no value is infinite or not a number.
    static func areFinite(_ bits: UnsafeBufferPointer<UInt16>) -> Bool {
        var worst: UInt16 = 0
        for value in bits { worst = max(worst, value & 0x7C00) }
        return worst < 0x7C00
    }

    /// The value of finite half-precision bits. The exponent moves from bias 15 to 127 by a
    /// multiplication with 2¹¹², which also does subnormals right.
    static func float(_ bits: UInt16) -> Float {
        let magnitude = Float(bitPattern: UInt32(bits & 0x7FFF) << 13) * 0x1p112
        return Float(bitPattern: magnitude.bitPattern | (UInt32(bits & 0x8000) << 16))
    }

    /// Converts all of `bits`.
    static func convert(
        _ bits: UnsafeBufferPointer<UInt16>, into target: UnsafeMutablePointer<Float>
    ) {
        guard let source = bits.baseAddress else { return }
        for index in 0..<bits.count { target[index] = float(source[index]) }
    }

    /// Writes the transpose of a matrix [rows, columns] into rows of `stride` floats.
    static func transpose(
        _ bits: UnsafeBufferPointer<UInt16>, rows: Int, columns: Int,
        into target: UnsafeMutablePointer<Float>, stride: Int
    ) {
        guard let source = bits.baseAddress else { return }
        // In squares, so that both sides stay in the first cache.
        let block = 16
        for top in Swift.stride(from: 0, to: rows, by: block) {
            for left in Swift.stride(from: 0, to: columns, by: block) {
                for column in left..<min(left + block, columns) {
                    let line = target + column * stride
                    for row in top..<min(top + block, rows) {
                        line[row] = float(source[row * columns + column])
                    }
                }
            }
        }
    }
}

/// A matrix in fp16 whose rows are converted when they are needed.
public struct HalfTable: Sendable {
    /// Keeps the mapping that `bits` points into.
    private let file: TensorFile
    // Never written; see `file`.
    private nonisolated(unsafe) let bits: UnsafeBufferPointer<UInt16>
    /// How many rows.
    public let rows: Int
    /// How many values a row.
    public let width: Int

    init(file: TensorFile, bits: UnsafeBufferPointer<UInt16>, rows: Int, width: Int) {
        self.file = file
        self.bits = bits
        self.rows = rows
        self.width = width
    }

    /// Writes a row's values to `target`.
    public func read(_ row: Int, into target: UnsafeMutablePointer<Float>) {
        precondition(row >= 0 && row < rows)
        HalfPrecision.convert(
            UnsafeBufferPointer(rebasing: bits[row * width..<(row + 1) * width]), into: target)
    }
}
