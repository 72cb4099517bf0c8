/// Bytes packed as servers pack them, and bombs: little that unpacks to very much.
public enum Packed {
    /// gzip with `bytes` stored as they are.
    public static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed = header
        var rest = bytes[...]
        repeat {
            let piece = rest.prefix(65_535)
            rest = rest.dropFirst(piece.count)
            packed.append(rest.isEmpty ? 1 : 0)
            packed += littleEndian(UInt32(piece.count), 2)
            packed += littleEndian(~UInt32(piece.count) & 0xFFFF, 2)
            packed += piece
        } while !rest.isEmpty
        return packed + littleEndian(checksum(bytes), 4) + littleEndian(UInt32(bytes.count), 4)
    }

    /// gzip that unpacks to about `size` zeros: one fixed-code block of matches of 258 bytes, 13
    /// bits each. Its checksum is wrong, which nobody should come to notice.
    public static func gzipBomb(_ size: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b011, 3)
        // The literal 0: code 00110000, written from its first bit on.
        bits.writeCode(0b0011_0000, 8)
        for _ in 0..<(size / 258) {
            // Length 258 is symbol 285, code 11000101; distance 1 is symbol 0.
            bits.writeCode(0b1100_0101, 8)
            bits.writeCode(0, 5)
        }
        bits.writeCode(0, 7)
        return header + bits.finish() + [0, 0, 0, 0] + littleEndian(UInt32(size & 0xFFFF_FFFF), 4)
    }

    /// A Zstandard frame with `bytes`, at most 128 KiB, stored as they are.
    public static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        frame + littleEndian(UInt32(bytes.count) << 3 | 1, 3) + bytes
    }

    /// A Zstandard frame that unpacks to about `size` zeros: 4 bytes for each 128 KiB.
    public static func zstdBomb(_ size: Int) -> [UInt8] {
        let count = max(1, size >> 17)
        return frame
            + (1...count).flatMap { number -> [UInt8] in
                littleEndian(UInt32(1 << 17) << 3 | 1 << 1 | (number == count ? 1 : 0), 3) + [0]
            }
    }

    /// A Brotli stream with `bytes`, 1 to 64 KiB, stored as they are.
    public static func brotli(_ bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0, 1)
        bits.write(0, 1)
        bits.write(0, 2)
        bits.write(UInt32(bytes.count - 1), 16)
        bits.write(1, 1)
        return bits.finish() + bytes + [3]
    }

    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    /// Magic number, no content size, a window of 1 MiB.
    private static let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 0x50]

    private static func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }

    /// CRC-32 as gzip has it.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    private struct BitWriter {
        private var bytes: [UInt8] = []
        private var current: UInt32 = 0
        private var count: UInt32 = 0

        /// Appends a number, its lowest bit first.
        mutating func write(_ value: UInt32, _ width: UInt32) {
            for bit in 0..<width {
                current |= (value >> bit & 1) << count
                count += 1
                if count == 8 {
                    bytes.append(UInt8(current))
                    current = 0
                    count = 0
                }
            }
        }

        /// Appends a Huffman code, its highest bit first.
        mutating func writeCode(_ code: UInt32, _ width: UInt32) {
            for bit in (0..<width).reversed() { write(code >> bit & 1, 1) }
        }

        mutating func finish() -> [UInt8] {
            if count > 0 { bytes.append(UInt8(current)) }
            return bytes
        }
    }
}
