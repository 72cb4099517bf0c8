/// Random numbers that are the same in every run (SplitMix64).
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence that belongs to `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `bound`, which is at least 1.
    public mutating func next(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// `bytes` with one damage: a bit flipped, a byte replaced, a piece cut out, doubled or torn
    /// off, or something strange put in.
    public mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [UInt8(next(below: 256))] }
        var result = bytes
        let index = next(below: bytes.count)
        let end = min(bytes.count, index + 1 + next(below: 20))
        switch next(below: 7) {
        case 0: result[index] ^= 1 << UInt8(next(below: 8))
        case 1: result[index] = UInt8(next(below: 256))
        case 2: result.removeSubrange(index..<end)
        case 3: result.insert(contentsOf: bytes[index..<end], at: index)
        case 4: result.removeSubrange(index...)
        case 5: result[index] = UInt8(ascii: "0") + UInt8(next(below: 10))
        default:
            let strange: [[UInt8]] = [
                Array(#"\ud800"#.utf8), [0], [0xFF], [0xC0, 0x80], Array("[[[[".utf8),
                Array("1e400".utf8), Array("-0".utf8), Array("9223372036854775808".utf8),
                Array("null".utf8), Array("\u{FEFF}".utf8), Array(",".utf8), Array("\"".utf8),
            ]
            result.insert(contentsOf: strange[next(below: strange.count)], at: index)
        }
        return result
    }
}
