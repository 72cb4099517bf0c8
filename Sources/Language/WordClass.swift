/// The classes a word may belong to; Data/language/words.tsv lists the closed ones.
public struct WordClass: OptionSet, Hashable, Sendable {
    /// One bit a class.
    public let rawValue: UInt32
    /// The classes of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// the, a, this.
    public static let determiner = WordClass(rawValue: 1 << 0)
    /// of, on, against.
    public static let preposition = WordClass(rawValue: 1 << 1)
    /// Forms of be.
    public static let be = WordClass(rawValue: 1 << 2)
    /// Forms of have.
    public static let have = WordClass(rawValue: 1 << 3)
    /// Forms of do.
    public static let doVerb = WordClass(rawValue: 1 << 4)
    /// will, shall.
    public static let futureModal = WordClass(rawValue: 1 << 5)
    /// may, could.
    public static let possibleModal = WordClass(rawValue: 1 << 6)
    /// he, they.
    public static let subjectPronoun = WordClass(rawValue: 1 << 7)
    /// him, them.
    public static let objectPronoun = WordClass(rawValue: 1 << 8)
    /// his, its.
    public static let possessivePronoun = WordClass(rawValue: 1 << 9)
    /// and, or.
    public static let conjunction = WordClass(rawValue: 1 << 10)
    /// when, because.
    public static let subordinator = WordClass(rawValue: 1 << 11)
    /// who, which.
    public static let relative = WordClass(rawValue: 1 << 12)
    /// Adverbs.
    public static let adverb = WordClass(rawValue: 1 << 13)
    /// Adjectives.
    public static let adjective = WordClass(rawValue: 1 << 14)
    /// not.
    public static let negator = WordClass(rawValue: 1 << 15)
    /// Nouns, also those that are verb forms.
    public static let noun = WordClass(rawValue: 1 << 16)
    /// Names of months.
    public static let month = WordClass(rawValue: 1 << 17)
    /// Names of days.
    public static let weekday = WordClass(rawValue: 1 << 18)
    /// Numbers in words.
    public static let cardinal = WordClass(rawValue: 1 << 19)
    /// Words that a period follows.
    public static let abbreviation = WordClass(rawValue: 1 << 20)
    /// if, unless.
    public static let conditional = WordClass(rawValue: 1 << 21)
    /// Base forms of verbs.
    public static let base = WordClass(rawValue: 1 << 22)
    /// Third persons of verbs.
    public static let present = WordClass(rawValue: 1 << 23)
    /// Past forms of verbs.
    public static let past = WordClass(rawValue: 1 << 24)
    /// Past participles.
    public static let participle = WordClass(rawValue: 1 << 25)
    /// Forms in -ing.
    public static let gerund = WordClass(rawValue: 1 << 26)
    /// The word to.
    public static let to = WordClass(rawValue: 1 << 27)
    /// Mr, Dr.
    public static let title = WordClass(rawValue: 1 << 28)
    /// Verbs of saying.
    public static let speech = WordClass(rawValue: 1 << 29)

    /// Any verb form.
    public static let anyVerb: WordClass = [.base, .present, .past, .participle, .gerund]
    /// Any modal verb.
    public static let anyModal: WordClass = [.futureModal, .possibleModal]

    /// The class a lexicon calls `name`.
    public init?(name: String) {
        guard let value = WordClass.names[name] else { return nil }
        self = value
    }

    static let names: [String: WordClass] = [
        "determiner": .determiner, "preposition": .preposition, "be": .be, "have": .have,
        "do": .doVerb, "future": .futureModal, "possible": .possibleModal,
        "subject": .subjectPronoun, "object": .objectPronoun, "possessive": .possessivePronoun,
        "conjunction": .conjunction, "subordinator": .subordinator, "relative": .relative,
        "adverb": .adverb, "adjective": .adjective, "negator": .negator, "noun": .noun,
        "month": .month, "weekday": .weekday, "cardinal": .cardinal,
        "abbreviation": .abbreviation, "conditional": .conditional, "to": .to, "title": .title,
    ]
}
