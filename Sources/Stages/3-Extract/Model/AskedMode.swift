internal import Knowledge
internal import Messages
internal import Model

/// The mode of a request, a refusal or a threat by the word for what is asked for, refused or
/// threatened: "urged them to meet", "refused to hand over the suspects", "calls for a ceasefire".
struct AskedMode {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    let words: AskedWords

    /// What the words tell.
    enum Told: Equatable {
        /// The mode.
        case mode(String)
        /// What is asked for is of no mode: to wait, to explain, or not to do something.
        case none
        /// There is a word for what is asked for, which tells no mode.
        case unknown
    }

    private static let answering: Set<String> = ["explain", "clarify", "wait", "answer"]
    private static let harming: Set<String> = [
        "attack", "strike", "invade", "bomb", "shell", "escalate", "interfere", "fight",
        "intervene", "provoke", "shoot", "fire", "kill", "harm", "target", "retaliate", "launch",
        "resume",
    ]
    private static let depth = 4

    /// What the words tell; nil if they do not say what is asked for.
    var told: Told? {
        for word in trigger where !isDenial(word) {
            let contents = read.isVerb(word) ? asked(verb: word) : asked(noun: word)
            if let told = told(contents, 0) { return told }
        }
        return nil
    }

    /// "denied backing the rebels": no refusal of what is denied.
    private func isDenial(_ word: Int) -> Bool {
        ["deny", "denies", "denied", "denying"].contains(read.form(word))
    }

    private func told(_ contents: [Int], _ depth: Int) -> Told? {
        guard !contents.isEmpty, depth < AskedMode.depth else { return nil }
        for word in contents {
            if let found = told(word, depth), found != .unknown { return found }
        }
        return .unknown
    }

    /// What a word for what is asked for tells, or what it leads to.
    private func told(_ word: Int, _ depth: Int) -> Told? {
        let conjuncts = read.dependents(of: word, read.grammar.conjuncts)
        if read.isVerb(word) {
            if isNegated(word) {
                return read.isForm(word, of: AskedMode.harming) ? .mode("yield") : Told.none
            }
            if read.isForm(word, of: AskedMode.answering) { return Told.none }
        }
        if let mode = mode(word) {
            return .mode(mode == "yield" && isOfRules(word) ? "change" : mode)
        }
        guard isLead(word) else { return told(conjuncts, depth + 1) }
        return told(contents(of: word) + conjuncts, depth + 1)
    }

    private func mode(_ word: Int) -> String? {
        if read.isVerb(word) {
            return forms(word).lazy.compactMap { words.verbs[$0] }.first.flatMap { mode in
                // "meet their obligations" is no meeting.
                mode == "meet" && isOverThing(word) ? nil : mode
            }
        }
        return words.nouns[read.form(word)] ?? words.nouns[read.lemma(word)]
    }

    /// "stop revoking permits", "withdraw the law": whose ending is a change.
    private func isOfRules(_ word: Int) -> Bool {
        read.isVerb(word)
            && read.dependents(of: word).contains { child in
                ["obj", "xcomp"].contains(read.label(child)) && mode(child) == "change"
            }
    }

    private func isLead(_ word: Int) -> Bool {
        read.isVerb(word)
            ? forms(word).contains(where: words.leads.contains)
            : words.leads.contains(read.lemma(word))
    }

    /// A verb as tables have it: with its particle, else alone.
    private func forms(_ verb: Int) -> [String] {
        let lemma = read.lemma(verb)
        let particles = read.dependents(of: verb).filter { read.label($0) == "compound:prt" }
        // The model leaves an e too few or too many at the end of a lemma that it does not know.
        return particles.map { lemma + " " + read.form($0) }
            + [lemma, lemma + "e", lemma.hasSuffix("e") ? String(lemma.dropLast()) : lemma]
    }

    private func isOverThing(_ verb: Int) -> Bool {
        read.lemma(verb) == "meet"
            && read.dependents(of: verb, read.grammar.objects).contains {
                read.reading.words[$0].upos == read.grammar.nouns
                    && read.mention(headedBy: $0) == nil
            }
    }

    private func isNegated(_ word: Int) -> Bool {
        read.dependents(of: word).contains { ["not", "n't", "never"].contains(read.form($0)) }
    }

    /// What a verb asks for: its clause, else what stands behind "for", else its object.
    private func asked(verb: Int) -> [Int] {
        let clauses = read.dependents(of: verb).filter {
            ["xcomp", "ccomp"].contains(read.label($0)) && read.isVerb($0)
        }
        if !clauses.isEmpty { return clauses }
        let purposes = read.dependents(of: verb, read.grammar.clauses).filter {
            $0 > verb && isInfinitive($0)
        }
        if !purposes.isEmpty, read.dependents(of: verb, read.grammar.objects).isEmpty {
            return purposes
        }
        let named = read.dependents(of: verb, read.grammar.obliques).filter {
            read.reading.words[$0].upos == read.grammar.nouns
                && !read.prepositions($0).isDisjoint(with: ["for", "of", "on", "with"])
        }
        let objects = read.dependents(
            of: verb, read.grammar.objects.union(read.grammar.passiveSubjects)
        ).filter { read.reading.words[$0].upos == read.grammar.nouns }
        if !named.isEmpty || !objects.isEmpty {
            return named.filter { read.prepositions($0).contains("for") } + objects + named
        }
        return []
    }

    /// What a noun asks for: "a call for talks", "its demand to leave", "a demand that it leave", "the truce plan".
    private func asked(noun: Int) -> [Int] {
        read.dependents(of: noun).filter { child in
            switch read.label(child) {
            case "nmod", "obl":
                !read.prepositions(child).isDisjoint(with: ["for", "of"])
            case "compound": read.reading.words[child].upos == read.grammar.nouns
            case "acl", "ccomp", "xcomp": read.isVerb(child) && child > noun
            default: false
            }
        }
    }

    /// What a word that only leads to the next leads to.
    private func contents(of word: Int) -> [Int] {
        guard read.isVerb(word) else { return asked(noun: word) }
        let clauses = read.dependents(of: word).filter {
            ["xcomp", "ccomp"].contains(read.label($0)) && read.isVerb($0)
        }
        let nouns = read.dependents(
            of: word, read.grammar.objects.union(read.grammar.passiveSubjects))
        let behind = read.dependents(of: word, read.grammar.obliques).filter {
            !read.prepositions($0).isDisjoint(with: ["to", "in", "on", "at", "for", "with", "off"])
        }
        return clauses + nouns + behind
    }

    private func isInfinitive(_ word: Int) -> Bool {
        read.isVerb(word)
            && read.dependents(of: word).contains {
                read.label($0) == "mark" && read.form($0) == "to"
            }
    }
}
