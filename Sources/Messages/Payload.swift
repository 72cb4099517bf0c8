import FoundationEssentials

/// A message as it travels: a JSON header and a raw body. The hub passes payloads on unread.
public struct Payload: Hashable, Sendable {
    /// The JSON header.
    public var header: [UInt8]
    /// The raw body; empty for messages that are all header.
    public var body: [UInt8]

    /// A payload of `header` and `body`.
    public init(header: [UInt8], body: [UInt8] = []) {
        self.header = header
        self.body = body
    }

    /// The size that counts against limits, in bytes.
    public var count: Int { header.count + body.count }
}

/// A message between stages: what its header says is `Codable`, what its body holds is raw.
public protocol Message: Codable, Hashable, Sendable {
    /// The name and version in the header, as `chancery.article/1`.
    static var schema: String { get }
    /// The most bytes the raw part may have.
    static var bodyLimit: Int { get }
    /// The raw part, kept out of the header.
    var body: [UInt8] { get }
    /// Takes the raw part after the header was decoded, and checks that the two fit.
    mutating func adopt(body: [UInt8]) throws(MessageError)
}

extension Message {
    /// No body at all, unless a message says otherwise.
    public static var bodyLimit: Int { 0 }

    /// Reads a message, strictly.
    public init(payload: Payload) throws(MessageError) {
        self = try JSON.decode(Self.self, from: payload.header, at: "header")
        try adopt(body: payload.body)
    }

    /// The message as it travels; fails only above the size limits.
    public func payload() throws(MessageError) -> Payload {
        let payload = Payload(header: try JSON.encode(self), body: body)
        guard payload.header.count <= Limits.header else {
            throw MessageError(
                .tooLarge, at: "header",
                "\(payload.header.count) bytes where at most \(Limits.header) are taken")
        }
        guard payload.body.count <= Self.bodyLimit else {
            throw MessageError(
                .tooLarge, at: "body",
                "\(payload.body.count) bytes where at most \(Self.bodyLimit) are taken")
        }
        return payload
    }
}

/// JSON in and out, with one kind of error.
public enum JSON {
    /// The UTF-8 bytes of `value` as JSON with sorted keys, on one line.
    public static func encode(_ value: some Encodable) throws(MessageError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw MessageError(.invalidValue, "cannot be written as JSON: \(error)")
        }
    }

    /// Reads one JSON value from `bytes`. Errors carry their path below `root`.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], at root: String = ""
    ) throws(MessageError) -> Value {
        guard bytes.count <= Limits.header else {
            throw MessageError(
                .tooLarge, at: root,
                "\(bytes.count) bytes where at most \(Limits.header) are taken")
        }
        // The decoder would also read UTF-16 and UTF-32, which hold zero bytes; JSON never does.
        if bytes.contains(0) { throw MessageError(.malformedJSON, at: root, "not JSON") }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let fault as FieldFault {
            throw MessageError(fault.code, at: path(root, fault.path), fault.reason)
        } catch let error as DecodingError {
            throw describe(error, root)
        } catch let error as MessageError {
            throw error
        } catch {
            throw MessageError(.malformedJSON, at: root, "not JSON")
        }
    }

    private static func describe(_ error: DecodingError, _ root: String) -> MessageError {
        switch error {
        case .keyNotFound(let key, let context):
            return MessageError(
                .malformedField, at: path(root, context.codingPath + [key]), "missing")
        case .typeMismatch(let type, let context):
            return MessageError(
                .malformedField, at: path(root, context.codingPath), "not \(name(of: type))")
        case .valueNotFound(let type, let context):
            return MessageError(
                .malformedField, at: path(root, context.codingPath),
                "null or missing where \(name(of: type)) is expected")
        case .dataCorrupted(let context):
            // The parser reports bad JSON with an empty path and its own words; not every version
            // of it gives the underlying error along.
            let parser = context.debugDescription.hasPrefix("The given data was not valid JSON")
            if context.codingPath.isEmpty && (parser || context.underlyingError != nil) {
                return MessageError(.malformedJSON, at: root, "not JSON")
            }
            return MessageError(
                .invalidValue, at: path(root, context.codingPath),
                context.debugDescription.prefix(utf8: 200))
        @unknown default:
            return MessageError(.malformedField, at: root, "cannot be read")
        }
    }

    private static func name(of type: any Any.Type) -> String {
        let text = "\(type)"
        if text.hasPrefix("Array") || text.contains("Unkeyed") { return "a list" }
        if text.hasPrefix("Dictionary") || text.contains("Container") { return "an object" }
        switch text {
        case "String": return "a string"
        case "Bool": return "true or false"
        case "Double": return "a number"
        case "Int", "Int64": return "a whole number"
        default: return "a \(text)"
        }
    }

    private static func path(_ root: String, _ keys: [any CodingKey]) -> String {
        var text = root
        for key in keys {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return text.prefix(utf8: 300)
    }
}
