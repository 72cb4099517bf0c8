/// A mention, and what coreference looks at in it.
struct DescribedMention {
    /// Kinds of mentions by their head and first word; the numbers are the specification's.
    enum Kind {
        static let pronoun = 6
        static let proper = 7
        static let definite = 8
        static let demonstrative = 9
        static let possessive = 10
        static let bare = 11
        static let count = 12
    }

    /// Links that are looked for between relations.
    enum Link { case apposition, subject, other }

    var sentence: Int
    var first: Int
    var last: Int
    var head: Int
    var type: Int
    var kind: Int
    /// Its words without article and genitive, lower-cased, by number; see ``TextNumbers``.
    var text: Int
    var lemma: Int
    /// The numbers of its content words, sorted.
    var content: [Int]
    /// The number of the text that its initials make; -1 if it has none.
    var acronym: Int
    var number: Int
    var relation: Int
    var link: Link
    /// The word that governs its head; -1 for the root.
    var governor: Int
    /// Whether its head governs a copula.
    var copular: Bool

    /// Gives texts numbers, so that equal ones can be told fast.
    struct TextNumbers {
        private var numbers: [String: Int] = [:]

        mutating func number(_ text: String) -> Int {
            if let number = numbers[text] { return number }
            numbers[text] = numbers.count
            return numbers.count - 1
        }
    }

    /// Words of closed classes that the kinds of mentions rest on; the specification lists them.
    private enum Words {
        static let pronouns: [String: Int] = {
            let rows = [
                "i me my mine myself we us our ours ourselves",
                "you your yours yourself yourselves",
                "he him his himself", "she her hers herself", "it its itself",
                "they them their theirs themselves themself",
            ]
            var pronouns: [String: Int] = [:]
            for (number, row) in rows.enumerated() {
                for word in row.split(separator: " ") { pronouns[String(word)] = number }
            }
            return pronouns
        }()
        static let possessives: Set<String> = [
            "my", "our", "your", "his", "her", "its", "their",
        ]
        static let demonstratives: Set<String> = ["this", "that", "these", "those"]
        static let articles: Set<String> = ["the", "a", "an"]
        static let genitives: Set<String> = ["'s", "’s", "'", "’"]
        static let relations: [String: Int] = [
            "nsubj": 1, "csubj": 1, "obj": 2, "iobj": 2, "obl": 3, "nmod": 4, "nmod:poss": 5,
            "conj": 6, "appos": 6, "compound": 6, "root": 7,
        ]
    }

    /// The numbers of labels that matter here.
    struct Classes: Sendable {
        let pron, det, x, propn: Int
        let content: Set<Int>
        let numberFeature: Int?
        /// 1 for singular, 2 for plural, by the feature's value.
        let numbers: [Int]
        let relations: [Int]
        let links: [Link]
        let copula: Int?

        init(_ labels: Labels) {
            pron = labels.number(ofUpos: "PRON")
            det = labels.number(ofUpos: "DET")
            x = labels.number(ofUpos: "X")
            propn = labels.number(ofUpos: "PROPN")
            content = Set(["NOUN", "PROPN", "ADJ", "NUM"].map(labels.number(ofUpos:)))
            numberFeature = labels.features.firstIndex { $0.name == "Number" }
            numbers =
                numberFeature.map { labels.features[$0].values }?.map {
                    $0 == "Sing" ? 1 : $0 == "Plur" ? 2 : 0
                } ?? []
            let bases = labels.relations.map { String($0.prefix { $0 != ":" }) }
            relations = zip(labels.relations, bases).map {
                Words.relations[$0] ?? Words.relations[$1] ?? 0
            }
            links = bases.map { $0 == "appos" ? .apposition : $0 == "nsubj" ? .subject : .other }
            copula = labels.relations.firstIndex(of: "cop")
        }
    }

    /// The first word of the span that a word outside governs.
    static func head(_ first: Int, _ last: Int, _ words: [Reading.Word]) -> Int {
        for place in first...last where !(first...last).contains(words[place].head - 1) {
            return place
        }
        return last
    }

    init(
        _ mention: Reading.Mention, sentence: Int, _ reading: Reading, lowered: [String],
        _ classes: Classes, _ numbers: inout TextNumbers
    ) {
        let word = reading.words[mention.head]
        let span = mention.first...mention.last
        self.sentence = sentence
        first = mention.first
        last = mention.last
        head = mention.head
        type = mention.type
        let pronoun = Words.pronouns[lowered[mention.head]]
        let opening = lowered[mention.first]
        if word.upos == classes.pron
            || (pronoun != nil && (word.upos == classes.det || word.upos == classes.x))
        {
            kind = pronoun ?? Kind.pronoun
        } else if word.upos == classes.propn {
            kind = Kind.proper
        } else if opening == "the" {
            kind = Kind.definite
        } else if Words.demonstratives.contains(opening) {
            kind = Kind.demonstrative
        } else if Words.possessives.contains(opening) {
            kind = Kind.possessive
        } else {
            kind = Kind.bare
        }
        var bare = lowered[span]
        if bare.count > 1, Words.articles.contains(opening) { bare = bare.dropFirst() }
        if bare.count > 1, let end = bare.last, Words.genitives.contains(end) {
            bare = bare.dropLast()
        }
        text = numbers.number(bare.joined(separator: " "))
        lemma = numbers.number(word.lemma.lowercased())
        content = Set(
            span.filter { classes.content.contains(reading.words[$0].upos) }.map {
                numbers.number(lowered[$0])
            }
        ).sorted()
        var initials = String.UnicodeScalarView()
        for place in span where reading.words[place].upos == classes.propn {
            if let letter = reading.forms[place].unicodeScalars.first, letter.properties.isUppercase
            {
                initials.append(letter)
            }
        }
        acronym = initials.count > 1 ? numbers.number(String(initials).lowercased()) : -1
        number = classes.numberFeature.map { classes.numbers[Int(word.features[$0])] } ?? 0
        relation = classes.relations[word.relation]
        link = classes.links[word.relation]
        governor = word.head - 1
        let head = mention.head
        copular = reading.words.contains { $0.relation == classes.copula && $0.head - 1 == head }
    }
}
