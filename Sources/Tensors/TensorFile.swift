internal import CLinux
internal import Glibc

/// A safetensors file of fp16 tensors, mapped read-only; everything that reads the same file in a
/// process can share one.
///
/// Sendable because the mapping is never written and lives until the last reference is gone. Files
/// are replaced by renaming, never changed in place: cutting a mapped file ends the process.
public final class TensorFile: @unchecked Sendable {
    /// Largest file, in bytes.
    public static let sizeLimit = 1 << 30

    /// The file's path.
    public let path: String
    /// What the writer said about it.
    public let metadata: [String: String]
    private let entries: [String: TensorHeader.Entry]
    private let mapping: UnsafeMutableRawPointer
    private let size: Int
    private let dataStart: Int

    /// Maps the file at `path` and checks its header.
    public init(path: String) throws(TensorError) {
        func fault(_ code: TensorError.Code, _ reason: String) -> TensorError {
            TensorError(code, file: path, reason)
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw fault(.unreadable, String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw fault(.unreadable, "is not a file")
        }
        let size = Int(status.st_size)
        guard size >= 8 else { throw fault(.malformed, "has \(size) bytes; is it complete?") }
        guard size <= TensorFile.sizeLimit else {
            throw fault(.malformed, "is larger than \(TensorFile.sizeLimit) bytes")
        }
        guard let mapping = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0),
            mapping != MAP_FAILED
        else {
            throw fault(.unreadable, "cannot be mapped: \(String(cString: strerror(errno)))")
        }
        do throws(TensorHeader.Fault) {
            let bytes = UnsafeRawBufferPointer(start: mapping, count: size)
            let stated = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
            guard stated >= 2, stated <= UInt64(min(TensorHeader.sizeLimit, size - 8)) else {
                throw TensorHeader.Fault(
                    reason: "its header would have \(stated) bytes; it is no safetensors file")
            }
            let length = Int(stated)
            guard length % 2 == 0 else {
                throw TensorHeader.Fault(reason: "its header is not padded to two bytes")
            }
            let header = try TensorHeader(
                Array(bytes[8..<8 + length]), dataSize: size - 8 - length)
            self.path = path
            self.mapping = mapping
            self.size = size
            dataStart = 8 + length
            entries = header.entries
            metadata = header.metadata
        } catch {
            munmap(mapping, size)
            throw fault(.malformed, error.reason)
        }
    }

    deinit { munmap(mapping, size) }

    /// The names of its tensors, sorted.
    public var names: [String] { entries.keys.sorted() }

    /// The dimensions of a tensor; nil if there is none of that name.
    public func shape(_ name: String) -> [Int]? { entries[name]?.shape }

    private func entry(_ name: String, _ shape: [Int]) throws(TensorError) -> TensorHeader.Entry {
        guard let entry = entries[name] else {
            throw TensorError(.mismatched, file: path, "has no tensor \(name)")
        }
        guard entry.shape == shape else {
            throw TensorError(
                .mismatched, file: path, "tensor \(name) is \(entry.shape), not \(shape)")
        }
        return entry
    }

    /// Calls `body` with the fp16 bits of a tensor, which must have the shape given.
    func withBits<Result>(
        _ name: String, _ shape: [Int], _ body: (UnsafeBufferPointer<UInt16>) -> Result
    ) throws(TensorError) -> Result {
        let entry = try entry(name, shape)
        // Even by the check of the header's length; the mapping begins at a page.
        let start = UnsafeRawPointer(mapping + dataStart + entry.start)
        return body(
            UnsafeBufferPointer(
                start: start.assumingMemoryBound(to: UInt16.self), count: entry.count))
    }

    /// A tensor's values in fp32.
    public func floats(_ name: String, _ shape: [Int]) throws(TensorError) -> FloatArray {
        try floats([name], [shape], transposed: false)
    }

    /// Matrices [out, in] of the same `in`, transposed and side by side: [in, sum of out].
    public func columns(_ names: [String], _ shapes: [[Int]]) throws(TensorError) -> FloatArray {
        for (number, shape) in shapes.enumerated()
        where shape.count != 2 || shape[1] != shapes[0][1] {
            throw TensorError(
                .mismatched, file: path,
                "tensor \(names[number]) is no matrix as wide as those beside it")
        }
        return try floats(names, shapes, transposed: true)
    }

