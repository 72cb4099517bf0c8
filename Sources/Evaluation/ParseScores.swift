/// Counts of what an analysis has in common with the true one, over documents.
public struct ParseScores: Sendable {
    /// What was right, what was found and what was to be found.
    public struct Count: Hashable, Sendable {
        /// Right.
        public var right = 0
        /// Found.
        public var found = 0
        /// To be found.
        public var gold = 0

        /// 2 · right / (found + gold), in percent; 0 where there was nothing.
        public var f1: Double {
            found + gold == 0 ? 0 : 200 * Double(right) / Double(found + gold)
        }

        mutating func add(right: Int, found: Int, gold: Int) {
            self.right += right
            self.found += found
            self.gold += gold
        }
    }

    /// Words at the same place; all of them from gold tokens.
    public var tokens = Count()
    /// Sentences with the same words.
    public var sentences = Count()
    /// Words with the same part of speech.
    public var upos = Count()
    /// Words with the same lemma, or whose lemma the treebank does not tell.
    public var lemmas = Count()
    /// Words with the same governor.
    public var uas = Count()
    /// Words with the same governor and relation, without subtypes, as the CoNLL 2018 scorer has it.
    public var las = Count()
    /// The same with subtypes.
    public var lasFull = Count()
    /// Words that are predicates.
    public var predicates = Count()
    /// Predicates, with the same roleset.
    public var rolesets = Count()
    /// Predicate, head of argument and role, at the true predicates.
    public var rolesGiven = Count()
    /// The same at those found.
    public var roles = Count()
    /// Mentions with the same span and type.
    public var mentions = Count()
    /// Mentions with the same span.
    public var spans = Count()
    /// How alike the entities are.
    public var coreference = CoreferenceScores()

    /// Nothing yet.
    public init() {}

    /// Adds a document.
    mutating func add(_ read: Analysis, _ gold: Analysis) {
        let found = read.words.count
        let total = gold.words.count
        var counts = [Int](repeating: 0, count: 6)
        for word in read.words where word.number >= 0 {
            let true_ = gold.words[word.number]
            counts[0] += 1
            if word.upos == true_.upos { counts[1] += 1 }
            if true_.lemma == "_" || word.lemma == true_.lemma { counts[2] += 1 }
            guard word.head == true_.head else { continue }
            counts[3] += 1
            let base = word.relation.prefix { $0 != ":" }
            if base == true_.relation.prefix(while: { $0 != ":" }) { counts[4] += 1 }
            if word.relation == true_.relation { counts[5] += 1 }
        }
        let paths: [WritableKeyPath<ParseScores, Count>] = [
            \.tokens, \.upos, \.lemmas, \.uas, \.las, \.lasFull,
        ]
        for (path, right) in zip(paths, counts) {
            self[keyPath: path].add(right: right, found: found, gold: total)
        }
        if gold.words.contains(where: \.hasRoles) { addRoles(read, gold) }
        if !gold.mentions.isEmpty { addMentions(read, gold) }
    }

    private mutating func addRoles(_ read: Analysis, _ gold: Analysis) {
        func counts(_ predicate: Int) -> Bool {
            predicate < 0 || gold.words[predicate].hasRoles
        }
        let found = read.predicates.filter { counts($0.key) }
        let right = found.filter { gold.predicates[$0.key] != nil }
        predicates.add(right: right.count, found: found.count, gold: gold.predicates.count)
        rolesets.add(
            right: right.count { gold.predicates[$0.key] == $0.value }, found: found.count,
            gold: gold.predicates.count)
        let predicted = read.roles.filter { counts($0.predicate) }
        roles.add(
            right: predicted.intersection(gold.roles).count, found: predicted.count,
            gold: gold.roles.count)
        let given = read.givenRoles.filter { gold.predicates[$0.predicate] != nil }
        rolesGiven.add(
            right: given.intersection(gold.roles).count, found: given.count,
            gold: gold.roles.count)
    }

    private mutating func addMentions(_ read: Analysis, _ gold: Analysis) {
        struct Typed: Hashable {
            var first, last: Int
            var type: String
        }
        func typed(_ mentions: [Analysis.Mention]) -> Set<Typed> {
            Set(mentions.map { Typed(first: $0.first, last: $0.last, type: $0.type) })
        }
        func spans(_ mentions: [Analysis.Mention]) -> Set<ClosedSpan> {
            Set(mentions.map { ClosedSpan(first: $0.first, last: $0.last) })
        }
        mentions.add(
            right: typed(read.mentions).intersection(typed(gold.mentions)).count,
            found: read.mentions.count, gold: gold.mentions.count)
        self.spans.add(
            right: spans(read.mentions).intersection(spans(gold.mentions)).count,
            found: read.mentions.count, gold: gold.mentions.count)
        coreference.add(
            read: CoreferenceScores.clusters(read.mentions),
            gold: CoreferenceScores.clusters(gold.mentions))
    }
}

/// The first and the last word of a mention.
struct ClosedSpan: Hashable, Sendable {
    var first: Int
    var last: Int
}
