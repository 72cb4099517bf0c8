/// The encoding that Latin-1 labels stand for.
enum Windows1252 {
    /// `bytes` in UTF-8; the five free places keep their control codes.
    static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 { result.append(byte) } else { append(scalar(byte), to: &result) }
        }
        return result
    }

    /// The character at a place above ASCII.
    static func scalar(_ byte: UInt8) -> UInt32 {
        (0x80...0x9F).contains(byte) ? middle[Int(byte) - 0x80] : UInt32(byte)
    }

    private static func append(_ value: UInt32, to result: inout [UInt8]) {
        if let scalar = Unicode.Scalar(value) { result.append(contentsOf: UTF8.encode(scalar)!) }
    }

    /// Whether bytes that are not UTF-8 look like this encoding rather than like broken UTF-8, most
    /// of whose high bytes still form sequences.
    static func isLikely(_ bytes: [UInt8]) -> Bool {
        var high = 0
        var paired = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte >= 0x80 {
                high += 1
                if (0x80...0xBF).contains(byte), previous >= 0xC2 { paired += 2 }
            }
            previous = byte
        }
        return paired * 2 < high
    }

    /// The places 0x80 to 0x9F.
    private static let middle: [UInt32] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}
