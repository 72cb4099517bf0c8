public import Messages

/// Any JSON document as a tree, so that a test can look into it and break it in one place.
public indirect enum JSONValue: Hashable, Sendable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
    /// Text that is written as it stands, valid JSON or not.
    case raw(String)

    /// Reads `bytes` as JSON.
    public static func parse(_ bytes: [UInt8]) throws(MessageError) -> JSONValue {
        try JSON.decode(JSONValue.self, from: bytes)
    }

    /// The tree that `value` is written as.
    public static func of(_ value: some Encodable) throws(MessageError) -> JSONValue {
        try parse(JSON.encode(value))
    }

    /// Reads the value at `decoder`, whatever it is.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// The value at `key` of an object; nil for anything else.
    public subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The entries of a list; empty for anything else.
    public var entries: [JSONValue] {
        if case .array(let entries) = self { entries } else { [] }
    }

    /// The text of a string; nil for anything else.
    public var text: String? { if case .string(let text) = self { text } else { nil } }

    /// JSON on one line, keys sorted.
    public var json: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let value):
            let whole = value == value.rounded() && abs(value) < 1e15
            return whole ? String(Int64(value)) : String(value)
        case .string(let text): return JSONValue.quoted(text)
        case .array(let entries): return "[" + entries.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            let pairs = members.sorted { $0.key < $1.key }
            let texts = pairs.map { JSONValue.quoted($0.key) + ":" + $0.value.json }
            return "{" + texts.joined(separator: ",") + "}"
        case .raw(let text): return text
        }
    }

    /// JSON on one line, as bytes.
    public var bytes: [UInt8] { Array(json.utf8) }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
