/// A half-open range of Unicode scalars (code points, as Python slices) of an article's text.
/// Written in JSON as `[start, end]`.
public struct Span: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    /// The first scalar inside.
    public var start: Int
    /// The first scalar after.
    public var end: Int

    /// The span from `start` up to but not including `end`.
    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// The number of scalars inside.
    public var count: Int { end - start }

    /// Whether `other` lies wholly inside.
    public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }

    /// Whether the two share a scalar.
    public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

    /// The span moved by `distance` scalars.
    public func shifted(by distance: Int) -> Span { Span(start + distance, end + distance) }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        start = try container.decode(Int.self)
        end = try container.decode(Int.self)
        guard container.isAtEnd, 0 <= start, start <= end else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a span is [start, end] with 0 ≤ start ≤ end"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(start)
        try container.encode(end)
    }

    public static func < (left: Span, right: Span) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }

    public var description: String { "[\(start), \(end)]" }
}
