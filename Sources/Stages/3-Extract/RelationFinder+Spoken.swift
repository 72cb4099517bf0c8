internal import Knowledge
internal import Language
internal import Messages

extension RelationFinder {
    /// What speakers do by what they say of others, as relations.
    func spoken(
        _ speeches: [Attributor.Speech], _ common: [String], _ roles: RoleFinder,
        _ view: inout SentenceView, _ read: SentenceReading, _ entities: EntityMemory,
        _ memory: inout MentionMemory
    ) -> [Relation] {
        let resolver = PhraseResolver(data: data, roles: roles)
        let found = SpokenFinder(data: data, resolver: resolver).spoken(
            speeches, &view, read, entities, &memory)
        return found.map { spoken in
            var relation = Relation(
                sentence: view.number, trigger: view.span(spoken.trigger, spoken.trigger),
                predicate: spoken.predicate, sources: spoken.sources, targets: spoken.targets)
            relation.explanation = ["speaker → source", spoken.how]
            relation.cues = common
            complete(&relation, near: spoken.trigger, view, read)
            return relation
        }
    }
}
