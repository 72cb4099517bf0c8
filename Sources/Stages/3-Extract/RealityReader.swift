internal import Knowledge
internal import Language
internal import Messages

/// Reads what a sentence says of the reality of an act.
struct RealityReader {
    let data: LanguageData

    /// What is said of an act.
    struct Reality {
        var negated = false
        var modality = Relation.Modality.fact
        /// `status:…` and other cues.
        var cues: [String] = []
        /// Whether the act is only the content of another one ("urged X to attack").
        var isContent = false
        var explanation: [String] = []
    }

    /// The reality of the act of verb group `number`.
    func reality(of number: Int, _ view: SentenceView) -> Reality {
        let group = view.groups[number]
        if number > 0, joins(number, view) {
            // "would shoot and attack": the second verb shares the first one's auxiliaries.
            return reality(of: number - 1, view)
        }
        var reality = Reality()
        reality.negated = group.negated
        switch group.modal {
        case .future: reality.modality = .future
        case .possible: reality.modality = isAgreed(number, view) ? .future : .possible
        case .none: if group.progressive && !pastTense(group, view) { reality.modality = .ongoing }
        }
        if group.infinitive || group.bare && !group.passive {
            govern(number, view, &reality, depth: 0)
        } else if isDenied(number, view) {
            reality.negated.toggle()
            reality.explanation.append("content of a denial → negated")
        }
        if reality.modality == .fact, !group.infinitive, isConditional(group.start, view) {
            reality.modality = .conditional
        }
        if isDemanded(number, view) {
            reality.isContent = true
            reality.explanation.append("what a speaker demands")
        }
        return reality
    }

    /// Whether verb group `number` is what a speaker says that somebody must do, or a bare form after
    /// a demand: "demanded that Chad withdraw".
    private func isDemanded(_ number: Int, _ view: SentenceView) -> Bool {
        let group = view.groups[number]
        guard number > 0, !group.infinitive else { return false }
        let governor = view.groups[number - 1]
        let lemmas = data.vocabulary.verbs(view.tokens[governor.main].word)
        if group.modal == .possible {
            return (group.start..<group.main).contains {
                RealityReader.obliging.contains(data.vocabulary.text(view.tokens[$0].word))
            } && lemmas.contains { data.vocabulary.classes($0).contains(.speech) }
        }
        let classes = data.vocabulary.classes(view.tokens[group.main].word)
        guard group.start == group.main, classes.contains(.base), !classes.contains(.past),
            !(governor.main..<group.start).contains(where: view.isHardMark)
        else { return false }
        return lemmas.contains { lemma in
            data.governors[lemma] == "request"
                || RealityReader.asking.contains(data.vocabulary.text(lemma))
        }
    }

    /// "agreed that the ministers should meet".
    private func isAgreed(_ number: Int, _ view: SentenceView) -> Bool {
        let group = view.groups[number]
        guard number > 0, !view.groups[number - 1].negated, !group.negated else { return false }
        let words = (group.start..<group.main).map { data.vocabulary.text(view.tokens[$0].word) }
        return words.contains("should")
            && data.vocabulary.verbs(view.tokens[view.groups[number - 1].main].word).contains {
                RealityReader.settling.contains(data.vocabulary.text($0))
            }
    }

    private static let settling: Set<String> = ["agree", "decide", "resolve"]
    private static let obliging: Set<String> = ["must", "should", "ought"]
    /// Verbs that ask in a clause with "that", beside those that govern an infinitive.
    private static let asking: Set<String> = ["insist", "propose", "recommend", "suggest"]
    /// What words before an act's noun say of it.
    private static let unreal: [String: (modality: Relation.Modality, status: EventStatus)] =
        Dictionary(
            uniqueKeysWithValues: [
                "possible", "potential", "eventual", "feared", "rumoured", "rumored",
                "hypothetical",
            ].map { ($0, (.possible, .hypothetical)) }
                + [
                    "planned", "proposed", "upcoming", "forthcoming", "scheduled", "looming",
                    "imminent", "impending", "intended",
                ].map { ($0, (.future, .planned)) })

    /// Whether verb group `number` heads the clause that a denial has as its content: "denied that
    /// it had attacked", "denies it attacked".
    private func isDenied(_ number: Int, _ view: SentenceView) -> Bool {
        guard number > 0 else { return false }
        let governor = view.groups[number - 1]
        let between = (governor.main + 1)..<max(governor.main + 1, view.groups[number].start)
        guard !governor.negated,
            !between.contains(where: { view.tags[$0] == .mark && !isQuote($0, view) })
        else { return false }
        return data.vocabulary.verbs(view.tokens[governor.main].word).contains {
            data.governors[$0] == "denied"
        }
    }

