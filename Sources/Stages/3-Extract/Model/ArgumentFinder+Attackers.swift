internal import Model

/// Who acts by what stands beside a trigger that names nobody: whose attack it was done in, where people
/// were taken to court.
extension ArgumentFinder {
    private static let attacks: Set<String> = [
        "airstrike", "airstrikes", "strike", "strikes", "attack", "attacks", "raid", "raids",
        "bombardment", "bombing", "bombings", "shelling", "offensive", "assault", "operation",
        "operations", "incursion", "invasion", "ambush", "campaign", "fire", "crackdown",
    ]
    private static let means: Set<String> = ["in", "by", "during", "under", "from"]
    /// What police and courts do.
    private static let judicial: Set<String> = [
        "accuse", "arrest", "charge", "convict", "detain", "execute", "hold", "imprison", "indict",
        "jail", "sentence", "try", "deport", "expel",
    ]

    /// The owners of the attack in which something was done: "killed in a Chadian raid", "hurt in the
    /// third week of Chad's offensive".
    func attackers(of verb: Int) -> [Int] {
        let obliques = read.dependents(of: verb, grammar.obliques).filter { word in
            read.dependents(of: word, grammar.cases).contains {
                ArgumentFinder.means.contains(read.form($0))
            }
        }
        return obliques.flatMap { attackers(below: $0, depth: 0) }
    }

    private func attackers(below noun: Int, depth: Int) -> [Int] {
        let children = read.dependents(of: noun)
        if ArgumentFinder.attacks.contains(read.form(noun)) {
            return children.filter { child in
                let label = read.label(child)
                if ["nmod:poss", "amod", "compound"].contains(label) { return true }
                return label == "nmod"
                    && read.dependents(of: child, grammar.cases).contains {
                        ["by", "from"].contains(read.form($0))
                    }
            }
        }
        guard depth < 2 else { return [] }
        return children.filter { child in
            read.label(child) == "nmod"
                && read.dependents(of: child, grammar.cases).contains {
                    read.form($0) == "of"
                }
        }.flatMap { attackers(below: $0, depth: depth + 1) }
    }

    /// The words of the place where somebody was taken to court or held, by nobody who is named.
    func jurisdictions(of trigger: [Int]) -> [Int] {
        for verb in trigger where ArgumentFinder.judicial.contains(read.reading.words[verb].lemma) {
            let isPassive =
                !read.dependents(of: verb, grammar.passiveSubjects).isEmpty
                || !relativized(verb, passive: true).isEmpty
            guard isPassive, read.dependents(of: verb, grammar.agents).isEmpty else { continue }
            return read.dependents(of: verb, grammar.obliques).filter { word in
                read.dependents(of: word, grammar.cases).contains {
                    ["in", "at"].contains(read.form($0))
                }
            }
        }
        return []
    }
}
