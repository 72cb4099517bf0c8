internal import Messages
internal import Model

/// What somebody is asked to do.
extension ActGround {
    private static let meetings: Set<String> = ["meet", "negotiate", "talk"]
    private static let answering: Set<String> = ["explain", "clarify", "wait", "answer"]

    /// The mode of a request by the verb for what is asked: "asked them to meet", "to show restraint",
    /// and "none" where they need only wait or explain; nil if it tells nothing.
    var askedMode: String? {
        guard let word = trigger.first(where: read.isVerb) else { return nil }
        let clauses = read.dependents(of: word).filter {
            ["xcomp", "ccomp"].contains(read.label($0)) && read.isVerb($0)
        }
        guard clauses.count == 1, let verb = clauses.first,
            read.dependents(of: verb, read.grammar.conjuncts).isEmpty,
            !read.dependents(of: verb).contains(where: { ["not", "n't"].contains(read.form($0)) })
        else { return nil }
        if read.isForm(verb, of: ActGround.answering) { return "none" }
        let objects = read.dependents(of: verb, read.grammar.objects)
        if objects.contains(where: { read.form($0).hasSuffix("restraint") }) { return "yield" }
        // "meet their obligations" is no meeting.
        guard read.isForm(verb, of: ActGround.meetings) else { return nil }
        let isThing = objects.contains {
            read.reading.words[$0].upos == read.grammar.nouns && read.mention(headedBy: $0) == nil
        }
        return isThing ? nil : "meet"
    }
}
