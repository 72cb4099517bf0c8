/// The best tree over a sentence's words: the maximum spanning tree after Chu, Liu and Edmonds in
/// which one word hangs from the root.
enum SpanningTree {
    /// A square of scores: row i, column j says how well j governs i; 0 is the root.
    struct Square {
        let size: Int
        var values: [Double]

        subscript(row: Int, column: Int) -> Double {
            get { values[row * size + column] }
            set { values[row * size + column] = newValue }
        }

        /// The first column with the greatest value, of each row; 0 for row 0.
        func best() -> [Int] {
            var heads = [Int](repeating: 0, count: size)
            for row in 1..<max(1, size) {
                var best = 0
                for column in 1..<size where self[row, column] > self[row, best] { best = column }
                heads[row] = best
            }
            return heads
        }
    }

    /// The governor of each word, from 1 (0 for the root), by scores [words + 1, words + 1].
    static func heads(_ scores: UnsafePointer<Float>, words: Int) -> [Int] {
        guard words > 0 else { return [] }
        let size = words + 1
        var square = Square(size: size, values: (0..<size * size).map { Double(scores[$0]) })
        for place in 0..<size { square[place, place] = -.infinity }
        var heads = square.best()
        if heads.dropFirst().count(where: { $0 == 0 }) != 1 || !cycle(heads).isEmpty {
            var least = Double.infinity
            var greatest = -Double.infinity
            for row in 1..<size {
                for column in 0..<size where column != row {
                    least = min(least, square[row, column])
                    greatest = max(greatest, square[row, column])
                }
            }
            // More than any two trees can differ in all their other arcs together.
            let span = Double(size) * (greatest - least + 1)
            for row in 1..<size { square[row, 0] -= span }
            heads = spanning(square)
        }
        return Array(heads.dropFirst())
    }

    /// The nodes of one cycle, sorted; none if there is none.
    private static func cycle(_ heads: [Int]) -> [Int] {
        // 0 is not seen yet; another number is the walk that saw the node.
        var state = [Int](repeating: 0, count: heads.count)
        state[0] = -1
        for start in 1..<max(1, heads.count) {
            var node = start
            while state[node] == 0 {
                state[node] = start
                node = heads[node]
            }
            guard state[node] == start else { continue }
            var cycle = [node]
            var next = heads[node]
            while next != node {
                cycle.append(next)
                next = heads[next]
            }
            return cycle.sorted()
        }
        return []
    }

    /// The best tree in which any number of nodes may hang from node 0. Contracts one cycle after
    /// another, then opens them in the opposite order.
    private static func spanning(_ scores: Square) -> [Int] {
        var levels: [Contraction] = []
        var square = scores
        var heads = square.best()
        while true {
            let cycle = cycle(heads)
            if cycle.isEmpty { break }
            let contraction = Contraction(square, heads, cycle)
            square = contraction.square
            levels.append(contraction)
            heads = square.best()
        }
        for level in levels.reversed() { heads = level.opened(heads) }
        return heads
    }

    /// A cycle made one node, the last.
    private struct Contraction {
        let heads: [Int]
        let outside: [Int]
        /// Of each outside node, the cycle's node that would govern it.
        let leaves: [Int]
        /// For each outside node, the cycle's node that it would govern.
        let enters: [Int]
        let square: Square

        init(_ scores: Square, _ heads: [Int], _ inside: [Int]) {
            self.heads = heads
            let members = Set(inside)
            outside = (0..<scores.size).filter { !members.contains($0) }
            let size = outside.count + 1
            var smaller = Square(
                size: size, values: [Double](repeating: -.infinity, count: size * size))
            var leaves = outside
            var enters = outside
            for (place, node) in outside.enumerated() {
                for (column, other) in outside.enumerated() {
                    smaller[place, column] = scores[node, other]
                }
                var leaving = inside[0]
                for member in inside where scores[node, member] > scores[node, leaving] {
                    leaving = member
                }
                leaves[place] = leaving
                smaller[place, size - 1] = scores[node, leaving]
                var entering = inside[0]
                var best = scores[entering, node] - scores[entering, heads[entering]]
                for member in inside.dropFirst() {
                    let value = scores[member, node] - scores[member, heads[member]]
                    if value > best { (best, entering) = (value, member) }
                }
                enters[place] = entering
                smaller[size - 1, place] = best
            }
            self.leaves = leaves
            self.enters = enters
            square = smaller
        }

        /// The heads of this level from those of the contracted one.
        func opened(_ found: [Int]) -> [Int] {
            var heads = heads
            let last = outside.count
            for (place, node) in outside.enumerated() where node != 0 {
                heads[node] = found[place] == last ? leaves[place] : outside[found[place]]
            }
            heads[enters[found[last]]] = outside[found[last]]
            return heads
        }
    }
}
