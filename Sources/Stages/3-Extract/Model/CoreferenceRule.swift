import Messages
internal import Model

/// Whether a word may mean somebody named before whom the model takes it to mean.
///
/// The model finds the same rightly oftener than not, but it does not count: what is one is not what is
/// several, a state is not "I", and who is told as somebody new was not told before.
struct CoreferenceRule {
    let read: SentenceReading

    /// Whether the words that `head` heads may mean `earlier`, who is `named`.
    func admits(_ head: Int, _ earlier: ActorMention, _ named: EntityMemory.Named) -> Bool {
        let form = read.form(head)
        if read.isPronoun(head) { return admits(pronoun: form, earlier, named) }
        guard read.reading.words[head].upos == read.grammar.nouns else { return true }
        guard isDefinite(head) else { return false }
        let isSeveral = CoreferenceRule.isPlural(form)
        if named.isPerson || isState(earlier) { return !isSeveral }
        return isSeveral || !named.isPlural
    }

    private func admits(
        pronoun: String, _ earlier: ActorMention, _ named: EntityMemory.Named
    ) -> Bool {
        switch pronoun {
        case "i", "me", "my", "you", "your", "he", "she", "him", "her", "his":
            guard named.isPerson, let gender = Gender(pronoun: pronoun) else {
                return named.isPerson
            }
            let other = earlier.name.flatMap { Gender(naming: $0) }
            return other == nil || other == gender
        case "it", "its": return !named.isPerson && !named.isPlural
        case "they", "them", "their": return !named.isPerson && !isState(earlier)
        default: return true
        }
    }

    /// Whether one state is named, by its own name.
    private func isState(_ earlier: ActorMention) -> Bool {
        earlier.resolvedBy == "lexicon:country" && earlier.sectors != ["CVL"]
    }

    /// Whether a noun tells of one that is known: with "the" or an owner, or beside a name.
    func isDefinite(_ head: Int) -> Bool {
        let labels = read.grammar.labels.relations
        if labels[read.relation(of: head)] == "appos" { return true }
        return read.dependents(of: head).contains { word in
            switch labels[read.relation(of: word)] {
            case "det":
                ["the", "this", "that", "these", "those"]
                    .contains(read.form(word))
            case "nmod:poss", "appos": true
            default: false
            }
        }
    }

    private static func isPlural(_ noun: String) -> Bool {
        ["people", "men", "women", "children"].contains(noun)
            || noun.hasSuffix("s") && !noun.hasSuffix("ss")
    }
}
