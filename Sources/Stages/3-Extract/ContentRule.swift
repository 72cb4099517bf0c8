internal import Knowledge
internal import Language
internal import Messages

/// Leaves out acts that are only what another act is about: "refused to withdraw", "urged Chad to
/// release the men", "rejected the demand".
enum ContentRule {
    /// The cue of what is only content.
    static let cue = "rule:content"
    private static let mediation = "045"

    /// `relations`, which stand in order of their triggers, without those that a word governs and
    /// whose actors are the parties of the act before them. A noun may be somebody else's act that
    /// happened ("rejected Chad's request"), unless its actors are those who do the governing act.
    /// So are talks between those between whom the act before them mediates.
    static func kept(
        _ relations: [Relation], _ data: LanguageData, _ view: SentenceView, _ memory: MentionMemory
    ) -> [Relation] {
        func entities(_ numbers: [Int]) -> Set<String> {
            Set(numbers.compactMap { memory.all[$0].entity })
        }
        return relations.enumerated().filter { place, relation in
            let all = entities(relation.sources + relation.targets)
            let isMediated = relations[..<place].contains {
                $0.predicate.flatMap(data.predicates.predicate)?.cameo == mediation
                    && entities($0.targets).isSuperset(of: all)
            }
            if isMediated, all.count > 1 { return false }
            guard relation.cues.contains(cue),
                let governing = relations[..<place].last(where: {
                    $0.trigger.end <= relation.trigger.start && !$0.cues.contains(cue)
                })
            else { return true }
            let isVerb = view.tokens.indices.contains {
                view.tokens[$0].start == relation.trigger.start && view.tags[$0] == .verb
            }
            var parties = entities(governing.sources)
            if isVerb { parties.formUnion(entities(governing.targets)) }
            return !entities(relation.sources).isSubset(of: parties)
        }.map(\.element)
    }
}
