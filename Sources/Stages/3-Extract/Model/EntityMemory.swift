import Messages
internal import Model

/// Which of the article's known actors the model's entities are, so that pronouns and descriptions
/// of the same entity are theirs.
struct EntityMemory {
    /// Somebody known that an entity of the model is.
    struct Named {
        /// The number of the mention that named it last.
        var number: Int
        /// Whether that is one person.
        var isPerson: Bool
        /// Whether that is several.
        var isPlural: Bool
    }

    /// By the model's number of an entity.
    private var mentions: [Int: Named] = [:]

    /// Remembers who is named in a sentence.
    mutating func note(_ view: SentenceView, _ read: SentenceReading) {
        for mention in read.reading.mentions {
            let covering = view.mentionAt[read.tokenOf[mention.head]]
            guard covering >= 0 else { continue }
            let found = view.mentions[covering]
            guard found.mention.entity != nil, found.mention.kind != .pronoun, !found.isPlace,
                !found.isModifier
            else { continue }
            // What is named by its own words counts more than what only refers back.
            if mentions[mention.entity] == nil || found.mention.antecedent == nil {
                mentions[mention.entity] = Named(
                    number: found.number, isPerson: found.isPerson, isPlural: found.isPlural)
            }
        }
    }

    /// The mention that named what a word heads.
    func antecedent(of word: Int, _ read: SentenceReading) -> Named? {
        read.mention(headedBy: word).flatMap { mentions[$0.entity] }
    }
}
