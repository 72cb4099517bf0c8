/// A value of JSON as pages write it: read tolerantly, within limits on depth, size and count.
indirect enum LinkedData {
    case object([(key: String, value: LinkedData)])
    case array([LinkedData])
    case string(String)
    /// A number, a truth value or null, as written.
    case literal(String)

    /// Longest script that is read, in bytes.
    static let sizeLimit = 1 << 20
    private static let depthLimit = 24
    private static let countLimit = 20_000

    /// The value in `text`; what follows a mistake is left out. Nil if nothing could be read.
    init?(_ text: [UInt8]) {
        var reader = Reader(bytes: text)
        guard let value = reader.value(depth: 0) else { return nil }
        self = value
    }

    /// The value at `key` of an object.
    subscript(key: String) -> LinkedData? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text of a string or a number.
    var text: String? {
        switch self {
        case .string(let text): text
        case .literal(let text) where text != "null": text
        default: nil
        }
    }

    /// The values of an array; the value itself if it is none.
    var list: [LinkedData] {
        if case .array(let values) = self { return values }
        return [self]
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        var count = 0
        var isBroken = false

        mutating func value(depth: Int) -> LinkedData? {
            skipSpace()
            guard !isBroken, position < bytes.count, depth < depthLimit, count < countLimit else {
                isBroken = true
                return nil
            }
            count += 1
            switch bytes[position] {
            case UInt8(ascii: "{"): return object(depth)
            case UInt8(ascii: "["): return array(depth)
            case UInt8(ascii: "\""): return string().map { .string($0) }
            default: return literal()
            }
        }

        private mutating func object(_ depth: Int) -> LinkedData? {
            position += 1
            var members: [(key: String, value: LinkedData)] = []
            while true {
                skipSpace()
                guard position < bytes.count else { break }
                if take("}") { break }
                if take(",") { continue }
                guard bytes[position] == UInt8(ascii: "\""), let key = string() else {
                    isBroken = true
                    break
                }
                skipSpace()
                guard take(":"), let value = value(depth: depth + 1) else {
                    isBroken = true
                    break
                }
                members.append((key, value))
                if isBroken { break }
            }
            return .object(members)
        }

        private mutating func array(_ depth: Int) -> LinkedData? {
            position += 1
            var values: [LinkedData] = []
            while true {
                skipSpace()
                guard position < bytes.count else { break }
                if take("]") { break }
                if take(",") { continue }
                guard let value = value(depth: depth + 1) else { break }
                values.append(value)
                if isBroken { break }
            }
            return .array(values)
        }

        private mutating func literal() -> LinkedData? {
            let start = position
            while position < bytes.count, position - start < 64 {
                let byte = bytes[position]
                let isWord =
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
                    || byte == UInt8(ascii: ".")
                if !isWord { break }
                position += 1
            }
            guard position > start else {
                isBroken = true
                return nil
            }
            return .literal(String(decoding: bytes[start..<position], as: UTF8.self))
        }

        /// A string; raw line breaks inside, which JSON forbids, are taken as they are.
        private mutating func string() -> String? {
            position += 1
            var content: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
                case UInt8(ascii: "\\"): escape(&content)
                default: content.append(byte)
                }
            }
            isBroken = true
            return nil
        }

        private mutating func escape(_ content: inout [UInt8]) {
            guard position < bytes.count else { return }
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "n"): content.append(0x0A)
            case UInt8(ascii: "t"): content.append(0x20)
            case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"): content.append(0x20)
            case UInt8(ascii: "u"):
                guard var value = unit() else { return }
                if (0xD800...0xDBFF).contains(value), position + 1 < bytes.count,
                    bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
                {
                    position += 2
                    guard let low = unit(), (0xDC00...0xDFFF).contains(low) else { return }
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                }
                content.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
            default: content.append(byte)
            }
        }

        /// Four hexadecimal digits.
        private mutating func unit() -> UInt32? {
            guard position + 4 <= bytes.count else { return nil }
            let digits = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
            guard let value = UInt32(digits, radix: 16) else { return nil }
            position += 4
            return value
        }

        private mutating func take(_ sign: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else {
                return false
            }
            position += 1
            return true
        }

        /// White space, and what surrounds the value on some pages: `<!--`, `//<![CDATA[`, `;`.
        private mutating func skipSpace() {
            while position < bytes.count {
                let byte = bytes[position]
                if byte <= 0x20 || byte == UInt8(ascii: ";") {
                    position += 1
                } else if count == 0, byte != UInt8(ascii: "{"), byte != UInt8(ascii: "\"") {
                    // Before the first value, whatever is none; an opening bracket after `<![CDATA`
                    // is not yet one.
                    if byte == UInt8(ascii: "["), !isAfterMarkup { return }
                    position += 1
                } else {
                    return
                }
            }
        }

        private var isAfterMarkup: Bool {
            guard position > 0 else { return false }
            let before = bytes[position - 1]
            return before == UInt8(ascii: "!") || before == UInt8(ascii: "A")
        }
    }
}
