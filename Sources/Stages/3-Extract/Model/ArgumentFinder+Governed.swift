internal import Messages
internal import Model

/// Whom the tree says an act of some type is done to.
extension ArgumentFinder {
    /// Prepositions behind which those stand whom a verb or a noun of some type is done to.
    private static let governed: [EventType: (verbs: Set<String>, nouns: Set<String>)] = [
        .assault: (["against", "on", "upon", "at"], ["against", "on", "upon", "at"]),
        .accuse: (["to"], ["of", "against"]), .threaten: (["against"], ["against", "to"]),
        .request: (["to", "on", "upon", "with"], ["to"]), .support: (["behind"], ["for", "to"]),
        .coerce: (["on", "against"], ["on", "against"]), .reject: ([], []),
        .aid: (["to"], ["to", "for"]), .agree: (["to"], ["to"]), .cooperate: (["to"], ["to"]),
        .concede: (["to"], ["to"]), .retreat: (["to"], []), .protest: (["against"], ["against"]),
        .sanction: (["on", "against"], ["on", "against"]),
    ]
    /// Types in which what stands behind the verb's object counts as what stands behind the verb:
    /// "offered a harbour to the ship".
    private static let through: Set<EventType> = [
        .assault, .aid, .agree, .cooperate, .concede, .sanction, .coerce,
    ]
    /// Types whose direct object may be a thing, given or kept from somebody.
    private static let giving: Set<EventType> = [
        .aid, .agree, .cooperate, .concede, .retreat, .protest, .sanction,
    ]
    /// What is thrown or sent at somebody.
    private static let weapons: Set<String> = [
        "missile", "missiles", "rocket", "rockets", "artillery", "shells", "mortars", "salvo",
        "barrage", "bombs", "strikes", "airstrikes", "strike", "airstrike", "attack", "attacks",
        "assault", "offensive", "operation", "raid", "raids", "gas", "stones", "shots",
    ]
    /// Verbs of putting forward what another may refuse.
    static let offering: Set<String> = [
        "offer", "propose", "suggest", "demand", "want", "seek", "request", "submit", "present",
        "set", "draft", "favour", "favor", "nominate", "ask", "make", "bring",
    ]
    /// What is promised for somebody.
    private static let helps: Set<String> = [
        "help", "support", "aid", "assistance", "relief", "money", "funds", "funding", "loans",
        "protection", "shelter", "compensation",
    ]
    static let envoys: Set<String> = [
        "ambassador", "ambassadors", "envoy", "envoys", "diplomats", "consul", "chargé", "attaché",
        "attachés", "delegation",
    ]
    private static let burdens: Set<String> = [
        "ban", "bans", "sanctions", "embargo", "blockade", "siege", "tariffs", "duties",
        "restrictions", "boycott", "curbs",
    ]
    private static let ties: Set<String> = [
        "ties", "relations", "contacts", "trade", "links", "cooperation", "talks", "exports",
        "sales", "deliveries", "flights", "supplies",
    ]
    private static let conditions: Set<String> = ["if", "unless"]
    private static let blames: Set<String> = ["blame", "responsibility", "onus", "fault", "guilt"]

    /// The words of those whom the trigger's words govern as the ones an act of `type` is done to: an
    /// object, whom a relative clause is about, who stands behind a preposition of such acts, whose
    /// proposal is refused, on whose doings a threat depends.
    func governed(by trigger: [Int], _ type: EventType) -> [Int] {
        guard let prepositions = ArgumentFinder.governed[type] else { return [] }
        for word in trigger {
            let isVerb = read.reading.words[word].upos == grammar.verbs
            let objects = read.dependents(of: word, grammar.objects)
            var found = isVerb ? governed(by: word, objects, type) : []
            let isNobody = found.allSatisfy { read.mention(headedBy: $0) == nil }
            if found.isEmpty || isNobody && (type == .request || type == .accuse) {
                var wanted = isVerb ? prepositions.verbs : prepositions.nouns
                if type == .accuse, isVerb, isLaid(word, objects) { wanted.insert("on") }
                let governors = [word] + (ArgumentFinder.through.contains(type) ? objects : [])
                found += governors.flatMap { behind(wanted, below: $0) }
                found += behindThings(objects, type)
            }
            if !found.isEmpty { return found }
        }
        return type == .threaten ? trigger.flatMap { conditioned(below: $0, depth: 0) } : []
    }

