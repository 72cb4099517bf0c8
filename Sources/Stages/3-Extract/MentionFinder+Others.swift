internal import Knowledge
internal import Language
internal import Messages

/// The other of two: "its neighbour", "the other side", "the adversary".
extension MentionFinder {
    /// The state of which the article tells most besides the one that the sentence speaks of, where it is
    /// called that one's neighbour or foe.
    func other(
        at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        let word = view.folded(index)
        let isSide =
            word == "side" && index > 0
            && MentionFinder.opposite.contains(view.folded(index - 1))
        guard isSide || MentionFinder.opponents.contains(word), isAlone(index, view) else {
            return nil
        }
        let phrase = NounPhrase(endingAt: isSide ? index - 1 : index, index, view, data)
        guard ["its", "their", "his", "her", "the"].contains(phrase.word), !phrase.isForeign,
            let start = phrase.determiner,
            let own = spokenOf(before: start, view, memory),
            let number = memory.counterpart(of: own),
            let country = memory.all[number].country
        else { return nil }
        let mention = ActorMention(
            sentence: view.number, span: view.span(start, index), kind: .description,
            entity: "\(country)/GOV", country: country, sectors: ["GOV"],
            resolvedBy: "article:other", score: 0.55, antecedent: number)
        var found = FoundMention(first: index, last: index, mention: mention)
        found.isModifier = isModifier(index, view)
        return found
    }

    /// Whether no name and no "of" behind a noun tells who is meant.
    private func isAlone(_ index: Int, _ view: SentenceView) -> Bool {
        let next = index + 1
        guard next < view.tokens.count else { return true }
        if view.isComma(next), next + 1 < view.tokens.count {
            return !view.tokens[next + 1].shape.contains(.capital)
        }
        return view.folded(next) != "of" && !view.tokens[next].shape.contains(.capital)
    }

    /// The country told last before a token, or else the one that the sentence before spoke of.
    private func spokenOf(
        before index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> String? {
        let finder = CountryFinder(data: data)
        if let here = view.mentions.last(where: { $0.last < index && finder.isState($0) }) {
            return here.mention.country
        }
        let earlier = memory.body ?? memory.earlierCountry
        let country = earlier.flatMap { memory.all[$0].country }
        return country.flatMap { CountryFinder.groups.contains($0) ? nil : $0 }
    }

    private static let opposite: Set<String> = ["other", "opposite", "opposing"]
    private static let opponents: Set<String> = [
        "neighbour", "neighbor", "adversary", "archrival", "arch-rival", "arch-enemy", "archenemy",
    ]
}
