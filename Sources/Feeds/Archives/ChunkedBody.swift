/// HTTP's chunked transfer coding (RFC 9112, section 7.1).
enum ChunkedBody {
    /// The body in `bytes`; nil if they are not chunked. One that breaks off is what there is of it.
    static func decode(_ bytes: [UInt8]) -> [UInt8]? {
        var body: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard let end = bytes[index...].firstIndex(of: 0x0A), end - index <= 1000 else {
                return body.isEmpty ? nil : body
            }
            var size = 0
            var digits = 0
            for byte in bytes[index..<end] {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { break }
                guard digits < 8 else { return nil }
                size = size * 16 + digit
                digits += 1
            }
            guard digits > 0 else { return body.isEmpty ? nil : body }
            if size == 0 { return body }
            let start = end + 1
            let stop = min(start + size, bytes.count)
            body.append(contentsOf: bytes[start..<stop])
            index = stop
            // The end of the line after the chunk.
            if index < bytes.count, bytes[index] == 0x0D { index += 1 }
            if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        }
        return body
    }
}
