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
        let nearby = holders.filter { near.contains($0.office.country) }
        if nearby.count == 1 { return nearby[0].number }
        guard holders.count == 1, titled || holders[0].office.rank >= 2 else { return nil }
        return holders[0].number
    }
}
