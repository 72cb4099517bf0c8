/// Reads the keys of one JSON object strictly: a key that is not listed is an error, and so is a
/// null. Every message decodes through it, one line a field.
public struct StrictContainer<Key: CodingKey & CaseIterable> {
    // One container with open keys serves both the listed keys and the search for others: asking
    // the decoder for a second one would build the object's dictionary again.
    private let container: KeyedDecodingContainer<OpenKey>

    /// Opens the object at `decoder` and refuses keys that `Key` does not list.
    public init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: OpenKey.self)
        try refuseUnknownKeys()
    }

    /// Opens the object at `decoder`, which must name `schema` under the key `schema`. That is
    /// checked before the other keys, so that another version is called another version and not
    /// a fault in a field.
    public init(_ decoder: any Decoder, schema: String) throws {
        container = try decoder.container(keyedBy: OpenKey.self)
        let key = OpenKey(stringValue: "schema")
        let stated = try container.decode(String.self, forKey: key)
        guard stated == schema else {
            throw FieldFault(
                code: .wrongSchema, path: container.codingPath + [key],
                reason: "\"\(stated.prefix(utf8: 80))\" where \"\(schema)\" is expected")
        }
        try refuseUnknownKeys()
    }

    /// The value at a key that must be there.
    public func value<Value: Decodable>(_ key: Key, as: Value.Type = Value.self) throws -> Value {
        try container.decode(Value.self, forKey: OpenKey(stringValue: key.stringValue))
    }

    /// The list at a key that must be there; at most ``Limits/listCount`` entries.
    public func value<Element: Decodable>(
        _ key: Key, as: [Element].Type = [Element].self
    ) throws -> [Element] {
        let list = try container.decode(
            [Element].self, forKey: OpenKey(stringValue: key.stringValue))
        guard list.count <= Limits.listCount else {
            throw FieldFault(
                code: .tooLarge, path: path(key),
                reason: "\(list.count) entries where at most \(Limits.listCount) are taken")
        }
        return list
    }

    /// The word at a key that must be there, one of a closed set.
    public func value<Word: Decodable & RawRepresentable<String> & CaseIterable>(
        _ key: Key, as: Word.Type = Word.self
    ) throws -> Word {
        let text: String = try value(key)
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw reject(key, "\"\(text.prefix(utf8: 40))\" is none of \(words)")
        }
        return word
    }

    /// The value at a key that may be absent, but not null.
    public func optional<Value: Decodable>(
        _ key: Key, as: Value.Type = Value.self
    ) throws -> Value? {
        guard has(key) else { return nil }
        return try value(key, as: Value.self)
    }

    /// The word of a closed set at a key that may be absent, but not null.
    public func optional<Word: Decodable & RawRepresentable<String> & CaseIterable>(
        _ key: Key, as: Word.Type = Word.self
    ) throws -> Word? {
        guard has(key) else { return nil }
        return try value(key, as: Word.self)
    }

    /// The list at a key that may be absent, but not null.
    public func optional<Element: Decodable>(
        _ key: Key, as: [Element].Type = [Element].self
    ) throws -> [Element]? {
        guard has(key) else { return nil }
        return try value(key, as: [Element].self)
    }

    /// The value at a key that may be absent, with what its absence means.
    public func value<Value: Decodable>(_ key: Key, default absent: Value) throws -> Value {
        try optional(key) ?? absent
    }

    /// The list at a key that may be absent, with what its absence means.
    public func value<Element: Decodable>(
        _ key: Key, default absent: [Element]
    ) throws -> [Element] {
        try optional(key, as: [Element].self) ?? absent
    }

    /// An error at `key`, to be thrown.
    public func reject(_ key: Key, _ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: path(key), debugDescription: reason))
    }

    /// Refuses a number outside `range`.
    func check<Number: Comparable>(
        _ value: Number?, in range: ClosedRange<Number>, _ key: Key
    ) throws {
        guard let value, !range.contains(value) else { return }
        throw reject(
            key, "\(value) is not between \(range.lowerBound) and \(range.upperBound)")
    }

    /// Refuses a number below `least`.
    func check(_ value: Int64?, least: Int64, _ key: Key) throws {
        guard let value, value < least else { return }
        throw reject(key, "\(value) is less than \(least)")
    }

    /// Refuses a number below `least`.
    func check(_ value: Int?, least: Int, _ key: Key) throws {
        try check(value.map(Int64.init), least: Int64(least), key)
    }

    private func has(_ key: Key) -> Bool {
        container.contains(OpenKey(stringValue: key.stringValue))
    }

    private func path(_ key: Key) -> [any CodingKey] { container.codingPath + [key] }

    private func refuseUnknownKeys() throws {
        for key in container.allKeys where Key(stringValue: key.stringValue) == nil {
            throw FieldFault(
                code: .malformedField, path: container.codingPath + [key], reason: "unknown key")
        }
    }
}

/// A fault at a place in a JSON document, on its way to a ``MessageError``, which alone knows what
/// the document is called.
struct FieldFault: Error {
    var code: MessageError.Code
    var path: [any CodingKey]
    var reason: String
}

private struct OpenKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
