internal import CSodium

/// SHA-256, from libsodium, and the text forms identifiers are written in.
public enum Digest {
    /// The 32 bytes of SHA-256 over the parts, each preceded by its length so that moving a byte
    /// from one part to the next changes the result.
    public static func sha256(_ parts: [[UInt8]]) -> [UInt8] {
        var state = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&state)
        for part in parts {
            var length = UInt64(part.count).bigEndian
            withUnsafeBytes(of: &length) { bytes in
                _ = crypto_hash_sha256_update(
                    &state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), 8)
            }
            _ = crypto_hash_sha256_update(&state, part, UInt64(part.count))
        }
        var result = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256_final(&state, &result)
        return result
    }

    /// The 32 bytes of plain SHA-256 over `bytes`, as other programs compute it.
    public static func sha256(of bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&result, bytes, UInt64(bytes.count))
        return result
    }

    /// Cryptographically random bytes from the kernel.
    public static func random(_ count: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        randombytes_buf(&result, count)
        return result
    }

    /// Lower-case hexadecimal.
    public static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            text.append(hexDigits[Int(byte >> 4)])
            text.append(hexDigits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a hexadecimal text; nil if it is not one.
    public static func bytes(hexadecimal text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let upper = high {
                result.append(upper << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? result : nil
    }

    /// Base 32 in Crockford's alphabet (no I, L, O, U), without padding.
    public static func base32(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(crockford[(buffer >> bits) & 31])
            }
        }
        if bits > 0 { text.append(crockford[(buffer << (5 - bits)) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
    private static let crockford = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}
