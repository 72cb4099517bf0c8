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
        if type == .consult, let meeting = meeting(actors, sides, &view, entities, &memory) {
            explanation.append("who speaks with whom, by the tree")
            actors = meeting
        } else if let both = accompanied(actors, sides, type, &view, entities, &memory) {
            explanation.append("who does it with whom, by the tree")
            actors = both
        }
        let found = governed(actors, sides, type, &view, entities, &memory)
        if !found.isEmpty {
            explanation.append("governed in the tree → target")
            actors.targets = found
        }
        return sides.settled(actors, type, view, &memory, &explanation)
    }

    /// The sides of talks whose parties the sentence tells only in part: who meets those behind "with",
    /// from whom a call was received.
    private func meeting(
        _ actors: Sides.Actors, _ sides: Sides, _ view: inout SentenceView,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> Sides.Actors? {
        let finder = ArgumentFinder(sides.read)
        if let (caller, called) = finder.call(sides.trigger) {
            let from = known(caller, sides.read, &view, entities, &memory)
            let to = known(called, sides.read, &view, entities, &memory)
            return from.isEmpty || to.isEmpty ? nil : (from, to)
        }
        if let (guest, host) = finder.hosting(sides.trigger) {
            let guests = known(guest, sides.read, &view, entities, &memory)
            let hosts = known(host, sides.read, &view, entities, &memory)
            return guests.isEmpty || hosts.isEmpty ? nil : (guests, hosts)
        }
        return nil
    }

    /// The sides of what somebody does with those who stand behind "with": "told of it after a meeting
    /// with Chad", "died in a clash with Chad".
    private func accompanied(
        _ actors: Sides.Actors, _ sides: Sides, _ type: EventType?, _ view: inout SentenceView,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> Sides.Actors? {
        guard !actors.sources.isEmpty, actors.targets.isEmpty else { return nil }
        let finder = ArgumentFinder(sides.read)
        let company = actors.sources.filter { sides.isCompany($0, memory) }
        let heads: [Int]
        if company.isEmpty {
            heads = sides.partners(type)
        } else {
            guard sides.isMutual(type), company.count == actors.sources.count else { return nil }
            heads = finder.actors(of: sides.trigger).map(\.word) + finder.around(sides.trigger)
        }
        for head in heads {
            let taken = Set(actors.sources.compactMap { memory.all[$0].entity })
            let found = known(head, sides.read, &view, entities, &memory).filter {
                !taken.contains(memory.all[$0].entity ?? "")
            }
            if !found.isEmpty { return (found + actors.sources, []) }
        }
        return nil
    }

    /// The known whom the phrase of a word names, by what stands in apposition to it if it is no name.
    private func known(
        _ word: Int, _ read: SentenceReading, _ view: inout SentenceView,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        var next = [word]
        var words: [Int] = []
        while let place = next.popLast(), words.count < 8 {
            words.append(place)
            next += read.dependents(of: place, read.grammar.appositions).reversed()
        }
        for word in words where view.mentionAt[read.tokenOf[word]] >= 0 || read.isPronoun(word) {
            let range = read.listPhrase(of: word)
            let found = resolver.known(word, range, &view, read, entities, &memory) ?? []
            let known = found.filter { memory.all[$0].entity != nil }
            if !known.isEmpty { return known }
        }
        return []
    }

    /// Those known whom the tree says the trigger governs, where no target stands below it.
    private func governed(
        _ actors: Sides.Actors, _ sides: Sides, _ type: EventType?, _ view: inout SentenceView,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        guard let type,
            !actors.targets.contains(where: {
                sides.isBelow($0, memory) && !sides.isSent($0, actors.sources, type, memory)
            })
        else { return [] }
        let read = sides.read
        let taken = Set(actors.sources.compactMap { memory.all[$0].entity })
        var found: [Int] = []
        for word in ArgumentFinder(read).governed(by: sides.trigger, type) {
            found += known(word, read, &view, entities, &memory).filter { number in
                !taken.contains(memory.all[number].entity ?? "")
            }
        }
        return found
    }
}

extension ArgumentFinder {
    private static let receiving: Set<String> = ["receive", "take", "get", "have"]
    private static let calls: Set<String> = ["call", "calls", "telephone", "phone"]

    /// Who called and who was called, where the trigger tells that a call was received.
    func call(_ trigger: [Int]) -> (caller: Int, called: Int)? {
        for word in trigger {
            let verbs = [word, read.governor(of: word)].compactMap { $0 }
            for verb in verbs
            where ArgumentFinder.receiving.contains(read.reading.words[verb].lemma) {
                let objects = read.dependents(of: verb, grammar.objects).filter {
                    ArgumentFinder.calls.contains(read.form($0))
                }
                guard let call = objects.first, let called = subject(of: verb, depth: 0) else {
                    continue
                }
                let from = (read.dependents(of: verb) + read.dependents(of: call)).first { child in
                    read.dependents(of: child, grammar.cases).contains {
                        read.form($0) == "from"
                    }
                }
                if let from { return (from, called) }
            }
        }
        return nil
    }
}

extension ArgumentFinder {
    /// The subjects of the verbs around a noun, the nearest first, those to whom something is done
    /// included.
    func around(_ trigger: [Int]) -> [Int] {
        guard var place = trigger.first else { return [] }
        var found: [Int] = []
        for _ in 0..<6 {
            guard let governor = read.governor(of: place) else { break }
            place = governor
            found += read.dependents(of: place, grammar.subjects.union(grammar.passiveSubjects))
                .filter { !isRelative($0) }
        }
        return found
    }

    private static let talks: Set<String> = [
        "talks", "meeting", "meetings", "negotiations", "round", "consultations",
    ]

    /// Who is guest and who host, where somebody "plays host to" somebody or "hosts talks with" him.
    func hosting(_ trigger: [Int]) -> (guest: Int, host: Int)? {
        for verb in trigger {
            let objects = read.dependents(of: verb, grammar.objects)
            func among(_ words: Set<String>) -> Bool {
                objects.contains { words.contains(read.form($0)) }
            }
            let before: Set<String>
            switch read.reading.words[verb].lemma {
            case "play" where among(["host"]): before = ["to"]
            case "host" where among(ArgumentFinder.talks): before = ["with", "between", "for"]
            default: continue
            }
            guard let host = subject(of: verb, depth: 0) else { continue }
            let guest = ([verb] + objects).flatMap { read.dependents(of: $0) }.first { child in
                read.dependents(of: child, grammar.cases).contains {
                    before.contains(read.form($0))
                }
            }
            if let guest { return (guest, host) }
        }
        return nil
    }
}

extension Sides {
    /// Whether somebody stands behind "with", as company in somebody else's talks.
    func isCompany(_ number: Int, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory) else { return false }
        return link.down.isEmpty && link.up.last?.preposition == "with"
    }

    /// Whether somebody is the source's own, or nobody known, and the object of giving: "sent doctors".
    func isSent(
        _ number: Int, _ sources: [Int], _ type: EventType, _ memory: MentionMemory
    ) -> Bool {
        guard type == .aid || type == .agree || type == .sanction,
            let link = link(of: number, memory), link.up.map(\.relation) == ["obj"]
        else { return false }
        let mention = memory.all[number]
        guard mention.kind == .description else { return false }
        return mention.country == nil
            || sources.contains { memory.all[$0].country == mention.country }
    }

    /// Whether somebody stands below the trigger in its own clause, or is what its clause is about.
    func isBelow(_ number: Int, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory) else { return true }
        return link.isDirect || link.down.isEmpty && link.clausesUp == 0
    }
}
