internal import Messages
internal import Model

/// Triggers that tell of what is only assured, asked, talked about or aimed at.
extension ActGround {
    private static let assurances: Set<String> = [
        "guarantee", "guarantees", "assurance", "assurances", "promise", "promises", "pledge",
        "pledges", "undertaking", "undertakings",
    ]
    private static let remembering: Set<String> = [
        "recall", "remember", "recollect", "know", "imagine",
    ]
    private static let talking: Set<String> = ["talk", "speak", "think", "dream"]
    private static let anybody: Set<String> = ["we", "you", "one", "people"]
    private static let sketches: Set<String> = ["outline", "outlines", "contours", "scenario"]
    private static let leavingOut: Set<String> = ["beyond", "besides", "unlike", "apart", "aside"]
    private static let aims: Set<String> = [
        "want", "wants", "seek", "seeks", "need", "needs", "hope", "hopes",
    ]
    private static let indefinite: Set<String> = ["a", "an", "any"]

    /// Why what the trigger tells is not so; nil if nothing says that. `isTold`: it stands in a quotation
    /// or on somebody's word.
    func unreal(_ type: EventType?, isTold: Bool) -> String? {
        if let verb = trigger.first(where: read.isVerb) {
            let verbs = clauses(of: verb)
            if verbs.contains(where: isAssuredAgainst) { return "what is only assured" }
            if verbs.contains(where: isAsked) { return "an open question" }
            if verbs.contains(where: isSketched) { return "what is only outlined" }
            if isOfTheSame(verb) { return "told before" }
            return type == .request && !isTold && isAim(verb) ? "an aim" : nil
        }
        guard let noun = trigger.first(where: isNoun) else { return nil }
        if isNotKnown(noun) { return "not known of" }
        if isTalkedOf(noun) { return "only talked about" }
        return isLeftOut(noun) ? "told in passing" : nil
    }

    private func isNoun(_ word: Int) -> Bool {
        read.reading.words[word].upos == read.grammar.nouns
    }

    private func isDenied(_ word: Int) -> Bool {
        read.dependents(of: word).contains {
            ["not", "n't", "n’t", "never"].contains(read.form($0))
        }
    }

    /// A verb, and those whose open complement it is or that it is joined to.
    private func clauses(of verb: Int) -> [Int] {
        var verbs = [verb]
        while verbs.count < 5, let last = verbs.last, ["xcomp", "conj"].contains(read.label(last)),
            let governor = read.governor(of: last), read.isVerb(governor)
        {
            verbs.append(governor)
        }
        return verbs
    }

    /// "guarantees that Chad would not attack".
    private func isAssuredAgainst(_ verb: Int) -> Bool {
        guard ["acl", "ccomp"].contains(read.label(verb)), isDenied(verb),
            let noun = read.governor(of: verb)
        else { return false }
        return isNoun(noun) && ActGround.assurances.contains(read.form(noun))
    }

    /// "declined to comment on whether Chad would fight", but not "is considering whether to fight".
    private func isAsked(_ verb: Int) -> Bool {
        let marks = read.dependents(of: verb, read.grammar.marks).map(read.form)
        return marks.contains("whether") && !marks.contains("to")
    }

    /// "the outlines of a deal are clear, in which Chad backs the plan".
    private func isSketched(_ verb: Int) -> Bool {
        guard read.label(verb) != "root", let governor = read.governor(of: verb) else {
            return false
        }
        return read.dependents(of: governor, read.grammar.subjects).contains {
            ActGround.sketches.contains(read.form($0))
        }
    }

    /// "the same mistake that he blamed Chad for": what was done at another time.
    private func isOfTheSame(_ verb: Int) -> Bool {
        guard read.label(verb) == "acl:relcl", let noun = read.governor(of: verb) else {
            return false
        }
        return read.dependents(of: noun, read.grammar.modifiers).contains {
            read.form($0) == "same"
        }
    }

    /// "Chad wants their support": what somebody who writes says that others are after.
    private func isAim(_ verb: Int) -> Bool {
        let isTry =
            read.dependents(of: verb, read.grammar.objects).isEmpty
            && !read.dependents(of: verb, read.grammar.openClauses).isEmpty
        return ActGround.aims.contains(read.form(verb)) && !isTry
            && !read.dependents(of: verb).contains {
                read.label($0).hasPrefix("aux") || read.form($0) == "to"
            }
    }

    /// "I do not recall any attacks".
    private func isNotKnown(_ noun: Int) -> Bool {
        guard read.grammar.objects.contains(read.relation(of: noun)),
            let verb = read.governor(of: noun)
        else { return false }
        return read.isForm(verb, of: ActGround.remembering) && isDenied(verb)
    }

    /// "when we talk about an attack".
    private func isTalkedOf(_ noun: Int) -> Bool {
        guard !read.prepositions(noun).isDisjoint(with: ["about", "of"]),
            let verb = read.governor(of: noun), read.isForm(verb, of: ActGround.talking)
        else { return false }
        return read.dependents(of: noun).contains { ActGround.indefinite.contains(read.form($0)) }
            && read.dependents(of: verb, read.grammar.subjects).contains {
                ActGround.anybody.contains(read.form($0))
            }
    }

    /// "Beyond the threats against Chad, policies remain murky".
    private func isLeftOut(_ noun: Int) -> Bool {
        !read.prepositions(noun).isDisjoint(with: ActGround.leavingOut)
    }
}
