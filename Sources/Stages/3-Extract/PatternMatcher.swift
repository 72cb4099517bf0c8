internal import Knowledge
internal import Language

/// A predicate found in a sentence.
struct PredicateMatch {
    /// The number of the predicate.
    var predicate: Int
    /// The first token of the trigger.
    var first: Int
    /// The last token of the trigger.
    var last: Int
    /// The token where the trigger's first words end: "called on" of "called on X to release".
    var core: Int
    /// The verb group, for verbs; for nouns the one that follows in the pattern.
    var group: Int?
    /// Whether the trigger is a verb.
    var isVerbal: Bool
    /// Whether the pattern's noun is the subject of a passive: "sanctions were imposed".
    var inverted = false
}

/// Finds the predicates of the lexicon in a sentence.
struct PatternMatcher {
    let data: LanguageData

    /// The matches, in order of their triggers; no word starts two.
    func matches(in view: SentenceView) -> [PredicateMatch] {
        var matches: [PredicateMatch] = []
        var used = [Bool](repeating: false, count: view.tokens.count)
        for (number, group) in view.groups.enumerated() {
            guard let match = verbal(group, number, view) else { continue }
            matches.append(match)
            if match.inverted {
                used[match.first] = true
                used[match.last] = true
            } else {
                for index in match.first...match.last where view.mentionAt[index] < 0 {
                    used[index] = true
                }
            }
        }
        for index in view.tokens.indices
        where !used[index] && view.tags[index] != .verb && view.tags[index] != .mark {
            guard let match = nominal(index, view) else { continue }
            if used[match.first...match.core].contains(true) { continue }
            matches.append(match)
            for position in match.first...match.core { used[position] = true }
        }
        return matches.sorted { $0.first < $1.first }
    }

    private func verbal(_ group: VerbGroup, _ number: Int, _ view: SentenceView) -> PredicateMatch?
    {
        let word = view.tokens[group.main].word
        var best: PredicateMatch?
        var bestWeight = -1
        for lemma in data.vocabulary.verbs(word) {
            for index in data.predicates.patterns(verb: lemma) {
                let pattern = data.predicates.patterns[index]
                // Patterns come weightiest first; of equals the one whose words stand closer counts.
                if pattern.weight < bestWeight { break }
                guard var match = verbal(pattern, group, view) else { continue }
                match.group = number
                if pattern.weight > bestWeight || best.map({ isCloser(match, $0) }) ?? true {
                    best = match
                    bestWeight = pattern.weight
                }
            }
        }
        return best
    }

    private func isCloser(_ match: PredicateMatch, _ other: PredicateMatch) -> Bool {
        !match.inverted && !other.inverted && match.last < other.last
    }

    private func verbal(
        _ pattern: Pattern, _ group: VerbGroup, _ view: SentenceView
    ) -> PredicateMatch? {
        if let end = match(pattern.elements, 1, group.main + 1, view) {
            return PredicateMatch(
                predicate: pattern.predicate, first: group.main, last: max(group.main, end - 1),
                core: core(pattern, group.main, end), group: nil, isVerbal: true)
        }
        guard group.passive, pattern.elements.count >= 3, pattern.elements[1] == .gap,
            case .word(let words) = pattern.elements[2]
        else { return nil }
        var index = group.start - 1
        // "the sanctions list issued by": without an auxiliary only the word right before counts.
        let bound = max(0, group.start - (group.bare ? 1 : 10))
        while index >= bound, !view.isHardMark(index), view.tags[index] != .verb,
            view.tags[index] != .relative
        {
            if words.contains(view.tokens[index].word) {
                return PredicateMatch(
                    predicate: pattern.predicate, first: index, last: group.main, core: index,
                    group: nil, isVerbal: true, inverted: true)
            }
            index -= 1
        }
        return nil
    }

