internal import Language
internal import Messages

/// Actors joined by commas and "and".
enum Coordination {
    /// All actors of the coordination whose last member is `number`.
    static func chain(endingAt number: Int, _ view: SentenceView) -> [Int] {
        var chain = [number]
        var current = number
        while current > 0, chain.count < 12 {
            let previous = current - 1
            guard let link = link(previous, current, view), view.mentions[previous].canAct else {
                break
            }
            // A comma alone joins only if an "and" follows later in the list.
            if link == .comma && chain.count == 1 { break }
            if link != .apposition { chain.insert(previous, at: 0) } else { chain[0] = previous }
            current = previous
        }
        return unique(chain, view)
    }

    /// All actors of the coordination whose first member is `number`.
    static func chain(startingAt number: Int, _ view: SentenceView) -> [Int] {
        var chain = [number]
        var commas: [Int] = []
        var current = number
        while current + 1 < view.mentions.count, chain.count < 12 {
            let next = current + 1
            guard let link = link(current, next, view), !view.mentions[next].isPlace else { break }
            switch link {
            case .and:
                chain += commas + [next]
                commas = []
            case .comma: commas.append(next)
            case .apposition: break
            }
            current = next
        }
        return unique(chain, view)
    }

    private enum Link { case and, comma, apposition }

    private static func link(_ left: Int, _ right: Int, _ view: SentenceView) -> Link? {
        let first = view.mentions[left].last + 1
        let last = view.mentions[right].first
        guard first <= last, last - first <= 4 else { return nil }
        var sawAnd = false
        var sawComma = false
        for index in first..<last {
            switch view.tags[index] {
            case .conjunction: sawAnd = true
            case .determiner, .adjective: break
            case .mark where view.isComma(index): sawComma = true
            default: return nil
            }
        }
        if sawAnd { return .and }
        guard sawComma else { return nil }
        let same =
            view.mentions[left].mention.entity != nil
            && view.mentions[left].mention.entity == view.mentions[right].mention.entity
            && view.mentions[left].isPerson && view.mentions[right].isPerson
            // An office and a name are one; two names are two.
            && (view.mentions[left].head >= 0) != (view.mentions[right].head >= 0)
        return same ? .apposition : .comma
    }

    /// Each entity once, in order of mention.
    private static func unique(_ chain: [Int], _ view: SentenceView) -> [Int] {
        var seen: Set<String> = []
        var result: [Int] = []
        for number in chain {
            guard number < view.mentions.count else { continue }
            // "the two countries" are two mentions of the same words.
            let same = view.mentions.indices.filter {
                view.mentions[$0].first == view.mentions[number].first
                    && view.mentions[$0].mention.kind != .pronoun
            }
            for member in same.isEmpty ? [number] : same {
                let key = view.mentions[member].mention.entity ?? "\(member)"
                if seen.insert(key).inserted { result.append(member) }
            }
        }
        return result
    }
}
