internal import Messages
internal import Model

/// What is agreed on, called for a day, or going on, by the verbs that govern a trigger.
extension ActGround {
    private static let settling: Set<String> = ["agree", "decide", "resolve", "determine"]
    private static let promising: Set<String> = ["should", "will", "would", "shall"]
    private static let confirming: Set<String> = [
        "confirm", "decide", "say", "commit", "announce", "guarantee", "promise",
    ]
    private static let convening: Set<String> = [
        "convene", "call", "schedule", "summon", "arrange",
    ]
    private static let days: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow",
    ]

    /// "agreed that the ministers should meet".
    func isAgreedOn(_ verb: Int) -> Bool {
        guard read.label(verb) == "ccomp", let governor = read.governor(of: verb) else {
            return false
        }
        return read.isForm(governor, of: ActGround.settling) && isPromised(verb)
            && !isNegated(verb) && !isNegated(governor)
    }

    /// "has not confirmed that it will attend".
    func isUnconfirmed(_ verb: Int) -> Bool {
        guard read.label(verb) == "ccomp", let governor = read.governor(of: verb) else {
            return false
        }
        return read.isForm(governor, of: ActGround.confirming) && isPromised(verb)
            && isNegated(governor)
    }

    private func isPromised(_ verb: Int) -> Bool {
        read.dependents(of: verb).contains {
            read.label($0) == "aux" && ActGround.promising.contains(read.form($0))
        }
    }

    private func isNegated(_ verb: Int) -> Bool {
        read.dependents(of: verb).contains {
            ["not", "n't", "n’t", "never"].contains(read.form($0))
        }
    }

    /// "has called a meeting for Monday".
    func isCalledFor(_ verb: Int) -> Bool {
        guard read.isForm(verb, of: ActGround.convening) else { return false }
        let children = read.dependents(of: verb)
        let meetings = children.filter { read.grammar.objects.contains(read.relation(of: $0)) }
        return children.contains { ["has", "have"].contains(read.form($0)) }
            && (children + meetings.flatMap { read.dependents(of: $0) }).contains { day in
                ActGround.days.contains(read.form(day)) && read.prepositions(day) == ["for"]
            }
    }

    /// "is leading a delegation touring the capitals": what goes on while that does.
    func isWhile(_ verb: Int) -> Bool {
        guard isBareParticiple(verb), ["xcomp", "acl"].contains(read.label(verb)),
            var governor = read.governor(of: verb)
        else { return false }
        if read.isVerb(governor) {
            // "is considering selling" tells of nothing that goes on.
            guard !read.dependents(of: governor, read.grammar.objects).isEmpty else { return false }
        } else {
            governor = read.governor(of: governor) ?? governor
        }
        return read.form(governor).hasSuffix("ing")
            && read.dependents(of: governor).contains {
                ["is", "are", "'s", "’s", "'re", "’re"].contains(read.form($0))
            }
    }

    private func isBareParticiple(_ verb: Int) -> Bool {
        read.form(verb).hasSuffix("ing")
            && !read.dependents(of: verb).contains {
                read.label($0).hasPrefix("aux") || read.label($0) == "mark"
            }
    }
}