    private func core(_ pattern: Pattern, _ start: Int, _ end: Int) -> Int {
        let solid = pattern.elements.prefix { $0 != .gap && $0 != .actor }.count
        return min(max(start, end - 1), start + max(0, solid - 1))
    }

    private func nominal(_ index: Int, _ view: SentenceView) -> PredicateMatch? {
        let word = view.tokens[index].word
        guard word >= 0 else { return nil }
        var best: PredicateMatch?
        var bestWeight = -1
        for number in data.predicates.patterns(word: word) {
            let pattern = data.predicates.patterns[number]
            if pattern.weight < bestWeight { break }
            guard let end = match(pattern.elements, 1, index + 1, view) else { continue }
            var match = PredicateMatch(
                predicate: pattern.predicate, first: index, last: max(index, end - 1),
                core: core(pattern, index, end), group: nil, isVerbal: false)
            let hasVerb = pattern.elements.contains { element in
                if case .verb = element { return true }
                return false
            }
            for position in match.first...match.last where hasVerb {
                if let group = view.group(covering: position) { match.group = group }
            }
            if best.map({ isCloser(match, $0) }) ?? true { best = match }
            bestWeight = pattern.weight
        }
        return best
    }

    /// The token after the pattern's rest from `element` on, matched at `position`.
    private func match(
        _ elements: [Pattern.Element], _ element: Int, _ position: Int, _ view: SentenceView
    ) -> Int? {
        guard element < elements.count else { return position }
        guard position < view.tokens.count else { return nil }
        switch elements[element] {
        case .gap:
            var index = position
            var steps = 0
            while index < view.tokens.count, steps <= 7 {
                if let end = match(elements, element + 1, index, view) { return end }
                if stopsGap(index, view) { return nil }
                index += 1
                steps += 1
            }
            return nil
        case .actor:
            var index = position
            if view.tags[index] == .determiner || view.tags[index] == .adjective { index += 1 }
            guard index < view.tokens.count, view.mentionAt[index] >= 0 else { return nil }
            return match(elements, element + 1, afterMention(index, view), view)
        case .word(let words):
            if words.contains(view.tokens[position].word) {
                return match(elements, element + 1, position + 1, view)
            }
            guard view.tags[position] == .adverb, position + 1 < view.tokens.count,
                words.contains(view.tokens[position + 1].word)
            else { return nil }
            return match(elements, element + 1, position + 2, view)
        case .verb(let lemmas):
            // A verb inside a pattern may bring its auxiliaries: "talks [will be] held".
            var index = position
            while index < view.tokens.count, index - position < 4,
                view.tags[index] == .auxiliary || view.tags[index] == .adverb
                    || view.tags[index] == .negator
            {
                if lemmas.contains(where: data.vocabulary.verbs(view.tokens[index].word).contains),
                    let end = match(elements, element + 1, index + 1, view)
                {
                    return end
                }
                index += 1
            }
            guard index < view.tokens.count,
                data.vocabulary.verbs(view.tokens[index].word).contains(where: lemmas.contains)
            else { return nil }
            return match(elements, element + 1, index + 1, view)
        }
    }

    private func afterMention(_ index: Int, _ view: SentenceView) -> Int {
        let number = view.mentionAt[index]
        return number >= 0 ? view.mentions[number].last + 1 : index + 1
    }

    private static let inner: Set<Unicode.Scalar> = [
        "\"", "-", "$", "€", "£", "¥", "%", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}", "'",
    ]

    private func stopsGap(_ index: Int, _ view: SentenceView) -> Bool {
        switch view.tags[index] {
        case .relative, .subordinator: return true
        case .mark:
            // Quotes, hyphens and signs of money stand inside a phrase.
            guard let mark = view.mark(index) else { return true }
            return !PatternMatcher.inner.contains(mark)
        case .verb, .auxiliary:
            guard let number = view.group(covering: index) else { return true }
            return view.groups[number].isFinite
        default: return false
        }
    }
}
