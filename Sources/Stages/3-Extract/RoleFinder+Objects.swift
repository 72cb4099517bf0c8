internal import Knowledge
internal import Language
internal import Messages

extension RoleFinder {
    /// The actors right of `start` that stand in one of `roles`.
    func objects(
        from start: Int, _ roles: [Role], _ view: SentenceView, crossCommas: Bool = true,
        excluding excluded: [Int] = []
    ) -> [Int] {
        let own = Set(excluded.compactMap { view.mentions[$0].mention.entity })
        guard !roles.isEmpty else { return [] }
        let wantsObject = roles.contains(.object)
        var preposition: Int32?
        var seenNoun = false
        var embedded = false
        var crossed = false
        var index = start
        while index < view.tokens.count, index - start < 40 {
            if view.isHardMark(index) { break }
            let covering = view.mentionAt[index]
            if covering >= 0 {
                let mention = view.mentions[covering]
                let fits: Bool
                if let preposition {
                    let of = word(preposition) == "of" || word(preposition) == "by"
                    fits =
                        roles.contains(.preposition(preposition))
                        || word(preposition) == "of" && roles.contains(.of)
                        || word(preposition) == "by" && roles.contains(.by)
                        || word(preposition) == "between" && roles.contains(.between)
                        || wantsObject && of && seenNoun && !embedded && !crossed
                } else {
                    fits = wantsObject && !embedded && !crossed && mention.mention.kind != .pronoun
                }
                let isOwn = mention.isModifier && mention.mention.entity.map(own.contains) ?? false
                if fits, !isOwn, !mention.isPlace || accepts(place: preposition, roles, wantsObject)
                {
                    return Coordination.chain(startingAt: covering, view)
                }
                if preposition != nil { embedded = true }
                preposition = nil
                seenNoun = true
                index = mention.last + 1
                continue
            }
            switch view.tags[index] {
            case .preposition:
                preposition = view.tokens[index].word
                if preposition == data.vocabulary.number("than") { return [] }
            case .noun:
                let next = index + 1
                let ends =
                    next >= view.tokens.count
                    || ![Tag.noun, .possessive, .name].contains(view.tags[next])
                if ends {
                    if let preposition, word(preposition) != "of" { embedded = true }
                    preposition = nil
                }
                seenNoun = true
            case .subordinator where roles.contains(.preposition(view.tokens[index].word)),
                .relative where roles.contains(.preposition(view.tokens[index].word)):
                // "demands that Chad withdraw": the subject of the clause is acted upon.
                preposition = view.tokens[index].word
            case .relative, .subordinator: return []
            case .verb, .auxiliary, .to:
                if let group = view.group(covering: index) {
                    if view.groups[group].isFinite { return [] }
                    if view.groups[group].infinitive { return [] }
                    embedded = true
                }
            case .mark:
                if view.isComma(index) {
                    if !crossCommas { return [] }
                    crossed = true
                }
            default: break
            }
            index += 1
        }
        return []
    }

    func accepts(place preposition: Int32?, _ roles: [Role], _ object: Bool) -> Bool {
        guard let preposition else { return object }
        return roles.contains(.preposition(preposition))
    }

    func word(_ number: Int32) -> String { data.vocabulary.text(number) }

    /// The actor in a relative clause's antecedent: "the army, which he accused".
    func relative(of number: Int, _ view: SentenceView) -> [Int] {
        var index = view.groups[number].start - 1
        var steps = 0
        while index >= 0, steps < 5, view.tags[index] != .relative {
            index -= 1
            steps += 1
        }
        guard index >= 0, view.tags[index] == .relative else { return [] }
        var position = index - 1
        if position >= 0, view.isComma(position) { position -= 1 }
        guard position >= 0, view.mentionAt[position] >= 0 else { return [] }
        return [view.mentionAt[position]]
    }

    /// The possessor of a noun, or the country adjective before it.
    func possessor(
        of noun: Int, _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> [Int] {
        var index = noun - 1
        var steps = 0
        while index >= 0, steps < 4 {
            let covering = view.mentionAt[index]
            if covering >= 0 { return [covering] }
            switch view.tags[index] {
            case .adjective, .possessive, .noun, .number: break
            case .determiner:
                let classes = data.vocabulary.classes(view.tokens[index].word)
                guard classes.contains(.possessivePronoun) else { return [] }
                return pronoun(index, &view, &memory)
            default: return []
            }
            index -= 1
            steps += 1
        }
        return []
    }
}
