internal import Language
public import Messages

extension LanguageData {
    /// Days after the last office, and before the first, for which a name alone still means its
    /// holder: after them most bearers of the name in the news are others.
    private static let remembered = 3650
    private static let expected = -730

    /// Whom of `candidates`, namesakes, a text means on `day` that has named the countries `near`.
    ///
    /// Who is in office then goes before who is not; of them one of a country named, then the one
    /// nearest in time. Nobody if two fit alike, or if the only one that fits left office long
    /// before, or comes into it long after, and the text named no country of the kind.
    public func person(among candidates: [Int], on day: Day, near: Set<String>) -> Int? {
        var best: (number: Int, rank: [Int])?
        var tied = false
        for number in candidates where number != best?.number {
            let person = persons[number]
            guard let (office, standing) = person.office(on: day) else { continue }
            let distance = office.distance(to: day)
            let isNear = near.contains(office.country) || near.contains(office.body)
            guard
                isNear || office.rank >= 2 && distance > 0
                    || (LanguageData.expected...LanguageData.remembered).contains(distance)
            else { continue }
            let rank = [
                standing == .inOffice ? 1 : 0, isNear ? 1 : 0, -abs(distance),
                office.rank,
            ]
            guard let leader = best?.rank else {
                best = (number, rank)
                continue
            }
            if leader.lexicographicallyPrecedes(rank) {
                (best, tied) = ((number, rank), false)
            } else if leader == rank {
                tied = true
            }
        }
        return tied ? nil : best?.number
    }

    /// Who of that given name has a surname spelt nearly like `surname`, and held office within
    /// some years of `day`; nil if there are several.
    public func person(
        given: Int32, surname: String, on day: Day, near: Set<String>
    ) -> Int? {
        guard given >= 0, surname.utf8.count >= 5 else { return nil }
        let limit = surname.utf8.count >= 8 ? 2 : 1
        let alike = givenNames[given].filter { number in
            let known = persons[number].surname
            guard known.utf8.first == surname.utf8.first,
                Folding.distance(known, surname, limit: limit) <= limit,
                let (office, _) = persons[number].office(on: day)
            else { return false }
            return abs(office.distance(to: day)) <= LanguageData.remembered / 2
        }
        return person(among: alike, on: day, near: near)
    }

    /// Whose name sounds like the folded words `given` and `surname` and is spelt nearly so, and who
    /// held office within some years of `day`: another way into Latin letters. Nil if there are several.
    public func person(
        soundingLike given: String, _ surname: String, on day: Day, near: Set<String>
    ) -> Int? {
        guard let key = NameSound.key(given: given, surname: surname), let alike = sounds[key]
        else { return nil }
        func isNear(_ left: String, _ right: String, _ limit: Int) -> Bool {
            Folding.distance(left, right, limit: limit) <= limit
        }
        let (first, last) = (given.utf8.count >= 6 ? 2 : 1, min(3, surname.utf8.count / 2 - 1))
        let found = alike.map(Int.init).filter { number in
            let known = persons[number]
            guard let word = Tokenizer.phrase(known.name).first,
                isNear(word, given, first),
                isNear(NameSound.bare(known.surname), NameSound.bare(surname), last),
                let (office, _) = known.office(on: day)
            else { return false }
            return abs(office.distance(to: day)) <= LanguageData.remembered / 2
        }
        return person(among: found, on: day, near: near)
    }

    /// Who of that surname, the number of a folded word, holds office on `day`, where the surname
    /// stands alone: somebody of a country named, or else a head of state, government or
    /// organisation, or, `titled`, anybody; nil if several would do.
    public func incumbent(
        surname: Int32, on day: Day, near: Set<String>, titled: Bool
    ) -> Int? {
        guard surname >= 0, vocabulary.text(surname).utf8.count >= 4,
            titled || vocabulary.classes(surname).isEmpty
        else { return nil }
        var holders: [(number: Int, office: Person.Office)] = []
        for number in surnames[surname] {
            guard let (office, standing) = persons[number].office(on: day), standing == .inOffice
            else { continue }
            holders.append((number, office))
        }
        // Whoever heads a state is meant before a senator of that name.
        func highest(_ some: [(number: Int, office: Person.Office)]) -> [Int] {
            let most = some.map(\.office.rank).max() ?? 0
            return some.filter { $0.office.rank == most }.map(\.number)
        }
        let nearby = highest(holders.filter { near.contains($0.office.country) })
        if nearby.count == 1 { return nearby[0] }
        if titled, holders.isEmpty { return former(surname, on: day, near) }
        guard holders.count == 1, titled || holders[0].office.rank >= 2 else { return nil }
        return holders[0].number
    }

    /// The one of that surname who headed a state or government before `day`, or held another office
    /// some years before: "General Pinochet"; nil if there are several.
    private func former(_ surname: Int32, on day: Day, _ near: Set<String>) -> Int? {
        let known = surnames[surname].filter { number in
            guard let (office, standing) = persons[number].office(on: day), standing == .former
            else { return false }
            return office.rank >= 3 || office.distance(to: day) <= LanguageData.remembered
        }
        let nearby = known.filter { number in
            persons[number].offices.contains { near.contains($0.country) }
        }
        if nearby.count == 1 { return nearby[0] }
        return known.count == 1 ? known[0] : nil
    }
}
