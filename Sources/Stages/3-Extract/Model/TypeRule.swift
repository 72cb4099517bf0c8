internal import Messages
internal import Model

/// Says of which type an act is where who acts on whom, and the words that hang from the trigger, tell it
/// more surely than the trigger does: who backs rebels helps them, fighters who capture a reporter
/// abduct him, and a border that would be closed if others did not act is a threat.
struct TypeRule {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    let sources: [ActorMention]
    let targets: [ActorMention]
    /// Whom a word names.
    let actor: (Int) -> ActorMention?

    /// What the words tell an act to be.
    struct Told: Equatable {
        var type: EventType
        var mode: String?
        /// Its status, where it is not what the trigger's words have.
        var status: EventStatus?
        /// The word for whom it is done to, where it is not whom the trigger's words have.
        var target: Int?

        /// The cue of a relation.
        var cue: String { Relation.typeCue + type.rawValue + (mode.map { "/" + $0 } ?? "") }
    }

    private static let armed: Set<String> = ["MIL", "REB", "PRM"]
    private static let irregular: Set<String> = ["REB", "PRM", "CRM"]
    private static let backing: Set<String> = ["back", "support"]
    private static let means: Set<String> = [
        "arms", "weapons", "weaponry", "ammunition", "airstrikes", "strikes", "airpower", "jets",
        "warplanes", "aircraft", "artillery", "tanks", "troops", "soldiers", "fighters", "advisers",
        "money", "cash", "funds", "funding", "training", "supplies", "fuel",
    ]
    private static let taking: Set<String> = ["capture", "kidnap", "abduct", "snatch", "seize"]
    private static let holding: Set<String> = ["hold", "detain", "arrest"]
    private static let ousting: Set<String> = [
        "oust", "drive", "push", "expel", "eject", "flush", "dislodge", "rout", "evict", "chase",
        "sweep",
    ]
    private static let attending: Set<String> = ["attend", "participate", "join", "come", "go"]
    private static let meeting: Set<String> = ["meet", "negotiate", "talk", "sit", "speak"]

    /// What an act that looks like one of `type` is; nil where nothing tells another.
    func told(_ type: EventType?) -> Told? {
        guard let word = trigger.first(where: isVerb) else { return nil }
        if type == .threaten || type == .accuse || type == .request, let asked = asked(word) {
            return Told(type: .request, target: isTarget(asked) ? nil : asked)
        }
        switch type {
        case .support where isHelp(word): return Told(type: .aid)
        case .coerce, .retreat, .sanction, .mobilize, .assault:
            if type != .assault, isAbduction(word, type) {
                return Told(type: .assault, mode: "abduct")
            }
            if type != .assault, isFight(word) { return Told(type: .assault) }
            guard type != .retreat, isThreat(word) else { return nil }
            return Told(type: .threaten, status: .occurred)
        case .consult where isRefused(word):
            return Told(type: .reject, mode: "meet", status: .occurred)
        case .threaten where lemma(word) == "warn":
            return blamed(word).map { Told(type: .accuse, mode: "disapprove", target: $0) }
        default: return nil
        }
    }

    /// "backed by fighters", "supported the rebels with airstrikes": not by words alone.
    private func isHelp(_ word: Int) -> Bool {
        guard read.isForm(word, of: TypeRule.backing), patient(word).map(isTarget) ?? false else {
            return false
        }
        let isArmed = (sources + targets).contains { !TypeRule.armed.isDisjoint(with: $0.sectors) }
        return isArmed
            || read.dependents(of: word, read.grammar.obliques).contains { oblique in
                let hasMeans =
                    TypeRule.means.contains(form(oblique))
                    && read.dependents(of: oblique, read.grammar.cases).contains {
                        ["with", "by", "through"].contains(form($0))
                    }
                return hasMeans
            }
    }

    /// Somebody, not a place or a thing, in the hands of those who are no state's.
    private func isAbduction(_ word: Int, _ type: EventType?) -> Bool {
        guard type == .coerce, !sources.isEmpty,
            sources.allSatisfy({ !TypeRule.irregular.isDisjoint(with: $0.sectors) }),
            let patient = patient(word), isTarget(patient), isPerson(patient)
        else { return false }
        if read.isForm(word, of: TypeRule.taking) { return true }
        return read.isForm(word, of: TypeRule.holding)
            && targets.allSatisfy { TypeRule.armed.isDisjoint(with: $0.sectors) }
    }

