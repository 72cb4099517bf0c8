internal import Knowledge
internal import Language
internal import Messages

/// Finds who mediates between the parties of an act: "talks mediated by Oman", "a Qatari-brokered
/// truce", "under the auspices of the UN". Whoever mediates as the act told ("Oman mediates between
/// …") is its source.
struct MediatorFinder {
    let roles: RoleFinder
    let data: LanguageData
    /// When the article was published.
    let day: Day

    private static let participles: Set<String> = ["mediated", "brokered", "facilitated"]
    private static let nouns: Set<String> = ["mediation", "auspices", "facilitation", "brokerage"]
    private static let before: Set<String> = ["under", "through", "with", "by", "via", "thanks"]
    /// What parties do with each other's consent.
    private static let types: Set<EventType> = [
        .consult, .agree, .support, .concede, .cooperate, .retreat,
    ]
    /// So many words may stand between a preposition and its noun.
    private static let reach = 5

    /// Gives the nearest act of several parties its mediators, who are no parties then.
    func attach(
        to relations: inout [Relation], _ view: inout SentenceView, _ memory: inout MentionMemory
    ) {
        for index in view.tokens.indices {
            let found = mediators(at: index, &view, &memory)
            guard !found.isEmpty else { continue }
            let place = view.tokens[index].start
            let numbers = found.filter { memory.all[$0].entity != nil }
            let entities = Set(numbers.compactMap { memory.all[$0].entity })
            func parties(_ relation: Relation) -> [Int] {
                (relation.sources + relation.targets).filter {
                    memory.all[$0].entity.map { !entities.contains($0) } ?? true
                }
            }
            let fitting = relations.indices.filter { number in
                let relation = relations[number]
                return isConsensual(relation) && parties(relation).count > 1
                    && relation.trigger.start != place
            }
            guard !numbers.isEmpty,
                let nearest = fitting.min(by: {
                    abs(relations[$0].trigger.start - place)
                        < abs(relations[$1].trigger.start - place)
                })
            else { continue }
            let kept = Set(parties(relations[nearest]))
            relations[nearest].sources.removeAll { !kept.contains($0) }
            relations[nearest].targets.removeAll { !kept.contains($0) }
            relations[nearest].mediators += numbers.filter {
                !relations[nearest].mediators.contains($0)
            }
            let word = view.text[view.span(index, index)]
            relations[nearest].explanation.append("\"\(word)\" → mediators")
        }
    }

    private func isConsensual(_ relation: Relation) -> Bool {
        let type =
            relation.act?.types.first.flatMap { EventType(rawValue: $0.label) }
            ?? relation.predicate.flatMap(data.predicates.predicate)?.type
        return type.map(MediatorFinder.types.contains) ?? false
    }

    /// Numbers of the mentions whom the word at `index` names as mediators.
    private func mediators(
        at index: Int, _ view: inout SentenceView, _ memory: inout MentionMemory
    ) -> [Int] {
        guard view.mentionAt[index] < 0 else { return [] }
        let word = text(index, view)
        func numbers(_ found: [Int]) -> [Int] { found.map { view.mentions[$0].number } }
        if let hyphen = word.lastIndex(of: "-"),
            MediatorFinder.participles.contains(String(word[hyphen...].dropFirst()))
        {
            let name = JoinedName(data: data, day: day)
            return name.mention(word[..<hyphen], at: index, view, &memory).map { [$0] } ?? []
        }
        if MediatorFinder.participles.contains(word) {
            guard text(index + 1, view) == "by" else { return [] }
            return numbers(roles.objects(from: index + 1, [.by], view))
        }
        guard MediatorFinder.nouns.contains(word),
            (max(0, index - MediatorFinder.reach)..<index).contains(where: {
                MediatorFinder.before.contains(text($0, view))
            })
        else { return [] }
        let own = roles.possessor(of: index, &view, &memory)
        guard own.isEmpty, text(index + 1, view) == "of" else { return numbers(own) }
        return numbers(roles.objects(from: index + 1, [.of], view))
    }

    private func text(_ index: Int, _ view: SentenceView) -> String {
        guard view.tokens.indices.contains(index) else { return "" }
        return view.text[view.span(index, index)].lowercased()
    }
}
