import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Tensors

@Suite("Tensor files") struct TensorFileTests {
    /// A file with the header given and `count` bytes of data behind it.
    private func written(
        _ header: String, _ data: [UInt8], in folder: TemporaryFolder, length: UInt64? = nil
    ) throws -> String {
        let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        var bytes: [UInt8] = []
        withUnsafeBytes(of: (length ?? UInt64(padded.utf8.count)).littleEndian) {
            bytes.append(contentsOf: $0)
        }
        bytes += Array(padded.utf8) + data
        let path = folder.path + "/x.safetensors"
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// 1, −2, 0.5, the smallest subnormal, 65504 and −0, as fp16.
    private let halves: [UInt8] = [0, 0x3C, 0, 0xC0, 0, 0x38, 1, 0, 0xFF, 0x7B, 0, 0x80]

    @Test("values are read as they were written")
    func values() throws {
        let folder = try TemporaryFolder()
        let header =
            #"{"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"__metadata__":{"k":"v"}}"#
        let file = try TensorFile(path: written(header, halves, in: folder))
        #expect(file.metadata == ["k": "v"])
        #expect(file.names == ["a"])
        let array = try file.floats("a", [2, 3])
        #expect((0..<6).map { array[$0] } == [1, -2, 0.5, 0x1p-24, 65504, -0.0])
        let columns = try file.columns(["a"], [[2, 3]])
        #expect((0..<6).map { columns[$0] } == [1, 0x1p-24, -2, 65504, 0.5, -0.0])
        let table = try file.table("a", [2, 3])
        var row: [Float] = [9, 9, 9]
        row.withUnsafeMutableBufferPointer { table.read(1, into: $0.baseAddress!) }
        #expect(row == [0x1p-24, 65504, -0.0])
    }

    @Test(
        "a header that is not right is refused with a reason",
        arguments: [
            (#"{"a":{"dtype":"F16","shape":[6],"data_offsets":[0,10]}}"#, "10 bytes for 6"),
            (#"{"a":{"dtype":"F16","shape":[5],"data_offsets":[0,10]}}"#, "complete"),
            (#"{"a":{"dtype":"F16","shape":[7],"data_offsets":[0,14]}}"#, "outside"),
            (#"{"a":{"dtype":"F16","shape":[6],"data_offsets":[-2,10]}}"#, "outside"),
            (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "F32"),
            (
                #"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[4],"data_offsets":[4,12]}}"#,
                "overlaps"
            ),
            (
                #"{"a":{"dtype":"F16","shape":[4294967296,4294967296,6],"data_offsets":[0,12]}}"#,
                "impossible"
            ),
            (#"{"a":{"dtype":"F16","shape":[-2,-3],"data_offsets":[0,12]}}"#, "impossible"),
            (
                #"{"a":{"dtype":"F16","shape":[6],"data_offsets":[0,12]},"b":{"dtype":"F16","shape":[4611686018427387904,0],"data_offsets":[12,12]}}"#,
                "impossible"
            ),
            (#"{"a":{"dtype":"F16","shape":[6],"data_offsets":[0]}}"#, "beginning"),
            (
                #"{"a":{"dtype":"F16","shape":[1,1,1,1,1,1,1,1,6],"data_offsets":[0,12]}}"#,
                "dimensions"
            ),
            (#"{"a":[1]}"#, "JSON"), (#"{"a":"#, "JSON"), ("[]", "begin"),
        ])
    func refused(header: String, reason: String) throws {
        let folder = try TemporaryFolder()
        let path = try written(header, halves, in: folder)
        let error = #expect(throws: TensorError.self) { try TensorFile(path: path) }
        #expect(error?.code == .malformed)
        #expect(error?.reason.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("a length beyond the file, no file and an empty one are refused")
    func lengths() throws {
        let folder = try TemporaryFolder()
        for length in [UInt64.max, 1 << 40, 0, 1] {
            let path = try written("{}", [], in: folder, length: length)
            #expect(throws: TensorError.self) { try TensorFile(path: path) }
        }
        try Data().write(to: URL(filePath: folder.path + "/empty"))
        #expect(throws: TensorError.self) { try TensorFile(path: folder.path + "/empty") }
        #expect(throws: TensorError.self) { try TensorFile(path: folder.path) }
        let error = #expect(throws: TensorError.self) { try TensorFile(path: "/nowhere/x") }
        #expect(error?.code == .unreadable)
    }

    @Test("a tensor that is missing, of another shape or not finite is refused by name")
    func mismatched() throws {
        let folder = try TemporaryFolder()
        let header = #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#
        let file = try TensorFile(path: written(header, [0, 0x7C, 0, 0], in: folder))
        #expect(throws: TensorError.self) { try file.floats("b", [2]) }
        #expect(throws: TensorError.self) { try file.floats("a", [3]) }
        let error = #expect(throws: TensorError.self) { try file.floats("a", [2]) }
        #expect(error?.reason == "tensor a has infinities in it")
    }

    @Test("a shape that the file does not have takes no memory, however large")
    func shapes() throws {
        let folder = try TemporaryFolder()
        let header = #"{"a":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]}}"#
        let file = try TensorFile(path: written(header, halves, in: folder))
        for shape in [[1 << 50, 3], [Int.max, Int.max], [-1, -6], [], [6]] {
            #expect(throws: TensorError.self) { try file.floats("a", shape) }
            #expect(throws: TensorError.self) { try file.columns(["a"], [shape]) }
            #expect(throws: TensorError.self) { try file.sides("a", shape) }
            #expect(throws: TensorError.self) { try file.table("a", shape) }
        }
        #expect(throws: TensorError.self) { try file.sides("a", [1 << 50, 1 << 50, 1 << 50]) }
    }

    @Test("only matrices of one width stand side by side")
    func widths() throws {
        let folder = try TemporaryFolder()
        let header =
            #"{"a":{"dtype":"F16","shape":[1,2],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[1,4],"data_offsets":[4,12]}}"#
        let file = try TensorFile(path: written(header, halves, in: folder))
        let error = #expect(throws: TensorError.self) {
            try file.columns(["a", "b"], [[1, 2], [1, 4]])
        }
        #expect(error?.reason == "tensor b is no matrix as wide as those beside it")
    }

    @Test("damaged files are refused or read, and nothing else happens")
    func damaged() throws {
        let folder = try TemporaryFolder()
        let whole = try Data(
            contentsOf: URL(
                filePath: Repository.path("Tests/ModelTests/Fixtures/small/model.safetensors")))
        var random = SeededRandom(seed: 3)
        let path = folder.path + "/damaged"
        var refused = 0
        for _ in 0..<300 {
            // Damage where the header is.
            let bytes = random.damage(Array(whole.prefix(6000))) + whole.dropFirst(6000)
            try Data(bytes).write(to: URL(filePath: path))
            do { _ = try TensorFile(path: path) } catch { refused += 1 }
        }
        #expect(refused > 100)
    }
}

@Suite("Kernels") struct KernelTests {
    private func numbers(_ count: Int, seed: UInt64, _ range: ClosedRange<Float>) -> [Float] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in Float.random(in: range, using: &random) }
    }

    @Test("gelu is the exact one to 3e-6, for widths that are no multiple of eight too")
    func gelu() {
        for width in [1, 7, 8, 21] {
            var values = numbers(width * 40, seed: 1, -8...8)
            let bias = numbers(width, seed: 2, -1...1)
            let expected = values.enumerated().map { place, value in
                let x = Double(value + bias[place % width])
                return Float(x / 2 * (1 + erf(x / 2.0.squareRoot())))
            }
            Kernel.gelu(&values, bias, rows: 40, width: width)
            #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 3e-6 })
        }
    }

    @Test("a mixture writes, or adds, what each family takes of a row")
    func mix() {
        let width = 37
        let row = (0..<width).map { Float($0) - 9 }
        // Two families' factors, of three states each; a float stands between their lines.
        let factors: [Float] = [0.5, 9, 9, -2, 9, 9]
        var lines = [Float](repeating: 1, count: 2 * (width + 1))
        for adding in [false, true] {
            Kernel.mix(
                row, count: width, factors: factors, families: 2, factorStride: 3, into: &lines,
                lineStride: width + 1, adding: adding)
        }
        for place in 0..<width {
            #expect(lines[place] == row[place])
            #expect(lines[width + 1 + place] == -4 * row[place])
        }
        #expect(lines[width] == 1 && lines[2 * width + 1] == 1)
    }

    @Test("softmax sums to one and keeps ratios")
    func softmax() {
        for width in [1, 5, 8, 19] {
            var values = numbers(width * 30, seed: 4, -90...30)
            let before = values
            Kernel.softmax(&values, rows: 30, width: width, stride: width)
            for row in 0..<30 {
                let line = before[row * width..<(row + 1) * width].map(Double.init)
                let top = line.max() ?? 0
                let sum = line.reduce(0) { $0 + exp($1 - top) }
                for column in 0..<width {
                    let expected = exp(line[column] - top) / sum
                    #expect(abs(Double(values[row * width + column]) - expected) < 1e-6)
                }
            }
        }
    }

    @Test("LayerNorm leaves mean 0 and variance 1, then scales and shifts")
    func normalize() {
        let width = 16
        var values = numbers(width * 5, seed: 5, -3...3)
        let residual = numbers(width * 5, seed: 6, -3...3)
        let bias = numbers(width, seed: 7, -1...1)
        let weight = numbers(width, seed: 8, -2...2)
        let offset = numbers(width, seed: 9, -2...2)
        let before = values
        Kernel.normalize(
            &values, bias: bias, residual: residual, weight: weight, offset: offset,
            epsilon: 1e-12, rows: 5, width: width)
        for row in 0..<5 {
            let line = (0..<width).map {
                Double(before[row * width + $0] + residual[row * width + $0] + bias[$0])
            }
            let mean = line.reduce(0, +) / Double(width)
            let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
            for column in 0..<width {
                let expected =
                    (line[column] - mean) / variance.squareRoot() * Double(weight[column])
                    + Double(offset[column])
                #expect(abs(Double(values[row * width + column]) - expected) < 1e-4)
            }
        }
    }

    @Test("products are made for this processor, also if it is younger than OpenBLAS")
    func processor() throws {
        try Matrix.load()
        let kernel = try #require(Matrix.kernel)
        // Unless somebody asked for one by name.
        guard Kernel.hasAVX2, getenv("OPENBLAS_CORETYPE") == nil else { return }
        #expect(!["Prescott", "Core2", "Nehalem", "Sandybridge", "Atom"].contains(kernel))
        let (rows, inner, columns) = (70, 384, 96)
        let a = numbers(rows * inner, seed: 12, -1...1)
        let b = numbers(inner * columns, seed: 13, -1...1)
        var c = [Float](repeating: 0, count: rows * columns)
        Matrix.multiply(
            .init(a, stride: inner), .init(b, stride: columns), into: &c, stride: columns,
            rows: rows, columns: columns, inner: inner)
        var worst = 0.0
        for place in stride(from: 0, to: c.count, by: 97) {
            var sum = 0.0
            for k in 0..<inner {
                sum +=
                    Double(a[place / columns * inner + k])
                    * Double(b[k * columns + place % columns])
            }
            worst = max(worst, abs(Double(c[place]) - sum))
        }
        #expect(worst < 1e-3)
    }

    @Test("products are those of the definition, transposed or not, added or not")
    func products() {
        let a = numbers(3 * 4, seed: 10, -1...1)
        let b = numbers(4 * 5, seed: 11, -1...1)
        let turned = (0..<20).map { b[$0 % 4 * 5 + $0 / 4] }
        var c = [Float](repeating: 1, count: 15)
        var d = c
        Matrix.multiply(
            .init(a, stride: 4), .init(b, stride: 5), into: &c, stride: 5, rows: 3, columns: 5,
            inner: 4, scale: 2, adding: true)
        Matrix.multiply(
            .init(a, stride: 4), .init(turned, stride: 4), transposed: true, into: &d, stride: 5,
            rows: 3, columns: 5, inner: 4)
        for row in 0..<3 {
            for column in 0..<5 {
                let sum = (0..<4).reduce(Float(0)) { $0 + a[row * 4 + $1] * b[$1 * 5 + column] }
                #expect(abs(c[row * 5 + column] - (2 * sum + 1)) < 1e-5)
                #expect(abs(d[row * 5 + column] - sum) < 1e-5)
            }
        }
    }
}
