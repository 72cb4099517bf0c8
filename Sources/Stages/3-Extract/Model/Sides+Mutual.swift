internal import Messages
internal import Model

/// Acts that those on one side do together.
extension Sides {
    private static let bargains: Set<String> = [
        "deal", "deals", "agreement", "agreements", "accord", "accords", "pact", "pacts", "treaty",
        "truce", "ceasefire", "talks", "meeting", "meetings", "negotiations", "consultations",
        "contacts", "diplomacy",
    ]
    private static let fights: Set<String> = [
        "clash", "exchange", "skirmish", "fighting", "clashes",
    ]

    /// The sides, with those among who acts with whom somebody talks, strikes a bargain or exchanges
    /// fire; who speaks as a host, or is visited, stays what the sentence makes of him.
    func mutual(_ actors: Actors, _ type: EventType?, _ memory: MentionMemory) -> Actors {
        let moved = actors.targets.filter { isPartner($0, type, memory) }
        guard !moved.isEmpty else { return actors }
        if actors.sources.isEmpty {
            // "soldiers died in a clash with Chad"
            return type == .assault && moved.count < actors.targets.count
                ? (actors.targets, []) : actors
        }
        return (actors.sources + moved, actors.targets.filter { !moved.contains($0) })
    }

    /// Whether the trigger's words tell what several do together.
    func isMutual(_ type: EventType?) -> Bool {
        let words = trigger.map { read.form($0) }
        switch type {
        case .consult, .cooperate: return true
        case .agree: return words.contains(where: Sides.bargains.contains)
        case .assault: return words.contains(where: Sides.fights.contains)
        default: return false
        }
    }

    /// With whom a bargain is struck: "reached a deal with Chad".
    func partners(_ type: EventType?) -> [Int] {
        guard type == .agree || type == .consult else { return [] }
        let objects = trigger.flatMap { read.dependents(of: $0, read.grammar.objects) }
        let nouns = (trigger + objects).filter {
            Sides.bargains.contains(read.form($0))
        }
        return nouns.flatMap { noun in
            read.dependents(of: noun).filter { word in
                read.label(word) == "nmod"
                    && read.dependents(of: word, read.grammar.cases).contains {
                        read.form($0) == "with"
                    }
            }
        }
    }

    private func isPartner(_ number: Int, _ type: EventType?, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory), link.down.isEmpty,
            let step = link.up.first(where: { !Sides.isWithin($0) }), step.preposition == "with",
            step.relation.hasPrefix("obl") || step.relation.hasPrefix("nmod")
        else { return false }
        let words = trigger.map { read.form($0) } + link.up.map(\.form)
        let lemmas = trigger.map { read.reading.words[$0].lemma }
        switch type {
        case .consult: return true
        case .agree: return words.contains(where: Sides.bargains.contains)
        case .assault: return (words + lemmas).contains(where: Sides.fights.contains)
        default: return false
        }
    }

    /// Whether somebody is told of inside the words for a party: "its allies" of "with Chad's allies".
    private static func isWithin(_ step: ActorLink.Step) -> Bool {
        ["nmod:poss", "amod", "compound"].contains(step.relation)
            || step.relation == "nmod" && step.preposition == "of"
    }

    private static let gatherings: Set<String> = [
        "congress", "conference", "summit", "forum", "assembly", "dialogue", "session",
    ]
    private static let convening: Set<String> = [
        "host", "hold", "convene", "organise", "organize", "attend", "boycott", "open", "join",
    ]

    /// The sides of talks without the gathering itself, which is no party: "is to host an Omani congress".
    func withoutGatherings(
        _ actors: Actors, _ type: EventType?, _ memory: MentionMemory
    ) -> Actors {
        guard type == .consult else { return actors }
        func isGathering(_ number: Int) -> Bool {
            guard let words = words(of: number, memory) else { return false }
            let word = read.head(of: words)
            return Sides.gatherings.contains(read.form(word))
                && read.grammar.objects.contains(read.relation(of: word))
                && read.governor(of: word).map { Sides.convening.contains(read.lemma($0)) } ?? false
        }
        let sources = actors.sources.filter { !isGathering($0) }
        let targets = actors.targets.filter { !isGathering($0) }
        return sources.isEmpty && sources.count < actors.sources.count
            ? (targets, []) : (sources, targets)
    }

    /// The sides of a meeting in the capital, or another place, of one of those who meet, which is the
    /// host: "met the Omani minister in Muscat", "flew to Muscat, where he met the minister".
    func hosted(
        _ actors: Actors, _ type: EventType?, _ view: SentenceView, _ memory: MentionMemory
    ) -> Actors {
        guard type == .consult, actors.targets.isEmpty, let verb = trigger.first,
            read.reading.words[verb].upos == read.grammar.verbs
        else { return actors }
        let words = read.dependents(of: verb, read.grammar.obliques).filter { word in
            read.dependents(of: word, read.grammar.cases).contains {
                ["in", "at"].contains(read.form($0))
            }
        }
        let isWhere = read.dependents(of: verb).contains {
            read.form($0) == "where"
        }
        let noun = isWhere && read.label(verb) == "acl:relcl" ? read.governor(of: verb) : nil
        let tokens = (words + [noun].compactMap { $0 }).map { read.tokenOf[$0] }
        let countries = view.places.filter { place in
            tokens.contains { place.first <= $0 && $0 <= place.last }
        }.compactMap(\.country)
        guard let country = countries.first else { return actors }
        let hosts = actors.sources.filter { number in
            memory.all[number].country == country
                && link(of: number, memory).map { link in
                    // "held talks in Muscat with the minister" tells no host.
                    !ActorRule.isOwn(link) && link.up.allSatisfy { $0.preposition != "with" }
                } ?? false
        }
        let guests = actors.sources.filter { !hosts.contains($0) }
        guard !hosts.isEmpty, !guests.isEmpty,
            guests.allSatisfy({ memory.all[$0].country != country })
        else { return actors }
        return (guests, hosts)
    }
}
