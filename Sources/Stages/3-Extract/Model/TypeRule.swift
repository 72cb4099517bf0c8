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
        /// The word for who does it, where it is not who the trigger's words have.
        var source: Int?

        /// The cue of a relation.
        var cue: String { Relation.typeCue + type.rawValue + (mode.map { "/" + $0 } ?? "") }
    }

    static let armed: Set<String> = ["MIL", "REB", "PRM"]
    private static let irregular: Set<String> = ["REB", "PRM", "CRM"]
    private static let backing: Set<String> = ["back", "support"]
    private static let means: Set<String> = [
        "arms", "weapons", "weaponry", "ammunition", "airstrikes", "strikes", "airpower", "jets",
        "warplanes", "aircraft", "artillery", "tanks", "troops", "soldiers", "fighters", "advisers",
        "money", "cash", "funds", "funding", "training", "supplies", "fuel",
    ]
    private static let taking: Set<String> = ["capture", "kidnap", "abduct", "snatch", "seize"]
    private static let holding: Set<String> = ["hold", "detain", "arrest"]
    static let ousting: Set<String> = [
        "oust", "drive", "push", "expel", "eject", "flush", "dislodge", "rout", "evict", "chase",
        "sweep",
    ]
    private static let attending: Set<String> = ["attend", "participate", "join", "come", "go"]
    private static let meeting: Set<String> = ["meet", "negotiate", "talk", "sit", "speak"]

    /// What an act that looks like one of `type` is; nil where nothing tells another.
    func told(_ type: EventType?) -> Told? {
        guard let word = trigger.first(where: read.isVerb) else {
            return type == .consult ? trigger.lazy.compactMap(refused).first : nil
        }
        if let expected = expected(type, word) { return expected }
        if type == .threaten || type == .accuse || type == .request, let asked = asked(word) {
            return Told(type: .request, target: isTarget(asked) ? nil : asked)
        }
        if let deed = deed(type, word) { return deed }
        switch type {
        case .support where isHelp(word): return Told(type: .aid)
        case .agree where isCall(word): return Told(type: .request)
        case .coerce, .retreat, .sanction, .mobilize, .assault:
            if type != .assault, isAbduction(word, type) {
                return Told(type: .assault, mode: "abduct")
            }
            if type != .assault, isFight(word) { return Told(type: .assault) }
            guard type != .retreat, isThreat(word) else { return nil }
            return Told(type: .threaten, status: .occurred)
        case .consult where isRefused(word):
            return Told(type: .reject, mode: "meet", status: .occurred)
        case .threaten where read.lemma(word) == "warn":
            return blamed(word).map { Told(type: .accuse, mode: "disapprove", target: $0) }
        default: return nil
        }
    }

    private static let visiting: Set<String> = [
        "visit", "attend", "come", "join", "meet", "participate", "take", "talk", "discuss", "send",
        "hold", "negotiate", "return", "travel", "speak", "address", "stay", "begin", "resume",
    ]

    /// "invited its supporters to march": to do what is no visit and no talks.
    private func isCall(_ word: Int) -> Bool {
        read.isForm(word, of: ["invite"])
            && read.dependents(of: word, read.grammar.openClauses).contains { verb in
                read.isVerb(verb) && !read.isForm(verb, of: TypeRule.visiting)
            }
    }

    /// "backed by fighters", "supported the rebels with airstrikes": not by words alone.
    private func isHelp(_ word: Int) -> Bool {
        guard read.isForm(word, of: TypeRule.backing), let patient = patient(word),
            isTarget(patient) || TypeRule.fights.contains(read.form(patient))
        else { return false }
        let isArmed = (sources + targets).contains { !TypeRule.armed.isDisjoint(with: $0.sectors) }
        return isArmed
            || read.dependents(of: word, read.grammar.obliques).contains { oblique in
                let hasMeans =
                    TypeRule.means.contains(read.form(oblique))
                    && read.dependents(of: oblique, read.grammar.cases).contains {
                        ["with", "by", "through"].contains(read.form($0))
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
        if read.label(word) == "conj", let first = read.governor(of: word) { verb = first }
        let isTied = read.dependents(of: verb).contains { clause in
            read.label(clause).hasPrefix("advcl")
                && read.dependents(of: clause).contains {
                    read.label($0) == "mark" && ["if", "unless"].contains(read.form($0))
                }
        }
        return isTied && isOwnWord(verb)
    }

    /// Whether it is told on no other's word.
    private func isOwnWord(_ verb: Int) -> Bool {
        guard ["ccomp", "root"].contains(read.label(verb)) else { return false }
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

    /// Whom a verb governs: its object, or of whom its passive or participle tells.
    func patient(_ word: Int) -> Int? {
        if let object = read.dependents(of: word, read.grammar.objects).first(where: {
            !isRelative($0)
        }) {
            return object
        }
        let passive = read.dependents(of: word, read.grammar.passiveSubjects).first
        if let passive, !isRelative(passive) { return passive }
        let isOf = passive != nil || isPastParticiple(word) || hasRelativeObject(word)
        guard isOf, let governor = read.governor(of: word) else { return nil }
        if read.label(word).hasPrefix("acl") { return governor }
        // "The forces went on shelling the town, backed by planes": of the subject before.
        return read.label(word) == "advcl" ? subject(governor) : nil
    }

    /// The subject of a verb, or of that which governs it.
    private func subject(_ verb: Int) -> Int? {
        if let subject = read.dependents(of: verb, read.grammar.subjects).first { return subject }
        guard read.grammar.openClauses.contains(read.relation(of: verb)) else { return nil }
        return read.governor(of: verb).flatMap(subject)
    }

    /// "the fighters that they captured".
    private func hasRelativeObject(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.objects).contains(where: isRelative)
    }

    private func isRelative(_ word: Int) -> Bool {
        read.isPronoun(word) && ["who", "which", "that", "whom"].contains(read.form(word))
    }

    private func isPastParticiple(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.subjects).isEmpty
            && read.grammar.labels.features(read.reading.words[word]).contains {
                $0.name == "Tense" && $0.value == "Past"
            }
    }

    func isTarget(_ word: Int) -> Bool {
        let named = read.label(word) == "appos" ? read.governor(of: word) : nil
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

    func hasFuture(_ word: Int) -> Bool {
        auxiliaries(word).contains { ["will", "would", "wo", "'ll", "’ll", "shall"].contains($0) }
    }

    /// Its own auxiliaries, and where it has none those that it shares.
    private func auxiliaries(_ word: Int) -> [String] {
        let own = read.dependents(of: word).filter { read.label($0) == "aux" }.map(read.form)
        guard own.isEmpty, read.label(word) == "conj", let first = read.governor(of: word) else {
            return own
        }
        return read.dependents(of: first).filter { read.label($0) == "aux" }.map(read.form)
    }

    func isNegated(_ word: Int) -> Bool {
        read.dependents(of: word).contains { dependent in
            ["not", "n't", "n’t", "never"].contains(read.form(dependent))
                || read.grammar.objects.contains(read.relation(of: dependent))
                    && read.dependents(of: dependent).contains {
                        read.label($0) == "det" && read.form($0) == "no"
                    }
        }
    }
}
