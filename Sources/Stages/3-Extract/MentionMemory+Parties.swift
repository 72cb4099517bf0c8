internal import Knowledge
internal import Messages

/// Of whom an article tells most.
extension MentionMemory {
    /// So many mentions back it is looked for of whom most is told.
    private static let reach = 500

    /// What was told of a state or an armed group so far.
    private struct Told {
        var sentences: Set<Int> = []
        var last = 0
    }

    /// The two states, or sides, of which most sentences told so far, at least `least` each and more than
    /// of any other; none of them `own`.
    func leading(areStates: Bool, except own: Set<String> = [], least: Int = 2) -> [Int] {
        let told = told(areStates: areStates).filter { told in
            all[told.value.last].country.map { !own.contains($0) } ?? true
        }
        let sorted = told.values.sorted {
            ($1.sentences.count, $0.last) < ($0.sentences.count, $1.last)
        }
        guard sorted.count > 1, sorted[1].sentences.count >= least,
            sorted.count == 2 || sorted[2].sentences.count < sorted[1].sentences.count
        else { return [] }
        return sorted.prefix(2).map(\.last)
    }

    /// The state of which most sentences told so far besides `country`: of which at least two told, and
    /// more than of any third, or the only one.
    func counterpart(of country: String) -> Int? {
        let told = told(areStates: true)
        // Whoever is only told of once has neighbours that the article does not tell of.
        guard told.count == 2 || told[country].map({ $0.sentences.count > 1 }) ?? false else {
            return nil
        }
        let others = told.filter { $0.key != country }.values.sorted {
            ($1.sentences.count, $0.last) < ($0.sentences.count, $1.last)
        }
        guard let first = others.first else { return nil }
        if others.count == 1 { return first.last }
        return first.sentences.count >= 2 && others[1].sentences.count < first.sentences.count
            ? first.last : nil
    }

    /// The two parties of talks that the sentence before told.
    func met(before sentence: Int) -> [Int] {
        let met = lastParties
        return met.count == 2 && met.allSatisfy { all[$0].sentence == sentence - 1 } ? met : []
    }

    /// The persons of whom the sentences from one on tell, the last of each state or body.
    func persons(from sentence: Int) -> [Int] {
        var found: [Int] = []
        for number in all.indices.suffix(MentionMemory.near) where all[number].sentence >= sentence
        {
            let holder = holder(of: number)
            guard holder.person != nil || holder.office != nil, all[number].entity != nil else {
                continue
            }
            found.removeAll { all[$0].entity == all[number].entity }
            found.append(number)
        }
        // Whoever brings two together is none of them.
        let ofStates = found.filter { number in
            all[number].country.map { !CountryFinder.groups.contains($0) } ?? false
        }
        return found.count > 2 ? ofStates : found
    }

    private func told(areStates: Bool) -> [String: Told] {
        var told: [String: Told] = [:]
        for number in all.indices.suffix(MentionMemory.reach) {
            guard let party = party(all[number], areStates: areStates) else { continue }
            told[party, default: Told()].sentences.insert(all[number].sentence)
            told[party]?.last = number
        }
        return told
    }

    /// Which state, or else which armed group, a mention tells of by its own words.
    private func party(_ mention: ActorMention, areStates: Bool) -> String? {
        guard let entity = mention.entity, let country = mention.country, mention.kind != .place,
            mention.resolvedBy != AgentReader.town
        else { return nil }
        if !areStates, mention.sectors == ["REB"], !entity.hasPrefix(country) {
            return String(entity.prefix { $0 != "/" })
        }
        guard !CountryFinder.groups.contains(country), mention.sectors != ["REB"] else {
            return nil
        }
        let how = mention.resolvedBy ?? ""
        let isTold = !CountryFinder.loose.contains(how) || !areStates && how == "article:theatre"
        return isTold ? country : nil
    }

    /// The two countries mentioned last, for "the two countries"; of those told by their own words from
    /// a sentence on, for "both countries".
    func lastTwo(from sentence: Int? = nil, areStates: Bool = false) -> [Int] {
        let others = parties.filter { CountryFinder.groups.contains(all[$0].country ?? "") }
        if parties.count == 2, !areStates || others.isEmpty { return parties }
        let states = states(from: sentence)
        return states.count >= 2 ? states.suffix(2) : []
    }

    /// The states told, or told by their own words from a sentence on.
    func states(from sentence: Int?) -> [Int] {
        countries.filter { entry in
            guard !["UNO", "IGO", "EUR", "NGO", "IMG"].contains(entry.code) else { return false }
            let (sentence, mention) = (sentence ?? .min, all[entry.mention])
            return mention.sentence >= sentence
                && (sentence == .min || !CountryFinder.loose.contains(mention.resolvedBy ?? ""))
        }.map(\.mention)
    }

    /// The three states listed last, for "the three countries"; else those of which the sentences from
    /// one on told, if they are three.
    func lastThree(from sentence: Int) -> [Int] {
        if trio.count == 3 { return trio }
        return countries.filter { entry in
            !CountryFinder.groups.contains(entry.code) && all[entry.mention].sentence >= sentence
                && !CountryFinder.loose.contains(all[entry.mention].resolvedBy ?? "")
        }.map(\.mention)
    }
}
