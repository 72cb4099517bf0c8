internal import Messages
internal import Model

extension EventFinder {
    /// The sides without whom the tree keeps apart, and with those whom it says the trigger governs
    /// where no target stands below it.
    func settled(
        _ actors: Sides.Actors, _ sides: Sides, _ type: EventType?, _ explanation: inout [String],
        _ view: inout SentenceView, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> Sides.Actors {
        var actors = actors
        let found = governed(actors, sides, type, &view, entities, &memory)
        if !found.isEmpty {
            explanation.append("governed in the tree → target")
            actors.targets = found
        }
        return sides.settled(actors, type, view, &memory, &explanation)
    }

    /// Those known whom the tree says the trigger governs, where no target stands below it.
    private func governed(
        _ actors: Sides.Actors, _ sides: Sides, _ type: EventType?, _ view: inout SentenceView,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        guard let type, !actors.targets.contains(where: { sides.isBelow($0, memory) }) else {
            return []
        }
        let read = sides.read
        let taken = Set(actors.sources.compactMap { memory.all[$0].entity })
        var found: [Int] = []
        for word in ArgumentFinder(read).governed(by: sides.trigger, type)
        where view.mentionAt[read.tokenOf[word]] >= 0 || read.isPronoun(word) {
            let range = read.nounPhrase(of: word)
            let known = resolver.known(word, range, &view, read, entities, &memory) ?? []
            found += known.filter { number in
                memory.all[number].entity.map { !taken.contains($0) } ?? false
            }
        }
        return found
    }
}

extension Sides {
    /// Whether somebody stands below the trigger in its own clause, or is what its clause is about.
    func isBelow(_ number: Int, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory) else { return true }
        return link.isDirect || link.down.isEmpty && link.clausesUp == 0
    }
}
