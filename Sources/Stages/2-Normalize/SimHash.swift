import Messages

/// A similarity hash: texts that share most of their three-word runs differ in few bits.
enum SimHash {
    /// The 64-bit hash of a text's runs as 16 hexadecimal digits; all zero without any.
    static func hexadecimal(of runs: [UInt64]) -> String {
        var counts = [Int32](repeating: 0, count: 64)
        for run in runs {
            for bit in 0..<64 { counts[bit] += run >> UInt64(bit) & 1 == 1 ? 1 : -1 }
        }
        var result: UInt64 = 0
        for bit in 0..<64 where counts[bit] > 0 { result |= 1 << UInt64(bit) }
        return Digest.hexadecimal(
            (0..<8).map { UInt8(truncatingIfNeeded: result >> (56 - 8 * $0)) })
    }

    /// The hashes of the three-word runs of `words`, or of all words together if there are fewer.
    static func runs(of words: Words) -> [UInt64] {
        let hashes = words.indices.map(words.hash)
        let width = min(3, hashes.count)
        guard width > 0 else { return [] }
        return (0...(hashes.count - width)).map { start in
            var run: UInt64 = 0
            for hash in hashes[start..<(start + width)] { run = mixed(run &* 31 &+ hash) }
            return run
        }
    }

    /// Spreads every bit over all others (the finaliser of splitmix64).
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
