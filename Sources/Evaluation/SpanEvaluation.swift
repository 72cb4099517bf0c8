public import Messages
internal import Ontology

/// Finds sources and targets of sentences from their text alone, and scores them.
public struct SpanEvaluation {
    /// How many of each side were right.
    public struct Result: Sendable, Hashable {
        /// Who does it.
        public var sources = Scores()
        /// Whom it is done to.
        public var targets = Scores()

        /// None yet.
        public init() {}

        /// Both together.
        public var both: Scores {
            var both = sources
            both += targets
            return both
        }
    }

    /// The actors found in a sentence.
    public struct Found: Sendable, Hashable {
        /// Who does it.
        public var sources: [Span]
        /// Whom it is done to.
        public var targets: [Span]

        /// Actors; see the properties.
        public init(sources: [Span], targets: [Span]) {
            self.sources = sources
            self.targets = targets
        }
    }

    private let coder: any EventCoder
    private let today: Day

    /// An evaluation of `coder`; sentences that name no year are news of `today`.
    public init(_ coder: any EventCoder, today: Day) {
        self.coder = coder
        self.today = today
    }

    /// The actors of a sentence's main act. Of the parties of a mutual act the first is the source,
    /// the others are targets.
    public func actors(_ sentence: String) throws -> Found {
        let acts = try coder.acts(in: ScalarText(sentence), today: today)
        guard let act = MainAct.choice(acts) else { return Found(sources: [], targets: []) }
        guard act.targets.isEmpty, act.sources.count > 1 else {
            return Found(sources: act.sources, targets: act.targets)
        }
        let parties = act.sources.sorted()
        return Found(sources: [parties[0]], targets: Array(parties.dropFirst()))
    }

    /// Scores the actors found in a sentence: right is one whose head lies inside a true span of its
    /// side, each span being met once. A span of either side counts on the side that meets it, and
    /// as a source if none does.
    public static func result(_ item: SpanSet.Item, _ found: Found) -> Result {
        let text = ScalarText(item.text)
        let predicted =
            found.sources.map { (SpanSet.Side.source, Heads.head(of: $0, in: text)) }
            + found.targets.map { (SpanSet.Side.target, Heads.head(of: $0, in: text)) }
        let pairs = Matching.pairs(rows: predicted.count, columns: item.spans.count) {
            row, column in
            let (side, head) = predicted[row]
            let gold = item.spans[column]
            return (gold.side == side || gold.side == .either) && gold.span.contains(head)
        }
        var result = Result()
        result.sources.found = found.sources.count
        result.targets.found = found.targets.count
        var metByTargets: Set<Int> = []
        for (row, column) in pairs {
            if predicted[row].0 == .source {
                result.sources.right += 1
            } else {
                result.targets.right += 1
                metByTargets.insert(column)
            }
        }
        for (column, gold) in item.spans.enumerated() {
            if gold.side == .target || metByTargets.contains(column) {
                result.targets.gold += 1
            } else {
                result.sources.gold += 1
            }
        }
        return result
    }
}

/// The head word of a phrase, as far as its words alone tell.
enum Heads {
    /// Words that begin what follows a head: "the president [of] Chad".
    private static let after: Set<String> = [
        "of", "in", "for", "from", "at", "on", "to", "with", "by", "near", "under", "against",
        "who",
        "whom", "whose", "which", "that", "loyal",
    ]

    /// Where the last word stands before a preposition, a relative or a mark; the last word of all if
    /// there is none before.
    static func head(of span: Span, in text: ScalarText) -> Span {
        guard span.start < span.end, span.end <= text.count else { return span }
        let phrase = ScalarText(text[span])
        let words = Words(phrase)
        var head: Span?
        for (word, place) in zip(words.texts, words.spans) {
            if let head {
                if after.contains(word) { return head.shifted(by: span.start) }
                let between = phrase[Span(head.end, place.start)]
                if between.contains(where: { [",", "(", ";"].contains($0) }) {
                    return head.shifted(by: span.start)
                }
            }
            // A possessor's ending is no word of its own.
            if !["s", "'s", "’s"].contains(word) { head = place }
        }
        return head?.shifted(by: span.start) ?? span
    }
}

/// Pairs rows with columns, as many as can be.
enum Matching {
    /// The pairs, by augmenting paths: each row and each column at most once.
    static func pairs(
        rows: Int, columns: Int, where fits: (_ row: Int, _ column: Int) -> Bool
    ) -> [(row: Int, column: Int)] {
        var owner = [Int?](repeating: nil, count: columns)
        func place(_ row: Int, _ seen: inout Set<Int>) -> Bool {
            for column in 0..<columns where fits(row, column) && seen.insert(column).inserted {
                if let other = owner[column], !place(other, &seen) { continue }
                owner[column] = row
                return true
            }
            return false
        }
        for row in 0..<rows {
            var seen: Set<Int> = []
            _ = place(row, &seen)
        }
        return owner.enumerated().compactMap { column, row in row.map { ($0, column) } }
    }
}
