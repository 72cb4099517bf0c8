internal import Knowledge
internal import Messages

/// Leaves out those whom nobody knows beside a known party of the same side: "opened fire on posts and
/// villages" keeps both, but in "police of whom seven" or "COLOMBO / MALE - Police searched" the words
/// beside the known one are none for a party. Who stands in a list with somebody known stays, and so does
/// whoever somebody talks to.
enum UnknownParties {
    /// What joins the parties of a list.
    private static let joins: Set<String> = [
        "", ",", "and", ", and", "or", "/", "and the", "as well as", "along with",
        "together with", "and its", "and their",
    ]
    /// Types of acts that several do together, of whom one may well be unknown.
    private static let together: Set<EventType> = [.consult, .cooperate, .agree]

    /// The candidates without such parties.
    static func trimmed(_ candidates: Candidates) -> Candidates {
        let text = ScalarText(candidates.text)
        var trimmed = candidates
        for (number, relation) in candidates.relations.enumerated() {
            trimmed.relations[number].targets = known(relation.targets, candidates, text)
            let types = (relation.act?.types.first?.label).flatMap(EventType.init(rawValue:))
            guard types.map({ !together.contains($0) }) ?? false else { continue }
            trimmed.relations[number].sources = known(relation.sources, candidates, text)
        }
        return trimmed
    }

    private static func known(
        _ side: [Int], _ candidates: Candidates, _ text: ScalarText
    ) -> [Int] {
        let known = side.filter { candidates.mentions[$0].entity != nil }
        guard !known.isEmpty, known.count < side.count else { return side }
        return side.filter { number in
            candidates.mentions[number].entity != nil
                || known.contains { areJoined(number, $0, candidates, text) }
        }
    }

    /// Whether only a conjunction stands between two mentions.
    private static func areJoined(
        _ left: Int, _ right: Int, _ candidates: Candidates, _ text: ScalarText
    ) -> Bool {
        let spans = [candidates.mentions[left].span, candidates.mentions[right].span].sorted()
        guard spans[0].end <= spans[1].start else { return false }
        let between = text[Span(spans[0].end, spans[1].start)]
        return joins.contains(between.split(separator: " ").joined(separator: " "))
    }
}
