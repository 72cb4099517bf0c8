internal import Language
internal import Ontology

extension NameReader {
    mutating func readOrganisation(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = organisations.count
        let id = try row.text(0)
        guard codes[id] != id else {
            throw row.error("the id \"\(id)\" is the code of a country")
        }
        let country = try row.text(3)
        guard codes[country] == country || ontology.groups.contains(country) else {
            throw row.error(
                "\"\(country)\" is not the code of a country, nor one of "
                    + ontology.groups.sorted().joined(separator: ", "))
        }
        let name = try row.text(1)
        organisations.append(
            Organisation(
                id: id, name: name.hasSuffix("?") ? String(name.dropLast()) : name,
                country: country, sectors: try sectors(row, 4),
                nouns: row.list(5).flatMap { builder.phrase($0) }, origin: origin))
        codes[id] = country
        organisationNumbers[id] = number
        for column in [1, 2] {
            try row.forEachPart(column) { marked throws(LanguageError) in
                // With "?" it counts only where its organisation is being told of.
                guard marked.last == UInt8(ascii: "?") else {
                    let spelling = NameReader.spelling(marked)
                    try insert(marked, .organisation(number, spelling), .noun, row, &builder)
                    return
                }
                let name = UnsafeBufferPointer(rebasing: marked.dropLast())
                let spelling = NameReader.spelling(name)
                try insert(name, .shared(number, spelling), .noun, row, &builder)
            }
        }
    }

    /// Reads a time in which an organisation was there: id, first day, last day, sectors then.
    mutating func readPeriod(_ row: Table.Row) throws(LanguageError) {
        guard let number = try organisation(row) else { return }
        let time = try interval(row, 1)
        guard time.from != nil else { throw row.error("column 2 is empty") }
        let sectors = row.optional(3) == nil ? [] : try sectors(row, 3)
        if let last = organisations[number].periods.last?.time,
            last.to.flatMap({ to in time.from.map { to <= $0 } }) != true
        {
            throw row.error("begins before the period above it has ended")
        }
        organisations[number].periods.append(.init(time: time, sectors: sectors))
    }

    /// Reads who belongs to an organisation: id, codes of countries, first day, last day.
    mutating func readMembers(_ row: Table.Row) throws(LanguageError) {
        guard let number = try organisation(row) else { return }
        let time = try interval(row, 2)
        let countries = row.list(1)
        guard !countries.isEmpty else { throw row.error("column 2 is empty") }
        for country in countries {
            guard codes[country] == country else {
                throw row.error("\"\(country)\" is not the code of a country")
            }
            organisations[number].members.append(.init(country: country, time: time))
        }
    }

    /// The number of the organisation that a row is of; nil if a user took it away.
    private func organisation(_ row: Table.Row) throws(LanguageError) -> Int? {
        let id = try row.text(0)
        if let number = organisationNumbers[id] { return number }
        guard removedBodies.contains(id) else {
            throw row.error("\"\(id)\" is no organisation of these tables")
        }
        return nil
    }

    /// The days in a column and the next.
    private func interval(
        _ row: Table.Row, _ column: Int
    ) throws(LanguageError) -> Organisation.Interval {
        var days: [PartialDate?] = []
        for column in [column, column + 1] {
            guard let text = row.optional(column) else {
                days.append(nil)
                continue
            }
            guard let date = PartialDate(text) else {
                throw row.error("\"\(text)\" is not a date as 2020-06-15, 2020-06 or 2020")
            }
            days.append(date)
        }
        let time = Organisation.Interval(from: days[0]?.first, to: days[1]?.last)
        if let from = time.from, let to = time.to, to < from {
            throw row.error("ends before it begins")
        }
        return time
    }

    mutating func readAgent(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        guard let kind = Agent.Kind(rawValue: try row.text(3)) else {
            throw row.error("\"\(row.fields[3])\" is not person, body, group or peer")
        }
        let alone = try row.text(4)
        guard ["yes", "no", "kin", "band"].contains(alone) else {
            throw row.error("\"\(alone)\" is not yes, no, kin or band")
        }
        let phrase = try row.text(0)
        row.withBytes(0) { builder.read($0) }
        guard let head = head(of: builder.words, builder) else {
            throw row.error("the phrase has no words")
        }
        let number = agents.count
        agents.append(
            Agent(
                phrase: phrase, sector: try sectors(row, 2)[0], kind: kind,
                alone: alone == "yes" || alone == "band" && kind == .group,
                isKin: alone == "kin", isBand: alone == "band", head: head, owner: try owner(row),
                origin: origin))
        try insert(column: 0, .agent(number, plural: kind == .group), .noun, row, &builder)
        let plural = row.optional(1) ?? Inflection.plural(phrase)
        guard plural != "=" else { return }
        var bytes = plural
        let outcome = bytes.withUTF8 { bytes -> Result<Void, LanguageError> in
            do throws(LanguageError) {
                return .success(
                    try insert(bytes, .agent(number, plural: true), .noun, row, &builder))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Whose an agent always is.
    private func owner(_ row: Table.Row) throws(LanguageError) -> Agent.Owner? {
        guard let body = row.optional(5) else { return nil }
        if ontology.groups.contains(body) { return Agent.Owner(body: body, country: body) }
        guard let country = codes[body] else {
            if removedBodies.contains(body) { return nil }
            throw row.error("\"\(body)\" is no country or organisation of these tables")
        }
        return Agent.Owner(body: body, country: country)
    }

    /// The word by which "the …" refers back: "ministry" of "ministry of the interior".
    private func head(of words: [Int32], _ builder: VocabularyBuilder) -> Int32? {
        let link = words.dropFirst().firstIndex { word in
            let text = builder.vocabulary.text(word)
            return text == "of" || text == "for" || text == "to" || text == "without"
        }
        return link.map { words[$0 - 1] } ?? words.last
    }
}
