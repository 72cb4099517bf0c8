internal import Knowledge
internal import Language
internal import Messages

/// Finds on whose word something is told.
struct Attributor {
    let data: LanguageData
    let roles: RoleFinder

    /// Somebody who speaks in a sentence, and the tokens of what is said.
    struct Speech {
        var verb: Int
        var group: Int
        var speakers: [Int]
        var speaker: String
        var content: Range<Int>
        var kind: Attribution.Kind
    }

    /// Who speaks in the sentence.
    func speeches(in view: inout SentenceView, _ memory: inout MentionMemory) -> [Speech] {
        var found: [Speech] = []
        for (number, group) in view.groups.enumerated() {
            let lemmas = data.vocabulary.verbs(view.tokens[group.main].word)
            guard lemmas.contains(where: { data.vocabulary.classes($0).contains(.speech) }),
                !group.passive
            else { continue }
            var speakers = roles.subject(of: number, &view, &memory)
            var trailing = isTrailing(group, view)
            if speakers.isEmpty, trailing, let after = inverted(group, view) { speakers = after }
            if speakers.isEmpty, group.infinitive { continue }
            if trailing, group.bare { trailing = false }
            let content =
                trailing ? 0..<max(0, clauseStart(group, view)) : group.main + 1..<view.tokens.count
            var speaker = speakers.first.map { view.text[view.mentions[$0].mention.span] } ?? ""
            if speaker.isEmpty { speaker = phrase(before: group.start, view) ?? "" }
            found.append(
                Speech(
                    verb: group.main, group: number, speakers: speakers, speaker: speaker,
                    content: content, kind: kind(lemmas, group, view)))
        }
        return found
    }

    /// The attribution of what stands at `index`, if anybody is named for it.
    func attribution(
        of index: Int, _ speeches: [Speech], _ view: SentenceView
    ) -> Attribution? {
        let quoted = view.tokens[index].shape.contains(.quoted)
        let inside = speeches.filter {
            $0.content.contains(index) && $0.verb != index && !$0.speaker.isEmpty
        }
        if let speech = inside.min(by: { abs($0.verb - index) < abs($1.verb - index) }) {
            return Attribution(speaker: speech.speaker, kind: speech.kind, quoted: quoted)
        }
        return accordingTo(view).map {
            Attribution(speaker: $0, kind: .report, quoted: quoted)
        }
    }

    private func kind(
        _ lemmas: [Int32], _ group: VerbGroup, _ view: SentenceView
    ) -> Attribution.Kind {
        let words = lemmas.map { data.vocabulary.text($0) }
        if words.contains("deny") { return .denial }
        if words.contains("claim") || words.contains("allege") { return .allegation }
        if words.contains("tweet") { return .socialMedia }
        if words.contains("announce") || words.contains("declare") { return .statement }
        if words.contains("report") { return .report }
        let rest = view.tokens[group.main...].prefix(10)
        return rest.contains { data.vocabulary.text($0.word) == "statement" } ? .statement : .said
    }

    /// Whether the speech verb stands after what is said: `"…," the ministry said`.
    private func isTrailing(_ group: VerbGroup, _ view: SentenceView) -> Bool {
        let next = group.main + 1
        guard next < view.tokens.count else { return clauseStart(group, view) > 2 }
        if view.tags[next] == .relative { return false }
        let before = clauseStart(group, view)
        guard before > 2 else { return false }
        let mark = view.mark(before - 1) ?? view.mark(before)
        guard mark != nil else { return false }
        return view.tags[next] == .mark || view.tags[next] == .preposition
            || view.tags[next] == .name || view.tags[next] == .adverb
            || view.tags[next] == .determiner || view.mentionAt[next] >= 0
    }

    /// The first token of the clause of a trailing speech verb.
    private func clauseStart(_ group: VerbGroup, _ view: SentenceView) -> Int {
        var index = group.start - 1
        while index >= 0, group.start - index < 25 {
            if view.isComma(index) || view.tokens[index].shape.contains(.closes) {
                return index + 1
            }
            index -= 1
        }
        return 0
    }

    private func inverted(_ group: VerbGroup, _ view: SentenceView) -> [Int]? {
        var next = group.main + 1
        if next < view.tokens.count, view.tags[next] == .determiner { next += 1 }
        guard next < view.tokens.count, view.mentionAt[next] >= 0 else { return nil }
        let number = view.mentionAt[next]
        return view.mentions[number].canAct ? [number] : nil
    }

    private func accordingTo(_ view: SentenceView) -> String? {
        for index in view.tokens.indices.dropLast(2)
        where data.vocabulary.text(view.tokens[index].word) == "according"
            && data.vocabulary.text(view.tokens[index + 1].word) == "to"
        {
            return phrase(after: index + 2, view)
        }
        return nil
    }

    private func phrase(after start: Int, _ view: SentenceView) -> String? {
        var end = start
        while end < view.tokens.count, end - start < 10, view.tags[end] != .mark,
            view.tags[end] != .verb, view.tags[end] != .auxiliary, view.tags[end] != .relative
        {
            end += 1
        }
        return end > start ? view.text[view.span(start, end - 1)] : nil
    }

    private func phrase(before end: Int, _ view: SentenceView) -> String? {
        var start = end - 1
        while start >= 0, end - start < 9,
            [Tag.noun, .name, .adjective, .determiner, .possessive].contains(view.tags[start])
        {
            start -= 1
        }
        return start + 1 < end ? view.text[view.span(start + 1, end - 1)] : nil
    }
}
