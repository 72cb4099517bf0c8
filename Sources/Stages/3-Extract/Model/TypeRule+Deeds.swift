internal import Messages
internal import Model

/// Deeds that are told by the nouns and clauses around their verb: who leads a campaign against a town
/// attacks it, who blocks somebody's participation refuses it, who vows to drive fighters out threatens.
extension TypeRule {
    /// Nouns for fighting.
    static let fights: Set<String> = [
        "campaign", "offensive", "assault", "operation", "onslaught", "war", "attack", "attacks",
        "advance", "push",
    ]
    private static let leading: Set<String> = [
        "lead", "launch", "spearhead", "wage", "mount", "conduct",
    ]
    private static let peaceful: Set<String> = [
        "diplomatic", "media", "election", "pressure", "publicity", "advertising", "political",
        "propaganda", "presidential", "smear", "joint", "charm", "legal",
    ]
    private static let blocking: Set<String> = ["block", "bar", "prevent", "veto", "oppose"]
    private static let attendance: Set<String> = [
        "participation", "attendance", "inclusion", "involvement", "representation",
    ]
    private static let ofState: Set<String> = ["GOV", "MIL", "COP", "SPY"]
    private static let vowing: Set<String> = ["vow", "swear", "promise", "pledge"]
    private static let harming: Set<String> = [
        "attack", "strike", "bomb", "destroy", "crush", "kill", "retaliate", "avenge", "invade",
        "eliminate", "annihilate", "root", "wipe",
    ]
    private static let going: Set<String> = [
        "continue", "go", "last", "begin", "start", "expand", "proceed", "intensify", "widen",
    ]
    private static let flouting: Set<String> = ["defy", "flout", "violate", "breach", "betray"]
    private static let speaking: Set<String> = ["say", "write", "add", "tweet"]
    /// What somebody promises to do to others than those whom he promises it.
    private static let removing: Set<String> = [
        "remove", "clear", "disarm", "dismantle", "curb", "force", "deport", "prosecute", "arrest",
        "jail", "detain",
    ]

    /// What the words around a verb of deeds tell.
    func deed(_ type: EventType?, _ word: Int) -> Told? {
        switch type {
        case .request where isGivenUp(word): return Told(type: .concede, status: .occurred)
        case .agree: return vowed(word)
        case .mobilize:
            guard let enemy = campaign(word) else { return nil }
            // Of a town the tree does not tell who holds it.
            let isPlace = actor(enemy).map { $0.kind == .place || $0.kind == .metonym } ?? true
            return Told(type: .assault, target: isPlace ? nil : enemy)
        case .coerce:
            if let told = barred(word) { return told }
            guard let patient = patient(word), isTarget(patient) else { return nil }
            if read.isForm(word, of: ["capture"]), isFighter(patient) {
                return Told(type: .assault, mode: "abduct")
            }
            return read.isForm(word, of: ["seize"]) && isSomebody(patient)
                ? Told(type: .coerce, mode: "arrest") : nil
        case .reject: return flouted(word)
        default: return nil
        }
    }

    /// "would no longer demand": what was asked for is given up.
    private func isGivenUp(_ word: Int) -> Bool {
        read.dependents(of: word).contains { adverb in
            read.form(adverb) == "longer"
                && read.dependents(of: adverb).contains { read.form($0) == "no" }
        }
    }

    /// Whom a campaign is led against.
    private func campaign(_ word: Int) -> Int? {
        guard read.isForm(word, of: TypeRule.leading),
            let noun = read.dependents(of: word, read.grammar.objects).first,
            TypeRule.fights.contains(read.form(noun)),
            !read.dependents(of: noun, read.grammar.modifiers).contains(where: {
                TypeRule.peaceful.contains(read.form($0))
            })
        else { return nil }
        return (read.dependents(of: noun) + read.dependents(of: word, read.grammar.obliques))
            .first { read.prepositions($0).contains("against") }
    }

    /// "Kenyan participation was blocked".
    private func barred(_ word: Int) -> Told? {
        guard read.isForm(word, of: TypeRule.blocking), let noun = patient(word),
            TypeRule.attendance.contains(read.form(noun))
        else { return nil }
        let whose = read.dependents(of: noun, read.grammar.possessors.union(read.grammar.modifiers))
            .first { actor($0)?.entity != nil }
        return Told(type: .reject, mode: "meet", target: whose)
    }

    /// Persons in the hands of a state.
    private func isSomebody(_ word: Int) -> Bool {
        read.mention(headedBy: word)?.type == read.grammar.persons && !sources.isEmpty
            && sources.allSatisfy { !TypeRule.ofState.isDisjoint(with: $0.sectors) }
    }

    private func isFighter(_ word: Int) -> Bool {
        read.reading.words[word].upos != read.grammar.names && !targets.isEmpty
            && targets.allSatisfy { !TypeRule.armed.isDisjoint(with: $0.sectors) }
            && !sources.contains { $0.sectors.contains("COP") }
    }

    /// "vowed to crush the rebels", "vowed that the campaign would go on".
    private func vowed(_ word: Int) -> Told? {
        guard read.isForm(word, of: TypeRule.vowing), !isNegated(word) else { return nil }
        for clause in read.dependents(of: word)
        where ["xcomp", "ccomp"].contains(read.label(clause)) && !isNegated(clause) {
            if read.isForm(clause, of: TypeRule.harming.union(TypeRule.ousting)) {
                guard let object = read.dependents(of: clause, read.grammar.objects).first,
                    actor(object)?.entity != nil
                else { return nil }
                return Told(type: .threaten, mode: "violence", target: object)
            }
            let isGoing = !read.isVerb(clause) || read.isForm(clause, of: TypeRule.going)
            let subject = read.dependents(of: clause, read.grammar.subjects).first
            if isGoing, read.isForm(word, of: ["vow", "swear"]), let subject,
                TypeRule.fights.contains(read.form(subject))
            {
                return Told(type: .threaten, mode: "violence")
            }
        }
        return nil
    }

    /// "The government, he said, had flouted the treaty": blame by whoever says so.
    private func flouted(_ word: Int) -> Told? {
        guard read.isForm(word, of: TypeRule.flouting),
            let subject = read.dependents(of: word, read.grammar.subjects).first,
            actor(subject)?.entity != nil,
            let speech = read.dependents(of: word).first(where: {
                read.label($0) == "parataxis" && read.isForm($0, of: TypeRule.speaking)
            }),
            let speaker = read.dependents(of: speech, read.grammar.subjects).first
        else { return nil }
        return Told(type: .accuse, mode: "disapprove", target: subject, source: speaker)
    }

    /// Those whom somebody only promises to remove or to force: "promised to disarm the rebels". They
    /// are not whom he promises it.
    var removed: [Int] {
        trigger.flatMap { word in
            read.dependents(of: word).filter {
                ["xcomp", "ccomp", "acl", "advcl"].contains(read.label($0)) && read.isVerb($0)
                    && (read.isForm($0, of: TypeRule.removing)
                        || read.isForm($0, of: TypeRule.ousting))
            }
        }.flatMap { clause in
            read.dependents(
                of: clause, read.grammar.objects.union(read.grammar.passiveSubjects)
            ).flatMap { [$0] + read.dependents(of: $0, read.grammar.conjuncts) }
        }
    }
}
