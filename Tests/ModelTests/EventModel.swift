import FoundationEssentials
import TestSupport

/// The small model with heads for events of random weights: written as a file is, so that what is
/// read from it went the whole way.
struct EventModel {
    static let acts = ["_", "inside", "AGREE", "CONSULT", "ASSAULT"]
    static let statuses = ["occurred", "planned", "negated"]
    static let modes = ["CONSULT/visit", "ASSAULT/drone"]
    static let contexts = ["military", "legal", "trade"]
    static let parts = ["_", "source", "target", "speaker"]
    static let types = 3
    static let width = 64
    static let hidden = 24
    static let side = 8
    static let inner = 16

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

    /// The small model, without heads for events.
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

    /// Adds the heads.
    mutating func addEvents() throws {
        var random = SeededRandom(seed: 21)
        func add(_ name: String, _ shape: [Int], scale: Float = 0.4) {
            let count = shape.reduce(1, *)
            tensors[name] = Tensor(
                shape: shape,
                values: (0..<count).map { _ in
                    Float16(Float.random(in: -scale...scale, using: &random))
                })
        }
        let scores =
            EventModel.acts.count + EventModel.statuses.count + EventModel.modes.count
            + EventModel.contexts.count
        func addLinear(_ name: String, _ outputs: Int, _ inputs: Int, biased: Bool = true) {
            add(name + ".weight", [outputs, inputs])
            if biased { add(name + ".bias", [outputs]) }
        }
        let old = tensors["mixture"]?.values ?? []
        add("mixture", [5, 3], scale: 0.7)
        tensors["mixture"]?.values.replaceSubrange(0..<old.count, with: old)
        addLinear("events.hidden", EventModel.hidden, EventModel.width)
        addLinear("events.output", scores, EventModel.hidden)
        addLinear("events.anchor", EventModel.side, EventModel.width)
        addLinear("events.actor", EventModel.side, EventModel.width)
        let parts = EventModel.parts.count
        add("events.parts.bilinear", [parts, EventModel.side, EventModel.side])
        add("events.parts.left", [parts, EventModel.side])
        add("events.parts.right", [parts, EventModel.side])
        add("events.parts.bias", [parts])
        addLinear("events.pair.trigger", EventModel.inner, EventModel.width)
        addLinear("events.pair.source", EventModel.inner, EventModel.width, biased: false)
        addLinear("events.pair.target", EventModel.inner, EventModel.width, biased: false)
        addLinear("events.pair.output", EventModel.types, EventModel.inner)
        add("events.pair.shared", [1])
        metadata["format"] = "chancery.language/2"
        let events =
            "\"events\": {\"act\": [0, 5], \"status\": [5, 8], \"mode\": [8, 10], \"context\": [10, 13]}"
        metadata["layout"] = metadata["layout"]?
            .replacing(
                "\"entities\"]", with: "\"entities\", \"events\"], " + events, maxReplacements: 1)
        func list(_ name: String, _ values: [String]) throws -> String {
            "\"\(name)\": " + String(decoding: try JSONEncoder().encode(values), as: UTF8.self)
                + ", "
        }
        labels =
            try "{" + list("acts", EventModel.acts) + list("statuses", EventModel.statuses)
            + list("modes", EventModel.modes) + list("contexts", EventModel.contexts)
            + list("parts", EventModel.parts) + labels.drop { $0 != "{" }.dropFirst()
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
