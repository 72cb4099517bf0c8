internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Finds what an act is about, by the tree: "talks on the border", "urged Chad to release the men",
/// "accused Chad of breaking the truce".
struct TopicFinder {
    let data: LanguageData
    let read: SentenceReading
    private let phrases: Phrases

    /// Prepositions that a topic stands behind, and the types they tell it of; no types are all.
    private static let prepositions: [String: Set<EventType>] = [
        "about": [], "over": [], "regarding": [], "concerning": [],
        "on": [.consult, .agree, .support, .cooperate, .reject],
        "for": [.accuse, .protest, .support], "against": [.protest],
        "of": [.accuse],
    ]
    /// Acts in words, which are about something.
    private static let types: Set<EventType> = [
        .consult, .agree, .support, .concede, .cooperate, .request, .accuse, .reject, .protest,
    ]
    /// What "on a visit" and "on the sidelines" name is no topic, nor who brought about the talks.
    private static let manners: Set<String> = [
        "visit", "trip", "tour", "mission", "behalf", "sidelines", "margins", "phone", "telephone",
        "condition", "basis", "occasion", "invitation",
    ]
    private static let ends: Set<String> = ["mediated", "brokered", "facilitated", "hosted"]
    /// A topic has at most so many words.
    private static let limit = 30

    init(data: LanguageData, read: SentenceReading) {
        self.data = data
        self.read = read
        phrases = Phrases(read.reading)
    }

    /// Gives each act in words its topic, if the tree tells one.
    func attach(to relations: inout [Relation], _ view: SentenceView) {
        for number in relations.indices where relations[number].topic == nil {
            let relation = relations[number]
            let type =
                relation.act?.types.first.flatMap { EventType(rawValue: $0.label) }
                ?? relation.predicate.flatMap(data.predicates.predicate)?.type
            guard let type, TopicFinder.types.contains(type),
                let range = topic(of: relation, type, view)
            else { continue }
            relations[number].topic = read.span(range)
        }
    }

    private func topic(
        of relation: Relation, _ type: EventType, _ view: SentenceView
    ) -> ClosedRange<Int>? {
        let words = read.spans.indices.filter {
            read.spans[$0].lowerBound >= relation.trigger.start
                && read.spans[$0].upperBound <= relation.trigger.end
        }
        guard let first = words.first else { return nil }
        if type == .request || type == .accuse, let clause = clause(below: first, type, view) {
            return clause
        }
        // "held talks on …": the object's own phrases, too.
        let objects = words.flatMap { read.dependents(of: $0, read.grammar.objects) }
        for word in words + objects {
            for child in read.dependents(of: word)
            where read.grammar.nominals.contains(read.reading.words[child].upos) {
                guard let preposition = marker(of: child),
                    let types = TopicFinder.prepositions[preposition],
                    types.isEmpty || types.contains(type), !isWhoOrWhen(child, view),
                    let range = range(of: child, view)
                else { continue }
                return range
            }
        }
        return nil
    }

    /// What is asked for or blamed, as a clause: "to release the men", "of breaking the truce".
    private func clause(
        below word: Int, _ type: EventType, _ view: SentenceView
    ) -> ClosedRange<Int>? {
        let wanted: Set<String> =
            type == .request ? ["xcomp", "ccomp"] : ["advcl", "xcomp", "ccomp", "acl"]
        for child in read.dependents(of: word) {
            let label = read.label(child)
            guard wanted.contains(label), read.reading.words[child].upos == read.grammar.verbs
            else { continue }
            let mark = marker(of: child)
            guard type == .request || mark == "of" || mark == "for" else { continue }
            if let range = range(of: child, view) { return range }
        }
        return nil
    }

    /// The word that marks how a phrase or clause hangs from its governor.
    private func marker(of word: Int) -> String? {
        read.dependents(of: word).first { child in
            let label = read.label(child)
            return label == "case" || label == "mark"
        }.map { read.form($0) }
    }

    /// Whether a phrase is an actor or a date, which are told elsewhere, or tells how and where.
    private func isWhoOrWhen(_ word: Int, _ view: SentenceView) -> Bool {
        if TopicFinder.manners.contains(read.form(word)) { return true }
        let token = read.tokenOf[word]
        if view.dates.contains(where: { $0.first <= token && token <= $0.last }) { return true }
        let covering = view.mentionAt[token]
        return covering >= 0 && view.mentions[covering].mention.entity != nil
    }

    /// The phrase of a word without what marks it, without a clause's subject, who is the target,
    /// and without a date behind it.
    private func range(of word: Int, _ view: SentenceView) -> ClosedRange<Int>? {
        let whole = phrases.phrase(of: word)
        var (first, last) = (whole.lowerBound, whole.upperBound)
        for child in read.dependents(of: word) where child < word {
            let label = read.label(child)
            let phrase = phrases.phrase(of: child)
            guard first >= phrase.lowerBound,
                ["case", "mark", "punct", "nsubj", "cc"].contains(label)
            else { continue }
            first = max(first, min(word, phrase.upperBound + 1))
        }
        if let end = (first...last).first(where: {
            $0 > word && TopicFinder.ends.contains(read.form($0))
        }) {
            last = end - 1
        }
        func isOutside(_ word: Int) -> Bool {
            let token = read.tokenOf[word]
            return view.tags[token] == .mark || view.tags[token] == .preposition
                || view.dates.contains { $0.first <= token && token <= $0.last }
        }
        while last > word, isOutside(last) { last -= 1 }
        return last - first < TopicFinder.limit ? first...last : nil
    }
}
