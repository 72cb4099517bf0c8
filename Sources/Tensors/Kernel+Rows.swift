internal import CFloats
internal import CVector

extension Kernel {
    /// LayerNorm of x + bias + residual, in each row, written over x: (v − mean) / √(variance + ε)
    /// · weight + offset, with the variance of the population.
    public static func normalize(
        _ x: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>?,
        residual: UnsafePointer<Float>?, weight: UnsafePointer<Float>,
        offset: UnsafePointer<Float>, epsilon: Float, rows: Int, width: Int
    ) {
        precondition(width % Lanes.scalarCount == 0 && width > 0)
        if FloatMatrix.hasPanels, width % 16 == 0 {
            chancery_floats_normalize(
                x, bias, residual, weight, offset, epsilon, Int64(rows), Int64(width))
            return
        }
        for row in 0..<rows {
            let line = x + row * width
            var sum = Lanes.zero
            for column in stride(from: 0, to: width, by: Lanes.scalarCount) {
                var value = load(line + column)
                if let bias { value += load(bias + column) }
                if let residual { value += load(residual + row * width + column) }
                store(value, line + column)
                sum += value
            }
            let mean = sum.sum() / Float(width)
            var squares = Lanes.zero
            for column in stride(from: 0, to: width, by: Lanes.scalarCount) {
                let value = load(line + column) - mean
                squares += value * value
            }
            let scale = 1 / (squares.sum() / Float(width) + epsilon).squareRoot()
            for column in stride(from: 0, to: width, by: Lanes.scalarCount) {
                let value = (load(line + column) - mean) * scale
                store(value * load(weight + column) + load(offset + column), line + column)
            }
        }
    }

    /// Writes, or adds, each family's factor times x to its line: [families, lineStride], of which
    /// `count` values. Factors lie `factorStride` apart.
    public static func mix(
        _ x: UnsafePointer<Float>, count: Int, factors: UnsafePointer<Float>, families: Int,
        factorStride: Int, into target: UnsafeMutablePointer<Float>, lineStride: Int, adding: Bool
    ) {
        if FloatMatrix.hasPanels {
            chancery_floats_mix(
                x, Int64(count), factors, Int64(families), Int64(factorStride), target,
                Int64(lineStride), adding ? 1 : 0)
            return
        }
        for family in 0..<families {
            let line = target + family * lineStride
            if !adding { line.update(repeating: 0, count: count) }
            add(factors[family * factorStride], x, to: line, count: count)
        }
    }

    /// Softmax over the first `width` values of each row; rows begin `stride` floats apart.
    public static func softmax(
        _ x: UnsafeMutablePointer<Float>, rows: Int, width: Int, stride: Int
    ) {
        guard width > 0 else { return }
        if FloatMatrix.hasPanels {
            chancery_floats_softmax(x, Int64(rows), Int64(width), Int64(stride))
            return
        }
        let hasAVX2 = hasAVX2
        for row in 0..<rows {
            let line = x + row * stride
            let greatest = greatest(line, width)
            var sum: Float = 0
            var lanes = Lanes.zero
            var column = 0
            if hasAVX2 {
                column = width / Lanes.scalarCount * Lanes.scalarCount
                sum = chancery_exponentials(line, greatest, Int64(column))
            }
            while column + Lanes.scalarCount <= width {
                let value = Exponential.value(load(line + column) - greatest)
                store(value, line + column)
                lanes += value
                column += Lanes.scalarCount
            }
            while column < width {
                let value = Exponential.value(Lanes(repeating: line[column] - greatest))[0]
                line[column] = value
                sum += value
                column += 1
            }
            let scale = 1 / (sum + lanes.sum())
            column = 0
            while column + Lanes.scalarCount <= width {
                store(load(line + column) * scale, line + column)
                column += Lanes.scalarCount
            }
            while column < width {
                line[column] *= scale
                column += 1
            }
        }
    }

    /// The greatest of at least one value.
    private static func greatest(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
        var greatest = x[0]
        var column = 0
        if count >= Lanes.scalarCount {
            var lanes = load(x)
            while column + Lanes.scalarCount <= count {
                lanes = larger(lanes, load(x + column))
                column += Lanes.scalarCount
            }
            greatest = lanes.max()
        }
        while column < count {
            greatest = max(greatest, x[column])
            column += 1
        }
        return greatest
    }
}

/// e to the power of numbers up to 0.
///
/// 2ᵏ · 2ᶠ with k the nearest whole number to x / ln 2 and f between −½ and ½; 2ᶠ by its Taylor
/// polynomial of degree 6. The relative error is below 3·10⁻⁷ near 0 and grows to 4·10⁻⁶ at −85, because
/// x / ln 2 is rounded. Below −87, where floats end, the value there: 1.6·10⁻³⁸.
enum Exponential {
    @inline(__always)
    static func value(_ x: Kernel.Lanes) -> Kernel.Lanes {
        let t = Kernel.larger(x, Kernel.Lanes(repeating: -87)) * 1.442_695_04
        // Adding 1.5 · 2²³ leaves the nearest whole number in the last bits.
        let shifted = t + 12_582_912
        let f = t - (shifted - 12_582_912)
        var p = f * 0.000_154_035_304 + 0.001_333_355_81
        p = p * f + 0.009_618_129_11
        p = p * f + 0.055_504_109
        p = p * f + 0.240_226_507
        p = p * f + 0.693_147_181
        p = p * f + 1
        let bits = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- 0x4B40_0000
        let power = unsafeBitCast((bits &+ 127) &<< 23, to: Kernel.Lanes.self)
        return p * power
    }
}
