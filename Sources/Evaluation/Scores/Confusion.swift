/// How often what was said met what is true, label by label.
public struct Confusion: Sendable, Hashable {
    /// The labels, in the order of tables.
    public let labels: [String]
    private var counts: [[Int]]

    /// Nothing yet.
    public init(labels: [String]) {
        self.labels = labels
        counts = [[Int]](repeating: [Int](repeating: 0, count: labels.count), count: labels.count)
    }

    /// Counts one case; both must be among the labels.
    public mutating func add(gold: String, predicted: String) {
        guard let row = labels.firstIndex(of: gold), let column = labels.firstIndex(of: predicted)
        else { preconditionFailure("\(gold) or \(predicted) is no label") }
        counts[row][column] += 1
    }

    /// How often `gold` was taken for `predicted`.
    public func count(gold: String, predicted: String) -> Int {
        guard let row = labels.firstIndex(of: gold), let column = labels.firstIndex(of: predicted)
        else { return 0 }
        return counts[row][column]
    }

    /// All cases.
    public var total: Int { counts.joined().reduce(0, +) }

    /// The share of cases that are right, in percent.
    public var accuracy: Double {
        let right = labels.indices.reduce(0) { $0 + counts[$1][$1] }
        return total == 0 ? 0 : 100 * Double(right) / Double(total)
    }

    /// Precision, recall and F1 of a label, in percent.
    public func scores(_ label: String) -> Scores {
        guard let index = labels.firstIndex(of: label) else { return Scores() }
        return Scores(
            right: counts[index][index], found: counts.reduce(0) { $0 + $1[index] },
            gold: counts[index].reduce(0, +))
    }

    /// The mean F1 of the labels that occur, as gold or as predicted, in percent.
    public var macroF1: Double {
        let occurring = labels.map(scores).filter { $0.found + $0.gold > 0 }
        guard !occurring.isEmpty else { return 0 }
        return occurring.reduce(0) { $0 + $1.f1 } / Double(occurring.count)
    }

    /// The wrong pairs, the most frequent first.
    public var mistakes: [(gold: String, predicted: String, count: Int)] {
        var pairs: [(gold: String, predicted: String, count: Int)] = []
        for (row, gold) in labels.enumerated() {
            for (column, predicted) in labels.enumerated()
            where row != column && counts[row][column] > 0 {
                pairs.append((gold, predicted, counts[row][column]))
            }
        }
        return pairs.sorted {
            ($1.count, $0.gold, $0.predicted) < ($0.count, $1.gold, $1.predicted)
        }
    }
}

/// Right, found, and to be found.
public struct Scores: Sendable, Hashable {
    /// Right.
    public var right = 0
    /// Found.
    public var found = 0
    /// To be found.
    public var gold = 0

    /// Counts; see the properties.
    public init(right: Int = 0, found: Int = 0, gold: Int = 0) {
        self.right = right
        self.found = found
        self.gold = gold
    }

    /// Right of found, in percent; 0 if nothing was found.
    public var precision: Double { found == 0 ? 0 : 100 * Double(right) / Double(found) }
    /// Right of what was to be found, in percent; 0 if there was nothing.
    public var recall: Double { gold == 0 ? 0 : 100 * Double(right) / Double(gold) }
    /// 2 · right / (found + gold), in percent; 0 where there was nothing.
    public var f1: Double { found + gold == 0 ? 0 : 200 * Double(right) / Double(found + gold) }

    /// Adds others.
    public static func += (left: inout Scores, more: Scores) {
        left.right += more.right
        left.found += more.found
        left.gold += more.gold
    }
}
