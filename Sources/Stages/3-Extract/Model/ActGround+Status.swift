internal import Messages
internal import Model

/// What the tree around a trigger says of whether it happened, where verbs alone do not show it.
extension ActGround {
    private static let conditions: Set<String> = ["if", "unless", "lest"]
    /// Nouns whose clauses tell of nothing that has happened.
    private static let imagined: Set<String> = [
        "option", "options", "possibility", "idea", "prospect", "guarantee", "guarantees",
        "assurance", "assurances", "fear", "fears", "chance", "scenario", "suggestion", "risk",
        "hope", "hopes", "threat",
    ]

    /// The status that the tree tells by itself; nil if it tells none.
    var told: EventStatus? {
        if trigger.contains(where: isToFollow) { return .planned }
        guard let word = trigger.first(where: read.isVerb) else {
            return trigger.lazy.compactMap(calledOff).first
        }
        let verbs = chain(of: word)
        if verbs.contains(where: isConditional) { return .hypothetical }
        if verbs.contains(where: isImagined) || isMere(word) { return .hypothetical }
        if verbs.contains(where: isUnconfirmed) { return .hypothetical }
        if let status = undone(word) { return status }
        if verbs.contains(where: isAgreedOn) || isCalledFor(word) { return .planned }
        if isWhile(word) { return .ongoing }
        return isFuturePerfect(word) ? .occurred : nil
    }

    /// A verb, and those whose open complement it is or that it is joined to.
    private func chain(of word: Int) -> [Int] {
        var verbs = [word]
        while verbs.count < 5, let last = verbs.last, ["xcomp", "conj"].contains(read.label(last)),
            let governor = read.governor(of: last), read.isVerb(governor) || isReady(governor)
        {
            verbs.append(governor)
        }
        return verbs
    }

    /// Whether the trigger is a finite verb in the present without any other verb beside it.
    var isPresent: Bool {
        guard let word = trigger.first(where: read.isVerb) else { return false }
        let features = read.grammar.labels.features(read.reading.words[word])
        return features.contains { $0.name == "Tense" && $0.value == "Pres" }
            && features.contains { $0.name == "VerbForm" && $0.value == "Fin" }
            && !read.dependents(of: word).contains { read.label($0).hasPrefix("aux") }
    }

    private static let cancelling: Set<String> = ["cancel", "scrap", "abort", "axe"]
    private static let postponing: Set<String> = ["postpone", "delay", "defer"]

    /// "the visit was called off", "put off the talks".
    private func calledOff(_ noun: Int) -> EventStatus? {
        guard read.grammar.nouns == read.reading.words[noun].upos,
            ["nsubj:pass", "obj"].contains(read.label(noun)), let verb = read.governor(of: noun),
            !read.dependents(of: verb).contains(where: {
                ["will", "would", "could", "may", "might", "should", "not", "n't", "to"]
                    .contains(read.form($0))
            })
        else { return nil }
        let isOff = read.dependents(of: verb).contains {
            read.label($0) == "compound:prt" && read.form($0) == "off"
        }
        if read.isForm(verb, of: ActGround.cancelling) { return .cancelled }
        if isOff, read.lemma(verb) == "call" { return .cancelled }
        if read.isForm(verb, of: ActGround.postponing) { return .postponed }
        return isOff && read.lemma(verb) == "put" ? .postponed : nil
    }

    private static let gatherings: Set<String> = [
        "meeting", "talks", "visit", "trip", "summit", "encounter", "call", "session",
    ]

    private static let asking: Set<String> = [
        "ask", "urge", "invite", "plan", "hope", "want", "intend", "propose", "call",
    ]

