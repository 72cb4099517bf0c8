/// What speaks for two mentions naming the same thing, as rows of `coreference.features`.
enum MentionPair {
    /// How many rows a pair adds.
    static let features = 9
    /// How many rows there are.
    static let rows = 380

    /// Antecedents are sought so many sentences back; further only for the same text.
    static let reach = 30

    private static let sentenceSteps = [1, 2, 3, 4, 5, 7, 11, 17]
    private static let mentionSteps = [2, 3, 4, 5, 8, 12, 20, 40]

    /// The rows of the later mention `i` and the earlier `j`, which is `distance` mentions before.
    static func rows(
        _ i: DescribedMention, _ j: DescribedMention, distance: Int
    ) -> InlineArray<9, Int> {
        var rows = InlineArray<9, Int>(repeating: 0)
        rows[0] = steps(sentenceSteps, i.sentence - j.sentence)
        rows[1] = 9 + steps(mentionSteps, distance)
        rows[2] = 18 + DescribedMention.Kind.count * i.kind + j.kind
        rows[3] = 162 + match(i, j)
        rows[4] = 178 + 11 * i.type + j.type
        rows[5] = 299 + nesting(i, j)
        rows[6] = 302 + 3 * i.number + j.number
        rows[7] = 311 + 8 * i.relation + j.relation
        rows[8] = 375 + link(i, j)
        return rows
    }

    private static func steps(_ steps: [Int], _ distance: Int) -> Int {
        var count = 0
        for step in steps where step <= distance { count += 1 }
        return count
    }

    private static func match(_ i: DescribedMention, _ j: DescribedMention) -> Int {
        let nominal = DescribedMention.Kind.proper
        var match = i.text == j.text ? 1 : 0
        if i.lemma == j.lemma, i.kind >= nominal, j.kind >= nominal { match += 2 }
        let smaller = min(i.content.count, j.content.count)
        if smaller > 0, shared(i.content, j.content) == smaller { match += 4 }
        if (i.acronym >= 0 && i.acronym == j.text) || (j.acronym >= 0 && j.acronym == i.text) {
            match += 8
        }
        return match
    }

    /// How many numbers are in both sorted lists.
    private static func shared(_ left: [Int], _ right: [Int]) -> Int {
        var (a, b, count) = (0, 0, 0)
        while a < left.count, b < right.count {
            if left[a] == right[b] {
                count += 1
                a += 1
                b += 1
            } else if left[a] < right[b] {
                a += 1
            } else {
                b += 1
            }
        }
        return count
    }

    private static func nesting(_ i: DescribedMention, _ j: DescribedMention) -> Int {
        guard i.sentence == j.sentence else { return 0 }
        if i.first >= j.first && i.last <= j.last { return 1 }
        return i.first <= j.first && i.last >= j.last ? 2 : 0
    }

    private static func link(_ i: DescribedMention, _ j: DescribedMention) -> Int {
        guard i.sentence == j.sentence else { return 0 }
        let governed = i.governor == j.head
        let governs = i.head == j.governor
        if (governed && i.link == .apposition) || (governs && j.link == .apposition) { return 1 }
        if (governs && j.link == .subject && i.copular)
            || (governed && i.link == .subject && j.copular)
        {
            return 2
        }
        if governed || governs { return 3 }
        return i.governor == j.governor ? 4 : 0
    }
}
