internal import Messages
internal import Model

extension Sides {
    /// The side with those whose adjectives share a noun with one of it: "Syrian and Russian jets" are
    /// two air forces, of which the model marks but the one beside the noun.
    func withLists(_ side: [Int], opposite: [Int], _ memory: MentionMemory) -> [Int] {
        // The noun of "Russian jets" in such a list: its adjective hangs from the one before.
        let nouns = Set(side.compactMap { words(of: $0, memory)?.upperBound })
        var whole = side
        for number in memory.all.indices
        where memory.all[number].sentence == sentence && memory.all[number].entity != nil {
            let mention = memory.all[number]
            let isTaken = (whole + opposite).contains { other in
                memory.all[other].span.overlaps(mention.span)
                    || memory.all[other].entity == mention.entity
            }
            guard !isTaken, let word = head(of: number, memory), sharesNoun(word, nouns) else {
                continue
            }
            whole.append(number)
        }
        return whole.sorted { memory.all[$0].span.start < memory.all[$1].span.start }
    }

    /// The targets without those who are sources, where an act needs no target and nobody does it to
    /// himself: who retreats, agrees, threatens; who meets, if there are two.
    func others(
        _ targets: [Int], than sources: [Int], _ type: EventType?, _ memory: MentionMemory
    ) -> [Int] {
        switch type {
        case .retreat, .agree, .concede, .threaten, .mobilize: break
        case .consult where sources.count > 1: break
        default: return targets
        }
        return targets.filter { target in
            let own = memory.all[target]
            return own.entity == nil
                || !sources.contains { number in
                    let source = memory.all[number]
                    return source.entity == own.entity
                        && (source.name == own.name || source.name == nil || own.name == nil)
                }
        }
    }

    /// Whether a word stands in a list of adjectives before one of `nouns`.
    private func sharesNoun(_ word: Int, _ nouns: Set<Int>) -> Bool {
        var isListed = !read.dependents(of: word, read.grammar.conjuncts).isEmpty
        var place = word
        // Only a damaged tree is deeper.
        for _ in 0..<8 {
            guard let governor = read.governor(of: place) else { return false }
            switch read.grammar.labels.relations[read.relation(of: place)] {
            case "conj": isListed = true
            case "amod", "compound": if nouns.contains(governor) { return isListed }
            default: return false
            }
            place = governor
        }
        return false
    }
}
