/// Numbers for pairs of numbers: a hash table with open addressing, filled once and then read.
struct PairTable: Sendable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var count = 0
    private static let free = UInt64.max

    init() {
        keys = [UInt64](repeating: PairTable.free, count: 16)
        values = [Int32](repeating: 0, count: 16)
    }

    /// Makes room for `more` pairs.
    mutating func reserve(_ more: Int) {
        var size = keys.count
        while (count + more) * 2 > size { size *= 2 }
        if size > keys.count { grow(to: size) }
    }

    /// The number of a pair; nil if it has none.
    subscript(left: Int32, right: Int32) -> Int32? {
        let place = find(PairTable.key(left, right))
        return keys[place] == PairTable.free ? nil : values[place]
    }

    /// The number of a pair, which becomes `new` if it had none.
    mutating func number(_ left: Int32, _ right: Int32, orInsert new: Int32) -> Int32 {
        let key = PairTable.key(left, right)
        var place = find(key)
        if keys[place] != PairTable.free { return values[place] }
        if (count + 1) * 2 > keys.count {
            grow(to: keys.count * 2)
            place = find(key)
        }
        keys[place] = key
        values[place] = new
        count += 1
        return new
    }

    private func find(_ key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = PairTable.place(key, mask)
        while keys[place] != key, keys[place] != PairTable.free { place = (place + 1) & mask }
        return place
    }

    private mutating func grow(to size: Int) {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: PairTable.free, count: size)
        values = [Int32](repeating: 0, count: size)
        for (index, key) in oldKeys.enumerated() where key != PairTable.free {
            let place = find(key)
            keys[place] = key
            values[place] = oldValues[index]
        }
    }

    private static func place(_ key: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// Never `free`, because no number of a word or node is negative.
    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }
}
