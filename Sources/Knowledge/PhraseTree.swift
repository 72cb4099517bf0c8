/// Finds the longest phrase of a lexicon that starts at a token.
public struct PhraseTree<Entry: Sendable>: Sendable {
    private var children: [UInt64: Int32] = [:]
    /// The place of each node's newest entry in `entries`; -1 for none.
    private var newest: [Int32] = [-1]
    private var entries: [(entry: Entry, older: Int32)] = []

    /// An empty tree.
    public init() {}

    /// Makes room for about `count` more phrases.
    public mutating func reserve(_ count: Int) {
        children.reserveCapacity(children.count + 2 * count)
        newest.reserveCapacity(newest.count + 2 * count)
        entries.reserveCapacity(entries.count + count)
    }

    /// Adds `entry` under the phrase of these word numbers.
    public mutating func insert(_ words: [Int32], _ entry: Entry) {
        guard !words.isEmpty else { return }
        var node: Int32 = 0
        for word in words {
            let key = PhraseTree.key(node, word)
            if let next = children[key] {
                node = next
            } else {
                let next = Int32(newest.count)
                newest.append(-1)
                children[key] = next
                node = next
            }
        }
        entries.append((entry, newest[Int(node)]))
        newest[Int(node)] = Int32(entries.count - 1)
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
            if newest[Int(node)] >= 0 { found.append((length, entries(of: node))) }
        }
        found.reverse()
        return found
    }

    /// The entries of a node in the order they were added.
    private func entries(of node: Int32) -> [Entry] {
        var found: [Entry] = []
        var place = newest[Int(node)]
        while place >= 0 {
            found.append(entries[Int(place)].entry)
            place = entries[Int(place)].older
        }
        found.reverse()
        return found
    }

    private static func key(_ node: Int32, _ word: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
    }
}