    /// The reality of a noun's act: that of what governs the noun.
    func reality(noun index: Int, _ group: Int?, _ view: SentenceView) -> Reality {
        if let group { return reality(of: group, view) }
        var reality = Reality()
        // "a possible withdrawal", "their planned visit".
        var place = index - 1
        while place >= 0, index - place <= 3, view.tags[place] != .mark, view.tags[place] != .verb,
            view.tags[place] != .preposition
        {
            let word = view.text[view.span(place, place)].lowercased()
            if let told = RealityReader.unreal[word] {
                reality.modality = told.modality
                reality.cues = ["status:\(told.status.rawValue)", Relation.toldCue]
                reality.explanation = ["\"\(word)\" before it: \(told.status.rawValue)"]
                return reality
            }
            place -= 1
        }
        if index > 1 {
            // "during a phone call": time, not what the verb governs.
            let near = [index - 1, index - 2].map { data.vocabulary.text(view.tokens[$0].word) }
            if near.contains("during") || near.contains("in") || near.contains("after") {
                return reality
            }
        }
        guard let number = view.groups.lastIndex(where: { $0.main < index }),
            index - view.groups[number].main <= 8
        else { return reality }
        let governor = view.groups[number]
        for lemma in data.vocabulary.verbs(view.tokens[governor.main].word) {
            apply(data.governors[lemma], governor, view, &reality)
        }
        if governor.modal == .future, reality.modality == .fact { reality.modality = .future }
        return reality
    }

    private func govern(
        _ number: Int, _ view: SentenceView, _ reality: inout Reality, depth: Int
    ) {
        let group = view.groups[number]
        guard depth < 4 else { return }
        if group.bare, group.start > 0 {
            let before = data.vocabulary.text(view.tokens[group.start - 1].word)
            if before == "without" || before == "of" || before == "against" || before == "for" {
                // "instead of retreating", "accused of killing": no fact by itself.
                reality.isContent = true
                return
            }
        }
        // The word right before "to" may be an adjective or noun that governs: "due to", "plan to".
        var word = group.start - 1
        while word >= 0, view.tags[word] == .adverb { word -= 1 }
        if group.infinitive, word >= 0, view.tags[word] != .verb {
            let effects = data.vocabulary.verbs(view.tokens[word].word).compactMap {
                data.governors[$0]
            }
            if let effect = effects.first, view.mentionAt[word] < 0 {
                if effect == "own" || effect == "request" { reality.isContent = true }
                apply(effect, nil, view, &reality)
                return
            }
        }
        guard number > 0 else {
            if group.infinitive { reality.modality = .possible }
            return
        }
        let governor = view.groups[number - 1]
        let separated = (governor.main + 1..<max(governor.main + 1, group.start)).contains {
            view.tags[$0] == .mark && !isQuote($0, view)
        }
        let joined =
            group.start > 0 && view.tags[group.start - 1] == .conjunction && group.infinitive
        var effect: String?
        if !separated || joined {
            for lemma in data.vocabulary.verbs(view.tokens[governor.main].word) {
                effect = effect ?? data.governors[lemma]
            }
        }
        if let effect {
            apply(effect, governor, view, &reality)
            if governor.infinitive || governor.bare {
                govern(number - 1, view, &reality, depth: depth + 1)
            }
        } else if group.infinitive {
            // "sent troops to fight": a purpose is no fact.
            reality.isContent = true
        }
    }

    private func apply(
        _ effect: String?, _ governor: VerbGroup?, _ view: SentenceView, _ reality: inout Reality
    ) {
        guard let effect else { return }
        let negated = governor?.negated ?? false
        switch effect {
        case "planned":
            reality.modality = .future
            if negated { reality.negated = true }
        case "postponed", "cancelled":
            reality.cues.append("status:\(effect)")
        case "negated": if !negated { reality.negated.toggle() }
        case "denied": reality.negated = !negated
        case "hypothetical": reality.modality = .possible
        case "ongoing":
            if governor?.modal == .future {
                reality.modality = .future
            } else if reality.modality == .fact {
                reality.modality = .ongoing
            }
            if negated { reality.negated = true }
        default: reality.isContent = true
        }
        if let governor {
            let words = view.text[view.span(governor.start, governor.main)]
            reality.explanation.append("governed by \"\(words)\": \(effect)")
        }
    }

    /// Whether a bare base form continues the verb group before it.
    private func joins(_ number: Int, _ view: SentenceView) -> Bool {
        let group = view.groups[number]
        guard group.start == group.main, group.start > 0,
            view.tags[group.start - 1] == .conjunction
        else { return false }
        let classes = data.vocabulary.classes(view.tokens[group.main].word)
        let before = view.groups[number - 1]
        return classes.contains(.base) && !classes.contains(.past)
            && (before.modal != .none || before.infinitive) && group.start - before.main < 12
    }

    private func pastTense(_ group: VerbGroup, _ view: SentenceView) -> Bool {
        (group.start..<group.main).contains {
            ["was", "were", "been", "had"].contains(data.vocabulary.text(view.tokens[$0].word))
        }
    }

    private func isConditional(_ start: Int, _ view: SentenceView) -> Bool {
        var index = start - 1
        while index >= 0, start - index < 12 {
            if view.isHardMark(index) || view.tags[index] == .verb { return false }
            let word = view.tokens[index].word
            if data.vocabulary.classes(word).contains(.conditional) { return true }
            // "When an army leaves, others come" tells of no day.
            if data.vocabulary.text(word) == "when" {
                let classes = data.vocabulary.classes(view.tokens[start].word)
                return classes.contains(.present) && !classes.contains(.past)
            }
            index -= 1
        }
        return false
    }

    private func isQuote(_ index: Int, _ view: SentenceView) -> Bool {
        let shape = view.tokens[index].shape
        return shape.contains(.opens) || shape.contains(.closes)
    }
}
