internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Whom words mean that only refer back.
extension PhraseResolver {
    /// Whom a pronoun means.
    func pronoun(
        _ word: Int, _ range: ClosedRange<Int>, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int]? {
        let token = read.tokenOf[word]
        let answer = roles.antecedent(
            of: read.form(word), at: token, view, memory)
        switch answer {
        case .known(_, isSure: true): break
        case .unknown: return nil
        case .known, .none:
            // What the model takes for the same is surer than who only stands near.
            if let number = coreferent(word, range, view, read, entities, memory) {
                return [referring(to: number, range, .pronoun, view.number, read, &memory)]
            }
        }
        let found = roles.pronoun(token, &view, &memory)
        return found.isEmpty ? nil : found.map { view.mentions[$0].number }
    }

    /// The mention that named whom the model takes a word for, if it may be meant.
    func coreferent(
        _ head: Int, _ range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: MentionMemory
    ) -> Int? {
        // Neither an act nor what lies between states is somebody.
        guard read.reading.words[head].upos != read.grammar.verbs,
            !PhraseResolver.shared.contains(read.form(head)),
            let named = entities.antecedent(of: head, read)
        else { return nil }
        let earlier = memory.all[named.number]
        guard CoreferenceRule(read: read).admits(head, earlier, named),
            !isOfRegion(range, not: earlier, view, read),
            !isOfOther(head, range, than: earlier, view, read), bears(head, earlier, view, read)
        else { return nil }
        return named.number
    }

    /// Whether the words say of whom somebody is, who is another than `earlier`: "the head of the Halden
    /// Council" is nobody of Hamas.
    private func isOfOther(
        _ head: Int, _ range: ClosedRange<Int>, than earlier: ActorMention, _ view: SentenceView,
        _ read: SentenceReading
    ) -> Bool {
        read.dependents(of: head, read.grammar.modifiers).contains { word in
            let cases = read.dependents(of: word, read.grammar.cases).map { read.form($0) }
            let covering = view.mentionAt[read.tokenOf[word]]
            guard word > head, range.contains(word), covering >= 0,
                cases.contains("of") || cases.contains("for"),
                let country = view.mentions[covering].mention.country
            else { return false }
            return view.mentions[covering].mention.kind == .name && country != earlier.country
        }
    }

    /// Whether a head that is a name may name an earlier mention: one that has it, or has no other.
    private func bears(
        _ head: Int, _ earlier: ActorMention, _ view: SentenceView, _ read: SentenceReading
    ) -> Bool {
        guard read.reading.words[head].upos == read.grammar.names else { return true }
        let name = Folding.fold(read.reading.forms[head].unicodeScalars)
        let words = ((earlier.name ?? "") + " " + view.text[earlier.span])
            .split { $0 == " " || $0 == "-" }
        return words.contains { Folding.fold($0.unicodeScalars) == name }
    }
}
