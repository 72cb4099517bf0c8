internal import Knowledge
internal import Language
internal import Messages

/// A phrase that is asked for by itself, and what of it is only a place or the name of a thing.
///
/// An article's reader finds every actor, also the Turks of "Turkish interference"; who asks whom
/// "Turkish interference" names is told: nobody.
struct ResolvedPhrase {
    /// The first token.
    let first: Int
    /// The last token.
    let last: Int
    /// Whether it was asked for as a part of a sentence, which then tells what is a place.
    let isPart: Bool
    /// Whether it is a sentence, or has one in it.
    let hasVerb: Bool
    let data: LanguageData

    /// Whether the phrase, or a part of it, names the actor of a mention.
    func names(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        if isPlace(mention, view) { return false }
        return hasVerb || !mention.isModifier && !isInName(mention, view)
            || !isOfThing(mention, view)
    }

    /// Whether a mention is a place there: one in which something happens, or to which somebody goes.
    private func isPlace(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        guard mention.mention.resolvedBy == "lexicon:country" else {
            // The crowd "in Nice" is somebody, Nice is not.
            return isPart && mention.first < first && stands(in: first, view)
        }
        if hasVerb { return mention.isPlace }
        if !isWhole(mention, view) { return mention.isPlace || isGoal(mention, view) }
        // A country is rather somebody also there: "donors for Mali", "missiles in Poland".
        guard isPart, mention.mention.kind == .metonym else { return false }
        return stands(in: mention.first, view) || isGoal(mention, view)
    }

    /// Whether a preposition of place stands before a token; "at" rather shows at whom.
    private func stands(in index: Int, _ view: SentenceView) -> Bool {
        var before = index - 1
        while before >= 0, view.tags[before] == .determiner || view.tags[before] == .adjective {
            before -= 1
        }
        guard before >= 0, view.tags[before] == .preposition else { return false }
        let word = view.folded(before)
        return word != "at" && AgentReader.placeWords.contains(word)
    }

    /// Whether nothing but determiners and marks stands beside a mention.
    private func isWhole(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        let beside = (first...last).filter { $0 < mention.first || $0 > mention.last }
        return beside.allSatisfy {
            [.determiner, .mark, .possessive].contains(view.tags[$0])
        }
    }

    /// Whether a name goes on behind a mention: "the Washington Consensus".
    private func isInName(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        let next = mention.last + 1
        return next <= last && view.tags[next] == .name
            && view.tokens[next].shape.contains(.capital)
            && isUnknown(next, view)
    }

    /// Whether no mention of anybody known covers a token.
    private func isUnknown(_ index: Int, _ view: SentenceView) -> Bool {
        let mention = view.mentionAt[index]
        return mention < 0
            || view.mentions[mention].mention.entity == nil
                && view.mentions[mention].mention.sectors.isEmpty
    }

    /// Whether the phrase goes on with a noun that its mention only belongs to: "the Geneva talks".
    /// An organisation's experts and buses are the organisation's.
    private func isOfThing(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        guard mention.last < last else { return false }
        let isBody = mention.mention.resolvedBy == "lexicon:organisation"
        guard isBody || mention.mention.resolvedBy == "lexicon:country" else { return false }
        return (mention.last + 1...last).contains { index in
            guard isUnknown(index, view), [.noun, .name].contains(view.tags[index]) else {
                return false
            }
            return !isBody || view.tokens[index].shape.contains(.capital)
                || ResolvedPhrase.things.contains(view.folded(index))
        }
    }

    /// What an organisation has and is not.
    private static let things: Set<String> = [
        "agreement", "building", "charter", "conference", "convention", "deal", "headquarters",
        "law", "mandate", "meeting", "membership", "plan", "policy", "resolution", "resolutions",
        "sanctions", "summit", "talks", "treaty", "vote",
    ]

    /// Whether the phrase is people of a mention's country whom no table knows by their noun:
    /// "Turkish fishermen", "Bolivian tin miners".
    func hasPeople(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        guard mention.mention.resolvedBy == "lexicon:country", !isPlace(mention, view),
            mention.isModifier, mention.last < last, view.tags[last] == .noun,
            !view.tokens[last].shape.contains(.capital)
        else { return false }
        let noun = view.text.scalars[view.tokens[last].start..<view.tokens[last].end]
        return ResolvedPhrase.peopleEndings.contains { ending in
            noun.count > ending.unicodeScalars.count + 2
                && noun.reversed().starts(with: ending.unicodeScalars.reversed())
        }
    }

    /// Endings of nouns for several people.
    private static let peopleEndings = [
        "men", "women", "people", "folk", "ers", "ors", "ists", "ians", "ants", "ees", "eers",
    ]

    /// Words of movement, after which "to", "from" and "through" lead to places.
    private static let movements: Set<String> = [
        "arrive", "come", "depart", "deport", "drive", "escape", "evacuate", "flee", "fly", "go",
        "head", "hurry", "leave", "land", "march", "move", "pass", "return", "ride", "run", "rush",
        "sail", "stop", "travel", "walk", "way", "trip", "flight", "road", "journey", "train",
        "route", "convoy", "airlift", "bus", "home",
    ]
    /// Nouns of directions and parts, after which "of" names a place.
    private static let sides: Set<String> = [
        "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
        "outskirts", "suburb", "suburbs", "streets", "centre", "center", "city", "town", "port",
        "village", "outside", "airport",
    ]

    /// Whether a country's or city's name is where somebody goes, or comes from, or near which
    /// something is: "flew home from Lima", "north of Kabul", "through Paris".
    private func isGoal(_ mention: FoundMention, _ view: SentenceView) -> Bool {
        var index = mention.first - 1
        while index >= 0, view.tags[index] == .determiner || view.tags[index] == .adjective {
            index -= 1
        }
        guard index >= 0 else { return false }
        switch view.folded(index) {
        case "through", "via", "beyond": return true
        case "to", "from", "for": return isAfterMovement(index, view)
        case "of":
            return index > 0
                && ResolvedPhrase.sides.contains(view.folded(index - 1))
        default: return false
        }
    }

    private func isAfterMovement(_ index: Int, _ view: SentenceView) -> Bool {
        var before = index - 1
        while before >= 0, index - before <= 4, view.tags[before] != .mark {
            let word = view.tokens[before].word
            if ResolvedPhrase.movements.contains(view.folded(before))
                || data.vocabulary.verbs(word).contains(where: {
                    ResolvedPhrase.movements.contains(data.vocabulary.text($0))
                })
            {
                return true
            }
            before -= 1
        }
        return false
    }
}
