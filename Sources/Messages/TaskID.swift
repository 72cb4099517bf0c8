/// The identity of one article on its whole way: the first 16 bytes of SHA-256 over where it came
/// from, its item id or URL, and its bytes. The same article offered again has the same id.
public struct TaskID: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// The id made of exactly 16 bytes; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (position, byte) in bytes.enumerated() {
            if position < 8 {
                halves.0 = halves.0 << 8 | UInt64(byte)
            } else {
                halves.1 = halves.1 << 8 | UInt64(byte)
            }
        }
        (high, low) = halves
    }

    /// The id written as 32 hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        guard let bytes = Digest.bytes(hexadecimal: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The id of an article of `bytes` that `source` knows as `item`.
    public static func derived(source: String, item: String, bytes: [UInt8]) -> TaskID {
        let digest = Digest.sha256([Array(source.utf8), Array(item.utf8), bytes])
        guard let id = TaskID(bytes: digest.prefix(16)) else {
            preconditionFailure("SHA-256 gives 32 bytes")
        }
        return id
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(16)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        return result
    }

    /// 32 hexadecimal digits.
    public var description: String { Digest.hexadecimal(bytes) }
}
