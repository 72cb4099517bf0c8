internal import Glibc

/// Which words get which roles of one predicate.
enum RoleDecoder {
    /// A role that is likely enough for a word.
    struct Offer {
        var chance: Float
        var word: Int
        var role: Int
    }

    /// How near a word is to a predicate in the tree.
    enum Nearness {
        /// Its dependent or sibling, or a word above it.
        case near
        /// A dependent of a word farther up.
        case aside
        /// Any other.
        case far

        /// How likely a role must be. The lower bound of F1 is best at about half of it, and words
        /// that stand elsewhere are seldom arguments, however sure the scores are: limits were
        /// chosen on EWT's dev part, where the mean of both halves rises by 0.9 of F1.
        func limit(isCore: Bool) -> Float {
            let limit: Float =
                switch self {
                case .near: 0.45
                case .aside: 0.7
                case .far: 0.9
                }
            return isCore ? limit - 0.05 : limit
        }
    }

    /// The least limit of all.
    static let leastLimit = Nearness.near.limit(isCore: true)

    /// How near each word is to the predicate. `heads` are their governors' numbers from 1, 0 for
    /// the root's.
    static func nearness(to predicate: Int, _ heads: [Int]) -> [Nearness] {
        var isAbove = [Bool](repeating: false, count: heads.count + 1)
        var above = heads[predicate]
        while above > 0, !isAbove[above] {
            isAbove[above] = true
            above = heads[above - 1]
        }
        return heads.indices.map { word in
            let head = heads[word]
            if head == predicate + 1 || isAbove[word + 1] || head > 0 && head == heads[predicate] {
                return .near
            }
            return head > 0 && isAbove[head] ? .aside : .far
        }
    }

    /// What one word is offered, from its scores of all labels, of which label 0 is none.
    static func offers(
        _ scores: UnsafeBufferPointer<Float>, word: Int, _ nearness: Nearness, core: Set<Int>
    ) -> [Offer] {
        guard let greatest = scores.dropFirst().max() else { return [] }
        let none = scores[0]
        // What is that much below none alone cannot reach the limit.
        guard greatest - none > logf(leastLimit / (1 - leastLimit)) else { return [] }
        let top = max(greatest, none)
        let sum = scores.reduce(0) { $0 + expf($1 - top) }
        return scores.indices.dropFirst().compactMap { role in
            let chance = expf(scores[role] - top) / sum
            guard chance > nearness.limit(isCore: core.contains(role)) else { return nil }
            return Offer(chance: chance, word: word, role: role)
        }
    }

    /// Takes offers by their chance, the greatest first: one role a word, and the roles in `core`
    /// for one word each.
    static func arguments(_ offers: [Offer], core: Set<Int>) -> [Reading.Argument] {
        let sorted = offers.sorted {
            ($1.chance, $0.word, $0.role) < ($0.chance, $1.word, $1.role)
        }
        var words: Set<Int> = []
        var given: Set<Int> = []
        var taken: [Reading.Argument] = []
        for offer in sorted where !given.contains(offer.role) && !words.contains(offer.word) {
            words.insert(offer.word)
            if core.contains(offer.role) { given.insert(offer.role) }
            taken.append(Reading.Argument(word: offer.word, role: offer.role))
        }
        return taken.sorted { $0.word < $1.word }
    }
}

/// Which spans are mentions.
enum MentionDecoder {
    /// A span that scores more than 0.
    struct Offer: Hashable {
        var score: Float
        var first: Int
        var last: Int
    }

    /// Takes offers by their scores, the greatest first, unless they cross one already taken.
    static func mentions(_ offers: [Offer]) -> [Offer] {
        let sorted = offers.sorted {
            ($1.score, $0.first, $0.last) < ($0.score, $1.first, $1.last)
        }
        var taken: [Offer] = []
        for offer in sorted {
            let crosses = taken.contains { other in
                (other.first < offer.first && offer.first <= other.last && other.last < offer.last)
                    || (offer.first < other.first && other.first <= offer.last
                        && offer.last < other.last)
            }
            if !crosses { taken.append(offer) }
        }
        return taken.sorted { ($0.first, $1.last) < ($1.first, $0.last) }
    }
}
