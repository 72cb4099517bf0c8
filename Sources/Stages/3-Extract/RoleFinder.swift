internal import Knowledge
internal import Language
internal import Messages

/// Finds whose act a predicate is, and upon whom.
struct RoleFinder {
    let data: LanguageData
    private static let depthLimit = 6

    /// The actors that are the subject of a verb group; none if its subject is no actor.
    func subject(
        of number: Int, _ view: inout SentenceView, _ memory: inout MentionMemory, depth: Int = 0
    ) -> [Int] {
        guard depth < RoleFinder.depthLimit else { return [] }
        let group = view.groups[number]
        let before = group.start - 1
        if group.bare, !group.passive, before >= 0, view.mentionAt[before] >= 0,
            view.mentions[view.mentionAt[before]].canAct
        {
            // "allies fighting the group": the gerund's subject is the actor before it.
            return [view.mentionAt[before]]
        }
        if group.infinitive || group.bare && !followsNoun(group, view) {
            return inherited(number, &view, &memory, depth)
        }
        guard before >= 0 else { return inherited(number, &view, &memory, depth) }
        var index = before
        while index >= 0, view.tags[index] == .adverb { index -= 1 }
        guard index >= 0 else { return [] }
        if view.tags[index] == .conjunction {
            return number > 0 ? subject(of: number - 1, &view, &memory, depth: depth + 1) : []
        }
        if view.tags[index] == .relative { return antecedent(before: index, view) }
        return scanLeft(from: index, number, &view, &memory, depth)
    }

    private func followsNoun(_ group: VerbGroup, _ view: SentenceView) -> Bool {
        group.passive && group.start > 0
            && (view.tags[group.start - 1] == .noun || view.tags[group.start - 1] == .name)
    }

    /// The subject of what governs an infinitive or gerund.
    private func inherited(
        _ number: Int, _ view: inout SentenceView, _ memory: inout MentionMemory, _ depth: Int
    ) -> [Int] {
        let group = view.groups[number]
        if group.infinitive, group.start > 0, number > 0 {
            // "expects Turkey to withdraw": the verb's object is to act.
            let covering = view.mentionAt[group.start - 1]
            if covering >= 0, view.mentions[covering].canAct,
                view.mentions[covering].first > view.groups[number - 1].main
            {
                return [covering]
            }
        }
        var previous = number - 1
        while previous >= 0 {
            let governor = view.groups[previous]
            if view.isHardMark(between: governor.main, group.start) { return [] }
            if governor.isFinite || governor.infinitive {
                return subject(of: previous, &view, &memory, depth: depth + 1)
            }
            previous -= 1
        }
        // "Speaking in Ankara, the minister …": the subject follows.
        guard number + 1 < view.groups.count, view.groups[number + 1].isFinite else { return [] }
        return subject(of: number + 1, &view, &memory, depth: depth + 1)
    }

    private func antecedent(before index: Int, _ view: SentenceView) -> [Int] {
        var position = index - 1
        if position >= 0, view.isComma(position) { position -= 1 }
        guard position >= 0 else { return [] }
        let number = view.mentionAt[position]
        guard number >= 0, view.mentions[number].canAct else { return [] }
        // "a storm in Oslo that raged": the clause is about the fire.
        var before = view.mentions[number].first - 1
        while before >= 0, [Tag.determiner, .adjective, .noun].contains(view.tags[before]) {
            before -= 1
        }
        if before >= 0, view.tags[before] == .preposition, !view.isComma(index - 1) { return [] }
        return Coordination.chain(endingAt: number, view)
    }

