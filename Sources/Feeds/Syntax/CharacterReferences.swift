internal import CXML

/// Replaces references such as `&amp;`, `&#8217;`, `&eacute;` and a document's own entities by what
/// they stand for.
///
/// External entities are never read. The document's own expand to text, never to markup, within a
/// budget for the whole document.
struct CharacterReferences {
    /// What the document's own entities stand for, unexpanded.
    private var declared: [String: [UInt8]] = [:]
    /// Bytes that they may still expand to.
    private var budget = FeedLimits.expansion
    /// Whether the budget was not enough, or more was declared than is kept.
    private(set) var isExhausted = false

    /// Names are no longer than this; what is longer is no reference.
    private static let nameLimit = 48
    /// Entities inside each other.
    private static let depthLimit = 8

    /// Declares an entity; the first declaration of a name counts (XML 1.0, 4.2).
    mutating func declare(_ name: String, _ value: [UInt8]) {
        guard declared.count < FeedLimits.entities else {
            isExhausted = true
            return
        }
        if declared[name] == nil { declared[name] = value }
    }

    /// Appends to `output` what the reference at `start`, an ampersand of `bytes`, stands for.
    ///
    /// - Returns: the index after it; nil if there is no reference, but a bare ampersand.
    mutating func append(
        at start: Int, of bytes: ArraySlice<UInt8>, to output: inout [UInt8], depth: Int = 0
    ) -> Int? {
        var index = start + 1
        let limit = min(bytes.endIndex, index + Self.nameLimit)
        guard index < limit else { return nil }
        if bytes[index] == UInt8(ascii: "#") {
            return Self.number(after: index, limit, of: bytes, to: &output)
        }
        while index < limit, Ascii.continuesName(bytes[index]) { index += 1 }
        guard index > start + 1, index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") else {
            return nil
        }
        let name = String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
        if let value = declared[name] {
            expand(value[...], to: &output, depth: depth + 1)
        } else if let scalar = Self.named(name) {
            output.append(contentsOf: UTF8.encode(scalar)!)
        } else {
            return nil
        }
        return index + 1
    }

    private mutating func expand(
        _ value: ArraySlice<UInt8>, to output: inout [UInt8], depth: Int
    ) {
        guard depth <= Self.depthLimit else {
            isExhausted = true
            return
        }
        var index = value.startIndex
        while index < value.endIndex {
            guard budget > 0 else {
                isExhausted = true
                return
            }
            budget -= 1
            if value[index] == UInt8(ascii: "&"),
                let next = append(at: index, of: value, to: &output, depth: depth)
            {
                index = next
            } else {
                output.append(value[index])
                index += 1
            }
        }
    }

    private static func number(
        after hash: Int, _ limit: Int, of bytes: ArraySlice<UInt8>, to output: inout [UInt8]
    ) -> Int? {
        var index = hash + 1
        var value: UInt32 = 0
        let isHex = index < limit && bytes[index] | 0x20 == UInt8(ascii: "x")
        if isHex { index += 1 }
        let first = index
        while index < limit {
            let byte = bytes[index]
            let digit: UInt32
            if Ascii.isDigit(byte) {
                digit = UInt32(byte - 0x30)
            } else if isHex, (byte | 0x20) &- 0x61 < 6 {
                digit = UInt32((byte | 0x20) - 0x61 + 10)
            } else {
                break
            }
            // Stays beyond Unicode once it is there.
            value = min(value * (isHex ? 16 : 10) + digit, 0x11_0000)
            index += 1
        }
        guard index > first, index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") else {
            return nil
        }
        if (0x80...0x9F).contains(value) { value = Windows1252.scalar(UInt8(value)) }
        // What XML forbids stands for nothing.
        if let scalar = Unicode.Scalar(value), value >= 0x20 || Ascii.isSpace(UInt8(value)),
            value != 0xFFFE, value != 0xFFFF
        {
            output.append(contentsOf: UTF8.encode(scalar)!)
        }
        return index + 1
    }

    /// The character of a name that XML or HTML 4 defines (libxml2's table of the latter).
    static func named(_ name: String) -> Unicode.Scalar? {
        if name == "apos" { return "'" }
        guard let entry = htmlEntityLookup(name) else { return nil }
        return Unicode.Scalar(entry.pointee.value)
    }
}
