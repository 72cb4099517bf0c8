import FoundationEssentials
import TestSupport

/// The small model as numbers, for a slow second computation and for damage; written as a file is,
/// so that what is read from it went the whole way. Five acts, three statuses, two modes, three
/// contexts and four parts.
struct EventModel {
    static let types = 3
    static let width = 64
    static let side = 8

    struct Tensor {
        var shape: [Int]
        var values: [Float16]
    }

    private enum Entry: Decodable {
        case tensor(Stored)
        case metadata([String: String])

        init(from decoder: any Decoder) throws {
            if let stored = try? Stored(from: decoder) {
                self = .tensor(stored)
            } else {
                self = .metadata(try [String: String](from: decoder))
            }
        }
    }

    private struct Stored: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    var tensors: [String: Tensor] = [:]
    var metadata: [String: String] = [:]
    var labels: String

    /// The small model.
    init() throws {
        let bytes = [UInt8](
            try Data(contentsOf: URL(filePath: TestModel.small + "/model.safetensors")))
        let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        let header = try JSONDecoder().decode(
            [String: Entry].self, from: Data(bytes[8..<8 + length]))
        for (name, entry) in header {
            switch entry {
            case .metadata(let metadata): self.metadata = metadata
            case .tensor(let stored):
                let range = stored.data_offsets.map { $0 + 8 + length }
                tensors[name] = Tensor(
                    shape: stored.shape,
                    values: stride(from: range[0], to: range[1], by: 2).map {
                        Float16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
                    })
            }
        }
        labels = String(
            decoding: try Data(contentsOf: URL(filePath: TestModel.small + "/labels.json")),
            as: UTF8.self)
    }

    /// Writes it as a model's folder.
    func write(to folder: String) throws {
        var entries: [String] = []
        var data: [UInt8] = []
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let start = data.count
            for value in tensor.values {
                data.append(UInt8(value.bitPattern & 0xFF))
                data.append(UInt8(value.bitPattern >> 8))
            }
            let stored = Stored(
                dtype: "F16", shape: tensor.shape, data_offsets: [start, data.count])
            entries.append(
                "\"\(name)\":" + String(decoding: try JSONEncoder().encode(stored), as: UTF8.self))
        }
        entries.append(
            "\"__metadata__\":"
                + String(decoding: try JSONEncoder().encode(metadata), as: UTF8.self))
        var header = Array(("{" + entries.joined(separator: ",") + "}").utf8)
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        let length = (0..<8).map { UInt8(header.count >> (8 * $0) & 0xFF) }
        try Data(length + header + data).write(to: URL(filePath: folder + "/model.safetensors"))
        try Data(labels.utf8).write(to: URL(filePath: folder + "/labels.json"))
        try Data(contentsOf: URL(filePath: TestModel.small + "/vocab.txt"))
            .write(to: URL(filePath: folder + "/vocab.txt"))
    }
}