    /// Whoever drives fighters out, fights them.
    private func isFight(_ word: Int) -> Bool {
        guard read.isForm(word, of: TypeRule.ousting), let patient = patient(word),
            isTarget(patient), !targets.isEmpty
        else { return false }
        let areIrregular = targets.allSatisfy { !TypeRule.irregular.isDisjoint(with: $0.sectors) }
        let areArmed = targets.allSatisfy { !TypeRule.armed.isDisjoint(with: $0.sectors) }
        let areFighters = sources.contains { !TypeRule.armed.isDisjoint(with: $0.sectors) }
        return areIrregular || areArmed && areFighters
    }

    /// "would close its border unless others helped": what somebody will do to others is tied to what they
    /// do. What a third foretells of him is none.
    private func isThreat(_ word: Int) -> Bool {
        guard !targets.isEmpty, hasFuture(word), !isNegated(word) else { return false }
        var verb = word
        if label(word) == "conj", let first = read.governor(of: word) { verb = first }
        let isTied = read.dependents(of: verb).contains { clause in
            label(clause).hasPrefix("advcl")
                && read.dependents(of: clause).contains {
                    label($0) == "mark" && ["if", "unless"].contains(form($0))
                }
        }
        return isTied && isOwnWord(verb)
    }

    /// Whether it is told on no other's word.
    private func isOwnWord(_ verb: Int) -> Bool {
        guard ["ccomp", "root"].contains(label(verb)) else { return false }
        guard let governor = read.governor(of: verb),
            let speaker = read.dependents(of: governor, read.grammar.subjects).first,
            let country = actor(speaker)?.country
        else { return true }
        return sources.contains { $0.country == country }
    }

    /// "will not attend the talks", "would not meet the envoys": of one side; that both will not meet
    /// is no refusal.
    private func isRefused(_ word: Int) -> Bool {
        guard hasFuture(word), isNegated(word), !sources.isEmpty else { return false }
        return read.isForm(word, of: TypeRule.attending)
            || read.isForm(word, of: TypeRule.meeting) && Set(sources.map(\.country)).count == 1
    }

    private static let saying: Set<String> = [
        "tell", "say", "tweet", "write", "insist", "stress", "argue", "declare", "state",
        "announce", "add", "warn",
    ]

    /// Of whom somebody says that he must or should do something: "told Chad that it must leave".
    private func asked(_ word: Int) -> Int? {
        guard read.isForm(word, of: TypeRule.saying),
            let clause = read.dependents(of: word).first(where: { label($0) == "ccomp" }),
            isVerb(clause), !isNegated(clause),
            read.dependents(of: clause).contains(where: {
                label($0) == "aux" && ["must", "should", "ought"].contains(form($0))
            }), let subject = read.dependents(of: clause, read.grammar.subjects).first
        else { return nil }
        let addressed = read.dependents(of: word, read.grammar.objects).first
        let doer = read.isPronoun(subject) ? addressed : subject
        guard let doer, let named = actor(doer), let country = named.country,
            !sources.contains(where: { $0.country == country })
        else { return nil }
        return doer
    }

    /// Whom a warning says to do harm: "warned that Chad was arming rebels". Who only
    /// is warned of what will become of him is threatened.
    private func blamed(_ word: Int) -> Int? {
        guard let clause = content(of: word),
            read.dependents(of: clause, read.grammar.passiveSubjects).isEmpty,
            let subject = read.dependents(of: clause, read.grammar.subjects).first,
            !read.isPronoun(subject), !read.isForm(clause, of: TypeRule.suffering)
        else { return nil }
        let doesSomething = read.dependents(of: clause).contains {
            ["obj", "xcomp", "ccomp"].contains(label($0))
                || label($0).hasPrefix("obl")
                    && read.dependents(of: $0, read.grammar.cases).contains {
                        ["to", "in"].contains(form($0))
                    } && ["lead", "result"].contains(lemma(clause))
        }
        guard doesSomething, let doer = owner(of: subject), let named = actor(doer) else {
            return nil
        }
        let isOwn = sources.contains { $0.entity == named.entity || $0.country == named.country }
        return isOwn && sources.contains { $0.entity != named.entity } ? nil : doer
    }

