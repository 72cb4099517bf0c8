internal import Model

/// How a word hangs together with a trigger in the tree: the relations from it up to what both hang
/// from, and from the trigger up to the same.
struct ActorLink {
    /// A step of the way, from a word to its governor.
    struct Step {
        /// Universal Dependencies' relation.
        var relation: String
        /// The prepositions before the word, in small letters.
        var preposition = ""
        /// The word, in small letters.
        var form = ""
        /// Its lemma.
        var lemma = ""
        /// The conjunction before a clause, in small letters: "after", "to".
        var mark = ""

        /// Whether an infinitive that tells what a noun is for begins here.
        var isPurpose: Bool { relation == "acl" && mark == "to" }
        /// Whether a clause begins here.
        var isClause: Bool { ActorLink.clauses.contains(relation) }
    }

    /// The steps up from the word, its own first. Joined words and appositions stand where the first
    /// of them stands, so these steps are left out.
    private(set) var up: [Step] = []
    /// The steps up from the trigger; none if the word hangs from the trigger.
    private(set) var down: [Step] = []

    private static let clauses: Set<String> = [
        "acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "xcomp", "csubj", "parataxis",
    ]
    private static let joins: Set<String> = ["conj", "appos", "flat", "flat:name", "nummod"]
    /// What joins somebody to others as "and" does.
    static let companions: Set<String> = [
        "along with", "together with", "as well as", "alongside", "in addition to",
    ]

    /// The way between `word` and the nearest word of `trigger`; nil where the tree has none.
    init?(_ word: Int, _ trigger: [Int], _ read: SentenceReading) {
        let links = trigger.compactMap { ActorLink(word, to: $0, read) }
        guard let best = links.min(by: { $0.length < $1.length }) else { return nil }
        self = best
    }

    /// A way that is known.
    init(up: [Step], down: [Step] = []) {
        self.up = up
        self.down = down
    }

    private init?(_ word: Int, to anchor: Int, _ read: SentenceReading) {
        var above: [Int: Int] = [:]
        var steps: [Step] = []
        var place: Int? = anchor
        while let current = place, above[current] == nil {
            above[current] = steps.count
            steps.append(ActorLink.step(current, read))
            place = read.governor(of: current)
        }
        place = word
        while let current = place, up.count <= read.spans.count {
            if let depth = above[current] {
                down = Array(steps.prefix(depth))
                up.removeAll {
                    ActorLink.joins.contains($0.relation)
                        || $0.relation.hasPrefix("nmod")
                            && ActorLink.companions.contains($0.preposition)
                }
                return
            }
            up.append(ActorLink.step(current, read))
            place = read.governor(of: current)
        }
        return nil
    }

    private static func step(_ word: Int, _ read: SentenceReading) -> Step {
        func words(_ relations: Set<Int>) -> String {
            read.dependents(of: word, relations).map { read.form($0) }
                .joined(separator: " ")
        }
        return Step(
            relation: read.label(word),
            preposition: words(read.grammar.cases), form: read.form(word),
            lemma: read.reading.words[word].lemma, mark: words(read.grammar.marks))
    }

    private var length: Int { up.count + down.count }

    /// How many clauses lie between the trigger and the word below it.
    var clausesUp: Int { up.count(where: \.isClause) }
    /// How many clauses the trigger lies below what it shares with the word.
    var clausesDown: Int { down.count(where: \.isClause) }
    /// Whether the word stands in a relative clause of something else.
    var isInRelative: Bool { up.contains { $0.relation == "acl:relcl" } }

    /// Whether the word, if it tells a time, tells the trigger's: not that of a clause below it ("a deal
    /// signed last year"), nor of what it only names ("the 2015 deal").
    var dates: Bool {
        guard clausesUp == 0, let first = up.first else { return clausesUp == 0 }
        return up.count < 2 || !["amod", "nummod", "compound"].contains(first.relation)
    }

    /// Whether the word hangs from the trigger itself, or is what the trigger's clause describes.
    var isDirect: Bool {
        down.isEmpty && up.count <= 1
            || up.isEmpty && down.count == 1 && down[0].relation.hasPrefix("acl")
    }
}
