internal import Language
internal import Messages
internal import Model

/// A sentence while it is read: its words, what they do, and who is mentioned.
struct SentenceView {
    /// What the words are.
    enum Kind {
        /// A sentence.
        case sentence
        /// Words out of a sentence, which name somebody: a capital at their head is a name's.
        case phrase
        /// The name of a place, as if "in" stood before it.
        case placeName
    }

    /// The number of the sentence.
    let number: Int
    /// Its tokens, from 0.
    let tokens: [Token]
    /// What each token does.
    let tags: [Tag]
    /// Its verbs.
    let groups: [VerbGroup]
    /// The text of the article.
    let text: ScalarText
    /// What it is.
    var kind = Kind.sentence
    /// Who is mentioned, in order.
    var mentions: [FoundMention] = []
    /// For each token the mention that covers it, or -1.
    var mentionAt: [Int]
    /// For each token the first verb group that covers it, or -1.
    private let groupAt: [Int]
    /// The dates told, as first and last token and number in the candidates.
    var dates: [(first: Int, last: Int, number: Int)] = []
    /// The places told, and the country of each.
    var places: [(first: Int, last: Int, number: Int, country: String?)] = []

    /// What the language model read in it, if there is a model.
    private(set) var reading: SentenceReading?
    /// The tokens of subjects; nil without a model.
    private(set) var subjects: Set<Int>?
    /// The tokens of words for persons, as the model sees them.
    private(set) var persons: Set<Int> = []
    /// The tokens of "it" and "there" that stand for nothing.
    private(set) var expletives: Set<Int> = []

    init(
        number: Int, tokens: [Token], tags: [Tag], groups: [VerbGroup], text: ScalarText
    ) {
        self.number = number
        self.tokens = tokens
        self.tags = tags
        self.groups = groups
        self.text = text
        mentionAt = [Int](repeating: -1, count: tokens.count)
        var groupAt = mentionAt
        for (number, group) in groups.enumerated() where group.start <= group.main {
            for index in group.start...group.main where groupAt[index] < 0 {
                groupAt[index] = number
            }
        }
        self.groupAt = groupAt
    }

    /// Whether any word may be written large at `index` because a sentence begins there.
    func isHead(_ index: Int) -> Bool { index == 0 && kind == .sentence }

    /// The span of tokens `first` to `last`.
    func span(_ first: Int, _ last: Int) -> Span { Span(tokens[first].start, tokens[last].end) }

    /// The folded letters of a token, also of a word that no table knows.
    func folded(_ index: Int) -> String {
        Folding.fold(text.scalars[tokens[index].start..<tokens[index].end])
    }

    /// The scalar of a mark; nil for words.
    func mark(_ index: Int) -> Unicode.Scalar? {
        guard index >= 0, index < tokens.count, tags[index] == .mark else { return nil }
        return text.scalars[tokens[index].start]
    }

    /// Whether the token is a comma.
    func isComma(_ index: Int) -> Bool { mark(index) == "," }

    /// Whether a clause cannot go on over this mark.
    func isHardMark(_ index: Int) -> Bool {
        guard let mark = mark(index) else { return false }
        return mark == ";" || mark == ":" || mark == "." || mark == "!" || mark == "?"
    }

    /// The verb group whose words include `index`.
    func group(covering index: Int) -> Int? {
        guard groupAt.indices.contains(index), groupAt[index] >= 0 else { return nil }
        return groupAt[index]
    }

    /// Takes what the language model read.
    mutating func take(_ reading: SentenceReading) {
        self.reading = reading
        let grammar = reading.grammar
        let relations = grammar.subjects.union(grammar.passiveSubjects)
        var subjects = Set<Int>()
        for (word, token) in reading.tokenOf.enumerated() {
            let relation = reading.relation(of: word)
            if relations.contains(relation), SentenceView.isFinite(word, reading) {
                subjects.insert(token)
            }
            if grammar.expletives.contains(relation) { expletives.insert(token) }
        }
        self.subjects = subjects
        for mention in reading.reading.mentions where mention.type == grammar.persons {
            persons.insert(reading.tokenOf[mention.head])
        }
    }

    /// Whether a subject's verb heads a clause: not "removed" of "to see him removed".
    private static func isFinite(_ subject: Int, _ reading: SentenceReading) -> Bool {
        let grammar = reading.grammar
        guard let verb = reading.governor(of: subject),
            reading.reading.words[verb].upos == grammar.verbs
        else { return true }
        let isHelped = reading.dependents(of: verb).contains { word in
            grammar.labels.relations[reading.relation(of: word)].hasPrefix("aux")
        }
        return isHelped
            || grammar.labels.features(reading.reading.words[verb])
                .contains { $0.name == "VerbForm" && $0.value == "Fin" }
    }

    /// So many words may stand between "since" and its date.
    private static let sinceReach = 12

    /// The dates that may be those of what is told at `index`: not since when it has been so.
    func dates(
        of index: Int, _ vocabulary: Vocabulary
    ) -> [(first: Int, last: Int, number: Int)] {
        dates.filter { date in
            !(max(0, date.first - SentenceView.sinceReach)..<date.first).contains { place in
                (place > index || place == date.first - 1)
                    && vocabulary.text(tokens[place].word) == "since"
            }
        }
    }

    mutating func add(_ mention: FoundMention) {
        let number = mentions.count
        mentions.append(mention)
        for index in mention.first...mention.last { mentionAt[index] = number }
    }
}
