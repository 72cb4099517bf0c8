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
    private static let feelings: Set<String> = [
        "furious", "angry", "unhappy", "happy", "nervous", "worried", "afraid", "wary", "anxious",
        "jealous", "disappointed", "frustrated", "ambiguous", "ambivalent", "uneasy", "sceptical",
        "skeptical", "doubtful",
    ]

    private static let closings: Set<String> = [
        "comment", "elaborate", "confirm", "disclose", "speculate", "specify",
    ]
    private static let particulars: Set<String> = [
        "details", "detail", "figures", "information", "reasons", "reason",
    ]
    private static let announcing: Set<String> = ["will", "would", "might", "'ll", "’ll", "wo"]
    private static let possible: Set<String> = [
        "possible", "potential", "planned", "proposed", "threatened", "looming", "impending",
        "would-be", "eventual",
    ]

    private static let prospects: Set<String> = [
        "threat", "risk", "risks", "danger", "dangers", "fear", "fears", "prospect", "prospects",
        "possibility", "chance", "chances", "likelihood", "spectre", "specter",
    ]
    private static let averting: Set<String> = [
        "avert", "averts", "averted", "averting", "avoid", "avoids", "avoided", "avoiding",
        "prevent", "prevents", "prevented", "preventing", "forestall", "forestalled",
    ]

    /// Whether the trigger is a noun that is told as only possible: "the possible withdrawal", "the
    /// danger of a clash".
    var isPossible: Bool {
        trigger.contains { word in
            guard read.reading.words[word].upos == read.grammar.nouns else { return false }
            let isSo = read.dependents(of: word, read.grammar.modifiers).contains {
                ActGround.possible.contains(read.form($0))
            }
            guard !isSo, read.label(word) == "nmod", let governor = read.governor(of: word) else {
                return isSo
            }
            return ActGround.prospects.contains(read.form(governor))
        }
    }

    /// Whether the trigger is a noun of what somebody averts.
    private var isAverted: Bool {
        trigger.contains { word in
            guard read.grammar.objects.contains(read.relation(of: word)),
                read.reading.words[word].upos == read.grammar.nouns
            else { return false }
            return read.governor(of: word).map { ActGround.averting.contains(read.form($0)) }
                ?? false
        }
    }

    /// Why it is no act of `type`; nil if nothing speaks against it. `isKnown`: the lexicon knows
    /// the trigger's words. `isTold`: it stands in a quotation or on somebody's word. `hasTarget`:
    /// somebody known is acted upon. `isOwn`: whether a word names somebody of the country of those who
    /// act, `isSelf`: whether it names them, or what they command.
    func objection(
        _ type: EventType?, _ isKnown: Bool, isTold: Bool, hasTarget: Bool,
        isOwn: (Int) -> Bool, isSelf: (Int) -> Bool
    ) -> String? {
        let isLessened = trigger.contains { word in
            read.dependents(of: word).contains {
                read.label($0) == "advmod"
                    && (ActGround.lessening.contains(read.form($0))
                        || type == .support && read.form($0) == "merely")
            }
        }
        if isLessened { return "told as hardly so" }
        if isAverted { return "told as averted" }
        guard let word = trigger.first else { return nil }
        // "Norway must stop selling arms": nobody but the writer says so.
        if !isTold, type != .request, isWished(word) { return "what the writer wants" }
        if let reason = unreal(type, isTold: isTold) { return reason }
        if let reason = claim(type, word, isSelf: isSelf) { return reason }
        if let reason = aside(type, word, hasTarget: hasTarget, isTold: isTold) {
            return reason
        }
        switch type {
        case .request where ActGround.asking.contains(read.form(word)) && read.isVerb(word):
            return isQuestion(word) ? "a question" : nil
        case .request where read.form(word).hasPrefix("insist") && read.isVerb(word):
            return isAssertion(word) ? "an assertion" : nil
        case .accuse where ["quoted", "quotes", "quoting"].contains(read.form(word)):
            return "a quotation"
        case .reject where read.isVerb(word):
            return isClosed(word) ? "no comment" : nil
        case .threaten where read.form(word).hasPrefix("warn") && read.isVerb(word):
            return isDanger(word, hasTarget, isOwn) ? "a warning of danger" : nil
        case .accuse where !isKnown:
            if ActGround.feelings.contains(read.form(word)) { return "a feeling" }
            let isView = ActGround.viewing.contains(read.form(word)) && read.isVerb(word)
            let object = read.dependents(of: word, read.grammar.objects).first
            return isView && object.map(isActor) ?? false ? "a standing view" : nil
        default: return nil
        }
    }

    /// Whether a refusal is only to say more: "declined to comment", "refused to give details".
    private func isClosed(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.openClauses).contains { verb in
            ActGround.closings.contains(read.form(verb))
                || read.dependents(of: verb, read.grammar.objects).contains {
                    ActGround.particulars.contains(read.form($0))
                }
        }
    }

    /// Whether somebody warns of what may come from elsewhere, and threatens nobody: "warned that
    /// the dam was full", "warned of an exodus".
    private func isDanger(_ word: Int, _ hasTarget: Bool, _ isOwn: (Int) -> Bool) -> Bool {
        let dependents = read.dependents(of: word)
        guard read.dependents(of: word, read.grammar.objects).isEmpty else { return false }
        guard let clause = dependents.first(where: { read.label($0) == "ccomp" }) else {
            return !hasTarget
                && dependents.contains { dependent in
                    read.dependents(of: dependent, read.grammar.cases).contains {
                        read.form($0) == "of"
                    }
                }
        }
        let subjects = read.dependents(
            of: clause, read.grammar.subjects.union(read.grammar.passiveSubjects))
        guard let subject = subjects.first, !read.isPronoun(subject) else { return false }
        let isAnnounced = read.dependents(of: clause).contains {
            ActGround.announcing.contains(read.form($0))
        }
        return !isAnnounced || !hasTarget && !isOwn(subject)
    }

    /// Whether somebody insists that something is so, and not that it be: "insisted that the talks were
    /// going well", but "insisted that Chad leave", "insisted that it must".
    private func isAssertion(_ word: Int) -> Bool {
        guard let clause = read.dependents(of: word).first(where: { read.label($0) == "ccomp" })
        else {
            return false
        }
        let verbs =
            [clause]
            + read.dependents(of: clause).filter {
                ["aux", "aux:pass", "cop"].contains(read.label($0))
            }
        if verbs.contains(where: { ActGround.obliging.contains(read.form($0)) }) { return false }
        return verbs.contains(where: isFinite) || isMisread(clause)
    }

    private func isFinite(_ verb: Int) -> Bool {
        read.grammar.labels.features(read.reading.words[verb]).contains {
            $0.name == "VerbForm" && $0.value == "Fin"
        }
    }

    /// "insisted that Chad remained a danger": some trees hang the verb from what it says one is.
    private func isMisread(_ clause: Int) -> Bool {
        !read.isVerb(clause)
            && read.dependents(of: clause, read.grammar.relativeClauses).contains { verb in
                read.dependents(of: verb).isEmpty
                    && (isFinite(verb) || read.form(verb).hasSuffix("ed"))
            }
    }

    private static let obliging: Set<String> = ["must", "should", "be", "need", "needs", "has"]

    /// Whether "must" or "should" stands before the trigger, or before the verb that governs it.
    private func isWished(_ word: Int) -> Bool {
        let governor = read.label(word) == "xcomp" ? read.governor(of: word) : nil
        return [word, governor].compactMap { $0 }.contains { verb in
            read.dependents(of: verb).contains {
                read.label($0) == "aux" && ["must", "should"].contains(read.form($0))
            }
        }
    }

    /// Whether a verb of asking asks to be told, or only follows what somebody said.
    private func isQuestion(_ word: Int) -> Bool {
        let dependents = read.dependents(of: word)
        if dependents.contains(where: { read.label($0) == "xcomp" && read.form($0) == "know" }) {
            return true
        }
        guard read.governor(of: word) == nil else { return false }
        return !dependents.contains { dependent in
            let label = read.label(dependent)
            if label.hasPrefix("obl") {
                let cases = read.dependents(of: dependent, read.grammar.cases)
                return !cases.contains { read.form($0) == "according" }
                    && read.form(dependent) != "according"
            }
            return ["obj", "iobj", "ccomp", "xcomp", "advcl", "nsubj:pass", "parataxis", "conj"]
                .contains(label)
        }
    }

    /// Whether a word is a name, or is modified by one: who is seen so, not what is.
    private func isActor(_ word: Int) -> Bool {
        read.mention(headedBy: word) != nil || read.reading.words[word].upos == read.grammar.names
    }
}
