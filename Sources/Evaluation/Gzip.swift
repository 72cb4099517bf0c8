internal import CCompression

/// Unpacks gzipped files.
enum Gzip {
    /// Largest size of what was packed, in bytes.
    static let sizeLimit = 512 << 20

    /// Whether bytes are gzipped.
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// What is packed in `bytes`; nil if they are damaged, cut off or too much.
    static func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 for gzip's frame.
        guard chancery_inflate_init(&stream, 15 + 16) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let status = input.withUnsafeMutableBufferPointer { input -> Int32 in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var status = Z_OK
            while status == Z_OK, output.count <= sizeLimit {
                let made = piece.withUnsafeMutableBufferPointer { piece -> Int in
                    stream.next_out = piece.baseAddress
                    stream.avail_out = UInt32(piece.count)
                    status = inflate(&stream, Z_NO_FLUSH)
                    return piece.count - Int(stream.avail_out)
                }
                output.append(contentsOf: piece[..<made])
                // A file may be several packed ones.
                if status == Z_STREAM_END, stream.avail_in > 0 { status = inflateReset(&stream) }
            }
            return status
        }
        return status == Z_STREAM_END ? output : nil
    }
}
