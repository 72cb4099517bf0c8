internal import Messages

/// The acts that an article told last, so that a noun for one ("the pullout") leads to who did it.
struct ActMemory {
    /// A party of an act: the country of somebody known, and his mention's number.
    struct Party: Hashable {
        var country: String
        var mention: Int
    }

    /// An act with those of its parties who are known.
    struct Act: Hashable {
        var type: EventType
        var sources: [Party]
        var targets: [Party]
        var sentence: Int

        /// Whether somebody of one of some countries did it.
        func isBy(_ countries: Set<String>) -> Bool {
            sources.contains { countries.contains($0.country) }
        }
    }

    private var acts: [Act] = []
    private static let limit = 40

    /// Remembers an act that was told, if it is known who did it.
    mutating func remember(_ act: Act) {
        guard !act.sources.isEmpty else { return }
        acts.append(act)
        if acts.count > ActMemory.limit { acts.removeFirst() }
    }

    /// A noun that refers to an act told before.
    struct Reference {
        /// Types of the acts that it can stand for.
        var types: Set<EventType>
        /// The countries of those who act on what it stands for, and so did not do it.
        var others: Set<String>
        /// The sentence in which it stands.
        var sentence: Int
        /// How many sentences back it reaches at least.
        var reach: Int
        /// Whether it reaches no further.
        var isBound: Bool
        /// Whether the others answer what was put to them.
        var isAnswered: Bool
    }

    /// Who did the act to which a noun refers: the last that fits, near it, or further back if hardly
    /// anybody else was told to do the like. Nobody if the others did it, or if it was put to somebody else and they
    /// answer it.
    func doers(_ noun: Reference) -> [Int] {
        let fitting = acts.filter { noun.types.contains($0.type) }
        guard let last = fitting.last, !last.isBy(noun.others) else { return [] }
        let isNear = noun.sentence - last.sentence <= noun.reach
        let doers = Set(last.sources.map(\.country))
        let same = fitting.count { Set($0.sources.map(\.country)) == doers }
        guard isNear || !noun.isBound && same * 4 >= fitting.count * 3 else { return [] }
        let isToOthers = last.targets.contains { noun.others.contains($0.country) }
        let isElsewhere = noun.isAnswered && !last.targets.isEmpty && !isToOthers
        return isElsewhere ? [] : last.sources.map(\.mention)
    }

    /// Who acted last upon one of `countries`, in the sentence or so many before it, by an act of some
    /// types.
    func doers(
        to countries: Set<String>, by types: Set<EventType>, in sentence: Int, reach: Int
    ) -> [Int] {
        let last = acts.last { act in
            types.contains(act.type) && sentence - act.sentence <= reach && !act.isBy(countries)
                && act.targets.contains { countries.contains($0.country) }
        }
        return last?.sources.map(\.mention) ?? []
    }

    /// Whom one of `countries` acted upon earlier in the sentence, if that is the last act of some types
    /// there.
    func earlier(of types: Set<EventType>, by countries: Set<String>, in sentence: Int) -> [Int] {
        let last = acts.last { types.contains($0.type) && $0.sentence == sentence }
        guard let last, last.isBy(countries), !last.targets.isEmpty,
            last.targets.allSatisfy({ !countries.contains($0.country) })
        else { return [] }
        return last.targets.map(\.mention)
    }

    /// Who of others acted last in the sentence, by an act of some types.
    func others(than countries: Set<String>, by types: Set<EventType>, in sentence: Int) -> [Int] {
        let last = acts.last { types.contains($0.type) && $0.sentence == sentence }
        guard let last, !last.isBy(countries) else { return [] }
        return last.sources.map(\.mention)
    }

    /// To whom others than those of `countries` did the like last, in the sentence or so many before it.
    func sufferers(
        of types: Set<EventType>, notBy countries: Set<String>, in sentence: Int, reach: Int
    ) -> [Int] {
        let last = acts.last { act in
            types.contains(act.type) && sentence - act.sentence <= reach && !act.targets.isEmpty
        }
        guard let last, !last.isBy(countries),
            last.targets.allSatisfy({ !countries.contains($0.country) })
        else { return [] }
        return last.targets.map(\.mention)
    }
}

extension MentionMemory {
    /// Those known among some mentions, as parties of an act.
    func parties(_ numbers: [Int]) -> [ActMemory.Party] {
        numbers.compactMap { number in
            guard all[number].entity != nil else { return nil }
            return all[number].country.map { ActMemory.Party(country: $0, mention: number) }
        }
    }
}