    /// The clause that tells what is warned of, also where the tree hangs it on a noun between.
    private func content(of word: Int) -> Int? {
        let dependents = read.dependents(of: word)
        if let clause = dependents.first(where: { label($0) == "ccomp" }) {
            return isVerb(clause) ? clause : nil
        }
        return dependents.filter { label($0).hasPrefix("obl") }.flatMap(read.dependents(of:))
            .first { clause in
                label(clause) == "acl" && isVerb(clause)
                    && read.dependents(of: clause).contains {
                        label($0) == "mark" && form($0) == "that"
                    }
            }
    }

    private static let suffering: Set<String> = [
        "pay", "suffer", "lose", "face", "regret", "see", "have", "get", "bear", "risk", "need",
        "receive", "meet", "answer", "burn",
    ]

    /// The actor of a subject: itself, or whose deed it is ("Chad's moves").
    private func owner(of subject: Int) -> Int? {
        if let named = actor(subject), named.entity != nil { return subject }
        return read.dependents(of: subject).first { word in
            ["nmod:poss", "amod", "compound"].contains(label(word)) && actor(word)?.entity != nil
        }
    }

    /// Whom a verb governs: its object, or of whom its passive or participle tells.
    private func patient(_ word: Int) -> Int? {
        if let object = read.dependents(of: word, read.grammar.objects).first(where: {
            !isRelative($0)
        }) {
            return object
        }
        let passive = read.dependents(of: word, read.grammar.passiveSubjects).first
        if let passive, !isRelative(passive) { return passive }
        guard label(word).hasPrefix("acl"), passive != nil || isPastParticiple(word) else {
            return nil
        }
        return read.governor(of: word)
    }

    private func isRelative(_ word: Int) -> Bool {
        read.isPronoun(word) && ["who", "which", "that", "whom"].contains(form(word))
    }

    private func isPastParticiple(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.subjects).isEmpty
            && read.grammar.labels.features(read.reading.words[word]).contains {
                $0.name == "Tense" && $0.value == "Past"
            }
    }

    private func isTarget(_ word: Int) -> Bool {
        let named = label(word) == "appos" ? read.governor(of: word) : nil
        return [word, named].compactMap { $0 }.contains { word in
            targets.contains { $0.span.overlaps(read.span(word...word)) }
        }
    }

    /// A name that the model takes for a person's and the tables for no town's, or a noun.
    private func isPerson(_ word: Int) -> Bool {
        if let kind = actor(word)?.kind, kind == .metonym || kind == .place { return false }
        if let mention = read.mention(headedBy: word) {
            return mention.type == read.grammar.persons
        }
        return read.reading.words[word].upos == read.grammar.nouns
    }

    private func hasFuture(_ word: Int) -> Bool {
        auxiliaries(word).contains { ["will", "would", "wo", "'ll", "’ll", "shall"].contains($0) }
    }

    /// Its own auxiliaries, and where it has none those that it shares.
    private func auxiliaries(_ word: Int) -> [String] {
        let own = read.dependents(of: word).filter { label($0) == "aux" }.map(form)
        guard own.isEmpty, label(word) == "conj", let first = read.governor(of: word) else {
            return own
        }
        return read.dependents(of: first).filter { label($0) == "aux" }.map(form)
    }

    private func isNegated(_ word: Int) -> Bool {
        read.dependents(of: word).contains { ["not", "n't", "n’t", "never"].contains(form($0)) }
    }

    private func isVerb(_ word: Int) -> Bool {
        read.reading.words[word].upos == read.grammar.verbs
    }

    private func label(_ word: Int) -> String {
        read.grammar.labels.relations[read.relation(of: word)]
    }

    private func form(_ word: Int) -> String { read.reading.forms[word].lowercased() }

    private func lemma(_ word: Int) -> String { read.reading.words[word].lemma.lowercased() }
}
