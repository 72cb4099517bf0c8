import Model

/// A sentence as a line of JSON. Words count from 0 within the sentence; `start` and `end` are
/// Unicode scalars of the text.
struct SentenceLine: Encodable {
    struct Word: Encodable {
        var form: String
        var start: Int
        var end: Int
        var lemma: String
        var upos: String
        var feats: [String: String]
        /// The governor; absent for the root.
        var head: Int?
        var deprel: String
    }

    struct Argument: Encodable {
        var role: String
        var head: Int
        var first: Int
        var last: Int
    }

    struct Predicate: Encodable {
        var word: Int
        var roleset: String
        var arguments: [Argument]
    }

    struct Mention: Encodable {
        var first: Int
        var last: Int
        var head: Int
        var type: String
        var entity: Int
    }

    var sentence: Int
    var start: Int
    var end: Int
    var text: String
    /// In how many parts it was read; absent if it was read in one.
    var parts: Int?
    var words: [Word]
    var predicates: [Predicate]
    var mentions: [Mention]

    init(_ text: ParsedText, _ number: Int, _ labels: Labels) {
        let sentence = text.sentences[number]
        let reading = sentence.reading
        self.sentence = number
        start = sentence.tokens.first?.lowerBound ?? 0
        end = sentence.tokens.last?.upperBound ?? 0
        self.text = text.string(sentence)
        parts = reading.parts > 1 ? reading.parts : nil
        words = reading.words.enumerated().map { place, word in
            Word(
                form: reading.forms[place], start: sentence.tokens[place].lowerBound,
                end: sentence.tokens[place].upperBound, lemma: word.lemma,
                upos: labels.upos[word.upos],
                feats: Dictionary(
                    labels.features(word).map { ($0.name, $0.value) },
                    uniquingKeysWith: { first, _ in first }),
                head: word.head == 0 ? nil : word.head - 1,
                deprel: labels.relations[word.relation])
        }
        let phrases = Phrases(reading)
        predicates = reading.predicates.map { predicate in
            Predicate(
                word: predicate.word, roleset: predicate.roleset,
                arguments: predicate.arguments.map { argument in
                    let phrase = phrases.phrase(of: argument.word, without: predicate.word)
                    return Argument(
                        role: labels.roles[argument.role], head: argument.word,
                        first: phrase.lowerBound, last: phrase.upperBound)
                })
        }
        mentions = reading.mentions.map {
            Mention(
                first: $0.first, last: $0.last, head: $0.head, type: labels.entities[$0.type],
                entity: $0.entity)
        }
    }
}
