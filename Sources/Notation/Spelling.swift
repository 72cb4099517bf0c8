/// Finds the word that somebody probably meant.
public enum Spelling {
    /// Longer words are compared by their first 64 characters only.
    private static let limit = 64

    /// The candidate nearest to `word`, if it is near enough to be worth suggesting: one slip for
    /// short words, a third of the length for longer ones. Case does not count.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let allowed = max(1, min(word.count, limit) / 3)
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let found = distance(word.lowercased(), candidate.lowercased())
            guard found <= allowed, found < max(1, candidate.count) else { continue }
            if found < best?.distance ?? .max { best = (candidate, found) }
        }
        return best?.word
    }

    /// How many insertions, deletions, substitutions and swaps of neighbours lead from `left` to
    /// `right`.
    public static func distance(_ left: String, _ right: String) -> Int {
        let source = Array(left.prefix(limit))
        let target = Array(right.prefix(limit))
        var beforeLast: [Int] = []
        var last = Array(0...target.count)
        for row in source.indices {
            var current = [row + 1]
            current.reserveCapacity(target.count + 1)
            for column in target.indices {
                let same = source[row] == target[column]
                var cost = min(
                    last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
                if row > 0, column > 0, source[row] == target[column - 1],
                    source[row - 1] == target[column]
                {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[target.count]
    }
}
