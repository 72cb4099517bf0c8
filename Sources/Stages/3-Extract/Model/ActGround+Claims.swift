internal import Messages
internal import Model

/// Triggers that only say how something is, that try or wait, or that tell of a way somebody goes.
extension ActGround {
    private static let saying: Set<String> = [
        "say", "claim", "state", "assert", "add", "note", "maintain", "explain", "stress",
    ]
    private static let trying: Set<String> = ["seek", "try", "attempt"]
    /// What somebody tries of whom he does not fight but ask.
    static let persuading: Set<String> = [
        "persuade", "convince", "urge", "get", "ask", "obtain", "secure", "win", "gain", "change",
        "extract", "enlist", "recruit", "encourage", "press", "pressure", "induce", "coax", "have",
        "make", "talk", "meet", "negotiate", "discuss", "join", "buy", "borrow", "extradite",
    ]
    private static let freeing: Set<String> = ["free", "liberate"]
    /// Whoever does this to somebody neither helps nor praises him yet.
    private static let wooing: Set<String> = ["court", "woo"]
    private static let watching: Set<String> = ["look", "stand", "sit", "watch"]
    private static let idle: Set<String> = ["on", "by", "idly", "silently", "aside"]
    private static let stances: Set<String> = ["commitment", "committed", "determination"]
    private static let pressing: Set<String> = ["force", "compel", "press", "push", "make"]

    /// Why the verb `word` only claims, tries or goes; nil if it does more.
    func claim(_ type: EventType?, _ word: Int, isSelf: (Int) -> Bool) -> String? {
        switch type {
        case .reject where read.lemma(word) == "deny": return isDenial(word) ? "a denial" : nil
        case .reject where read.form(word) == "unwilling":
            return read.label(word) == "root" || hasCopula(word)
                ? nil : "a standing view"
        case .accuse where read.isVerb(word) && read.isForm(word, of: ActGround.saying):
            return isOfOwnSide(word, isSelf) ? "a word about one's own side" : nil
        case .request where read.isVerb(word) && read.isForm(word, of: ActGround.trying):
            return isAttempt(word) ? "an attempt" : nil
        case .aid, .support:
            if read.isVerb(word), read.isForm(word, of: ActGround.wooing) { return "an approach" }
            return isStanding(word) ? "a standing tie" : nil
        case .accuse where read.isVerb(word) && read.isForm(word, of: ActGround.watching):
            return isIdle(word) ? "a reproach, and not of whom it tells" : nil
        case .agree where ActGround.stances.contains(read.form(word)):
            return isPressure(word) ? "a stance" : nil
        case .retreat where read.isVerb(word):
            if isJourney(word) { return "a journey" }
            return isFreedPlace(word) ? "a place that is freed" : nil
        default: return isExpected(word) ? "what another expects" : nil
        }
    }

    /// "They look on as the town burns": the blame is the speaker's, and is theirs.
    private func isIdle(_ word: Int) -> Bool {
        read.dependents(of: word).contains { ActGround.idle.contains(read.form($0)) }
    }

    /// "its commitment to forcing Chad to talk": promised to nobody.
    private func isPressure(_ word: Int) -> Bool {
        read.dependents(of: word).contains {
            read.isVerb($0) && read.isForm($0, of: ActGround.pressing)
        }
    }

    /// "Chad, which backs the rebels", "groups supporting the rebels": who somebody is, not what he has
    /// done.
    private func isStanding(_ word: Int) -> Bool {
        read.label(word) == "acl" && ["backing", "supporting"].contains(read.form(word))
            || isPresent && read.label(word) == "acl:relcl"
                && read.isForm(word, of: ["back", "support"])
    }

    /// "denied that it had struck", "denied having met": what is denied is the act.
    private func isDenial(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.objects).isEmpty
            && read.dependents(of: word).contains {
                ["ccomp", "xcomp", "advcl"].contains(read.label($0))
                    && (read.isVerb($0) || hasCopula($0))
            }
    }

    private func hasCopula(_ word: Int) -> Bool {
        read.dependents(of: word).contains { read.label($0) == "cop" }
    }

    /// "Oslo said its minister had been told": whom the sentence said is about is the speaker's own.
    private func isOfOwnSide(_ word: Int, _ isSelf: (Int) -> Bool) -> Bool {
        let clauses = read.dependents(of: word).filter { read.label($0) == "ccomp" }
        guard let clause = clauses.first else { return false }
        let subjects = read.dependents(
            of: clause, read.grammar.subjects.union(read.grammar.passiveSubjects))
        guard let subject = subjects.first else { return false }
        return isSelf(subject)
            || read.dependents(of: subject, read.grammar.possessors).contains(where: isSelf)
    }

    /// "sought to push the rebels back": whoever only tries to do something asks nobody.
    private func isAttempt(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.objects).isEmpty
            && read.dependents(of: word, read.grammar.openClauses).contains { verb in
                read.isVerb(verb) && !read.isForm(verb, of: ActGround.persuading)
            }
    }

    /// "went back to Chad": a way, not a step back.
    private func isJourney(_ word: Int) -> Bool {
        read.lemma(word) == "return" && read.dependents(of: word, read.grammar.objects).isEmpty
            && read.dependents(of: word, read.grammar.passiveSubjects).isEmpty
            && read.dependents(of: word, read.grammar.obliques).contains { place in
                read.reading.words[place].upos == read.grammar.names
                    && read.dependents(of: place, read.grammar.cases).contains {
                        read.form($0) == "to"
                    }
            }
    }

    /// "the town was freed from the rebels": a fight, whose winner is not told.
    private func isFreedPlace(_ word: Int) -> Bool {
        guard read.isForm(word, of: ActGround.freeing),
            read.dependents(of: word, read.grammar.subjects).isEmpty,
            let place = read.dependents(of: word, read.grammar.passiveSubjects).first
        else { return false }
        return read.mention(headedBy: place).map { mention in
            read.grammar.labels.entities[mention.type] == "place"
        } ?? false
    }

    /// "expected Chad to hand over the town".
    private func isExpected(_ word: Int) -> Bool {
        guard read.grammar.openClauses.contains(read.relation(of: word)),
            let governor = read.governor(of: word), read.lemma(governor) == "expect"
        else { return false }
        // Some trees make who is expected to do it its subject.
        return !read.dependents(of: governor, read.grammar.objects).isEmpty
            || !read.dependents(of: word, read.grammar.subjects).isEmpty
    }
}
