/// The most words of a phrase.
let phraseLimit = 16

/// Finds the longest phrase of a lexicon that starts at a token.
public struct PhraseTree<Entry: Sendable>: Sendable {
    private var children = PairTable()
    /// The place of each node's newest entry in `entries`; -1 for none.
    private var newest: [Int32] = [-1]
    private var entries: [(entry: Entry, older: Int32)] = []

    /// An empty tree.
    public init() {}

    /// How many entries there are.
    public var count: Int { entries.count }

    /// Makes room for about `count` more phrases.
    public mutating func reserve(_ count: Int) {
        children.reserve(2 * count)
        newest.reserveCapacity(newest.count + 2 * count)
        entries.reserveCapacity(entries.count + count)
    }

    /// Adds `entry` under the phrase of these word numbers.
    public mutating func insert(_ words: [Int32], _ entry: Entry) {
        guard !words.isEmpty else { return }
        var node: Int32 = 0
        for word in words {
            let new = Int32(newest.count)
            node = children.number(node, word, orInsert: new)
            if node == new { newest.append(-1) }
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
        while start + length < count, length < phraseLimit {
            let number = word(start + length)
            guard number >= 0, let next = children[node, number] else { break }
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
}
