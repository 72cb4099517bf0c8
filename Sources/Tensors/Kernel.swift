internal import CVector

/// What is done between products of matrices, each in one pass over the rows.
///
/// Loops take eight floats at a time and a rest; without fused multiplication, which the oldest
/// supported processors would do in software. GELU and softmax, which cost most, use AVX2 where the
/// processor has it.
public enum Kernel {
    typealias Lanes = SIMD8<Float>
    private static let lanes = Lanes.scalarCount
    static let hasAVX2 = chancery_has_avx2() != 0

    @inline(__always)
    static func load(_ pointer: UnsafePointer<Float>) -> Lanes {
        UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    static func store(_ value: Lanes, _ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: value, as: Lanes.self)
    }

    /// The larger of two, lane by lane: the standard library's is not made for these lanes, and
    /// costs a call for each pair.
    @inline(__always)
    static func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

    /// x + bias, in each row.
    public static func add(
        _ bias: UnsafePointer<Float>, to x: UnsafeMutablePointer<Float>, rows: Int, width: Int
    ) {
        for row in 0..<rows {
            let line = x + row * width
            var column = 0
            while column + lanes <= width {
                store(load(line + column) + load(bias + column), line + column)
                column += lanes
            }
            while column < width {
                line[column] += bias[column]
                column += 1
            }
        }
    }

    /// x + factor · y.
    public static func add(
        _ factor: Float, _ y: UnsafePointer<Float>, to x: UnsafeMutablePointer<Float>, count: Int
    ) {
        var place = 0
        while place + lanes <= count {
            store(load(x + place) + load(y + place) * factor, x + place)
            place += lanes
        }
        while place < count {
            x[place] += factor * y[place]
            place += 1
        }
    }

    /// The larger of x + bias and `slope` times it, in each row.
    public static func leak(
        _ x: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>, slope: Float, rows: Int,
        width: Int
    ) {
        for row in 0..<rows {
            let line = x + row * width
            var column = 0
            while column + lanes <= width {
                let value = load(line + column) + load(bias + column)
                store(larger(value, value * slope), line + column)
                column += lanes
            }
            while column < width {
                let value = line[column] + bias[column]
                line[column] = max(value, value * slope)
                column += 1
            }
        }
    }

    /// gelu(x + bias) in each row: the exact one, x/2 (1 + erf(x/√2)).
    public static func gelu(
        _ x: UnsafeMutablePointer<Float>, _ bias: UnsafePointer<Float>, rows: Int, width: Int
    ) {
        let hasAVX2 = hasAVX2
        for row in 0..<rows {
            let line = x + row * width
            var column = 0
            if hasAVX2 {
                column = width / lanes * lanes
                chancery_gelu(line, bias, Int64(column))
            }
            while column + lanes <= width {
                let value = load(line + column) + load(bias + column)
                store(
                    value * 0.5 * (1 + ErrorFunction.value(value * 0.707_106_77)), line + column)
                column += lanes
            }
            while column < width {
                let value = line[column] + bias[column]
                let error = ErrorFunction.value(Lanes(repeating: value * 0.707_106_77))[0]
                line[column] = value * 0.5 * (1 + error)
                column += 1
            }
        }
    }

    /// The sum of products of two vectors.
    public static func dot(
        _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int
    ) -> Float {
        var sum = Lanes.zero
        var place = 0
        while place + lanes <= count {
            sum += load(x + place) * load(y + place)
            place += lanes
        }
        var total = sum.sum()
        while place < count {
            total += x[place] * y[place]
            place += 1
        }
        return total
    }
}
