/// What spellings of one name have in common, however it is brought into Latin letters: the
/// consonants, those that languages write for one another made one.
///
/// "Muammar Gaddafi", "Moammar Kadhafi" and "Mu'ammar al-Qadhafi" are all `mmr kdf`. Vowels, h and y
/// go, doubled letters are one, g, q, c and k are k, w is v, and the Arabic article is left out.
enum NameSound {
    /// A hash of the sounds of two folded words (FNV-1a); nil if too little is left to tell anybody.
    static func key(given: String, surname: String) -> UInt64? {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        guard add(given, to: &hash) >= 1 else { return nil }
        hash = (hash ^ 9) &* 0x100_0000_01B3
        guard add(surname, to: &hash) >= 2 else { return nil }
        return hash
    }

    /// A folded surname without the Arabic article.
    static func bare(_ word: String) -> String {
        word.utf8.count > 4 && (word.hasPrefix("al-") || word.hasPrefix("el-"))
            ? String(word.dropFirst(3)) : word
    }

    /// Adds the sounds of a word to a hash.
    ///
    /// - Returns: how many there are.
    private static func add(_ word: String, to hash: inout UInt64) -> Int {
        let word = bare(word)
        var (last, count): (UInt8, Int) = (0, 0)
        for byte in word.utf8 {
            guard let sound = sound(byte) else { continue }
            defer { last = sound }
            guard sound != last else { continue }
            hash = (hash ^ UInt64(sound)) &* 0x100_0000_01B3
            count += 1
        }
        return count
    }

    /// What a letter stands for; nil for those that spellings leave out.
    private static func sound(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "g"), UInt8(ascii: "q"), UInt8(ascii: "c"): UInt8(ascii: "k")
        case UInt8(ascii: "w"): UInt8(ascii: "v")
        case UInt8(ascii: "z"): UInt8(ascii: "s")
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
            UInt8(ascii: "u"), UInt8(ascii: "y"), UInt8(ascii: "h"):
            nil
        case UInt8(ascii: "b")...UInt8(ascii: "x"): letter
        default: nil
        }
    }
}
