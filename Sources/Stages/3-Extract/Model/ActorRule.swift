internal import Messages

/// Which words, by how they hang together with the trigger, cannot be who acts, or who is acted upon.
///
/// A target is whom the trigger governs, addresses or names as the owner of what it governs. What is
/// asked for, left or only described is none, nor is who stands in a clause of something else. The
/// exceptions were read off the annotated sentences of the corpus and off news.
struct ActorRule {
    /// The type that the act most likely has.
    let type: EventType?

    /// Prepositions behind a noun that name what it is about, not whose it is.
    private static let aims: Set<String> = ["on", "against", "for", "in", "over", "about", "at"]
    private static let departures: Set<String> = [
        "withdrawal", "pullout", "retreat", "exit", "departure", "return", "exodus", "evacuation",
        "removal", "expulsion",
    ]
    private static let places: Set<String> = ["in", "at", "near", "inside", "across", "around"]
    /// Prepositions before who is only compared or thought of.
    private static let comparisons: Set<String> = [
        "like", "unlike", "despite", "amid", "against", "without", "than",
    ]
    /// Prepositions before what moves somebody else to act.
    private static let occasions: Set<String> = ["over", "about", "after", "following", "amid"]
    /// What is called for against those who are to bear it.
    private static let measures: Set<String> = [
        "sanctions", "sanction", "action", "measures", "embargo", "strikes", "strike", "boycott",
        "war", "tariffs", "intervention", "retaliation",
    ]

    /// Whether somebody who hangs so may be acted upon.
    func admits(target link: ActorLink) -> Bool {
        guard let first = link.up.first else { return true }
        guard !link.isInRelative else { return isProposer(link) }
        if link.clausesDown > 2 || isAside(link) && link.up[2].relation != "obj" { return false }
        if isBeside(link) || isElsewhere(link) { return false }
        let deep = link.up.count > 2 && link.clausesUp > 0
        // "agreed to curb Omani imports", "warned it would not watch an Omani-led attack"
        if deep, link.up[1].relation == "amod" { return false }
        if deep, first.relation == "amod", ["obj", "nsubj"].contains(link.up[1].relation) {
            return false
        }
        switch type {
        case .request: return isAsked(link, first)
        case .accuse:
            guard link.up.count > 1, first.relation == "nmod" else { return true }
            if link.up.contains(where: { $0.preposition == "as" }) { return false }
            // "condemned the attack on a mosque", "scolded them over the arrest of a poet"
            return !ActorRule.aims.contains(first.preposition)
                && !(first.preposition == "of" && ["over", "for"].contains(link.up[1].preposition))
        case .reject:
            // "withstood pressure to accept that he need not go"
            if link.up.prefix(3).map(\.relation) == ["nsubj", "ccomp", "acl"] { return false }
            // "refused to hand over the suspects"
            if link.up.count == 2, first.relation == "obj", link.up[1].relation == "xcomp",
                ["hand", "extradite", "surrender", "deport"].contains(link.up[1].lemma)
            {
                return false
            }
            // "ignored the effort to end Chad's war"
            if first.relation == "nmod:poss", link.up.dropFirst(2).contains(where: \.isPurpose) {
                return false
            }
            // "refused to end its help for them", "ignored an order to arrest him"
            if link.up.count > 1, link.up[1].relation == "acl", link.up.count > 2 {
                return first.relation != "obj"
            }
            return !(deep && first.relation == "nmod" && first.preposition == "for")
        case .threaten:
            return !(deep && first.relation == "nmod:poss" && link.up[1].relation == "nmod")
        case .agree:
            // "agreed at a Chadian council"
            if link.up.count > 1, link.up.last?.preposition == "at" { return false }
            return !link.up.contains {
                $0.relation.hasPrefix("obl")
                    && ($0.preposition == "from" || $0.preposition.hasPrefix("except"))
            }
        case .support:
            // "the campaign against them, which Chad backed"
            return !(first.relation == "nmod" && first.preposition == "against")
        case .consult:
            // "on a visit to Chad, accused Oman"
            if link.down.first?.preposition == "on", first.relation == "obj" { return false }
            // "talked about Chad"
            return !["about", "over"].contains(first.preposition)
        case .assault:
            return first.relation != "nmod" || !ActorRule.places.contains(first.preposition)
        default: return true
        }
    }

    /// Who is asked: not what is asked for, nor whom that is about.
    private func isAsked(_ link: ActorLink, _ first: ActorLink.Step) -> Bool {
        if link.clausesDown > 1, link.down.first?.relation == "acl:relcl" { return false }
        guard link.up.count > 1 else { return true }
        let next = link.up[1]
        if first.relation != "nsubj", link.up.contains(where: { $0.relation == "advcl" }) {
            return false
        }
        if first.relation == "nsubj:pass" || first.relation == "obj" && next.relation == "acl" {
            return false
        }
        guard first.relation == "nmod" else { return true }
        if link.up.count > 2 { return false }
        switch first.preposition {
        // "called for a withdrawal from", but "called for help from"
        case "from": return !ActorRule.departures.contains(next.form)
        // "called for sanctions against", "seeks mercy for"
        case "against": return ActorRule.measures.contains(next.form)
        case "for": return next.relation == "obj"
        // "requested access to"
        case "to": return false
        default: return !ActorRule.aims.contains(first.preposition)
        }
    }