    private func scanLeft(
        from start: Int, _ number: Int, _ view: inout SentenceView, _ memory: inout MentionMemory,
        _ depth: Int
    ) -> [Int] {
        var index = start
        var head: Int?
        var plainNoun = false
        var commas = 0
        let previousMain = number > 0 ? view.groups[number - 1].main : -1
        while index >= 0, start - index < 40 {
            let tag = view.tags[index]
            let covering = view.mentionAt[index]
            if covering >= 0 {
                let mention = view.mentions[covering]
                // The last actor before the verb; further left stand its companions.
                if head == nil && !plainNoun {
                    head = covering
                    plainNoun = mention.isModifier
                }
                index = mention.first - 1
                continue
            }
            if view.isComma(index) {
                // An insertion between commas: jump to its other end.
                if head == nil && !plainNoun, commas == 0 {
                    commas += 1
                    if let open = openingComma(before: index, view) {
                        index = open - 1
                        continue
                    }
                    return []
                }
                break
            }
            switch tag {
            case .mark:
                if view.isHardMark(index) { return settled(head, plainNoun, view) }
                if head != nil || plainNoun { return settled(head, plainNoun, view) }
            case .pronoun:
                if head == nil && !plainNoun { return pronoun(index, &view, &memory) }
                return settled(head, plainNoun, view)
            case .relative, .subordinator:
                return settled(head, plainNoun, view)
            case .verb, .auxiliary, .to:
                if index <= previousMain {
                    // What follows another verb directly is that verb's object, unless it speaks.
                    let speaks = data.vocabulary.verbs(view.tokens[previousMain].word).contains {
                        data.vocabulary.classes($0).contains(.speech)
                    }
                    return speaks ? settled(head, plainNoun, view) : []
                }
            case .preposition:
                if isPartitive(index, view) { break }
                // What stands after a preposition is not the subject, unless nothing else is.
                if isOpening(index, view) { return settled(head, plainNoun, view) }
                head = nil
                plainNoun = false
            case .noun, .name:
                if head == nil { plainNoun = true }
            case .conjunction:
                // "the EU and other countries": the named ones count.
                guard plainNoun, index + 1 < view.tokens.count,
                    data.vocabulary.text(view.tokens[index + 1].word) == "other"
                else { return settled(head, plainNoun, view) }
                plainNoun = false
            default: break
            }
            index -= 1
        }
        return settled(head, plainNoun, view)
    }

    /// Whether a number stands before "of": "thousands of people".
    private func isPartitive(_ index: Int, _ view: SentenceView) -> Bool {
        guard index > 0, data.vocabulary.text(view.tokens[index].word) == "of" else { return false }
        let before = data.vocabulary.classes(view.tokens[index - 1].word)
        return before.contains(.cardinal)
    }

    /// Whether nothing but a clause's start stands before a preposition: "On Sunday the army …".
    private func isOpening(_ index: Int, _ view: SentenceView) -> Bool {
        index == 0 || view.tags[index - 1] == .mark || view.tags[index - 1] == .relative
            || view.tags[index - 1] == .subordinator || view.tags[index - 1] == .conjunction
    }

    private func openingComma(before index: Int, _ view: SentenceView) -> Int? {
        var position = index - 1
        while position >= 0, index - position < 30 {
            if view.isComma(position) { return position }
            if view.isHardMark(position) { return nil }
            position -= 1
        }
        return nil
    }

    private func settled(_ head: Int?, _ plainNoun: Bool, _ view: SentenceView) -> [Int] {
        guard let head, !plainNoun, view.mentions[head].canAct else { return [] }
        return Coordination.chain(endingAt: head, view)
    }

    /// A mention for a pronoun, if it can be resolved.
    func pronoun(
        _ index: Int, _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> [Int] {
        let word = data.vocabulary.text(view.tokens[index].word)
        return antecedent(of: word, at: index, view, memory).numbers.compactMap { number in
            let antecedent = memory.all[number]
            guard antecedent.entity != nil else { return nil }
            var mention = antecedent
            mention.sentence = view.number
            mention.span = view.span(index, index)
            mention.kind = .pronoun
            mention.antecedent = number
            mention.resolvedBy = "article:pronoun"
            mention.score = min(0.6, antecedent.score ?? 0.6)
            var found = FoundMention(first: index, last: index, mention: mention)
            found.number = memory.append(mention)
            view.mentions.append(found)
            return view.mentions.count - 1
        }
    }

    /// Whom a pronoun means.
    func antecedent(
        of word: String, at index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> AntecedentFinder.Answer {
        AntecedentFinder(data: data).antecedent(of: word, at: index, view, memory)
    }
}

extension SentenceView {
    /// Whether a mark that ends a clause stands between two tokens.
    func isHardMark(between left: Int, _ right: Int) -> Bool {
        guard left + 1 < right else { return false }
        return (left + 1..<right).contains { isHardMark($0) }
    }
}
