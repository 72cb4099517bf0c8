/// Makes text of bytes whose encoding nobody stated.
enum TextDecoder {
    /// The text in `bytes`: by a byte order mark, else as strict UTF-8, else as Windows-1251 or
    /// Windows-1252 if that looks like text, else as UTF-8 with replacement characters.
    static func string(from bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return String(decoding: bytes[3...], as: UTF8.self)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes[2...], highFirst: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes[2...], highFirst: true) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if cyrillicCharset(bytes) == "windows-1251" { return windows1251(bytes) }
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

    /// The Cyrillic encoding that bytes which are no UTF-8 are in; nil if they are in none.
    ///
    /// In Cyrillic text letters of the upper half follow each other; in Western European text they
    /// stand alone. Most letters are small ones, which are the last 32 of Windows-1251 and the 32
    /// before them of KOI8-R.
    static func cyrillicCharset(_ bytes: [UInt8]) -> String? {
        var high = 0
        var following = 0
        var last = 0
        var paired = 0
        var previous: UInt8 = 0
        for byte in bytes.prefix(200_000) {
            if byte >= 0xC0 {
                high += 1
                if previous >= 0xC0 { following += 1 }
                if byte >= 0xE0 { last += 1 }
            } else if (0x80...0xBF).contains(byte), previous >= 0xC2 {
                paired += 1
            }
            previous = byte
        }
        guard high >= 20, following * 10 > high * 6, paired * 10 < high else { return nil }
        return last * 2 > high ? "windows-1251" : "koi8-r"
    }

    private static func windows1251(_ bytes: [UInt8]) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case 0..<0x80: units.append(UInt16(byte))
            case 0xC0...0xFF: units.append(0x0410 + UInt16(byte - 0xC0))
            default: units.append(cyrillic[Int(byte) - 0x80])
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// What Windows-1251 puts at 0x80 to 0xBF.
    private static let cyrillic: [UInt16] = [
        0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
        0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
        0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
        0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
        0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
    ]

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
