/// Numbers for words, by their bytes: a hash table with open addressing over one pool of bytes.
///
/// Filled while the tables are loaded, ten thousands of words in some milliseconds, which a
/// dictionary of strings does not. Only words of the tables are ever put in, so no text from outside
/// can make it slow.
struct WordTable: Sendable {
    /// The upper half of a word's hash, and its number; `free` where there is none.
    private var slots: [UInt64]
    private var pool: [UInt8] = []
    /// Where each word ends in the pool.
    private var ends: [Int32] = []
    private static let free = UInt64.max

    init() { slots = [UInt64](repeating: WordTable.free, count: 64) }

    var count: Int { ends.count }

    /// Makes room for `more` words.
    mutating func reserve(_ more: Int) {
        ends.reserveCapacity(count + more)
        pool.reserveCapacity(pool.count + 8 * more)
        var size = slots.count
        while (count + more) * 2 > size { size *= 2 }
        if size > slots.count { grow(to: size) }
    }

    /// The number of a word; -1 if it is not there.
    func number(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
        let slot = slots[find(word, WordTable.hash(word))]
        return slot == WordTable.free ? -1 : Int32(truncatingIfNeeded: slot)
    }

    /// The number of a word, the next one if it is new.
    mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
        let hash = WordTable.hash(word)
        var place = find(word, hash)
        if slots[place] != WordTable.free { return Int32(truncatingIfNeeded: slots[place]) }
        if (count + 1) * 2 > slots.count {
            grow(to: slots.count * 2)
            place = find(word, hash)
        }
        let number = Int32(count)
        pool.append(contentsOf: word)
        ends.append(Int32(pool.count))
        slots[place] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(bitPattern: number))
        return number
    }

    /// The slot of a word, or the free one where it belongs.
    private func find(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var place = WordTable.place(hash, mask)
        while true {
            let slot = slots[place]
            if slot == WordTable.free || slot >> 32 == hash >> 32 && holds(slot, word) {
                return place
            }
            place = (place + 1) & mask
        }
    }

    private func holds(_ slot: UInt64, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let number = Int(Int32(truncatingIfNeeded: slot))
        let start = number > 0 ? Int(ends[number - 1]) : 0
        guard Int(ends[number]) - start == word.count else { return false }
        for offset in 0..<word.count where pool[start + offset] != word[offset] { return false }
        return true
    }

    private mutating func grow(to size: Int) {
        let old = slots
        slots = [UInt64](repeating: WordTable.free, count: size)
        let mask = size - 1
        for slot in old where slot != WordTable.free {
            // A slot keeps the half of the hash that its place is made of.
            var place = WordTable.place(slot, mask)
            while slots[place] != WordTable.free { place = (place + 1) & mask }
            slots[place] = slot
        }
    }

    /// Where a hash belongs, by its upper half.
    private static func place(_ hash: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: hash >> 32) & mask
    }

    /// FNV-1a of 64 bits, mixed once more because the place is taken from its upper half.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
    }
}
