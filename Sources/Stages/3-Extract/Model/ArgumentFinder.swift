internal import Model

/// Finds the heads of the phrases that act and are acted upon, where the model's heads for events
/// name none: by the roles of the predicate, else by the tree.
struct ArgumentFinder {
    let read: SentenceReading
    private static let depthLimit = 6
    var grammar: Grammar { read.grammar }

    init(_ read: SentenceReading) { self.read = read }

    /// A head, and how it was found.
    struct Found {
        var word: Int
        var how: String
    }

    /// Who may act in the event whose trigger's words are given, the best first.
    func actors(of trigger: [Int]) -> [Found] {
        roles(of: trigger, grammar.actorRoles) + treeActors(of: trigger)
    }

    /// Who may be acted upon.
    func patients(of trigger: [Int]) -> [Found] {
        roles(of: trigger, grammar.patientRoles) + treePatients(of: trigger)
    }

    private func roles(of trigger: [Int], _ wanted: [Int]) -> [Found] {
        var found: [Found] = []
        for predicate in read.reading.predicates where trigger.contains(predicate.word) {
            for role in wanted {
                for argument in predicate.arguments
                where argument.role == role && !trigger.contains(argument.word) {
                    found.append(
                        Found(
                            word: argument.word,
                            how: "\(grammar.labels.roles[role]) of \(predicate.roleset)"))
                }
            }
        }
        return found
    }

    private func treeActors(of trigger: [Int]) -> [Found] {
        var found: [Found] = []
        for word in trigger {
            found += read.dependents(of: word, grammar.agents).map {
                Found(word: $0, how: "agent in the tree")
            }
            found += read.dependents(of: word, grammar.possessors).map {
                Found(word: $0, how: "possessor in the tree")
            }
            if let subject = subject(of: word, depth: 0) {
                found.append(Found(word: subject, how: "subject in the tree"))
            }
            found += attackers(of: word).map { Found(word: $0, how: "owner of the attack") }
        }
        return found
    }

    private func treePatients(of trigger: [Int]) -> [Found] {
        trigger.flatMap { word in
            (read.dependents(of: word, grammar.passiveSubjects)
                + read.dependents(of: word, grammar.objects)
                + relativized(word, passive: true)
                + read.dependents(of: word, grammar.obliques)).map {
                    Found(word: $0, how: "object in the tree")
                }
        }
    }

    /// The active subject of a word's clause: its own, or what it shares with the clause that governs
    /// it: "met and urged", "decided to expel", "left, saying", "troops who shelled".
    func subject(of word: Int, depth: Int) -> Int? {
        guard depth < ArgumentFinder.depthLimit else { return nil }
        if let own = read.dependents(of: word, grammar.subjects).first(where: { !isRelative($0) }) {
            return own
        }
        if !read.dependents(of: word, grammar.passiveSubjects).isEmpty { return nil }
        guard let governor = read.governor(of: word) else { return nil }
        let relation = read.relation(of: word)
        if isPurpose(word) {
            // "Chad's decision to leave", "took the decision to leave"
            return read.dependents(of: governor, grammar.possessors).first
                ?? subject(of: governor, depth: depth + 1)
        }
        if let noun = relativized(word, passive: false).first { return noun }
        if grammar.openClauses.contains(relation) {
            // "urged them to leave": the object of the one is the subject of the other.
            return read.dependents(of: governor, grammar.objects).first
                ?? subject(of: governor, depth: depth + 1)
        }
        let shares =
            grammar.conjuncts.contains(relation) || grammar.clauses.contains(relation)
            || grammar.objects.contains(relation) || grammar.obliques.contains(relation)
        return shares ? subject(of: governor, depth: depth + 1) : nil
    }

    /// Whether an infinitive tells what a noun is for: "the decision to leave".
    private func isPurpose(_ word: Int) -> Bool {
        grammar.relativeClauses.contains(read.relation(of: word))
            && read.dependents(of: word, grammar.marks).contains {
                read.form($0) == "to"
            }
    }

    /// The noun that a relative clause or a participle belongs to.
    func relativized(_ word: Int, passive: Bool) -> [Int] {
        guard grammar.relativeClauses.contains(read.relation(of: word)),
            let noun = read.governor(of: word)
        else { return [] }
        let subjects = read.dependents(of: word, grammar.subjects)
        let hasOwn = subjects.contains { !isRelative($0) }
        let isPassive =
            !read.dependents(of: word, grammar.passiveSubjects).isEmpty
            || subjects.isEmpty && isPastParticiple(word)
        return passive == (hasOwn || isPassive) ? [noun] : []
    }

    func isRelative(_ word: Int) -> Bool {
        read.isPronoun(word)
            && ["who", "which", "that", "whom"].contains(read.form(word))
    }

    private func isPastParticiple(_ word: Int) -> Bool {
        let features = grammar.labels.features(read.reading.words[word])
        return features.contains { $0.name == "VerbForm" && $0.value == "Part" }
            && features.contains { $0.name == "Tense" && $0.value == "Past" }
    }
}