    /// Whether somebody who hangs so may act.
    func admits(source link: ActorLink) -> Bool {
        if link.isInRelative { return false }
        guard let first = link.up.first else { return true }
        if first.relation == "obl", ActorRule.places.contains(first.preposition) { return false }
        if ["obl", "nmod"].contains(first.relation),
            ActorRule.comparisons.contains(first.preposition)
        {
            return false
        }
        // "a coalition, supported by Chad, has shelled": who is told of the subject beside the act.
        if isAside(link) { return false }
        // "called in the envoy over the shelling"
        if type == .assault || type == .coerce, first.relation == "nsubj", link.up.count == 1,
            let noun = link.down.first, ActorRule.occasions.contains(noun.preposition)
        {
            return false
        }
        let way = link.up.map(\.relation)
        // "told Oman that it would march", "ratified the accession to Oman's league"
        if way == ["iobj"] || way == ["obj"], link.down.last?.relation == "ccomp" { return false }
        if way == ["nmod", "obj"], first.preposition == "to", type != .consult { return false }
        // "agreed to a pause in the work with": who agrees is not with whom one works.
        return
            !(type == .agree && link.up.count > 1 && first.relation == "nmod"
            && first.preposition == "with" && link.up.dropFirst().contains { $0.relation == "obl" })
    }

    /// Whether it is who proposed what is refused: "rejected the terms that Chad offered".
    private func isProposer(_ link: ActorLink) -> Bool {
        type == .reject && link.down.isEmpty
            && link.up.map(\.relation) == ["nsubj", "acl:relcl", "obj"]
            && ArgumentFinder.offering.contains(link.up[1].lemma)
    }

    /// Whether it is who has a hand in what is told beside the act: "a coalition, supported by Chad,
    /// has shelled". A clause of the trigger itself tells of the act: "a bombing claimed by them".
    private func isAside(_ link: ActorLink) -> Bool {
        link.down.isEmpty && link.up.first?.relation == "obl:agent"
            && link.up.dropFirst(2).first != nil && link.clausesUp > 0
    }

    /// Which of several targets stay: beside one that hangs from the trigger itself, none from outside
    /// its clause or deep inside; beside the owner of what is acted upon, none that it is about.
    static func chosen(targets links: [ActorLink?]) -> [Bool] {
        let isDirect = links.contains { $0?.isDirect == true }
        // "alleged that Chad had shelled Oman" is about Chad.
        let isBlamed = links.contains { link in
            link.map { $0.down.isEmpty && $0.up.map(\.relation) == ["nsubj", "ccomp"] } ?? false
        }
        let isOwned = links.contains { link in
            link.map { $0.down.isEmpty && $0.up.map(\.relation) == ["nmod:poss", "obj"] } ?? false
        }
        return links.map { link in
            guard let link, !link.isDirect else { return true }
            if isBlamed, link.up.map(\.relation) == ["obj", "ccomp"] { return false }
            if isDirect, !link.down.isEmpty || link.up.count > 2 { return false }
            guard isOwned, link.up.count == 2, let first = link.up.first else { return true }
            return first.relation != "nmod" || !aims.contains(first.preposition)
        }
    }

    /// Which of several sources stay: beside the trigger's own subject, agent or owner, none from
    /// outside its clause or deep inside.
    static func chosen(sources links: [ActorLink?]) -> [Bool] {
        let hasOwn = links.contains { $0.map(isOwn) ?? false }
        return links.map { link in
            guard hasOwn, let link, !isOwn(link) else { return true }
            return link.down.isEmpty && link.up.count <= 3
        }
    }

    /// Whether it is the trigger's own subject, agent or owner.
    static func isOwn(_ link: ActorLink) -> Bool {
        if link.up.isEmpty { return link.isDirect }
        // "the envoys of Chad and Oman, who were to meet"
        if link.down.map(\.relation) == ["acl:relcl"], link.up.count == 1 {
            return link.up[0].relation == "nmod" && link.up[0].preposition == "of"
        }
        guard link.down.isEmpty, link.up.count == 1 else { return false }
        let step = link.up[0]
        switch step.relation {
        case "nsubj": return step.preposition.isEmpty
        case "nmod:poss", "obl:agent", "compound", "amod": return true
        case "nmod": return ["of", "by", "between", "from"].contains(step.preposition)
        default: return false
        }
    }
}
