import Testing

@testable import Tensors

@Suite("Matrices of bytes") struct ByteMatrixTests {
    /// Rows, inputs, outputs: widths that fill panels and such that do not, one row and more than
    /// become bytes at a time.
    private static let sizes = [
        [1, 4, 16], [1, 1, 1], [7, 384, 64], [13, 33, 17], [50, 130, 70], [97, 5, 100],
    ]

    private struct Case {
        var rows, inputs, outputs: Int
        var x: [Float]
        var weights: [Float]

        init(_ size: [Int], seed: UInt64 = 7) {
            (rows, inputs, outputs) = (size[0], size[1], size[2])
            var state = seed
            x = noise(rows * inputs, &state)
            weights = noise(inputs * outputs, &state)
        }

        func product(_ kind: ByteMatrix.Kind, stride: Int? = nil) -> [Float] {
            let matrix = ByteMatrix(
                rounding: FloatArray(weights), inputs: inputs, outputs: outputs, kind: kind)
            // Behind the last value stands what must not be touched.
            var target = [Float](repeating: 0, count: rows * outputs) + [12345]
            x.withUnsafeBufferPointer { x in
                target.withUnsafeMutableBufferPointer {
                    matrix.multiply(
                        x.baseAddress!, stride: stride ?? inputs, rows: rows, into: $0.baseAddress!)
                }
            }
            #expect(target.popLast() == 12345)
            return target
        }

        /// What the definition says, in whole numbers.
        var defined: [Float] {
            let columns = (0..<outputs).map { column -> (unit: Float, bytes: [Int]) in
                let line = weights[column * inputs..<(column + 1) * inputs]
                let unit = line.map(abs).max()! / 127
                return (unit, line.map { Int(($0 * (1 / unit)).rounded(.toNearestOrEven)) })
            }
            return (0..<rows).flatMap { (row: Int) -> [Float] in
                let line = x[row * inputs..<(row + 1) * inputs]
                let unit = (max(line.max()!, 0) - min(line.min()!, 0)) / 255
                let factor = 1 / unit
                let zero = Int((-min(line.min()!, 0) * factor).rounded(.toNearestOrEven))
                let bytes = line.map { value in
                    max(0, min(255, Int((value * factor).rounded(.toNearestOrEven)) + zero)) - zero
                }
                return columns.map { column -> Float in
                    var sum = 0
                    for (byte, weight) in zip(bytes, column.bytes) { sum += byte * weight }
                    return Float(sum) * column.unit * unit
                }
            }
        }

        /// What the product is, and how far bytes may be from it: half a unit of each factor.
        var exact: [(value: Float, bound: Float)] {
            (0..<rows).flatMap { (row: Int) -> [(Float, Float)] in
                let line = x[row * inputs..<(row + 1) * inputs]
                let unit = (max(line.max()!, 0) - min(line.min()!, 0)) / 255
                return (0..<outputs).map { (column: Int) -> (Float, Float) in
                    let weights = weights[column * inputs..<(column + 1) * inputs]
                    let step = weights.map(abs).max()! / 127
                    var value: Float = 0
                    var bound: Float = 0
                    for (a, b) in zip(line, weights) {
                        value += a * b
                        // The ends of the range may be off by a whole unit: 0 is rounded too.
                        bound += abs(a) * step / 2 + abs(b) * unit + unit * step / 2
                    }
                    return (value, bound * 1.001 + 1e-6)
                }
            }
        }
    }

    private static let kinds = ByteMatrix.Kind.allCases.filter(\.isHere)

    @Test("products are those of the rounded numbers", arguments: kinds, sizes)
    func defined(_ kind: ByteMatrix.Kind, _ size: [Int]) {
        let example = Case(size)
        for (found, defined) in zip(example.product(kind), example.defined) {
            // A value halfway between two bytes may go either way.
            #expect(abs(found - defined) <= 2e-2 + abs(defined) * 1e-4)
        }
    }

    @Test("products are as near to the exact ones as rounding allows", arguments: kinds, sizes)
    func near(_ kind: ByteMatrix.Kind, _ size: [Int]) {
        let example = Case(size, seed: 99)
        for (found, exact) in zip(example.product(kind), example.exact) {
            #expect(abs(found - exact.value) <= exact.bound)
        }
    }

    @Test("rows may lie apart", arguments: kinds)
    func apart(_ kind: ByteMatrix.Kind) {
        var example = Case([3, 20, 9])
        let expected = example.product(kind)
        let x = example.x
        example.x = []
        for row in 0..<3 {
            example.x += x[row * 20..<(row + 1) * 20]
            example.x += [Float](repeating: 9e9, count: 4)
        }
        #expect(example.product(kind, stride: 24) == expected)
    }

    @Test("zeros stay zeros, in rows and in columns", arguments: kinds)
    func zeros(_ kind: ByteMatrix.Kind) {
        var example = Case([2, 8, 3])
        for place in 0..<8 { (example.x[place], example.weights[8 + place]) = (0, 0) }
        let product = example.product(kind)
        #expect(Array(product[0..<3]) == [0, 0, 0])
        #expect(product[4] == 0)
        #expect(product[3] != 0 && product[5] != 0)
    }

    @Test("values of one size are exact, however large", arguments: kinds)
    func constant(_ kind: ByteMatrix.Kind) {
        let sizes: [Float] = [1e-20, 0.3, 1e20]
        for size in sizes {
            var example = Case([1, 64, 1])
            example.x = [Float](repeating: size, count: 64)
            example.weights = [Float](repeating: -0.5, count: 64)
            let ratio = example.product(kind)[0] / (size * -32)
            #expect(abs(ratio - 1) < 1e-5)
        }
    }

    @Test("what is no number ends nothing", arguments: kinds)
    func infinite(_ kind: ByteMatrix.Kind) {
        for value in [Float.infinity, -.infinity, .nan] {
            var example = Case([2, 12, 3])
            example.x[5] = value
            let product = example.product(kind)
            // The other row is not touched by it.
            let isFinite = product[3...].allSatisfy(\.isFinite)
            #expect(isFinite)
        }
    }
}
