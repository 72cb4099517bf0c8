// Fuzzing of Sources/Tensors: files of weights. `deploy/fuzz Tensors`.
//
// An input is a whole file, or after a byte that is odd the header's text, a zero byte and the data, so
// that lengths are right. A file is refused with a reason that names it, or its tensors fill it and
// every one can be read in every way; what it does not have is refused.

import Foundation

@testable import Tensors

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let rest = Array(input.dropFirst())
    let bytes = input[0] & 1 == 0 ? rest : file(rest)
    let path = write(bytes)
    do throws(TensorError) {
        let file = try TensorFile(path: path)
        do throws(TensorError) {
            try probe(file, size: bytes.count)
        } catch {
            fatalError("a file that was accepted cannot be read: \(error)")
        }
    } catch {
        precondition(error.code == .malformed, "\(error)")
        precondition("\(error)".hasPrefix(path + ": ") && !error.reason.isEmpty, "\(error)")
    }
    return 0
}

/// A file whose lengths are right.
private func file(_ parts: [UInt8]) -> [UInt8] {
    let end = parts.firstIndex(of: 0) ?? parts.count
    var header = Array(parts[..<end])
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    return length + header + parts[end...].dropFirst()
}

private let folder: String = {
    let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
    let path = "\(base)/chancery-fuzz-\(getpid())"
    mkdir(path, 0o700)
    atexit { try? FileManager.default.removeItem(atPath: folder) }
    return path
}()

/// A new file each time: one that is mapped must not be cut.
private func write(_ bytes: [UInt8]) -> String {
    let path = folder + "/x.safetensors"
    unlink(path)
    precondition(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    return path
}

private func probe(_ file: TensorFile, size: Int) throws(TensorError) {
    let names = file.names
    precondition(names == names.sorted() && Set(names).count == names.count)
    var total = 0
    for name in names {
        guard let shape = file.shape(name) else { fatalError("\(name) has no shape") }
        let count = shape.reduce(1, *)
        total += count * MemoryLayout<UInt16>.size
        let bits = try file.withBits(name, shape) { Array($0) }
        precondition(bits.count == count, "\(name) has \(bits.count) values")
        refuses { () throws(TensorError) in _ = try file.floats(name, shape + [2]) }
        refuses { () throws(TensorError) in _ = try file.floats(name, [1 << 60] + shape) }
        guard bits.allSatisfy({ Float16(bitPattern: $0).isFinite }) else {
            refuses { () throws(TensorError) in _ = try file.floats(name, shape) }
            continue
        }
        let expected = bits.map { Float(Float16(bitPattern: $0)) }
        let values = try file.floats(name, shape)
        for (index, value) in expected.enumerated() { precondition(values[index] == value) }
        if shape.count == 2 { try probe(matrix: name, shape, expected, file) }
        if shape.count == 3 { try probe(sides: name, shape, expected, file) }
    }
    let header = size - 8 - total
    precondition((2...TensorHeader.sizeLimit).contains(header), "the tensors do not fill the file")
    precondition(file.shape("no such tensor") == nil)
    refuses { () throws(TensorError) in _ = try file.floats("no such tensor", []) }
}

private func refuses(_ attempt: () throws(TensorError) -> Void) {
    do throws(TensorError) { try attempt() } catch { return }
    fatalError("what a file does not have was read")
}

private func probe(
    matrix name: String, _ shape: [Int], _ expected: [Float], _ file: TensorFile
) throws(TensorError) {
    let (rows, width) = (shape[0], shape[1])
    let columns = try file.columns([name, name], [shape, shape])
    let table = try file.table(name, shape)
    var line = [Float](repeating: 0, count: width)
    for row in 0..<rows {
        line.withUnsafeMutableBufferPointer { table.read(row, into: $0.baseAddress!) }
        for column in 0..<width {
            let value = expected[row * width + column]
            precondition(line[column] == value)
            precondition(columns[column * 2 * rows + row] == value)
            precondition(columns[column * 2 * rows + rows + row] == value)
        }
    }
}

private func probe(
    sides name: String, _ shape: [Int], _ expected: [Float], _ file: TensorFile
) throws(TensorError) {
    let (labels, inner, outer) = (shape[0], shape[1], shape[2])
    let sides = try file.sides(name, shape)
    for label in 0..<labels {
        for row in 0..<inner {
            for column in 0..<outer {
                precondition(
                    sides[(row * labels + label) * outer + column]
                        == expected[(label * inner + row) * outer + column])
            }
        }
    }
}
