internal import Knowledge
internal import Messages
internal import Model

/// Of whom what is said tells.
extension SpokenFinder {
    /// Of whom a clause tells: its subject, whose doing that is, or who did what it refers to; none that
    /// are the speaker's own.
    func others(
        _ clause: Clause, _ talk: Talk, isDemand: Bool, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        let subject = clause.subject
        if read.isPronoun(subject), !["he", "she"].contains(read.form(subject)) { return [] }
        var groups = [[subject] + read.dependents(of: subject, read.grammar.conjuncts)]
        if !isDemand { groups += [read.dependents(of: subject, read.grammar.possessors)] }
        for heads in groups {
            let known = heads.flatMap { head in
                resolver.known(
                    head, read.nounPhrase(of: head), &view, read, entities, &memory) ?? []
            }.filter { memory.all[$0].entity != nil }
            guard !known.isEmpty else { continue }
            let areOthers = known.allSatisfy { number in
                isOther(memory.all[number], than: memory.all[talk.speakers[0]])
                    && !(isDemand && memory.all[number].sectors.first == "CVL")
            }
            return areOthers ? memory.distinct(known) : []
        }
        return isDemand ? [] : doers(subject, talk, view, read, &memory)
    }

    /// Who did what a noun refers to: "the move", "such strikes".
    private func doers(
        _ noun: Int, _ talk: Talk, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> [Int] {
        let isDefinite = read.dependents(of: noun).contains {
            ["the", "this", "that", "these", "those", "such", "any"].contains(read.form($0))
        }
        let forms = [read.lemma(noun), read.form(noun)]
        guard isDefinite, let types = forms.lazy.compactMap({ data.contents[$0] }).first else {
            return []
        }
        let isAny = types.count > 8
        let own = Set([memory.all[talk.speakers[0]].country].compactMap(\.self))
        let doers = memory.acts.doers(
            ActMemory.Reference(
                types: types, others: own, sentence: view.number, reach: isAny ? 1 : 2,
                isBound: isAny, isAnswered: false))
        return doers.map { memory.recalled($0) }
    }

    private static let state: Set<String> = ["GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI"]

    /// Whether two are not of one side: of other countries, or one of them against the state.
    private func isOther(_ mention: ActorMention, than speaker: ActorMention) -> Bool {
        guard let country = mention.country, mention.resolvedBy != "article:owner" else {
            return false
        }
        if country != speaker.country { return true }
        guard mention.entity != speaker.entity, let one = mention.sectors.first,
            let other = speaker.sectors.first
        else { return false }
        return SpokenFinder.state.contains(one) != SpokenFinder.state.contains(other)
            && one != "CVL" && other != "CVL"
    }
}
