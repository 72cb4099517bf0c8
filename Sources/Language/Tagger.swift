/// What a word does where it stands.
public enum Tag: UInt8, Sendable {
    /// What the word is there.
    case noun, name, verb, auxiliary, adjective, adverb, determiner, preposition, conjunction
    case subordinator, relative, pronoun, possessive, number, to, negator, mark
}

/// Says what each word of a sentence does there, by its classes and its neighbours.
///
/// Rules, not statistics: good enough to tell "talks" the noun from "talks" the verb beside
/// determiners, auxiliaries and names. One pass, looking a fixed number of words around.
public struct Tagger: Sendable {
    private let vocabulary: Vocabulary

    /// A tagger over the classes of `vocabulary`.
    public init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// The tags of a sentence's tokens.
    public func tags(_ tokens: ArraySlice<Token>, _ scalars: [Unicode.Scalar]) -> [Tag] {
        var tags: [Tag] = []
        tags.reserveCapacity(tokens.count)
        for index in tokens.indices {
            tags.append(tag(tokens, index, tags, scalars))
        }
        return tags
    }

    private func tag(
        _ tokens: ArraySlice<Token>, _ index: Int, _ tags: [Tag], _ scalars: [Unicode.Scalar]
    ) -> Tag {
        let token = tokens[index]
        if token.shape.contains(.possessive) { return .possessive }
        if token.shape.contains(.mark) { return .mark }
        if token.shape.contains(.number) { return .number }
        let classes = vocabulary.classes(token.word)
        if token.shape.contains(.word), classes.isEmpty, isCompound(token, scalars) {
            return .adjective
        }
        if index > tokens.startIndex, tags.last == .mark, tokens[index - 1].end == token.start,
            index - 1 > tokens.startIndex, tokens[index - 2].end == tokens[index - 1].start,
            isDash(scalars[tokens[index - 1].start])
        {
            // "US–backed": one word to the reader.
            return .adjective
        }
        if classes.contains(.to) { return isInfinitive(after: index, tokens) ? .to : .preposition }
        if classes.contains(.negator) { return .negator }
        if !classes.isDisjoint(with: [.be, .have, .doVerb]) || isModal(tokens, index, classes) {
            return .auxiliary
        }
        if classes.contains(.determiner) { return closedDeterminer(tokens, index, tags, classes) }
        if classes.contains(.possessivePronoun) { return .determiner }
        if !classes.isDisjoint(with: [.subjectPronoun, .objectPronoun]) {
            return token.shape.contains(.capitals) && token.end - token.start > 1 ? .name : .pronoun
        }
        if classes.contains(.relative) { return .relative }
        if classes.contains(.conjunction) { return .conjunction }
        if classes.contains(.subordinator) && !classes.contains(.preposition) {
            return .subordinator
        }
        if classes.contains(.preposition) { return .preposition }
        if classes.contains(.cardinal) { return .number }
        let lone = tags.isEmpty || tags.last == .mark
        if token.shape.contains(.capital), !lone, !isVerbPosition(tags) || classes.isEmpty {
            return classes.contains(.adjective) && !endsName(tokens, index, tags)
                ? .adjective : .name
        }
        if !classes.isDisjoint(with: .anyVerb),
            isVerb(tokens, index, tags, classes)
        {
            return .verb
        }
        if classes.contains(.adverb) { return .adverb }
        if classes.contains(.adjective) { return .adjective }
        if classes.contains(.noun) { return .noun }
        if token.shape.contains(.capital) && classes.isEmpty { return .name }
        return guess(token, scalars, tags, classes)
    }

    /// Whether the last part of a hyphened word tells what a name does to what follows:
    /// "US-backed", "Paris-based", "Kremlin-friendly"; not the "un" of "Jong-un".
    private func isCompound(_ token: Token, _ scalars: [Unicode.Scalar]) -> Bool {
        guard
            let dash = scalars[token.start..<token.end].lastIndex(where: isDash),
            dash > token.start, token.end - dash > 3
        else { return false }
        let tail = vocabulary.number(Folding.fold(scalars[dash + 1..<token.end]))
        return !scalars[dash + 1].properties.isUppercase
            && !vocabulary.classes(tail).isDisjoint(with: [.participle, .adjective, .gerund])
    }

    /// Whether a capitalised adjective is the last word of a name: "Amnesty International accused".
    private func endsName(
        _ tokens: ArraySlice<Token>, _ index: Int, _ tags: [Tag]
    ) -> Bool {
        guard tags.last == .name, index + 1 < tokens.endIndex else { return false }
        let next = vocabulary.classes(tokens[index + 1].word)
        return !tokens[index + 1].shape.contains(.capital) && !next.isDisjoint(with: .anyVerb)
            && next.isDisjoint(with: [.noun, .adjective])
    }

    /// Whether a verb follows "to", perhaps after an adverb.
    private func isInfinitive(after index: Int, _ tokens: ArraySlice<Token>) -> Bool {
        var next = index + 1
        while next < tokens.endIndex, next - index < 3 {
            let classes = vocabulary.classes(tokens[next].word)
            if tokens[next].shape.contains(.capital) || tokens[next].shape.contains(.mark) {
                return false
            }
            if !classes.isDisjoint(with: [.base, .be, .have, .doVerb]) { return true }
            guard !classes.isDisjoint(with: [.adverb, .negator]) || classes.isEmpty else {
                return false
            }
            next += 1
        }
        return false
    }