    /// "was due to meet the envoy, but the meeting was cancelled".
    private func undone(_ verb: Int) -> EventStatus? {
        // A finite verb tells of another meeting than the one that was cancelled.
        let isInfinitive = read.dependents(of: verb).contains {
            read.label($0) == "mark" && ["to", "due"].contains(read.form($0))
        }
        guard isInfinitive else { return nil }
        let first = read.label(verb) == "xcomp" ? read.governor(of: verb) : nil
        return [verb, first].compactMap { $0 }.lazy
            .flatMap { read.dependents(of: $0, read.grammar.conjuncts) }
            .flatMap { read.dependents(of: $0, read.grammar.passiveSubjects) }
            .filter { noun in
                ActGround.gatherings.contains(read.form(noun))
                    && !read.dependents(of: noun).contains { read.label($0) == "nmod" }
            }
            .compactMap(calledOff).first
    }

    /// "asked them to meet, followed by a meeting": what comes after what is only asked.
    private func isToFollow(_ noun: Int) -> Bool {
        guard read.label(noun).hasPrefix("obl"), let verb = read.governor(of: noun),
            read.lemma(verb) == "follow", read.label(verb).hasPrefix("advcl"),
            let asked = read.governor(of: verb)
        else { return false }
        // Some trees hang what follows from the verb of asking itself.
        let governor = read.label(asked) == "xcomp" ? read.governor(of: asked) : asked
        let isOpen =
            governor != asked || !read.dependents(of: asked, read.grammar.openClauses).isEmpty
        return isOpen && governor.map { read.isForm($0, of: ActGround.asking) } ?? false
    }

    /// "are able to", "is ready to".
    private func isReady(_ word: Int) -> Bool {
        ["able", "unable", "ready", "willing", "unwilling", "prepared", "free"].contains(
            read.form(word))
    }

    /// "could lead to Chad reaching a deal": what may come of something.
    private func isMere(_ verb: Int) -> Bool {
        guard ["advcl", "acl", "xcomp", "ccomp"].contains(read.label(verb)),
            read.form(verb).hasSuffix("ing"), let governor = read.governor(of: verb)
        else { return false }
        let cause = read.isVerb(governor) ? governor : read.governor(of: governor) ?? governor
        return ["lead", "result", "end"].contains(read.lemma(cause))
            && read.dependents(of: cause).contains {
                read.label($0) == "aux" && ["could", "may", "might"].contains(read.form($0))
            }
    }

    /// "if Chad attacked", "should Chad attack".
    private func isConditional(_ verb: Int) -> Bool {
        guard read.label(verb).hasPrefix("advcl") else { return false }
        let dependents = read.dependents(of: verb)
        if dependents.contains(where: {
            read.label($0) == "mark" && ActGround.conditions.contains(read.form($0))
        }) {
            return true
        }
        let subject = dependents.first { read.label($0).hasPrefix("nsubj") }
        return dependents.contains { aux in
            read.label(aux) == "aux" && read.form(aux) == "should"
                && subject.map { aux < $0 } ?? false
        }
    }

    /// "the option that Chad would ask", "assurances that they would not attack".
    private func isImagined(_ verb: Int) -> Bool {
        let isOption = read.dependents(of: verb).contains {
            read.label($0) == "nsubj:outer" && ActGround.imagined.contains(read.form($0))
        }
        if isOption { return true }
        guard ["acl", "ccomp"].contains(read.label(verb)), let noun = read.governor(of: verb) else {
            return false
        }
        if ActGround.imagined.contains(read.form(noun)) {
            return read.reading.words[noun].upos == read.grammar.nouns
        }
        // "one option is that Chad would ask": the clause is what the option is.
        return read.dependents(of: verb, read.grammar.subjects.union(read.grammar.passiveSubjects))
            .isEmpty == false
            && read.dependents(of: noun, read.grammar.subjects).contains {
                ActGround.imagined.contains(read.form($0))
            }
    }

    /// "will already have shared".
    private func isFuturePerfect(_ verb: Int) -> Bool {
        let forms = read.dependents(of: verb).filter { read.label($0) == "aux" }.map(read.form)
        return forms.contains("will") && forms.contains("have")
            && read.dependents(of: verb).contains { read.form($0) == "already" }
    }
}
