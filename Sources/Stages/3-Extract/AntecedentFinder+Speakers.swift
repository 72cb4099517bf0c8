internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Who says "we" and "I".
extension AntecedentFinder {
    /// Who says "we" or "I" in quotation marks: whoever speaks in the sentence, else who spoke last. "We"
    /// of who holds no office are others.
    func speaker(
        _ word: String, _ index: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer {
        guard view.tokens[index].shape.contains(.quoted) else { return .none }
        let isOne = ["i", "me", "my"].contains(word)
        let number: Int
        switch saying(view, memory) {
        case .known(let numbers, _):
            guard let first = numbers.first else { return .none }
            number = first
        case .unknown: return .none
        case .none:
            let body = isOne ? nil : memory.speaker(isPerson: false)
            guard let before = body ?? memory.speaker(isPerson: true) else { return .none }
            guard let known = before.number else { return .unknown }
            number = known
        }
        let sector = memory.all[number].sectors.first ?? ""
        return isOne || AntecedentFinder.offices.contains(sector)
            ? .known([number], isSure: true) : .none
    }

    /// Who is told to speak in a sentence, outside quotation marks; `unknown` if nobody known is.
    private func saying(_ view: SentenceView, _ memory: MentionMemory) -> Answer {
        var answer = Answer.none
        for group in view.groups
        where group.isFinite && !view.tokens[group.main].shape.contains(.quoted)
            && isSpeech(group.main, view)
        {
            let known = subject(of: group.main, view, memory)
            if case .known = known { return known }
            answer = .unknown
        }
        return answer
    }

    private func isSpeech(_ index: Int, _ view: SentenceView) -> Bool {
        data.vocabulary.verbs(view.tokens[index].word).contains {
            data.vocabulary.classes($0).contains(.speech)
        }
    }

    /// Who the subject of a verb is, also where "who" or "he" stands for him.
    private func subject(
        of verb: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> Answer {
        guard let read = view.reading else {
            let found = view.mentions.first { isSubject($0, view) && speaks($0.last, view) }
            return answer(found)
        }
        guard let word = read.tokenOf.firstIndex(of: verb),
            let subject = read.dependents(of: word, read.grammar.subjects).first
        else { return .unknown }
        var token = read.tokenOf[subject]
        if view.tags[token] == .relative, let governor = read.governor(of: word) {
            token = read.tokenOf[governor]
        }
        if view.tags[token] == .pronoun {
            let pronoun = view.folded(token)
            guard ["he", "she", "it", "they"].contains(pronoun) else { return .unknown }
            return antecedent(of: pronoun, at: token, view, memory)
        }
        let covering = view.mentionAt[token]
        return answer(covering >= 0 ? view.mentions[covering] : nil)
    }

    private func answer(_ found: FoundMention?) -> Answer {
        guard let found, found.number >= 0, found.mention.entity != nil else { return .unknown }
        return .known([found.number], isSure: true)
    }

    /// Sectors of those who say "we" for a state, a force or a body.
    private static let offices: Set<String> = [
        "GOV", "MIL", "REB", "OPP", "PTY", "IGO", "PRE", "COP", "SPY", "LEG",
    ]
}
