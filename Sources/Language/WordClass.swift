/// The classes a word may belong to; Data/language/words.tsv lists the closed ones.
public struct WordClass: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let determiner = WordClass(rawValue: 1 << 0)
    public static let preposition = WordClass(rawValue: 1 << 1)
    public static let be = WordClass(rawValue: 1 << 2)
    public static let have = WordClass(rawValue: 1 << 3)
    public static let doVerb = WordClass(rawValue: 1 << 4)
    public static let futureModal = WordClass(rawValue: 1 << 5)
    public static let possibleModal = WordClass(rawValue: 1 << 6)
    public static let subjectPronoun = WordClass(rawValue: 1 << 7)
    public static let objectPronoun = WordClass(rawValue: 1 << 8)
    public static let possessivePronoun = WordClass(rawValue: 1 << 9)
    public static let conjunction = WordClass(rawValue: 1 << 10)
    public static let subordinator = WordClass(rawValue: 1 << 11)
    public static let relative = WordClass(rawValue: 1 << 12)
    public static let adverb = WordClass(rawValue: 1 << 13)
    public static let adjective = WordClass(rawValue: 1 << 14)
    public static let negator = WordClass(rawValue: 1 << 15)
    public static let noun = WordClass(rawValue: 1 << 16)
    public static let month = WordClass(rawValue: 1 << 17)
    public static let weekday = WordClass(rawValue: 1 << 18)
    public static let cardinal = WordClass(rawValue: 1 << 19)
    public static let abbreviation = WordClass(rawValue: 1 << 20)
    public static let conditional = WordClass(rawValue: 1 << 21)
    public static let base = WordClass(rawValue: 1 << 22)
    public static let present = WordClass(rawValue: 1 << 23)
    public static let past = WordClass(rawValue: 1 << 24)
    public static let participle = WordClass(rawValue: 1 << 25)
    public static let gerund = WordClass(rawValue: 1 << 26)
    public static let to = WordClass(rawValue: 1 << 27)
    public static let title = WordClass(rawValue: 1 << 28)
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
