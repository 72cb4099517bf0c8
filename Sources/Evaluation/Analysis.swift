internal import Model

/// A document's words, trees, roles and mentions, in which every word has a number that two
/// analyses of the document share.
public struct Analysis: Sendable {
    struct Word: Sendable {
        var number: Int
        var lemma: String
        var upos: String
        /// The number of its governor; nil for the root.
        var head: Int?
        var relation: String
        /// Whether roles are annotated in its sentence.
        var hasRoles: Bool
    }

    struct Role: Hashable, Sendable {
        var predicate: Int
        var word: Int
        var role: String
    }

    struct Mention: Hashable, Sendable {
        var first: Int
        var last: Int
        var type: String
        var entity: String
    }

    var words: [Word] = []
    /// Rolesets by the predicate's number.
    var predicates: [Int: String] = [:]
    var roles: Set<Role> = []
    /// Roles that were found at predicates that were given.
    var givenRoles: Set<Role> = []
    var mentions: [Mention] = []

    /// What the treebank says. Words are numbered from 0.
    init(_ sentences: ArraySlice<Treebank.Sentence>) {
        for (order, sentence) in sentences.enumerated() {
            let base = words.count
            for (place, word) in sentence.words.enumerated() {
                words.append(
                    Word(
                        number: base + place, lemma: word.lemma, upos: word.upos,
                        head: word.head == 0 ? nil : base + word.head - 1,
                        relation: word.relation, hasRoles: sentence.hasRoles))
                if let roleset = word.roleset, sentence.hasRoles {
                    predicates[base + place] = roleset
                }
                for (predicate, role) in word.arguments where sentence.hasRoles {
                    roles.insert(
                        Role(predicate: base + predicate - 1, word: base + place, role: role))
                }
            }
            for mention in sentence.mentions {
                // Within a sentence without identity in it, each is its own.
                let entity = mention.identity.isEmpty ? "\(order).\(base)" : mention.identity
                mentions.append(
                    Mention(
                        first: base + mention.first, last: base + mention.last,
                        type: mention.type, entity: entity))
            }
        }
    }

    /// What was read, with the number of each word of each sentence; words that the other analysis
    /// does not have are numbered below 0.
    init(_ readings: [Reading], _ numbers: [[Int]], _ labels: Labels) {
        for (reading, numbers) in zip(readings, numbers) {
            for (place, word) in reading.words.enumerated() {
                words.append(
                    Word(
                        number: numbers[place], lemma: word.lemma, upos: labels.upos[word.upos],
                        head: word.head == 0 ? nil : numbers[word.head - 1],
                        relation: labels.relations[word.relation], hasRoles: true))
            }
            for predicate in reading.predicates {
                let number = numbers[predicate.word]
                if predicate.isFound { predicates[number] = predicate.roleset }
                for argument in predicate.arguments {
                    let role = Role(
                        predicate: number, word: numbers[argument.word],
                        role: labels.roles[argument.role])
                    givenRoles.insert(role)
                    if predicate.isFound { roles.insert(role) }
                }
            }
            for mention in reading.mentions {
                mentions.append(
                    Mention(
                        first: numbers[mention.first], last: numbers[mention.last],
                        type: labels.entities[mention.type], entity: String(mention.entity)))
            }
        }
    }
}
