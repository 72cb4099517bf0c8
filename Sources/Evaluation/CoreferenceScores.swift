/// MUC, B³ and entity CEAF over documents, and their mean, as the CoNLL shared tasks score entities.
/// Entities with one mention are left out on both sides.
public struct CoreferenceScores: Sendable {
    /// Sums from which recall and precision are made.
    struct Sums: Sendable {
        var recalled = 0.0
        var gold = 0.0
        var right = 0.0
        var read = 0.0

        /// In percent.
        var f1: Double {
            let recall = gold > 0 ? recalled / gold : 0
            let precision = read > 0 ? right / read : 0
            return recall + precision > 0 ? 200 * recall * precision / (recall + precision) : 0
        }
    }

    typealias Cluster = Set<ClosedSpan>

    private var mucSums = Sums()
    private var b3Sums = Sums()
    private var ceafSums = Sums()

    /// By links (Vilain and others 1995).
    public var muc: Double { mucSums.f1 }
    /// By mentions (Bagga and Baldwin 1998).
    public var b3: Double { b3Sums.f1 }
    /// By entities (Luo 2005, with the fourth similarity).
    public var ceaf: Double { ceafSums.f1 }
    /// The mean of the three.
    public var mean: Double { (muc + b3 + ceaf) / 3 }

    /// The entities of mentions, those with two or more.
    static func clusters(_ mentions: [Analysis.Mention]) -> [Cluster] {
        var clusters: [String: Cluster] = [:]
        for mention in mentions {
            clusters[mention.entity, default: []].insert(
                ClosedSpan(first: mention.first, last: mention.last))
        }
        return clusters.values.filter { $0.count > 1 }
    }

    /// Adds a document.
    mutating func add(read: [Cluster], gold: [Cluster]) {
        let (recalled, links) = Self.links(gold, read)
        let (right, found) = Self.links(read, gold)
        mucSums.recalled += recalled
        mucSums.gold += links
        mucSums.right += right
        mucSums.read += found
        b3Sums.recalled += Self.shares(gold, read)
        b3Sums.right += Self.shares(read, gold)
        b3Sums.gold += Double(gold.reduce(0) { $0 + $1.count })
        b3Sums.read += Double(read.reduce(0) { $0 + $1.count })
        let best = Self.similarity(gold, read)
        ceafSums.recalled += best
        ceafSums.right += best
        ceafSums.gold += Double(gold.count)
        ceafSums.read += Double(read.count)
    }

    private static func owners(_ clusters: [Cluster]) -> [ClosedSpan: Int] {
        var owners: [ClosedSpan: Int] = [:]
        for (number, cluster) in clusters.enumerated() {
            for span in cluster { owners[span] = number }
        }
        return owners
    }

    private static func links(_ clusters: [Cluster], _ others: [Cluster]) -> (Double, Double) {
        let owners = owners(others)
        var kept = 0
        var whole = 0
        for cluster in clusters {
            let parts = Set(cluster.compactMap { owners[$0] })
            let alone = cluster.count { owners[$0] == nil }
            kept += cluster.count - parts.count - alone
            whole += cluster.count - 1
        }
        return (Double(kept), Double(whole))
    }

    private static func shares(_ clusters: [Cluster], _ others: [Cluster]) -> Double {
        let owners = owners(others)
        var sum = 0.0
        for cluster in clusters {
            var shared: [Int: Int] = [:]
            for span in cluster {
                if let owner = owners[span] { shared[owner, default: 0] += 1 }
            }
            sum += Double(shared.values.reduce(0) { $0 + $1 * $1 }) / Double(cluster.count)
        }
        return sum
    }

    private static func similarity(_ gold: [Cluster], _ read: [Cluster]) -> Double {
        guard !gold.isEmpty, !read.isEmpty else { return 0 }
        let values = gold.map { one in
            read.map { other in
                2 * Double(one.intersection(other).count) / Double(one.count + other.count)
            }
        }
        return Assignment.best(values)
    }
}