    /// The same in panels of `width` columns: [sum of out / width][in][width], the last filled up
    /// with zeros.
    func panels(
        _ names: [String], _ shapes: [[Int]], width: Int
    ) throws(TensorError) -> FloatArray {
        var columns = 0
        for (number, shape) in shapes.enumerated() {
            _ = try entry(names[number], shape)
            guard shape.count == 2, shape[1] == shapes[0][1] else {
                throw TensorError(
                    .mismatched, file: path,
                    "tensor \(names[number]) is no matrix as wide as those beside it")
            }
            columns += shape[0]
        }
        let inner = shapes[0][1]
        let array = FloatArray(uninitialized: (columns + width - 1) / width * width * inner)
        var column = 0
        for (number, name) in names.enumerated() {
            let finite = try withBits(name, shapes[number]) { bits in
                guard HalfPrecision.areFinite(bits) else { return false }
                var row = 0
                while row < shapes[number][0] {
                    let count = min(width - column % width, shapes[number][0] - row)
                    HalfPrecision.transpose(
                        UnsafeBufferPointer(rebasing: bits[row * inner..<(row + count) * inner]),
                        rows: count, columns: inner,
                        into: array.initial + column / width * width * inner + column % width,
                        stride: width)
                    row += count
                    column += count
                }
                return true
            }
            guard finite else {
                throw TensorError(.malformed, file: path, "tensor \(name) has infinities in it")
            }
        }
        return array
    }

    /// Matrices [labels, inner, outer] of one tensor side by side: [inner, labels · outer].
    public func sides(_ name: String, _ shape: [Int]) throws(TensorError) -> FloatArray {
        guard shape.count == 3 else {
            throw TensorError(.mismatched, file: path, "tensor \(name) has not three dimensions")
        }
        let stacked = try floats(name, shape)
        let (labels, inner, outer) = (shape[0], shape[1], shape[2])
        let array = FloatArray(uninitialized: stacked.count)
        withExtendedLifetime(stacked) {
            for label in 0..<labels {
                for row in 0..<inner {
                    (array.initial + (row * labels + label) * outer).update(
                        from: stacked.initial + (label * inner + row) * outer, count: outer)
                }
            }
        }
        return array
    }

    /// The values of several tensors, one after another.
    public func joined(_ names: [String], _ shapes: [[Int]]) throws(TensorError) -> FloatArray {
        try floats(names, shapes, transposed: false)
    }

    /// A table whose rows are read from the mapping, one at a time.
    public func table(_ name: String, _ shape: [Int]) throws(TensorError) -> HalfTable {
        guard shape.count == 2 else {
            throw TensorError(.mismatched, file: path, "tensor \(name) is no matrix")
        }
        let (bits, finite) = try withBits(name, shape) { ($0, HalfPrecision.areFinite($0)) }
        guard finite else {
            throw TensorError(.malformed, file: path, "tensor \(name) has infinities in it")
        }
        return HalfTable(file: self, bits: bits, rows: shape[0], width: shape[1])
    }

    private func floats(
        _ names: [String], _ shapes: [[Int]], transposed: Bool
    ) throws(TensorError) -> FloatArray {
        // Before memory is taken for it: what is asked for may depend on other tensors' sizes.
        var counts: [Int] = []
        for (name, shape) in zip(names, shapes) { counts.append(try entry(name, shape).count) }
        let array = FloatArray(uninitialized: counts.reduce(0, +))
        let stride = shapes.reduce(0) { $0 + ($1.first ?? 1) }
        var done = 0
        for (number, name) in names.enumerated() {
            let shape = shapes[number]
            let target = array.initial + done
            let finite = try withBits(name, shape) { bits in
                guard HalfPrecision.areFinite(bits) else { return false }
                if transposed {
                    HalfPrecision.transpose(
                        bits, rows: shape[0], columns: shape[1], into: target, stride: stride)
                } else {
                    HalfPrecision.convert(bits, into: target)
                }
                return true
            }
            guard finite else {
                throw TensorError(.malformed, file: path, "tensor \(name) has infinities in it")
            }
            done += transposed ? shape[0] : counts[number]
        }
        return array
    }
}
