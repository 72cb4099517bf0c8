internal import Knowledge
internal import Language
internal import Messages

/// Finds predicates of the lexicon by their words alone, wherever actors are known otherwise.
struct LexiconSearch {
    let data: LanguageData

    /// What the words of `sentence` may tell of the actors at the spans, the best first.
    func relations(in sentence: ScalarText, _ source: Span?, _ target: Span?) -> [Relation] {
        let tokens = Tokenizer(data.vocabulary).tokens(
            of: sentence.scalars, in: 0..<sentence.count)
        guard !tokens.isEmpty else { return [] }
        let tags = Tagger(data.vocabulary).tags(tokens[...], sentence.scalars)
        let groups = VerbGroup.groups(tokens[...], tags, data.vocabulary)
        let modes = data.modeWords.matches(in: tokens[...])
        var found: [(relation: Relation, value: Double)] = []
        for index in tokens.indices where tags[index] != .mark {
            let word = tokens[index].word
            let group = groups.first { $0.main == index }
            var numbers = data.predicates.patterns(word: word)
            if group != nil {
                numbers += data.vocabulary.verbs(word).flatMap(data.predicates.patterns(verb:))
            }
            var best: (number: Int, end: Int, length: Int)?
            for number in numbers {
                let pattern = data.predicates.patterns[number]
                guard let end = end(pattern.elements[...].dropFirst(), index + 1, tokens) else {
                    continue
                }
                let length = pattern.elements.count { $0 != .gap && $0 != .actor }
                let isBetter =
                    best.map { $0.length < length || $0.length == length && end < $0.end } ?? true
                if isBetter { best = (number, end, length) }
            }
            guard let best else { continue }
            let predicate = data.predicates.predicates[
                data.predicates.patterns[best.number].predicate]
            let trigger = Span(tokens[index].start, tokens[max(index, best.end - 1)].end)
            var relation = Relation(sentence: 0, trigger: trigger, predicate: predicate.id)
            if let group {
                relation.negated = group.negated
                switch group.modal {
                case .future: relation.modality = .future
                case .possible: relation.modality = .possible
                case .none: if group.progressive { relation.modality = .ongoing }
                }
                if group.infinitive {
                    govern(&relation, by: groups.last { $0.main < group.start }, tokens)
                }
            }
            let prefix = predicate.type.rawValue + " "
            for mode in modes
            where mode.kind.hasPrefix(prefix) && (index - 3...best.end + 14).contains(mode.index) {
                relation.cues.append("mode:" + mode.kind.dropFirst(prefix.count))
            }
            let place = LexiconSearch.place(trigger, source, target)
            let verb = group.map { $0.isFinite ? 1 : 0.9 } ?? 0.8
            found.append((relation, place * verb * predicate.reliability))
        }
        return found.sorted { $0.value > $1.value }.map(\.relation)
    }

    /// What the verb before an infinitive says of it: "failed to reach", "plans to visit".
    private func govern(_ relation: inout Relation, by governor: VerbGroup?, _ tokens: [Token]) {
        guard let governor else { return }
        for lemma in data.vocabulary.verbs(tokens[governor.main].word) {
            switch data.governors[lemma] {
            case "negated": relation.negated = !governor.negated
            case "planned": relation.modality = .future
            case "hypothetical": relation.modality = .possible
            default: continue
            }
            return
        }
    }

    /// How a trigger stands to the actors: between them is best, right behind the first of them.
    private static func place(_ trigger: Span, _ source: Span?, _ target: Span?) -> Double {
        let spans = [source, target].compactMap { $0 }.sorted()
        guard let first = spans.first, let last = spans.last else { return 0.5 }
        if spans.contains(where: { $0.contains(trigger) }) { return 0.3 }
        if trigger.start < first.start { return 0.4 }
        let distance = Double(trigger.start - first.end) / 200
        let between = trigger.start < last.start || spans.count == 1
        return (between ? 1 : 0.6) - min(0.3, max(0, distance))
    }

    /// The token behind the rest of a pattern that is matched from `position` on, gaps and actors
    /// being up to eight tokens; nil if it does not match.
    private func end(
        _ elements: ArraySlice<Pattern.Element>, _ position: Int, _ tokens: [Token]
    ) -> Int? {
        guard let element = elements.first else { return position }
        let rest = elements.dropFirst()
        switch element {
        case .gap, .actor:
            for next in position...position + 8 where next <= tokens.count {
                if let end = end(rest, next, tokens) { return end }
            }
            return nil
        case .word(let words):
            guard position < tokens.count, words.contains(tokens[position].word) else {
                return nil
            }
            return end(rest, position + 1, tokens)
        case .verb(let lemmas):
            guard position < tokens.count,
                data.vocabulary.verbs(tokens[position].word).contains(where: lemmas.contains)
            else { return nil }
            return end(rest, position + 1, tokens)
        }
    }
}
