internal import Messages
internal import Model

/// Of whom a word of speech tells what he must do, or what harm he does.
extension TypeRule {
    private static let saying: Set<String> = [
        "tell", "say", "tweet", "write", "insist", "stress", "argue", "declare", "state",
        "announce", "add", "warn",
    ]

    /// Of whom somebody says that he must or should do something: "told Chad that it must leave".
    func asked(_ word: Int) -> Int? {
        guard read.isForm(word, of: TypeRule.saying),
            let clause = read.dependents(of: word).first(where: { read.label($0) == "ccomp" }),
            read.isVerb(clause), !isNegated(clause),
            read.dependents(of: clause).contains(where: {
                read.label($0) == "aux" && ["must", "should", "ought"].contains(read.form($0))
            }), let subject = read.dependents(of: clause, read.grammar.subjects).first
        else { return nil }
        let addressed = read.dependents(of: word, read.grammar.objects).first
        let doer = read.isPronoun(subject) ? addressed : subject
        guard let doer, let named = actor(doer), let country = named.country,
            !sources.contains(where: { $0.country == country })
        else { return nil }
        return doer
    }

    private static let joining: Set<String> = ["participate", "attend", "join", "enter", "hold"]

    /// "will not participate in talks with Chad": the noun for talks that one side refuses.
    func refused(_ noun: Int) -> Told? {
        guard ["obl", "obj"].contains(read.label(noun)), let verb = read.governor(of: noun),
            read.isForm(verb, of: TypeRule.joining), hasFuture(verb), isNegated(verb),
            let subject = read.dependents(of: verb, read.grammar.subjects).first,
            actor(subject)?.entity != nil,
            read.dependents(of: subject, read.grammar.conjuncts).isEmpty
        else { return nil }
        let other = read.dependents(of: noun).first { word in
            read.label(word) == "nmod"
                && read.dependents(of: word, read.grammar.cases).contains {
                    read.form($0) == "with"
                }
        }
        return Told(
            type: .reject, mode: "meet", status: .occurred, target: other, source: subject)
    }

    /// "Oslo expected Chad to hand over the island": a demand of who expects it.
    func expected(_ type: EventType?, _ word: Int) -> Told? {
        guard [.cooperate, .retreat, .aid, .concede].contains(type), read.label(word) == "xcomp",
            let verb = read.governor(of: word), read.lemma(verb) == "expect", !isNegated(verb),
            let asker = read.dependents(of: verb, read.grammar.subjects).first,
            let country = actor(asker)?.country,
            let doer = read.dependents(of: verb, read.grammar.objects).first
                ?? read.dependents(of: word, read.grammar.subjects).first,
            let other = actor(doer)?.country, other != country
        else { return nil }
        return Told(type: .request, status: .occurred, target: doer, source: asker)
    }

    /// Whom a warning says to do harm: "warned that Chad was arming rebels". Who only
    /// is warned of what will become of him is threatened.
    func blamed(_ word: Int) -> Int? {
        guard let clause = content(of: word),
            read.dependents(of: clause, read.grammar.passiveSubjects).isEmpty,
            let subject = read.dependents(of: clause, read.grammar.subjects).first,
            !read.isPronoun(subject), !read.isForm(clause, of: TypeRule.suffering)
        else { return nil }
        let doesSomething = read.dependents(of: clause).contains {
            ["obj", "xcomp", "ccomp"].contains(read.label($0))
                || read.label($0).hasPrefix("obl")
                    && read.dependents(of: $0, read.grammar.cases).contains {
                        ["to", "in"].contains(read.form($0))
                    } && ["lead", "result"].contains(read.lemma(clause))
        }
        guard doesSomething, let doer = owner(of: subject), let named = actor(doer) else {
            return nil
        }
        // "warned that his country would expel them" threatens.
        let isOwn = sources.contains { $0.country == named.country }
        return isOwn && hasFuture(clause) ? nil : doer
    }

    /// The clause that tells what is warned of, also where the tree hangs it on a noun between.
    private func content(of word: Int) -> Int? {
        let dependents = read.dependents(of: word)
        if let clause = dependents.first(where: { read.label($0) == "ccomp" }) {
            return read.isVerb(clause) ? clause : nil
        }
        return dependents.filter { read.label($0).hasPrefix("obl") }.flatMap(read.dependents(of:))
            .first { clause in
                read.label(clause) == "acl" && read.isVerb(clause)
                    && read.dependents(of: clause).contains {
                        read.label($0) == "mark" && read.form($0) == "that"
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
            ["nmod:poss", "amod", "compound"].contains(read.label(word))
                && actor(word)?.entity != nil
        }
    }
}
