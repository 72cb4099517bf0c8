/// What a server gave to tell whether a document has changed; handed back byte for byte.
public struct Validators: Hashable, Sendable {
    /// `ETag`, with its quotes.
    public var entityTag: [UInt8]?
    /// `Last-Modified`.
    public var lastModified: [UInt8]?

    /// None, or these.
    public init(entityTag: [UInt8]? = nil, lastModified: [UInt8]? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// Whether there is nothing to ask with.
    public var isEmpty: Bool { entityTag == nil && lastModified == nil }

    /// Longest validator that is kept, in bytes.
    static let longest = 1024

    /// Keeps `value` if it can stand in a request: not empty, not too long, no control characters.
    static func kept(_ value: [UInt8]) -> [UInt8]? {
        guard !value.isEmpty, value.count <= longest,
            !value.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
        else { return nil }
        return value
    }
}
