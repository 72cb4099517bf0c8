/// Finds the longest phrase of a lexicon that starts at a token.
public struct PhraseTree<Entry: Sendable>: Sendable {
    private var children: [UInt64: Int32] = [:]
    private var entries: [[Entry]] = [[]]

    /// An empty tree.
    public init() {}

    /// Adds `entry` under the phrase of these word numbers.
    public mutating func insert(_ words: [Int32], _ entry: Entry) {
        guard !words.isEmpty else { return }
        var node: Int32 = 0
        for word in words {
            let key = PhraseTree.key(node, word)
            if let next = children[key] {
                node = next
            } else {
                let next = Int32(entries.count)
                entries.append([])
                children[key] = next
                node = next
            }
        }
        entries[Int(node)].append(entry)
    }

    /// The entries of every phrase that starts at `start`, longest first, with their lengths.
    public func matches(
        at start: Int, count: Int, word: (Int) -> Int32
    ) -> [(length: Int, entries: [Entry])] {
        var found: [(length: Int, entries: [Entry])] = []
        var node: Int32 = 0
        var length = 0
        while start + length < count, length < 12 {
            let number = word(start + length)
            guard number >= 0, let next = children[PhraseTree.key(node, number)] else { break }
            node = next
            length += 1
            if !entries[Int(node)].isEmpty { found.append((length, entries[Int(node)])) }
        }
        found.reverse()
        return found
    }

    private static func key(_ node: Int32, _ word: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
    }
}
