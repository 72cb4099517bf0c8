/// Reads the keys of one JSON object strictly: a key that is not listed is an error, and so is a
/// null. Every message decodes through it, one line a field.
public struct StrictContainer<Key: CodingKey & CaseIterable> {
    private let container: KeyedDecodingContainer<Key>

    /// Opens the object at `decoder` and refuses keys that `Key` does not list.
    public init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: Key.self)
        let known = Set(Key.allCases.map(\.stringValue))
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys
        where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath + [key],
                    debugDescription: "unknown key"))
        }
    }

    /// The value at a key that must be there.
    public func value<Value: Decodable>(_ key: Key, as: Value.Type = Value.self) throws -> Value {
        let value = try container.decode(Value.self, forKey: key)
        if let list = value as? any Collection { try check(list, key) }
        return value
    }

    /// The value at a key that may be absent, but not null.
    public func optional<Value: Decodable>(
        _ key: Key, as: Value.Type = Value.self
    ) throws -> Value? {
        guard container.contains(key) else { return nil }
        return try value(key)
    }

    /// The value at a key that may be absent, with what its absence means.
    public func value<Value: Decodable>(_ key: Key, default absent: Value) throws -> Value {
        try optional(key) ?? absent
    }

    /// Throws an error at `key`.
    public func reject(_ key: Key, _ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: container.codingPath + [key], debugDescription: reason))
    }

    private func check(_ list: some Collection, _ key: Key) throws {
        // Strings are collections too: theirs are bounded by the header's size.
        if list is String { return }
        guard list.count <= Limits.listCount else {
            throw reject(key, "more than \(Limits.listCount) entries")
        }
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
