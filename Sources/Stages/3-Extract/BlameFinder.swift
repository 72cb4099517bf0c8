internal import Knowledge
internal import Language
internal import Messages

/// Finds words of blame that a speaker uses of another actor, "spoke of the neighbour's aggression", and
/// words that foretell him harm: "said the neighbour would pay dearly".
struct BlameFinder {
    let data: LanguageData
    let roles: RoleFinder

    /// A blame: who blames whom, with which word.
    struct Blame {
        var verb: Int
        var sources: [Int]
        var targets: [Int]
        var word: Int
        /// Whether the words are a threat.
        var isThreat: Bool
    }

    /// The blames in the speeches of a sentence.
    func blames(
        _ speeches: [Attributor.Speech], _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> [Blame] {
        let words = data.blame.matches(in: view.tokens[...])
            .filter { $0.kind != "call" && $0.kind != "deed" }
        guard !words.isEmpty else { return [] }
        var found: [Blame] = []
        for speech in speeches {
            guard let speaker = speech.speakers.first, view.mentions[speaker].mention.entity != nil
            else { continue }
            for word in words where speech.content.contains(word.index) {
                guard !isDenied(word.index, view),
                    let target = target(word.kind, word.index, speech, &view, &memory),
                    differs(view.mentions[speaker].mention, view.mentions[target].mention)
                else { continue }
                let isThreat = word.kind == "threat"
                let known = found.contains { blame in
                    blame.isThreat == isThreat
                        && view.mentions[blame.sources[0]].mention.entity
                            == view.mentions[speaker].mention.entity
                        && view.mentions[blame.targets[0]].mention.entity
                            == view.mentions[target].mention.entity
                }
                if known { continue }
                found.append(
                    Blame(
                        verb: speech.verb, sources: speech.speakers, targets: [target],
                        word: word.index, isThreat: isThreat))
            }
        }
        return found
    }

    private func target(
        _ kind: String, _ index: Int, _ speech: Attributor.Speech, _ view: inout SentenceView,
        _ memory: inout MentionMemory
    ) -> Int? {
        if kind == "noun" {
            guard view.tags[index] != .verb else { return nil }
            if let owner = roles.possessor(of: index, &view, &memory).first { return owner }
            let next = index + 1
            guard next < view.tokens.count,
                ["by", "of"].contains(data.vocabulary.text(view.tokens[next].word))
            else { return nil }
            var actor = next + 1
            if actor < view.tokens.count, view.tags[actor] == .determiner { actor += 1 }
            guard actor < view.tokens.count, view.mentionAt[actor] >= 0,
                data.vocabulary.text(view.tokens[next].word) == "by"
            else { return nil }
            return view.mentionAt[actor]
        }
        // An adjective or a verb: the subject of its clause, inside what is said.
        guard let number = view.groups.lastIndex(where: { $0.start <= index && $0.isFinite }),
            speech.content.contains(view.groups[number].start), number != speech.group
        else { return nil }
        let subject = roles.subject(of: number, &view, &memory)
        guard let first = subject.first, view.mentions[first].mention.kind != .pronoun else {
            return nil
        }
        return first
    }

    private func isDenied(_ index: Int, _ view: SentenceView) -> Bool {
        view.groups.contains { $0.negated && $0.start < index && index - $0.main < 6 }
    }

    private func differs(_ left: ActorMention, _ right: ActorMention) -> Bool {
        // "our fighters" are the speaker's own.
        guard let target = right.entity, right.resolvedBy != "article:owner" else { return false }
        return left.entity != target
    }
}
