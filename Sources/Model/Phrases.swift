/// The phrases of a sentence: what hangs from each word in its tree.
public struct Phrases {
    private let children: [[Int]]

    /// The phrases of what was read.
    public init(_ reading: Reading) {
        var children = [[Int]](repeating: [], count: reading.words.count)
        for (place, word) in reading.words.enumerated() where word.head > 0 {
            children[word.head - 1].append(place)
        }
        self.children = children
    }

    /// The first and the last word of the phrase that a word heads, without the part below
    /// `excluded`: the argument of a predicate that itself hangs from the argument. Time grows with
    /// the phrase.
    public func phrase(of word: Int, without excluded: Int? = nil) -> ClosedRange<Int> {
        var first = word
        var last = word
        var stack = [word]
        while let place = stack.popLast() {
            if place == excluded { continue }
            first = min(first, place)
            last = max(last, place)
            stack.append(contentsOf: children[place])
        }
        return first...last
    }
}
