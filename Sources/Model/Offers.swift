/// Which words get which roles of one predicate.
enum RoleDecoder {
    /// A role that scores more than none.
    struct Offer {
        var margin: Float
        var word: Int
        var role: Int
    }

    /// Takes offers by their margin, the greatest first: one role a word, and the roles in `core`
    /// for one word each.
    static func arguments(_ offers: [Offer], core: Set<Int>) -> [Reading.Argument] {
        let sorted = offers.sorted {
            ($1.margin, $0.word, $0.role) < ($0.margin, $1.word, $1.role)
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
