internal import Knowledge
internal import Language
internal import Messages

/// The words before a noun that belong to it: "the new Kurdish" of "the new Kurdish forces".
struct NounPhrase {
    /// The determiner or possessive pronoun; nil if there is none.
    private(set) var determiner: Int?
    /// Its folded word; empty if there is none.
    private(set) var word = ""
    /// The first token of the words before the noun, or the noun.
    private(set) var start: Int
    /// Whether a name of no known country stands among them, so that the actor is not the one of
    /// whom the sentence tells else: "Kurdish forces", "the Paris-based group", "US-backed rebels".
    private(set) var isForeign = false
    /// Whether a word among them says on whose side they are: "pro-Assad forces".
    private var isSided = false
    /// Whether a capitalised adjective that is no country's stands among them: "European forces".
    private var isNamed = false
    /// Whether the words between determiner and noun say of the one told before what kind it is, and
    /// not which other one is meant: "the Hague-based court", "the West African bloc".
    private(set) var isTelling = false
    private static let lengthLimit = 4
    /// Adjectives that tell so.
    private static let telling: Set<String> = [
        "regional", "world", "global", "international", "intergovernmental", "powerful", "militant",
        "tiny", "small", "oil-rich", "landlocked", "impoverished", "nuclear-armed", "secretive",
        "island", "neighbouring", "neighboring", "former", "communist", "islamist", "nuclear",
        "multinational", "continental", "pan-african", "military", "political", "shiite", "sunni",
        "shia", "jihadist", "extremist", "muslim", "wealthy", "rich", "poor", "isolated",
    ]
    /// Nouns for a state, which is the one told before whatever region stands beside them.
    static let states: Set<String> = [
        "country", "nation", "republic", "kingdom", "emirate", "sultanate", "state", "monarchy",
        "island", "archipelago", "neighbour", "neighbor",
    ]
    /// Words that say that somebody is of elsewhere.
    private static let strangers: Set<String> = [
        "foreign", "international", "multinational", "overseas", "western", "global",
    ]

    /// The phrase that ends with the noun at `first`, which has several words up to `last`.
    init(endingAt first: Int, _ last: Int, _ view: SentenceView, _ data: LanguageData) {
        start = first
        if last > first, view.tokens[first].shape.contains(.capital) {
            isForeign = NounPhrase.beginsWithRegion(first, last, view, data)
        }
        let head = view.folded(last)
        var isTelling = first > 0
        var index = first - 1
        while index >= 0, first - index <= NounPhrase.lengthLimit {
            let classes = data.vocabulary.classes(view.tokens[index].word)
            guard classes.isDisjoint(with: [.weekday, .month]) else { return }
            switch view.tags[index] {
            case .adjective, .noun, .number, .name: break
            case .verb where classes.contains(.participle) && view.group(covering: index) == nil:
                break
            case .determiner:
                determiner = index
                start = index
                word = data.vocabulary.text(view.tokens[index].word)
                self.isTelling = isTelling && word == "the"
                if self.isTelling, NounPhrase.states.contains(head) { isForeign = false }
                return
            default: return
            }
            let mention = view.mentionAt[index]
            if mention >= 0 {
                guard view.mentions[mention].mention.entity == nil else { return }
                let isRegion = view.mentions[mention].isNobody
                isForeign = isForeign || isRegion
                isTelling =
                    isTelling && isRegion
                    && (NounPhrase.states.contains(head) || NounPhrase.unions.contains(head))
                index = view.mentions[mention].first
                if view.tags[index] == .determiner {
                    // "the Gulf emirate"
                    index += 1
                }
            } else {
                isTelling = isTelling && NounPhrase.tells(index, view)
                isSided = isSided || view.folded(index).hasPrefix("pro-")
                // "European politicians" are not of whom the text tells else.
                if view.isCompound(index) || view.folded(index) == "european"
                    || NounPhrase.strangers.contains(
                        data.vocabulary.text(view.tokens[index].word))
                {
                    isForeign = true
                } else if view.tags[index] == .adjective, !view.isHead(index),
                    view.tokens[index].shape.contains(.capital)
                {
                    isNamed = true
                }
            }
            start = index
            index -= 1
        }
    }

    /// Nouns for those that join states, which have a region's name beside them, too.
    private static let unions: Set<String> = [
        "bloc", "union", "alliance", "body", "organisation", "organization", "court", "pact",
        "bank", "lender", "grouping",
    ]

    /// Whether a word before a noun tells of what kind the one told before is.
    private static func tells(_ index: Int, _ view: SentenceView) -> Bool {
        if telling.contains(view.folded(index)) { return true }
        let letters = view.text.scalars[view.tokens[index].start..<view.tokens[index].end]
        return ["-based", "-led", "-member", "-nation", "-state", "-country"].contains { ending in
            letters.reversed().starts(with: ending.unicodeScalars.reversed())
        }
    }

    /// Whether the first words of an agent's phrase are a name that must not code: "Kurdish forces".
    private static func beginsWithRegion(
        _ first: Int, _ last: Int, _ view: SentenceView, _ data: LanguageData
    ) -> Bool {
        let matches = data.names.matches(at: first, count: last) { view.tokens[$0].word }
        return matches.contains { match in
            match.entries.contains { if case .region = $0 { true } else { false } }
        }
    }

    /// Whether an agent of `sector` is of elsewhere: parties and their deputies are named by what
    /// they hold, "Democratic senators", others by where they are from, "European forces".
    func isForeign(_ sector: String) -> Bool {
        isForeign || isSided && sector == "MIL"
            || isNamed && !["LEG", "PTY", "OPP", "REL"].contains(sector)
    }

    /// Whether one is meant that can be told which.
    var isDefinite: Bool { ["the", "this", "that", "these", "those"].contains(word) || isOwned }

    /// Whether a possessive pronoun says whose.
    var isOwned: Bool { NounPhrase.owners.contains(word) }

    private static let owners: Set<String> = ["its", "their", "his", "her", "our", "my", "your"]
}

extension SentenceView {
    /// Whether a word is made of a name and what it does to what follows: "US-backed",
    /// "pro-Iranian".
    func isCompound(_ index: Int) -> Bool {
        guard tags[index] == .adjective else { return false }
        let letters = text.scalars[tokens[index].start..<tokens[index].end]
        return letters.contains("-") && letters.contains { $0.properties.isUppercase }
    }

    /// The token of the surname of a name that ends at `last`: "Ortega" of "Omar Ortega Jr.".
    func surname(_ last: Int, after first: Int) -> Int {
        var index = last
        while index > first + 1, tags[index] == .mark || SentenceView.births.contains(folded(index))
        {
            index -= 1
        }
        return index
    }

    /// Words behind a surname for who bears it.
    private static let births: Set<String> = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"]
}
