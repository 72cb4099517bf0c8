/// Pairs rows with columns so that the sum of their values is greatest.
enum Assignment {
    /// The greatest sum over pairings of rows with columns, each used once at most.
    static func best(_ values: [[Double]]) -> Double {
        pairs(values).reduce(0) { $0 + values[$1.row][$1.column] }
    }

    /// The pairing with the greatest sum, by the Hungarian method with potentials: time grows with
    /// the smaller side squared times the larger one. All of the smaller side are paired, also where
    /// that is worth nothing.
    static func pairs(_ values: [[Double]]) -> [(row: Int, column: Int)] {
        guard let width = values.first?.count, width > 0 else { return [] }
        if values.count > width {
            return pairs((0..<width).map { column in values.map { $0[column] } })
                .map { ($0.column, $0.row) }
        }
        let rows = values.count
        // Row and column 0 are aids; costs are negated values.
        var rowPotential = [Double](repeating: 0, count: rows + 1)
        var columnPotential = [Double](repeating: 0, count: width + 1)
        var owner = [Int](repeating: 0, count: width + 1)
        for row in 1...rows {
            owner[0] = row
            var least = [Double](repeating: .infinity, count: width + 1)
            var before = [Int](repeating: 0, count: width + 1)
            var used = [Bool](repeating: false, count: width + 1)
            var column = 0
            repeat {
                used[column] = true
                let current = owner[column]
                var step = Double.infinity
                var next = 0
                for other in 1...width where !used[other] {
                    let cost =
                        -values[current - 1][other - 1] - rowPotential[current]
                        - columnPotential[other]
                    if cost < least[other] {
                        least[other] = cost
                        before[other] = column
                    }
                    if least[other] < step {
                        step = least[other]
                        next = other
                    }
                }
                for other in 0...width {
                    if used[other] {
                        rowPotential[owner[other]] += step
                        columnPotential[other] -= step
                    } else {
                        least[other] -= step
                    }
                }
                column = next
            } while owner[column] != 0
            while column != 0 {
                owner[column] = owner[before[column]]
                column = before[column]
            }
        }
        return (1...width).compactMap { column in
            owner[column] == 0 ? nil : (owner[column] - 1, column - 1)
        }
    }
}
