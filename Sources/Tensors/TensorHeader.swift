internal import FoundationEssentials

/// The header of a safetensors file: where each tensor lies. Format:
/// https://github.com/huggingface/safetensors (8 bytes of length, JSON, data).
///
/// Every tensor must be fp16 and have a value, and together they must fill the data without a hole or an overlap,
/// so that no name can lead outside the file.
struct TensorHeader {
    /// One tensor.
    struct Entry: Equatable {
        /// Its dimensions.
        var shape: [Int]
        /// Where its values begin, in bytes after the header.
        var start: Int
        /// How many values it has.
        var count: Int
    }

    /// Why a header was refused.
    struct Fault: Error {
        var reason: String
    }

    /// Longest header, in bytes; a model of a hundred tensors has 15 kB.
    static let sizeLimit = 1 << 20
    /// Most tensors.
    static let tensorLimit = 4096
    /// Most dimensions of one.
    static let dimensionLimit = 8

    private(set) var entries: [String: Entry] = [:]
    private(set) var metadata: [String: String] = [:]

    /// Reads the JSON in `bytes`; `dataSize` bytes follow it.
    init(_ bytes: [UInt8], dataSize: Int) throws(Fault) {
        guard bytes.first == UInt8(ascii: "{") else {
            throw Fault(reason: "the header does not begin with {")
        }
        let raw: Raw
        do {
            raw = try JSONDecoder().decode(Raw.self, from: Data(bytes))
        } catch {
            throw Fault(reason: "the header is not the JSON of a safetensors file")
        }
        guard raw.tensors.count <= TensorHeader.tensorLimit else {
            throw Fault(reason: "it has more than \(TensorHeader.tensorLimit) tensors")
        }
        metadata = raw.metadata
        for (name, tensor) in raw.tensors {
            entries[name] = try TensorHeader.entry(name, tensor, dataSize)
        }
        var end = 0
        for (name, entry) in entries.sorted(by: {
            ($0.value.start, $0.key) < ($1.value.start, $1.key)
        }) {
            guard entry.start == end else {
                throw Fault(reason: "tensor \(name) leaves a hole or overlaps another")
            }
            end += entry.count * 2
        }
        guard end == dataSize else {
            throw Fault(
                reason: "its tensors have \(end) bytes, but \(dataSize) follow the header; "
                    + "is the file complete?")
        }
    }

    private static func entry(
        _ name: String, _ tensor: RawTensor, _ dataSize: Int
    ) throws(Fault) -> Entry {
        guard tensor.dtype == "F16" else {
            throw Fault(reason: "tensor \(name) is of type \(tensor.dtype), not F16")
        }
        guard tensor.shape.count <= dimensionLimit else {
            throw Fault(reason: "tensor \(name) has more than \(dimensionLimit) dimensions")
        }
        var count = 1
        for size in tensor.shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size > 0, !overflow else {
                throw Fault(reason: "tensor \(name) has an impossible shape")
            }
            count = product
        }
        guard tensor.data_offsets.count == 2 else {
            throw Fault(reason: "tensor \(name) has no beginning and end")
        }
        let (start, end) = (tensor.data_offsets[0], tensor.data_offsets[1])
        guard start >= 0, start <= end, end <= dataSize else {
            throw Fault(reason: "tensor \(name) lies outside the file")
        }
        guard (end - start) / 2 == count, (end - start) % 2 == 0 else {
            throw Fault(reason: "tensor \(name) has \(end - start) bytes for \(count) values")
        }
        return Entry(shape: tensor.shape, start: start, count: count)
    }

    private struct RawTensor: Decodable {
        var dtype: String
        var shape: [Int]
        // The file's own spelling.
        var data_offsets: [Int]
    }

    private struct Raw: Decodable {
        var metadata: [String: String] = [:]
        var tensors: [String: RawTensor] = [:]

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            for key in container.allKeys {
                if key.stringValue == "__metadata__" {
                    metadata = try container.decode([String: String].self, forKey: key)
                } else {
                    tensors[key.stringValue] = try container.decode(RawTensor.self, forKey: key)
                }
            }
        }
    }
}
