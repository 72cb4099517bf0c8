internal import Messages
internal import Model

/// Says of triggers that look like an act's, by the words that hang from them, why they are none.
struct ActGround {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading

    private static let lessening: Set<String> = ["less", "hardly", "scarcely", "barely", "rarely"]
    private static let asking: Set<String> = ["demand", "demanded", "demands", "asked", "asks"]
    private static let viewing: Set<String> = [
        "views", "regards", "sees", "considers", "deems", "view", "regard", "consider",
    ]
    private static let declining: Set<String> = [
        "decline", "declined", "declines", "declining", "refuse", "refused", "refuses", "refusing",
    ]
    private static let telling: Set<String> = [
        "answer", "comment", "confirm", "disclose", "discuss", "divulge", "elaborate", "identify",
        "name", "reveal", "say", "specify", "tell",
    ]
    private static let told: Set<String> = [
        "answer", "comment", "comments", "detail", "details", "figure", "figures", "information",
        "name", "names", "reason", "reasons",
    ]
    private static let feelings: Set<String> = [
        "furious", "angry", "unhappy", "happy", "nervous", "worried", "afraid", "wary", "anxious",
        "jealous", "disappointed", "frustrated",
    ]

    /// Why it is no act of `type`; nil if nothing speaks against it. `isKnown`: the lexicon knows
    /// the trigger's words. `isTold`: it stands in a quotation or on somebody's word.
    func objection(_ type: EventType?, _ isKnown: Bool, isTold: Bool) -> String? {
        let isLessened = trigger.contains { word in
            read.dependents(of: word).contains {
                label($0) == "advmod" && ActGround.lessening.contains(form($0))
            }
        }
        if isLessened { return "told as hardly so" }
        guard let word = trigger.first else { return nil }
        // "Norway must stop selling arms": nobody but the writer says so.
        if !isTold, type != .request, isWished(word) { return "what the writer wants" }
        switch type {
        case .reject where withholds(word): return "no comment"
        case .request where ActGround.asking.contains(form(word)) && isVerb(word):
            return isQuestion(word) ? "a question" : nil
        case .accuse where !isKnown:
            if ActGround.feelings.contains(form(word)) { return "a feeling" }
            let isView = ActGround.viewing.contains(form(word)) && isVerb(word)
            let object = read.dependents(of: word, read.grammar.objects).first
            return isView && object.map(isActor) ?? false ? "a standing view" : nil
        default: return nil
        }
    }

    /// Whether somebody only will not tell more: "declined to say", "refused to give details".
    private func withholds(_ word: Int) -> Bool {
        guard ActGround.declining.contains(form(word)) else { return false }
        return read.dependents(of: word, read.grammar.openClauses).contains { verb in
            ActGround.telling.contains(form(verb))
                || ["give", "offer", "provide"].contains(form(verb))
                    && read.dependents(of: verb, read.grammar.objects).contains {
                        ActGround.told.contains(form($0))
                    }
        }
    }

    /// Whether "must" or "should" stands before the trigger, or before the verb that governs it.
    private func isWished(_ word: Int) -> Bool {
        let governor = label(word) == "xcomp" ? read.governor(of: word) : nil
        return [word, governor].compactMap { $0 }.contains { verb in
            read.dependents(of: verb).contains {
                label($0) == "aux" && ["must", "should"].contains(form($0))
            }
        }
    }

    /// Whether a verb of asking asks to be told, or only follows what somebody said.
    private func isQuestion(_ word: Int) -> Bool {
        let dependents = read.dependents(of: word)
        if dependents.contains(where: { label($0) == "xcomp" && form($0) == "know" }) {
            return true
        }
        guard read.governor(of: word) == nil else { return false }
        return !dependents.contains { dependent in
            let label = label(dependent)
            if label.hasPrefix("obl") {
                let cases = read.dependents(of: dependent, read.grammar.cases)
                return !cases.contains { form($0) == "according" } && form(dependent) != "according"
            }
            return ["obj", "iobj", "ccomp", "xcomp", "advcl", "nsubj:pass", "parataxis", "conj"]
                .contains(label)
        }
    }

    /// Whether a word is a name, or is modified by one: who is seen so, not what is.
    private func isActor(_ word: Int) -> Bool {
        read.mention(headedBy: word) != nil || read.reading.words[word].upos == read.grammar.names
    }

    private func isVerb(_ word: Int) -> Bool {
        read.reading.words[word].upos == read.grammar.verbs
    }

    private func label(_ word: Int) -> String {
        read.grammar.labels.relations[read.relation(of: word)]
    }

    private func form(_ word: Int) -> String { read.reading.forms[word].lowercased() }
}
