extension Reading {
    /// The first and the last word of the phrase that a word heads in the tree, without the part
    /// below `excluded`: the argument of a predicate that itself hangs from the argument.
    public func phrase(of word: Int, without excluded: Int? = nil) -> ClosedRange<Int> {
        var first = word
        var last = word
        for other in words.indices where other != word {
            var place = other
            // No path is longer than the sentence.
            for _ in 0..<words.count {
                if place == excluded || place < 0 { break }
                if place == word {
                    first = min(first, other)
                    last = max(last, other)
                    break
                }
                place = words[place].head - 1
            }
        }
        return first...last
    }
}
