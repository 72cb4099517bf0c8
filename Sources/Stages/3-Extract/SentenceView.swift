internal import Language
internal import Messages

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
    /// The dates told, as first and last token and number in the candidates.
    var dates: [(first: Int, last: Int, number: Int)] = []
    /// The places told, and the country of each.
    var places: [(first: Int, last: Int, number: Int, country: String?)] = []

    init(
        number: Int, tokens: [Token], tags: [Tag], groups: [VerbGroup], text: ScalarText
    ) {
        self.number = number
        self.tokens = tokens
        self.tags = tags
        self.groups = groups
        self.text = text
        mentionAt = [Int](repeating: -1, count: tokens.count)
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
        groups.firstIndex { $0.start <= index && index <= $0.main }
    }

    mutating func add(_ mention: FoundMention) {
        let number = mentions.count
        mentions.append(mention)
        for index in mention.first...mention.last { mentionAt[index] = number }
    }
}