    /// Whether blame is laid on somebody: "blamed the deaths on", "pinned the attack on", "put the blame on".
    private func isLaid(_ verb: Int, _ objects: [Int]) -> Bool {
        let lemma = read.reading.words[verb].lemma
        return ["blame", "pin"].contains(lemma)
            || ["lay", "place", "put"].contains(lemma)
                && objects.contains { ArgumentFinder.blames.contains(read.form($0)) }
    }

    /// Who stands behind objects of which some types tell more: help that is promised, an envoy who is
    /// called home, ties that are cut, a ban that is lifted.
    private func behindThings(_ objects: [Int], _ type: EventType) -> [Int] {
        func behind(_ wanted: Set<String>, _ things: Set<String>) -> [Int] {
            objects.flatMap { [$0] + read.dependents(of: $0, grammar.conjuncts) }
                .filter { things.contains(read.form($0)) }
                .flatMap { self.behind(wanted, below: $0) }
        }
        switch type {
        case .agree: return behind(["for"], ArgumentFinder.helps)
        case .sanction:
            return behind(["to", "from"], ArgumentFinder.envoys)
                + behind(["with", "to"], ArgumentFinder.ties)
        case .retreat: return behind(["on", "against", "of"], ArgumentFinder.burdens)
        default: return []
        }
    }

    private func governed(by verb: Int, _ objects: [Int], _ type: EventType) -> [Int] {
        if type == .reject { return objects.flatMap(owners) }
        if ArgumentFinder.giving.contains(type) {
            return read.dependents(of: verb).filter { read.label($0) == "iobj" }
        }
        let isThrown = objects.contains { ArgumentFinder.weapons.contains(read.form($0)) }
        if type == .assault, isThrown { return [] }
        let own = objects.filter { !isRelative($0) }
        if !own.isEmpty { return own }
        let whom = whom(verb)
        if !whom.isEmpty { return whom }
        return read.dependents(of: verb, grammar.passiveSubjects).filter { !isRelative($0) }
    }

    /// Whom a relative clause with a subject of its own is about: "the prince, whom Chad accuses".
    private func whom(_ verb: Int) -> [Int] {
        guard read.label(verb) == "acl:relcl", let noun = read.governor(of: verb),
            read.dependents(of: verb, grammar.subjects).contains(where: { !isRelative($0) }),
            read.dependents(of: verb, grammar.objects).contains(where: isRelative)
        else { return [] }
        return [noun]
    }

    /// Whose something is: "Chad's offer", "an offer by Chad", "the terms that Chad proposed".
    private func owners(of noun: Int) -> [Int] {
        let own = read.dependents(of: noun).filter { child in
            switch read.label(child) {
            case "nmod:poss": return true
            case "nmod": return !read.prepositions(child).isDisjoint(with: ["by", "from"])
            default: return false
            }
        }
        let proposed = read.dependents(of: noun).filter { read.label($0) == "acl:relcl" }
            .filter { ArgumentFinder.offering.contains(read.reading.words[$0].lemma) }
            .flatMap { read.dependents(of: $0, grammar.subjects) }
            .filter { !isRelative($0) }
        return own + proposed
    }

    private func behind(_ wanted: Set<String>, below word: Int) -> [Int] {
        read.dependents(of: word).filter { child in
            (read.label(child).hasPrefix("obl") || read.label(child).hasPrefix("nmod"))
                && !read.prepositions(child).isDisjoint(with: wanted)
        }
    }

    /// Whose doing a clause below a word makes the condition: "will strike if Chad comes near".
    private func conditioned(below word: Int, depth: Int) -> [Int] {
        guard depth < 3 else { return [] }
        for clause in read.dependents(of: word)
        where ["advcl", "ccomp", "xcomp"].contains(read.label(clause)) {
            let subjects = read.dependents(of: clause, grammar.subjects)
            let isCondition = read.dependents(of: clause).contains { child in
                read.label(child) == "mark" && ArgumentFinder.conditions.contains(read.form(child))
                    || read.label(child) == "aux" && read.form(child) == "should"
                        && subjects.contains { child < $0 }
            }
            if isCondition, !subjects.isEmpty { return subjects }
            let deeper = conditioned(below: clause, depth: depth + 1)
            if !deeper.isEmpty { return deeper }
        }
        return []
    }
}
