internal import Messages
internal import Model

/// What ties an act to another that was told before: it answers it, or follows it.
extension ImpliedTarget {
    private static let marks: Set<String> = ["after", "because", "since", "as", "when", "until"]
    private static let answering: Set<String> = [
        "retaliate", "reciprocate", "respond", "retaliation", "response", "reply", "answer",
        "reprisal", "return", "tit-for-tat",
    ]

    /// Whether the trigger stands in a clause that tells why the main clause's act was done: "sent jets
    /// after Athens refused".
    var isReason: Bool {
        trigger.contains { word in
            read.label(word) == "advcl"
                && read.dependents(of: word).contains { child in
                    read.label(child) == "mark" && ImpliedTarget.marks.contains(read.form(child))
                }
        }
    }

    /// Whether the trigger answers what was done before: "retaliated by", "in response expelled".
    var isRetaliation: Bool {
        let near = trigger + trigger.flatMap { read.dependents(of: $0) }
        return near.contains {
            ImpliedTarget.answering.contains(read.lemma($0))
        }
    }

    /// Whether the trigger stands in a clause about what was asked for: "an apology, which it refused".
    var isRelative: Bool { trigger.contains { read.label($0) == "acl:relcl" } }

    /// Whether the trigger tells that somebody does as others did: "also rejected", "a similar call".
    var isParallel: Bool {
        let near = trigger.flatMap { word in
            let dependents = read.dependents(of: word)
            return dependents
                + dependents.filter { read.grammar.objects.contains(read.relation(of: $0)) }
                .flatMap { read.dependents(of: $0) }
        }
        return near.contains { word in
            ["advmod", "amod"].contains(read.label(word))
                && ["also", "too", "likewise", "similarly", "similar"].contains(read.form(word))
        }
    }

    /// Whether an envoy is summoned or called home of whom it is not told to whom he is sent: "and Oslo
    /// summoned the ambassador".
    var isOfEnvoy: Bool {
        trigger.flatMap { read.dependents(of: $0, read.grammar.objects) }.contains {
            ArgumentFinder.envoys.contains(read.form($0))
        }
    }

    /// Whether the trigger stands in a sentence's later part, which goes on with what the first told and is
    /// not what that was about: "accused them of spying and cheating".
    var isLater: Bool {
        trigger.contains { word in
            var place = word
            var isLater = false
            for _ in 0..<6 {
                let isContent = read.dependents(of: place).contains { child in
                    read.label(child) == "mark"
                        && ["of", "for", "from", "to"].contains(read.form(child))
                }
                if isContent { return false }
                isLater = isLater || ["conj", "parataxis", "advcl"].contains(read.label(place))
                guard let governor = read.governor(of: place) else { break }
                place = governor
            }
            return isLater
        }
    }
}
