internal import Messages
internal import Model

/// Triggers that speak of reports and wishes, or that are figures of speech.
extension ActGround {
    private static let denying: Set<String> = [
        "reject", "deny", "dismiss", "refute", "rebut", "dispute",
    ]
    private static let hearsay: Set<String> = [
        "report", "reports", "rumour", "rumours", "rumor", "rumors", "suggestion", "suggestions",
        "speculation",
    ]
    private static let thinking: Set<String> = [
        "think", "believe", "assume", "imagine", "suppose", "underestimate", "forget", "hope",
        "expect", "conclude",
    ]
    private static let grounds: Set<String> = [
        "area", "areas", "point", "points", "issue", "issues", "matter", "matters", "topic",
        "topics", "subject", "subjects", "respect", "respects", "line", "lines",
    ]
    private static let efforts: Set<String> = ["effort", "efforts", "attempt", "attempts"]

    /// Why the words that hang from `word` make it no act; nil if they do not.
    func aside(_ type: EventType?, _ word: Int, hasTarget: Bool, isTold: Bool) -> String? {
        switch type {
        case .reject: return !hasTarget && isOfHearsay(word) ? "a denial of hearsay" : nil
        case .threaten: return isAdvice(word) ? "advice" : nil
        case .consult: return isInCommon(word) ? "what they have in common" : nil
        case .request:
            if !hasTarget, read.isVerb(word), read.lemma(word) == "want" { return "a wish" }
            return isEffort(word) ? "an attempt" : nil
        case .assault, .coerce: return isTold && isRhetorical(word) ? "a charge in a question" : nil
        default: return nil
        }
    }

    /// "how can we talk to a man who has killed thousands?"
    private func isRhetorical(_ word: Int) -> Bool {
        read.label(word) == "acl:relcl" && read.reading.forms[word...].contains("?")
    }

    /// "rejected reports that it had paid": nobody is refused anything.
    private func isOfHearsay(_ word: Int) -> Bool {
        read.isVerb(word) && read.isForm(word, of: ActGround.denying)
            && read.dependents(of: word, read.grammar.objects).contains {
                ActGround.hearsay.contains(read.form($0))
            }
    }

    /// "warned Chad not to think that it was safe".
    private func isAdvice(_ word: Int) -> Bool {
        read.isVerb(word) && read.isForm(word, of: ["warn", "caution"])
            && read.dependents(of: word, read.grammar.openClauses).contains { verb in
                read.isForm(verb, of: ActGround.thinking)
                    && read.dependents(of: verb).contains {
                        ["not", "n't"].contains(read.form($0))
                    }
            }
    }

    /// "one of the few points where Chad and Togo meet".
    private func isInCommon(_ word: Int) -> Bool {
        guard read.isVerb(word), ["meet", "agree"].contains(read.lemma(word)),
            read.label(word) == "acl:relcl",
            let noun = read.governor(of: word)
        else { return false }
        let isWhere = read.dependents(of: word).contains {
            ["where", "which"].contains(read.form($0))
        }
        return isWhere && ActGround.grounds.contains(read.form(noun))
    }

    /// "Chad's efforts to try him at home": what somebody tries without asking anybody.
    private func isEffort(_ word: Int) -> Bool {
        guard ActGround.efforts.contains(read.form(word)), !read.isVerb(word) else { return false }
        let clauses = read.dependents(of: word).filter {
            read.label($0) == "acl" && read.isVerb($0)
        }
        return !clauses.isEmpty && clauses.allSatisfy { !read.isForm($0, of: ActGround.persuading) }
    }
}