    private func isDash(_ scalar: Unicode.Scalar) -> Bool {
        (0x2010...0x2014).contains(scalar.value) || scalar == "-"
    }

    private func isModal(_ tokens: ArraySlice<Token>, _ index: Int, _ classes: WordClass) -> Bool {
        guard !classes.isDisjoint(with: .anyModal) else { return false }
        // "May" the month and "might" the noun: a modal is written small inside a sentence.
        return !tokens[index].shape.contains(.capital) || index == tokens.startIndex
    }

    private func closedDeterminer(
        _ tokens: ArraySlice<Token>, _ index: Int, _ tags: [Tag], _ classes: WordClass
    ) -> Tag {
        guard classes.contains(.relative) else { return .determiner }
        // "that": a determiner before a noun at a clause's start, else it links clauses.
        return .relative
    }

    private func isVerbPosition(_ tags: [Tag]) -> Bool {
        tags.last == .auxiliary || tags.last == .to || tags.last == .pronoun
    }

    private func isVerb(
        _ tokens: ArraySlice<Token>, _ index: Int, _ tags: [Tag], _ classes: WordClass
    ) -> Bool {
        var before = tags.count - 1
        while before >= 0, tags[before] == .adverb || tags[before] == .negator { before -= 1 }
        let previous: Tag? = before >= 0 ? tags[before] : nil
        let previousClasses =
            before >= 0 ? vocabulary.classes(tokens[tokens.startIndex + before].word) : []
        let next: Token? = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
        let nextClasses = next.map { vocabulary.classes($0.word) } ?? []
        let ambiguous = classes.contains(.noun)

        switch previous {
        case .to: return classes.contains(.base)
        case .determiner, .possessive, .number:
            // "the mandated talks", "the meeting": no verb right after a determiner.
            return previous == .possessive && classes.contains(.past) && !ambiguous
                && nextClasses.contains(.determiner)
        case .adjective:
            return !ambiguous && !classes.isDisjoint(with: [.past, .present])
                && !nextClasses.contains(.noun)
        case .preposition:
            return classes.contains(.gerund) && (!ambiguous || takesObject(next, nextClasses))
        case .auxiliary:
            if previousClasses.contains(.be) {
                return !classes.isDisjoint(with: [.participle, .gerund])
            }
            if previousClasses.contains(.have) {
                return classes.contains(.participle)
            }
            return classes.contains(.base)
        case .pronoun, .relative: return true
        case .conjunction, .mark, nil, .subordinator:
            if classes.contains(.past) || classes.contains(.participle) {
                // "Exiled ministers of …" begins with an adjective.
                return previous != nil
                    || !(next?.shape.contains(.capital) ?? false)
                        && nextClasses.isDisjoint(with: [.adjective, .noun])
            }
            if classes.contains(.gerund) { return !ambiguous || takesObject(next, nextClasses) }
            if previous == nil || previous == .subordinator {
                return !ambiguous && classes.contains(.present)
            }
            return !ambiguous || takesObject(next, nextClasses)
        case .noun, .name:
            if !classes.isDisjoint(with: [.past, .participle]) && !ambiguous { return true }
            if classes.contains(.gerund) { return !ambiguous || takesObject(next, nextClasses) }
            if classes.contains(.past) { return true }
            if classes.contains(.present) || classes.contains(.base) {
                return ambiguous ? takesObject(next, nextClasses) : true
            }
            return false
        case .verb:
            return classes.contains(.participle) || classes.contains(.gerund) && !ambiguous
        default: return !ambiguous
        }
    }

    /// Whether what follows looks like an object: "attacks the convoy", "urges Iran".
    private func takesObject(_ next: Token?, _ classes: WordClass) -> Bool {
        guard let next else { return false }
        if next.shape.contains(.opens) { return true }
        return !classes.isDisjoint(with: [.determiner, .possessivePronoun, .objectPronoun])
            || next.shape.contains(.capital) && !classes.contains(.adjective)
            || next.shape.contains(.capital) && classes.contains(.noun)
    }

    private func guess(
        _ token: Token, _ scalars: [Unicode.Scalar], _ tags: [Tag], _ classes: WordClass
    ) -> Tag {
        let length = token.end - token.start
        func ends(_ suffix: String) -> Bool {
            let letters = Array(suffix.unicodeScalars)
            guard length > letters.count + 2 else { return false }
            for (offset, letter) in letters.enumerated()
            where scalars[token.end - letters.count + offset] != letter {
                return false
            }
            return true
        }
        if ends("ly") { return .adverb }
        if !classes.isDisjoint(with: .anyVerb) { return .noun }
        let afterNominal = tags.last.map { [.noun, .name, .pronoun, .auxiliary].contains($0) }
        if ends("ed") { return afterNominal == true ? .verb : .adjective }
        if ends("ing"), tags.last == .auxiliary || tags.last == .mark { return .verb }
        for suffix in ["ous", "ful", "ive", "able", "ible", "ical", "less", "-led", "-backed"]
        where ends(suffix) {
            return .adjective
        }
        if tags.last == .to || tags.last == .auxiliary && ends("e") { return .noun }
        return .noun
    }
}
