internal import Messages
internal import Model

/// Keeps apart who stands on one side and on the other, and who stands on neither.
extension Sides {
    /// The sides, with those whom the trigger governs among those acted upon: whom somebody fights, to
    /// whom somebody sells.
    func passed(_ actors: Actors, _ type: EventType?, _ memory: MentionMemory) -> Actors {
        let passed = actors.sources.filter { number in
            guard let link = link(of: number, memory), link.down.isEmpty else { return false }
            if type == .assault, link.up.count == 2, link.up[1].relation == "obj" {
                // "battled the group's last fighters"
                return ["nmod:poss", "amod", "compound"].contains(link.up[0].relation)
            }
            if type == .cooperate, link.up.count == 2, link.up[1].relation == "obj" {
                return link.up[0].preposition == "to"
            }
            guard link.up.count == 1 else { return false }
            switch type {
            case .assault: return link.up[0].relation == "obj"
            case .agree, .cooperate: return link.up[0].preposition == "to"
            default: return false
            }
        }
        guard !passed.isEmpty, passed.count < actors.sources.count else { return actors }
        return (actors.sources.filter { !passed.contains($0) }, passed + actors.targets)
    }

    /// Whether a source is the subject of a verb of telling, while the trigger has a subject of its
    /// own that is no pronoun: "the ministry said that two soldiers were killed".
    func isTeller(_ number: Int, _ type: EventType?, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory), link.up.map(\.relation) == ["nsubj"],
            link.down.map(\.relation) == ["ccomp"]
        else { return false }
        let subjects = read.grammar.subjects.union(read.grammar.passiveSubjects)
        return trigger.contains { word in
            read.dependents(of: word, subjects).contains { !read.isPronoun($0) }
        }
    }

    /// The sources without a pronoun beside the subject of the verb of telling whose clause it stands
    /// in: "Chad said it would march" is one who acts.
    func withoutEchoes(_ sources: [Int], _ memory: MentionMemory) -> [Int] {
        sources.filter { number in
            guard memory.all[number].kind == .pronoun, let link = link(of: number, memory),
                link.up.map(\.relation) == ["nsubj"],
                link.down.allSatisfy({ $0.relation == "xcomp" })
            else { return true }
            return !sources.contains { other in
                guard other != number, memory.all[other].kind != .pronoun,
                    memory.all[other].entity != nil, let telling = self.link(of: other, memory)
                else { return false }
                return telling.up.map(\.relation) == ["nsubj"]
                    && telling.down.contains { $0.relation == "ccomp" }
            }
        }
    }

    private static let leaving = [
        "withdr", "pull", "retreat", "leav", "left", "exit", "depart", "evacuat",
    ]

    /// Whether a target is only what is left, or stands elsewhere beside a noun of giving ground: "the
    /// withdrawal from Chad", "her resignation was brought about by Chad".
    func isLeft(_ number: Int, _ type: EventType?, _ memory: MentionMemory) -> Bool {
        guard let link = link(of: number, memory), let word = trigger.first,
            let first = link.up.first
        else { return false }
        let isNoun = read.reading.words[word].upos == read.grammar.nouns
        if type == .retreat, isNoun, link.down.first?.relation.hasPrefix("nsubj") == true {
            return true
        }
        // "her offer gives Chad a choice"
        if isNoun, [.agree, .reject, .support].contains(type),
            link.down.map(\.relation) == ["nsubj"], ["obj", "iobj"].contains(first.relation)
        {
            return true
        }
        let form = read.form(word)
        return type == .retreat && ["from", "out of"].contains(first.preposition)
            && Sides.leaving.contains { form.hasPrefix($0) }
    }

    /// The sides without who stands on both: nobody acts upon himself. Where the only target is who
    /// acts and hangs from the trigger itself, it stays: then one of the two is mistaken for the other,
    /// and nothing is to be told of it.
    func apart(
        _ sources: [Int], _ targets: [Int], _ type: EventType?, _ memory: MentionMemory
    ) -> Actors {
        func isSame(_ left: Int, _ right: Int) -> Bool {
            let (left, right) = (memory.all[left], memory.all[right])
            return left.entity != nil && left.entity == right.entity
                && (left.name == right.name || left.name == nil || right.name == nil)
        }
        // Words of a target's own phrase act no more than it does.
        let acting = sources.filter { source in
            guard let word = head(of: source, memory), sources.count > 1 else { return true }
            return !targets.contains { target in
                guard memory.all[source].entity != nil,
                    memory.all[source].entity == memory.all[target].entity,
                    let noun = head(of: target, memory)
                else { return false }
                return word != noun && isBelow(word, noun)
            }
        }
        let others = targets.filter { target in
            !acting.contains { source in
                isSame(source, target)
                    || type == .consult && memory.all[source].entity == memory.all[target].entity
                        && memory.all[target].entity != nil
                        && link(of: target, memory).map { !$0.isDirect } ?? false
            }
        }
        let isMistaken =
            type != .retreat && type != .consult && others.isEmpty
            && !(type == .agree && isBinding)
            && Set(acting.compactMap { memory.all[$0].country }).count < 2
        guard isMistaken else { return (acting, others) }
        return (
            acting,
            targets.filter { target in
                guard let link = link(of: target, memory) else { return true }
                let isWithin = acting.contains {
                    memory.all[$0].span.overlaps(memory.all[target].span)
                }
                return link.isDirect && !link.up.isEmpty && !isWithin
            }
        )
    }

    /// Whether the trigger binds whoever acts: "the minister committed the government to it".
    private var isBinding: Bool {
        trigger.contains { word in
            let lemma = read.reading.words[word].lemma
            return ["commit", "bind", "oblige", "pledge"].contains(lemma)
        }
    }

    private func isBelow(_ word: Int, _ noun: Int) -> Bool {
        var place = word
        for _ in 0..<8 {
            guard let governor = read.governor(of: place) else { return false }
            if governor == noun { return true }
            guard
                ["amod", "compound", "flat", "appos", "nmod:poss", "nmod:desc"].contains(
                    read.label(place))
            else { return false }
            place = governor
        }
        return false
    }
}
