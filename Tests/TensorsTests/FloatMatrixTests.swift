import Testing

@testable import Tensors

@Suite("Matrices of weights") struct FloatMatrixTests {
    /// Rows, inputs, outputs: widths that fill panels and such that do not, all numbers of rows that
    /// are multiplied at a time, and more than stay in the cache.
    private static let sizes =
        (1...14).map { [$0, 24, 32] }
        + [[1, 1, 1], [15, 7, 33], [70, 16, 48], [71, 384, 40], [150, 5, 65]]

    private struct Case {
        var rows, inputs, outputs: Int
        var x: [Float]
        var weights: [Float]
        var bias: [Float]

        init(_ size: [Int], seed: UInt64 = 5) {
            (rows, inputs, outputs) = (size[0], size[1], size[2])
            var state = seed
            x = noise(rows * inputs, &state)
            weights = noise(inputs * outputs, &state)
            bias = noise(outputs, &state)
        }

        /// The rows with what follows them, from a matrix that lies one way or the other.
        func product(
            isInPanels: Bool, after: FloatMatrix.After, hasBias: Bool = true, stride: Int? = nil
        ) -> [Float] {
            let matrix = FloatMatrix(
                FloatArray(weights), inputs: inputs, outputs: outputs, isInPanels: isInPanels)
            // Behind the last value stands what must not be touched.
            var target = [Float](repeating: 0, count: rows * outputs) + [12345]
            let bias = FloatArray(bias)
            x.withUnsafeBufferPointer { x in
                target.withUnsafeMutableBufferPointer {
                    matrix.multiply(
                        x.baseAddress!, stride: stride, rows: rows,
                        bias: hasBias ? bias.pointer : nil, after: after, into: $0.baseAddress!)
                }
            }
            withExtendedLifetime(bias) {}
            #expect(target.popLast() == 12345)
            return target
        }

        /// What the definition says, without a bend.
        var sums: [Double] {
            (0..<rows).flatMap { (row: Int) -> [Double] in
                (0..<outputs).map { (column: Int) -> Double in
                    var sum = Double(bias[column])
                    for place in 0..<inputs {
                        sum +=
                            Double(x[row * inputs + place])
                            * Double(weights[place * outputs + column])
                    }
                    return sum
                }
            }
        }
    }

    /// Both ways, as far as this processor has them.
    private static let ways = FloatMatrix.hasPanels ? [true, false] : [false]

    init() throws { try Matrix.load() }

    @Test("products are those of the definition, whatever follows them", arguments: ways, sizes)
    func defined(_ isInPanels: Bool, _ size: [Int]) {
        let example = Case(size)
        let bends: [(FloatMatrix.After, (Double) -> Double)] = [
            (.plain, { $0 }), (.leaky(slope: 0.1), { max($0, 0.1 * $0) }),
            (.gelu, { $0 / 2 * (1 + Self.erf($0 / 2.0.squareRoot())) }),
        ]
        for (after, bend) in bends {
            let found = example.product(isInPanels: isInPanels, after: after)
            for (found, sum) in zip(found, example.sums) {
                #expect(abs(Double(found) - bend(sum)) < 2e-5 * (1 + abs(sum)))
            }
        }
    }

    @Test("rows may lie apart, and need no bias", arguments: ways)
    func apart(_ isInPanels: Bool) {
        var example = Case([17, 20, 33])
        let expected = example.product(isInPanels: isInPanels, after: .plain, hasBias: false)
        let x = example.x
        example.x = []
        for row in 0..<17 {
            example.x += x[row * 20..<(row + 1) * 20]
            example.x += [Float](repeating: 9e9, count: 3)
        }
        let found = example.product(
            isInPanels: isInPanels, after: .plain, hasBias: false, stride: 23)
        #expect(found == expected)
    }

    @Test("a product as wide as a panel is that of OpenBLAS, also where rows lie apart")
    func narrow() {
        let example = Case([19, 29, 96])
        var target = [Float](repeating: 7, count: 19 * 40)
        example.x.withUnsafeBufferPointer { x in
            example.weights.withUnsafeBufferPointer { weights in
                target.withUnsafeMutableBufferPointer {
                    Matrix.multiply(
                        .init(x.baseAddress!, stride: 29),
                        .init(weights.baseAddress! + 32, stride: 96), into: $0.baseAddress!,
                        stride: 40, rows: 19, columns: 32, inner: 29)
                }
            }
        }
        for row in 0..<19 {
            for column in 0..<40 {
                var sum: Double = column < 32 ? 0 : 7
                for place in 0..<29 where column < 32 {
                    sum +=
                        Double(example.x[row * 29 + place])
                        * Double(example.weights[place * 96 + 32 + column])
                }
                #expect(abs(Double(target[row * 40 + column]) - sum) < 1e-4)
            }
        }
    }

    /// By its series, exact enough for numbers of this size.
    private static func erf(_ x: Double) -> Double {
        guard abs(x) < 5 else { return x < 0 ? -1 : 1 }
        var (term, sum) = (x, x)
        for n in 1..<120 {
            term *= -x * x / Double(n)
            sum += term / Double(2 * n + 1)
        }
        return sum * 2 / Double.pi.squareRoot()
    }
}
