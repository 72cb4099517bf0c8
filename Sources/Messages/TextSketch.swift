/// What is left of a text to compare it with others: 64 samples of its three-word runs.
///
/// One-permutation MinHash (Li, Owen and Zhang 2012): every run falls into one of 64 bins by its
/// hash, and each bin keeps 16 bits of its least. The share of bins that agree estimates how many
/// of all runs of two texts stand in both (Jaccard), with a standard error of about 0.06.
public struct TextSketch: Hashable, Sendable {
    /// The number of bins.
    public static let count = 64
    /// The number of bands, of two bins each.
    public static let bandCount = 32

    /// The least hash of each bin, cut to 16 bits; 0 if nothing fell into it.
    public let values: [UInt16]

    /// The sketch of a text whose runs have `hashes`, which must be well mixed.
    public init(hashes: some Sequence<UInt64>) {
        var least = [UInt64](repeating: .max, count: TextSketch.count)
        for hash in hashes {
            let bin = Int(hash >> 58)
            least[bin] = min(least[bin], hash & (1 << 58 - 1))
        }
        values = least.map { $0 == .max ? 0 : max(1, UInt16(truncatingIfNeeded: $0)) }
    }

    /// The sketch written as 256 hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 4 * TextSketch.count else { return nil }
        var values: [UInt16] = []
        for start in stride(from: 0, to: digits.count, by: 4) {
            var value: UInt16 = 0
            for digit in digits[start..<(start + 4)] {
                switch digit {
                case 0x30...0x39: value = value << 4 | UInt16(digit - 0x30)
                case 0x61...0x66: value = value << 4 | UInt16(digit - 0x61 + 10)
                default: return nil
                }
            }
            values.append(value)
        }
        self.values = values
    }

    /// The sketch in `bytes`, as ``bytes`` gives them; nil for another number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 2 * TextSketch.count else { return nil }
        values = stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
    }

    /// The sketch as 128 bytes.
    public var bytes: [UInt8] { values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }

    /// The sketch as 256 hexadecimal digits.
    public var text: String { Digest.hexadecimal(bytes) }

    /// The number of bins that something fell into: small for a short text.
    public var filled: Int { values.count { $0 != 0 } }

    /// An estimate of the share of runs that stand in both texts, of those that stand in either.
    public func similarity(to other: TextSketch) -> Double {
        var equal = 0
        var used = 0
        for (one, two) in zip(values, other.values) where one != 0 || two != 0 {
            used += 1
            if one == two { equal += 1 }
        }
        return used == 0 ? 0 : Double(equal) / Double(used)
    }

    /// The keys under which a similar text is found: those of which half the runs are shared have
    /// one of them in common all but once in 10,000 times. Bands with an empty bin have none.
    public var bands: [Int64] {
        (0..<TextSketch.bandCount).compactMap { band in
            let (one, two) = (values[2 * band], values[2 * band + 1])
            guard one != 0, two != 0 else { return nil }
            return Int64(band) << 32 | Int64(one) << 16 | Int64(two)
        }
    }
}
