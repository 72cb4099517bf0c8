/// Makes text of bytes whose encoding nobody stated.
enum TextDecoder {
    /// The text in `bytes`: by a byte order mark, else as strict UTF-8, else as Windows-1252 if
    /// that looks like text, else as UTF-8 with replacement characters.
    static func string(from bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return String(decoding: bytes[3...], as: UTF8.self)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes[2...], highFirst: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes[2...], highFirst: true) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return isPlausibleWindows1252(bytes)
            ? windows1252(bytes) : String(decoding: bytes, as: UTF8.self)
    }

    private static func wide(_ bytes: ArraySlice<UInt8>, highFirst: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var position = bytes.startIndex
        while position + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
            units.append(highFirst ? first << 8 | second : second << 8 | first)
            position += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Whether the bytes above ASCII are few and stand where letters and punctuation do. UTF-8
    /// with a few broken bytes is better repaired: most of its high bytes form valid sequences.
    private static func isPlausibleWindows1252(_ bytes: [UInt8]) -> Bool {
        var high = 0
        var paired = 0
        var control = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte >= 0x80 {
                high += 1
                if (0x80...0xBF).contains(byte), previous >= 0xC2 { paired += 2 }
                if byte == 0x81 || byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D {
                    control += 1
                }
            } else if byte < 0x20, !(0x09...0x0D).contains(byte) {
                control += 1
            }
            previous = byte
        }
        return control == 0 && paired * 2 < high && high * 3 < bytes.count
    }

    static func windows1252(_ bytes: [UInt8]) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        for byte in bytes {
            units.append((0x80...0x9F).contains(byte) ? windows[Int(byte) - 0x80] : UInt16(byte))
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// What Windows-1252 puts at 0x80 to 0x9F; the five free places keep their control codes.
    private static let windows: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
